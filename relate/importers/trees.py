"""Where the bytes of what was dropped come from: files by their paths, or the entries of a zip.

Left out are a computer's own leftovers and media, so that an archive with a million photos costs what its data costs.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from relate.domain.errors import UnreadableSource
from relate.importers.zipped import Entry, Zip

_JUNK: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".localized"})
_MEDIA: Final = re.compile(
    r"\.(?:jpe?g|png|gif|webp|heic|heif|bmp|tiff?|svg|ico|mp4|m4v|mov|avi|mkv|webm|3gp|wmv|mp3|m4a|aac|og[ga]|opus"
    r"|wav|flac|amr|woff2?|ttf|otf)$"
)


class Member(NamedTuple):
    """A file inside a source: its path there with forward slashes, its name, its stated size in bytes, its time."""

    path: str
    name: str
    size: int
    modified_ms: int | None


IN_IT: Final = "\x1f"
"""What stands between the paths of zips in zips: no name of a file holds it."""


class OnDisk(NamedTuple):
    """Where bytes lie on the disk. file: the path of a file. inside: the path in it where that is a zip, and behind it,
    parted by `IN_IT`, those in the zips inside; "" where the file itself is meant."""

    file: str
    inside: str = ""

    def within(self, path: str) -> OnDisk:
        """The entry of that path in the zip that lies there."""
        return OnDisk(self.file, f"{self.inside}{IN_IT}{path}" if self.inside else path)


class Tree(Protocol):
    """Where a source's bytes come from."""

    def check(self, path: str) -> None:
        """Raises UnreadableSource when this member must not be read."""

    def open(self, path: str, start: int = 0) -> io.BufferedReader:
        """A fresh stream from the member's byte `start` on; reading it may raise UnreadableSource, and so may finding
        that byte where it lies packed."""

    def on_disk(self, path: str) -> OnDisk | None:
        """Where the member lies on the disk; None where it does not."""

    def close(self) -> None: ...


class FolderTree:
    """Files on the disk by the paths they have in the source."""

    def __init__(self, files: dict[str, Path]) -> None:
        self._files = files

    def check(self, path: str) -> None:
        if path not in self._files:
            raise UnreadableSource(f"{path} is not in what was dropped.")

    def open(self, path: str, start: int = 0) -> io.BufferedReader:
        stream = self._files[path].open("rb")
        if start:
            stream.seek(start)
        return stream

    def on_disk(self, path: str) -> OnDisk | None:
        return OnDisk(str(self._files[path].absolute()))

    def close(self) -> None:
        return


class MemoryTree:
    """Bytes that are held, by the paths they have in the source."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files

    def check(self, path: str) -> None:
        if path not in self._files:
            raise UnreadableSource(f"{path} is not in what was dropped.")

    def open(self, path: str, start: int = 0) -> io.BufferedReader:
        stream = io.BytesIO(self._files[path])
        stream.seek(start)
        return io.BufferedReader(stream)

    def on_disk(self, path: str) -> OnDisk | None:  # noqa: ARG002 - whatever it is called
        return None

    def close(self) -> None:
        return


class ZipTree:
    """The entries of a zip by their paths; a second entry of the same path gets a number."""

    def __init__(self, packed: Zip, here: OnDisk | None = None) -> None:
        """here: where the zip lies."""
        self._zip = packed
        self._here = here
        self._entries: dict[str, Entry] = {}
        again: dict[str, int] = {}
        for entry in packed.entries:
            path = entry.path
            while path in self._entries:
                again[entry.path] = again.get(entry.path, 1) + 1
                path = f"{entry.path} ({again[entry.path]})"
            self._entries[path] = entry

    def members(self) -> tuple[list[Member], list[str]]:
        """What can be read, and a sentence for each that cannot (a password, a rare way of packing)."""
        members: list[Member] = []
        obstacles: list[str] = []
        for path, entry in self._entries.items():
            if obstacle := self._zip.obstacle(entry):
                obstacles.append(obstacle)
            else:
                members.append(Member(path, path.rpartition("/")[2], entry.size, entry.modified_ms))
        return members, obstacles

    def check(self, path: str) -> None:
        self._zip.check(self._entries[path])

    def open(self, path: str, start: int = 0) -> io.BufferedReader:
        return self._zip.open(self._entries[path], start)

    def packed(self, path: str) -> tuple[Entry, Iterator[bytes]]:
        """The entry of that path and its bytes as they are packed, which may raise UnreadableSource."""
        return self._entries[path], self._zip.packed(self._entries[path])

    def on_disk(self, path: str) -> OnDisk | None:
        return None if self._here is None else self._here.within(path)

    def size(self, path: str) -> int | None:
        """How many bytes it unpacks to; None where there is no such entry."""
        return self._entries[path].size if path in self._entries else None

    def close(self) -> None:
        self._zip.close()


def wanted(path: str) -> bool:
    """Neither a computer's own leftovers nor a picture, sound, film or typeface."""
    name = path.rpartition("/")[2].casefold()
    if name.startswith("._") or name in _JUNK or path.startswith("__MACOSX/") or "/__MACOSX/" in path:
        return False
    return _MEDIA.search(name) is None
