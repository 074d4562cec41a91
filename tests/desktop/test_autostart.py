"""Start at login: the entry is there when asked for, starts the right thing, and goes when not."""

from __future__ import annotations

import configparser
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from relate.desktop.autostart import (
    MINIMIZED,
    StartCommand,
    desktop_entry,
    disable,
    enable,
    enabled,
    entry_file,
    launch_agent,
    start_command,
)

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="freedesktop entries are Linux")
AWKWARD = ('/opt/it\'s "Relate"/100% $HOME/`x`\\y', "--library", "/home/zoë/my library.db")


def exec_words(entry: str) -> list[str]:
    """The Exec key as the specification reads it: first the string's escapes, then the quotes."""
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(entry)
    value = parser["Desktop Entry"]["Exec"].replace("\\\\", "\\")
    words, word, quoted, signs = [], "", False, iter(value)
    for sign in signs:
        if sign == '"':
            quoted = not quoted
            if not quoted:
                words.append(word)
                word = ""
        elif quoted:
            word += next(signs) if sign == "\\" else sign
    return [word.replace("%%", "%") for word in words]


@linux
def test_switching_it_on_and_off_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELATE_HOME", str(tmp_path))
    assert not enabled()
    enable(start_command())
    assert enabled()
    assert entry_file().is_relative_to(tmp_path)
    disable()
    assert not enabled()
    disable()


def test_it_starts_into_the_tray_with_the_open_library() -> None:
    command = start_command(Path("/home/ana/relate.db"))
    assert MINIMIZED in command.argv
    assert command.argv[-2:] == ("--library", str(Path("/home/ana/relate.db")))


def test_awkward_names_survive_the_desktop_entry() -> None:
    assert exec_words(desktop_entry(StartCommand(AWKWARD, None))) == list(AWKWARD)


def test_awkward_names_survive_the_launch_agent() -> None:
    agent = plistlib.loads(launch_agent(StartCommand(AWKWARD, Path("/opt"))))
    assert (agent["ProgramArguments"], agent["WorkingDirectory"], agent["RunAtLoad"]) == (list(AWKWARD), "/opt", True)


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_entry_is_valid(tmp_path: Path) -> None:
    file = tmp_path / "relate.desktop"
    file.write_text(desktop_entry(StartCommand(AWKWARD, Path("/opt"))), encoding="utf-8")
    assert subprocess.run(["desktop-file-validate", str(file)], check=False, capture_output=True).stdout == b""
