"""Relate and a bare window as processes of their own: when they were first painted, and what they then hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
PATIENCE: Final = 120
SCREEN: Final = "1600x1000x24"


@dataclass(frozen=True, slots=True)
class Started:
    """What a process told. paint: seconds from the start of the process to the end of the first paint."""

    paint: float
    people: int
    loaded: tuple[str, ...]
    """Of the modules that should come later: those that were there at the paint."""
    resident: dict[str, float]
    """Megabytes when everything was built and shown: whole, of the process alone, of files (the library too)."""


def bare_window(platform: dict[str, str]) -> Started:
    return _run([str(HERE / "bare_window.py")], platform)


def relate(library: Path, platform: dict[str, str], *, until_built: bool = False) -> Started:
    """The program on this library. until_built: go on until all panels are there, then look at the memory."""
    arguments = [str(HERE / "painted.py"), "built" if until_built else "painted", "--library", str(library)]
    return _run(arguments, platform)


def _run(arguments: list[str], platform: dict[str, str]) -> Started:
    with tempfile.TemporaryDirectory(prefix="relate-bench-home-") as home:
        private = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"), home)
        # A start of every day finds the bytecode that the first one left, whatever is set where it is measured.
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        began = time.monotonic()
        ran = subprocess.run(
            [sys.executable, "-P", *arguments],
            env={**environment, **private, **platform},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    lines = [line for line in ran.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{Path(arguments[0]).name} told nothing: {ran.stderr[-2000:]}")
    told = json.loads(lines[-1])
    return Started(told["painted"] - began, told["people"], tuple(told["loaded"]), told["resident"])


@contextmanager
def x_server() -> Iterator[dict[str, str] | None]:
    """The variables that lead to an X server without a screen; None where there is no Xvfb."""
    program = shutil.which("Xvfb")
    if program is None:
        yield None
        return
    reading, writing = os.pipe()
    with subprocess.Popen(
        [program, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
        pass_fds=(writing,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = told.readline().strip()
        try:
            yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}
        finally:
            server.terminate()
