"""What was read of the part of a download, as it lay packed in its zip: enough to read the part again without its file.

Networks take a download off their pages after some days, and its parts explain each other (services/downloads.py).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from relate.domain.errors import UnreadableSource
from relate.importers.parts import JoinedTree, dated_download
from relate.importers.source import Source, is_zip
from relate.importers.trees import Member, Tree, ZipTree
from relate.importers.zipped import Entry, unpacked

if TYPE_CHECKING:
    from typing import BinaryIO

PIECE: Final = 1 << 18
"""Bytes of a piece, all but the last of a member."""

PieceOf = Callable[[str, int], bytes]
"""The piece of that number, counted from 0, of the packed bytes of the member of that path."""


class Part(NamedTuple):
    """A part whose file has just been read. members: what was read of it, by its path in that zip; beside: the paths of
    what belongs to it and was left alone, of which nothing but that is kept."""

    file: Path
    tree: ZipTree
    members: tuple[str, ...]
    beside: tuple[str, ...]

    def packed(self, path: str) -> tuple[Entry, Iterator[bytes]]:
        """A member that was read, and its bytes in pieces. Taking them raises UnreadableSource where they break off."""
        entry, blocks = self.tree.packed(path)
        return entry, _in_pieces(blocks)


def parts_read(source: Source, members: Collection[Member], beside: Collection[str]) -> Iterator[Part]:
    """The parts of dated downloads of which these members of a source were read; none that are only kept themselves."""
    if source.kind != "zip" or source.depth:
        return
    read: dict[int, tuple[ZipTree, list[str], list[str]]] = {}
    known = {member.path for member in source.members}
    for path, side in (*((member.path, 0) for member in members), *((path, 1) for path in beside if path in known)):
        number, tree, inner = (
            source.tree.part_of(path) if isinstance(source.tree, JoinedTree) else (0, source.tree, path)
        )
        if isinstance(tree, ZipTree):
            taken = read.setdefault(number, (tree, [], []))
            (taken[2] if side else taken[1]).append(inner)
    for number, (tree, taken_in, left) in read.items():
        file = source.files[number]
        if taken_in and is_zip(file.name) and dated_download(file.name):
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
    source = Source(file.name, file, "zip", sorted(members, key=lambda one: one.path), cast("Tree", tree))
    source.marks = {file: mark}
    return source


class _KeptTree:
    """The members of a part by their paths."""

    def __init__(self, title: str, entries: Mapping[str, Entry], piece: PieceOf, close: Callable[[], None]) -> None:
        self._title, self._entries, self._piece = title, entries, piece
        self.close = close

    def check(self, path: str) -> None:
        if path not in self._entries:
            raise UnreadableSource(
                f"{path} of {self._title} was not read then and is not kept: drop {self._title} again, together with"
                " the other parts."
            )

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


def _in_pieces(blocks: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for block in blocks:
        held += block
        while len(held) >= PIECE:
            yield bytes(held[:PIECE])
            del held[:PIECE]
    if held:
        yield bytes(held)
