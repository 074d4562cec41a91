"""What was read of the part of a download, packed as in a zip: enough to read the part again without its file.

Networks take a download off their pages after some days, and its parts explain each other (services/downloads.py).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from relate.domain.errors import UnreadableSource
from relate.importers.parts import JoinedTree, dated_download
from relate.importers.source import Source, is_zip
from relate.importers.trees import FolderTree, Member, OnDisk, ZipTree
from relate.importers.zipped import DEFLATED, Entry, unpacked

if TYPE_CHECKING:
    from typing import BinaryIO

PIECE: Final = 1 << 18
"""Bytes of a piece, all but the last of a member."""

_LEVEL: Final = 1
"""Of packing: half a second for a hundred thousand messages, and a fifth of their bytes."""

PieceOf = Callable[[str, int], bytes]
"""The piece of that number, counted from 0, of the packed bytes of the member of that path."""


class Part(NamedTuple):
    """A part that has just been read. file: the zip, or the folder it was unpacked into. members: what was read of it,
    by its path in there; beside: the paths of what belongs to it and was left alone, of which nothing but that is kept.
    """

    file: Path
    tree: ZipTree | FolderTree
    members: tuple[str, ...]
    beside: tuple[str, ...]

    @property
    def size(self) -> int:
        """Packed bytes of all that was read, where that is known before it is packed; else 0."""
        tree = self.tree
        return sum(tree.packed(path)[0].packed for path in self.members) if isinstance(tree, ZipTree) else 0

    def packed(self, path: str) -> Packed:
        """A member that was read."""
        if isinstance(self.tree, ZipTree):
            entry, blocks = self.tree.packed(path)
            return Packed(_in_pieces(blocks), lambda: entry)
        return _packed_here(path, self.tree)


class Packed(NamedTuple):
    """A member's packed bytes in pieces, to be taken once and in full, which raises UnreadableSource where they break
    off; and what `entry` tells of it after that."""

    pieces: Iterator[bytes]
    entry: Callable[[], Entry]


def parts_read(source: Source, members: Collection[Member], beside: Collection[str]) -> Iterator[Part]:
    """The zips, and the folders that are called as a part of a download of some day, of which these members of a source
    were read; none that are only kept themselves."""
    if source.kind == "file" or source.depth:
        return
    read: dict[int, tuple[ZipTree | FolderTree, list[str], list[str]]] = {}
    known = {member.path for member in source.members}
    for path, side in (*((member.path, 0) for member in members), *((path, 1) for path in beside if path in known)):
        number, tree, inner = (
            source.tree.part_of(path) if isinstance(source.tree, JoinedTree) else (0, source.tree, path)
        )
        if isinstance(tree, ZipTree | FolderTree):
            taken = read.setdefault(number, (tree, [], []))
            (taken[2] if side else taken[1]).append(inner)
    for number, (tree, taken_in, left) in read.items():
        file = source.files[number]
        if taken_in and (dated_download(file.name) or is_zip(file.name)):
            yield Part(file, tree, tuple(taken_in), tuple(left))


def kept_source(
    file: Path,
    mark: str,
    entries: Mapping[str, Entry],
    beside: Collection[str],
    piece: PieceOf,
    close: Callable[[], None],
) -> Source:
    """A part whose file is gone, as a source. mark: the fingerprint of that file; close: called when it is closed."""
    tree = _KeptTree(file.name, entries, piece, close)
    members = [Member(one.path, one.path.rpartition("/")[2], one.size, one.modified_ms) for one in entries.values()]
    members += [Member(path, path.rpartition("/")[2], 0, None) for path in beside if path not in entries]
    source = Source(file.name, file, "zip", sorted(members, key=lambda one: one.path), tree)
    source.marks = {file: mark}
    return source


class _KeptTree:
    """The members of a part by their paths."""

    def __init__(self, title: str, entries: Mapping[str, Entry], piece: PieceOf, close: Callable[[], None]) -> None:
        self._title, self._entries, self._piece, self._close = title, entries, piece, close

    def close(self) -> None:
        self._close()

    def check(self, path: str) -> None:
        if path not in self._entries:
            raise UnreadableSource(
                f"{path} of {self._title} was not read then and is not kept: drop {self._title} again, together with"
                " the other parts."
            )

    def on_disk(self, path: str) -> OnDisk | None:  # noqa: ARG002 - whatever it is called
        return None

    def open(self, path: str, start: int = 0) -> io.BufferedReader:
        self.check(path)
        entry = self._entries[path]
        pieces = cast("BinaryIO", _Pieces(lambda number: self._piece(path, number), entry.packed))
        return unpacked(pieces, entry, self._title, start)


class _Pieces:
    """The packed bytes of one member as a stream that can be walked."""

    def __init__(self, piece: Callable[[int], bytes], size: int) -> None:
        self._piece, self._size = piece, size
        self._at = 0
        self._held = (-1, b"")

    def seek(self, place: int) -> int:
        self._at = place
        return place

    def read(self, most: int) -> bytes:
        """At most so many bytes; none at the end."""
        if self._at >= self._size:
            return b""
        number, start = divmod(self._at, PIECE)
        if self._held[0] != number:
            self._held = (number, self._piece(number))
        told = self._held[1][start : start + most]
        self._at += len(told)
        return told


def _packed_here(path: str, tree: FolderTree) -> Packed:
    """A file of a folder as a zip would hold it."""
    told: list[Entry] = []

    def blocks() -> Iterator[bytes]:
        packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
        crc = size = packed = 0
        try:
            with tree.open(path) as stream:
                while block := stream.read(PIECE):
                    crc, size = zlib.crc32(block, crc), size + len(block)
                    data = packing.compress(block)
                    packed += len(data)
                    yield data
        except OSError as problem:
            raise UnreadableSource(f"{path} could not be read: {problem.strerror or problem}.") from problem
        data = packing.flush()
        told.append(Entry(path, size, packed + len(data), 0, crc, DEFLATED, False, None))
        yield data

    return Packed(_in_pieces(blocks()), lambda: told[0])


def _in_pieces(blocks: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for block in blocks:
        held += block
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)
