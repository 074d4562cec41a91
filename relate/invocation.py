"""What a command line asks for: the window, or one of the commands of the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WINDOW_OPTIONS = frozenset({"--demo", "--smoke", "--minimized"})
WITH_VALUE = frozenset({"--library"})
READ_APART = "--read-apart"
"""The first word for the process that reads an archive for the one that imports it (services/reading_apart.py)."""
WORK_BESIDE = "--work-beside"
"""The first word for the process that reads for the writer of a library (store/beside.py)."""


def wants_window(argv: Sequence[str]) -> bool:
    """No command: the window, with the files named, as when they are dropped on its icon.

    Whatever is neither an option of the window nor a file that is there belongs to the command line, which knows
    its commands and says what is wrong.
    """
    words = list(argv)
    while words:
        word = words.pop(0)
        if word in WITH_VALUE:
            if not words:
                return False
            words.pop(0)
        elif word in WINDOW_OPTIONS or any(word.startswith(f"{option}=") for option in WITH_VALUE):
            continue
        elif word.startswith("-") or not _is_path(word):
            return False
    return True


def _is_path(word: str) -> bool:
    # A bare word is a command, also where a folder happens to be called "import".
    return (Path(word).is_absolute() or "/" in word or "\\" in word or "." in word) and Path(word).exists()
