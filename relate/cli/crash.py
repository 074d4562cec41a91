"""A report of a bug that the user can read, copy and keep; nothing is sent, and nobody's name or text is in it."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from relate import __version__
from relate.desktop.nameless import places


def report_crash(error: BaseException, folder: Path, command: Sequence[str]) -> Path:
    """Write the report into `folder`/crashes and give its path.

    It holds the places in the program and the kinds of the errors. Their messages are left out: they may quote a row.
    """
    when = datetime.now(UTC)
    lines = [
        f"Relate {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}",
        f"{when:%Y-%m-%d %H:%M:%S} UTC, command: {' '.join(command) or 'none'}",
        "",
        *places(error),
    ]
    name = f"crash-{when:%Y%m%d-%H%M%S}-{os.getpid()}.txt"
    text = "\n".join(lines) + "\n"
    try:
        return _write(folder / "crashes" / name, text)
    except OSError:
        # Where the library's folder takes no file, perhaps for the same reason as the crash.
        return _write(Path(tempfile.mkdtemp(prefix="relate-")) / name, text)


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return path
