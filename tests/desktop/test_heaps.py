"""What the C library is told of its heaps, where it can be told."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from relate.desktop import heaps

_ONE_THREAD_AFTER_THE_OTHER = """
import re, sys, threading
from relate.desktop import heaps
if sys.argv[1] == "shared":
    assert heaps.share()
def resident():
    return int(re.search("RssAnon:\\s+(\\d+)", open("/proc/self/status").read())[1]) // 1024
held, let_go, over = [], threading.Event(), threading.Event()
def first():
    some = [bytearray(4000) for place in range(5000)]
    above = bytearray(4000)  # what is below it stays the program's
    some.clear()
    let_go.set()
    over.wait()
def second():
    held.extend(bytearray(4000) for place in range(5000))
one, other = threading.Thread(target=first), threading.Thread(target=second)
one.start()
let_go.wait()
before = resident()
other.start()
other.join()
print(resident() - before)
over.set()
"""


def _taken_by_the_second(what: str) -> int:
    """Megabytes of the twenty that it holds, after another thread let as many go."""
    untold = {name: value for name, value in os.environ.items() if not name.startswith(("MALLOC_", "GLIBC_"))}
    program = [sys.executable, "-c", _ONE_THREAD_AFTER_THE_OTHER, what]
    return int(subprocess.run(program, env=untold, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(sys.platform != "linux" or not heaps.share(), reason="heaps of threads are glibc's")
def test_what_one_thread_let_go_another_has() -> None:
    assert _taken_by_the_second("shared") < 5
    assert _taken_by_the_second("each its own") > 15


def test_a_c_library_without_such_heaps_is_left_as_it_is() -> None:
    assert not heaps.share(lambda _name: object())
