"""What the C library is told of its heaps, where it can be told."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from relate.desktop import heaps

_THREADS_THAT_HOLD_MEMORY = """
import sys, threading
from relate.desktop import heaps
if sys.argv[1] == "shared":
    assert heaps.share()
held, all_there = [], threading.Barrier(9)
def hold():
    held.append([bytearray(1000 + place) for place in range(200)])
    all_there.wait()
    all_there.wait()
threads = [threading.Thread(target=hold) for _ in range(8)]
for one in threads:
    one.start()
all_there.wait()
heaps_of_threads = [line for line in open("/proc/self/maps") if " ---p " in line and line.split()[4] == "0"]
print(len(heaps_of_threads))
all_there.wait()
for one in threads:
    one.join()
"""


def _reserved(what: str) -> int:
    untold = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    ran = subprocess.run(
        [sys.executable, "-c", _THREADS_THAT_HOLD_MEMORY, what], env=untold, capture_output=True, text=True, check=True
    )
    return int(ran.stdout)


@pytest.mark.skipif(sys.platform != "linux" or not heaps.share(), reason="heaps of threads are glibc's")
def test_threads_that_hold_memory_share_their_heaps() -> None:
    assert _reserved("shared") < _reserved("each its own")


def test_a_c_library_without_such_heaps_is_left_as_it_is() -> None:
    assert not heaps.share(lambda _name: object())
