"""What tells whether a file is one that was read: its size, its beginning and its end, never all of it.

The end of a zip lists everything in it with its checksums, so that two archives never agree; hashing fifty gigabytes
of films would tell no more.
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import Final

_PIECE: Final = 1 << 16
_MOST_LISTED: Final = 100_000


def fingerprint(path: Path) -> str:
    """Of a file or a folder; "" where it cannot be read, or is neither: a pipe would never end. A folder's is that of
    the names and sizes in it."""
    try:
        if path.is_dir():
            return _of_folder(path)
        return _of_file(path) if path.is_file() else ""
    except OSError:
        return ""


def _of_file(path: Path) -> str:
    with path.open("rb") as stream:
        size = stream.seek(0, os.SEEK_END)
        told = sha256(f"{size}\n".encode())
        stream.seek(0)
        told.update(stream.read(_PIECE))
        if size > _PIECE:
            stream.seek(max(size - _PIECE, _PIECE))
            told.update(stream.read(_PIECE))
    return told.hexdigest()


def _of_folder(folder: Path) -> str:
    listed: list[str] = []
    waiting = [(os.fspath(folder), "")]
    while waiting and len(listed) < _MOST_LISTED:
        where, prefix = waiting.pop()
        with os.scandir(where) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    listed.append(f"{prefix}{entry.name} {entry.stat(follow_symlinks=False).st_size}")
    return sha256("\n".join(sorted(listed)).encode("utf-8", "surrogateescape")).hexdigest()
