"""A desktop of its own for each test here: an X server, a window manager, a pointer that xdotool moves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDED = ("Xvfb", "openbox", "xdotool")
PATIENCE = 60
MODULES = (str(Path(__file__).parents[1] / "without_network"), str(Path(__file__).parents[2]))
"""Where the programs find theirs; the first has no network in them."""


class Desktop:
    """Programs run on it, and are ended with it."""

    def __init__(self, display: str, home: Path) -> None:
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND", "RELATE"))},
            "DISPLAY": display, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), "QT_QPA_PLATFORM": "xcb",
            "PYTHONPATH": os.pathsep.join(MODULES), "PYTHONUNBUFFERED": "1",
        }  # fmt: skip
        self._running: list[subprocess.Popen[str]] = []

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Starts a program whose output can be read line by line."""
        program = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._running.append(program)
        return program

    def python(self, *arguments: str) -> subprocess.Popen[str]:
        return self.start(sys.executable, *arguments)

    def pointer(self, *command: str | int) -> str:
        """xdotool with these words."""
        done = subprocess.run(
            ["xdotool", *map(str, command)], env=self.environment, capture_output=True, text=True, timeout=PATIENCE,
            check=True,
        )  # fmt: skip
        return done.stdout.strip()

    def close(self) -> None:
        for program in reversed(self._running):
            program.terminate()
        for program in reversed(self._running):
            try:
                program.wait(10)
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
            if program.stdout is not None:
                program.stdout.close()


def read_until(program: subprocess.Popen[str], start: str) -> str:
    """The first line of a program's output that begins with `start`; fails with all of it when it ends before."""
    assert program.stdout is not None
    seen = []
    for line in program.stdout:
        seen.append(line)
        if line.startswith(start):
            return line.strip()
    raise AssertionError(f"no line {start!r} in:\n{''.join(seen)}")


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {', '.join(missing)}")
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1440x900x24", "-nolisten", "tcp"],
        pass_fds=(write_end,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write_end)
    with os.fdopen(read_end) as answer:
        number = answer.readline().strip()
    made = Desktop(f":{number}", tmp_path)
    try:
        made.start("openbox")
        yield made
    finally:
        made.close()
        server.terminate()
        server.wait(10)
