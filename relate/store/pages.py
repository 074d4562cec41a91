"""The rows of an SQLite file as they lie on the disk, read without SQLite, which gives up at the first damaged page.

Nothing here is trusted: what does not agree with itself is not a row. Source: sqlite.org/fileformat2.html, whose
sections are named in brackets.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MAGIC = b"SQLite format 3\x00"
_USUAL_PAGE = 4096
_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_LOWEST, _HIGHEST = -(1 << 63), (1 << 63) - 1
_LONGEST = 1 << 28
"""Bytes of one row; more is what a damaged length says."""

Value = int | float | str | bytes | None


class Unreadable(Exception):
    """A page, a row or a value that cannot be what was written."""


@dataclass(slots=True)
class Tree:
    """What was found of one table or index."""

    gaps: list[tuple[int, int]] = field(default_factory=list)
    """(after, to): the row numbers whose pages could not be read."""
    broken: int = 0
    """Rows that were seen and could not be read, on pages that could."""


class Pages:
    """A library's file with its log laid over it, opened to read; a page that the disk does not give is a lost one."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        head = self._read(self._file, 0, 100)
        self.has_header = head.startswith(MAGIC)
        self._size = _page_size(head) if self.has_header else _USUAL_PAGE
        self._usable = self._size - (head[20] if self.has_header and head[20] < self._size - 480 else 0)
        self.count = -(-os.fstat(self._file).st_size // self._size)
        self._log, self._newer = _newer_pages(path.with_name(path.name + "-wal"), self._size)
        self.count = max(self.count, *self._newer, 0) if self._newer else self.count
        first = self.page(1)
        self.has_header = first is not None and first.startswith(MAGIC)
        self.user_version, self.application_id = (
            (_u32(first, 60), _u32(first, 68)) if first is not None and self.has_header else (0, 0)
        )
        self.is_header_whole = first is not None and self.has_header and _is_whole(first)
        self._seen = bytearray(self.count + 1)

    def close(self) -> None:
        os.close(self._file)
        if self._log is not None:
            os.close(self._log)

    def page(self, number: int) -> bytes | None:
        """The newest content of a page; None where there is none to be read."""
        if number in self._newer:
            assert self._log is not None
            content = self._read(self._log, self._newer[number], self._size)
        else:
            content = self._read(self._file, (number - 1) * self._size, self._size)
        return content if len(content) == self._size else None

    def table(self, root: int, tree: Tree) -> Iterator[tuple[int, tuple[Value, ...]]]:
        """(row number, values) of a table, in order; what is lost is told to `tree`."""
        waiting = [(root, _LOWEST, _HIGHEST)]
        been: set[int] = set()
        while waiting:
            number, after, to = waiting.pop()
            try:
                page, start = self._opened(number, been, _TABLE_LEAF, _TABLE_INNER)
                if page[start] == _TABLE_INNER:
                    waiting += reversed(self._children(page, start, after, to))
                    continue
                cells = list(self._cells(page, start))
            except Unreadable:
                tree.gaps.append((after, to))
                continue
            yield from self._rows(page, cells, after, to, tree)

    def index(self, root: int, tree: Tree) -> Iterator[tuple[Value, ...]]:
        """The entries of an index, or the rows of a table WITHOUT ROWID; what is lost is told to `tree`."""
        waiting = [root]
        been: set[int] = set()
        while waiting:
            number = waiting.pop()
            try:
                page, start = self._opened(number, been, _INDEX_LEAF, _INDEX_INNER)
                inner = page[start] == _INDEX_INNER
                cells = list(self._cells(page, start))
            except Unreadable:
                tree.gaps.append((_LOWEST, _HIGHEST))
                continue
            if inner:
                waiting.append(_u32(page, start + 8))
            for at in cells:
                try:
                    if inner:
                        waiting.append(_u32(page, at))
                    length, at = _varint(page, at + 4 * inner)
                    yield _record(self._payload(page, at, length, index=True))
                except Unreadable:
                    tree.broken += 1

    def orphans(self) -> Iterator[list[tuple[int, tuple[Value, ...]]]]:
        """The rows of each page of a table that no tree led to and that is not marked as free."""
        free = self._free()
        for number in range(1, self.count + 1):
            if self._seen[number] or number in free:
                continue
            try:
                page, start = self._opened(number, set(), _TABLE_LEAF)
                cells = list(self._cells(page, start))
            except Unreadable:
                continue
            yield list(self._rows(page, cells, _LOWEST, _HIGHEST, Tree()))

    def _rows(
        self, page: bytes, cells: list[int], after: int, to: int, tree: Tree
    ) -> Iterator[tuple[int, tuple[Value, ...]]]:
        for at in cells:
            try:
                length, at = _varint(page, at)
                row, at = _varint(page, at)
                # A page of another table, left from before: its numbers are not those that belong here.
                if not after < row <= to:
                    raise Unreadable
                yield row, _record(self._payload(page, at, length, index=False))
            except Unreadable:
                tree.broken += 1

    def _opened(self, number: int, been: set[int], *kinds: int) -> tuple[bytes, int]:
        """A page of one of these kinds that this walk has not been at, and where its head is. [1.6]"""
        if not 0 < number <= self.count or number in been:
            raise Unreadable
        been.add(number)
        page = self.page(number)
        start = 100 if number == 1 else 0
        if page is None or page[start] not in kinds:
            raise Unreadable
        self._seen[number] = 1
        return page, start

    def _cells(self, page: bytes, start: int) -> Iterator[int]:
        """Where each cell of a page begins. [1.6]"""
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        pointers = start + (12 if page[start] in (_TABLE_INNER, _INDEX_INNER) else 8)
        if pointers + 2 * count > self._usable:
            raise Unreadable
        for (at,) in struct.iter_unpack(">H", page[pointers : pointers + 2 * count]):
            # What points into the head is no cell; as one byte past the page it is told as a row that is lost.
            yield at if at >= pointers + 2 * count else self._size

    def _children(self, page: bytes, start: int, after: int, to: int) -> list[tuple[int, int, int]]:
        """(page, after, to) of what an inner page of a table leads to, in order."""
        children = []
        for at in self._cells(page, start):
            key, _ = _varint(page, at + 4)
            if not after <= key <= to:
                raise Unreadable
            children.append((_u32(page, at), after, key))
            after = key
        return [*children, (_u32(page, start + 8), after, to)]

    def _payload(self, page: bytes, at: int, length: int, *, index: bool) -> bytes:
        """The bytes of a row, those on overflow pages too. [1.6, "cell payload overflow pages"]"""
        if not 0 < length <= _LONGEST:
            raise Unreadable
        usable = self._usable
        most = (usable - 12) * 64 // 255 - 23 if index else usable - 35
        if length <= most:
            content = page[at : at + length]
        else:
            least = (usable - 12) * 32 // 255 - 23
            here = least + (length - least) % (usable - 4)
            here = here if here <= most else least
            parts, left = [page[at : at + here]], length - here
            following = _u32(page, at + here)
            while left > 0:
                beyond = self.page(following) if 0 < following <= self.count else None
                if beyond is None:
                    raise Unreadable
                parts.append(beyond[4 : 4 + min(left, usable - 4)])
                left -= usable - 4
                following = _u32(beyond, 0)
            content = b"".join(parts)
        if len(content) != length:
            raise Unreadable
        return content

    def _free(self) -> set[int]:
        """The pages that hold nothing any more. [1.5]"""
        first = self.page(1)
        free: set[int] = set()
        trunk = _u32(first, 32) if first is not None and self.has_header else 0
        while 0 < trunk <= self.count and trunk not in free:
            free.add(trunk)
            page = self.page(trunk)
            if page is None:
                break
            count = min(_u32(page, 4), self._usable // 4 - 2)
            free.update(_u32(page, 8 + 4 * place) for place in range(count))
            trunk = _u32(page, 0)
        return free

    @staticmethod
    def _read(file: int, at: int, size: int) -> bytes:
        try:
            os.lseek(file, at, os.SEEK_SET)
            return os.read(file, size)
        except OSError:  # a bad sector
            return b""


def _is_whole(head: bytes) -> bool:
    """Whether what is the same in every header is as it should be, so that the rest of it may be believed. [1.3]"""
    return head[21:24] == b"\x40\x20\x20" and _u32(head, 56) == 1 and not any(head[72:92])


def _page_size(head: bytes) -> int:
    size = int.from_bytes(head[16:18], "big")
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else _USUAL_PAGE


def _u32(page: bytes, at: int) -> int:
    if at + 4 > len(page):
        raise Unreadable
    return int.from_bytes(page[at : at + 4], "big")


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """(number, where the next thing begins); big-endian, seven bits a byte, all eight of a ninth."""
    number = 0
    try:
        for place in range(at, at + 8):
            byte = page[place]
            number = number << 7 | byte & 0x7F
            if byte < 0x80:
                return number, place + 1
        number = number << 8 | page[at + 8]
    except IndexError:
        raise Unreadable from None
    return number - (1 << 64) if number >> 63 else number, at + 9


def _record(content: bytes) -> tuple[Value, ...]:
    """The values of a row. [2.1]"""
    end, at = _varint(content, 0)
    values: list[Value] = []
    place = end
    while at < end:
        kind, at = _varint(content, at)
        if kind in (0, 8, 9):
            values.append(None if kind == 0 else kind - 8)
            continue
        if kind < 0 or kind in (10, 11):
            raise Unreadable
        size = (kind - 12) // 2 if kind >= 12 else (0, 1, 2, 3, 4, 6, 8, 8)[kind]
        part = content[place : place + size]
        place += size
        if len(part) != size:
            raise Unreadable
        if kind < 7:
            values.append(int.from_bytes(part, "big", signed=True))
        elif kind == 7:
            values.append(float(struct.unpack(">d", part)[0]))
        else:
            values.append(_text(part) if kind & 1 else part)
    if at != end or place != len(content):
        raise Unreadable
    return tuple(values)


def _text(part: bytes) -> str:
    try:
        return part.decode()
    except UnicodeDecodeError:
        raise Unreadable from None


def _newer_pages(path: Path, size: int) -> tuple[int | None, dict[int, int]]:
    """The log beside a file, opened, and where in it the newest committed content of each page is. [4]"""
    try:
        log = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None, {}
    head = os.read(log, 32)
    if len(head) < 32 or head[:3] != b"\x37\x7f\x06" or _u32(head, 8) != size:
        return log, {}
    order = ">" if head[3] & 1 else "<"
    sums = _sums(head[:24], (0, 0), order)
    if sums != (_u32(head, 24), _u32(head, 28)):
        return log, {}
    newest: dict[int, int] = {}
    waiting: dict[int, int] = {}
    at = 32
    while True:
        frame = os.read(log, 24)
        content = os.read(log, size)
        if len(frame) + len(content) < 24 + size or frame[8:16] != head[16:24]:
            break
        sums = _sums(content, _sums(frame[:8], sums, order), order)
        if sums != (_u32(frame, 16), _u32(frame, 20)):
            break
        waiting[_u32(frame, 0)] = at + 24
        if _u32(frame, 4):  # the last frame of a transaction
            newest |= waiting
            waiting = {}
        at += 24 + size
    return log, newest


def _sums(content: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """The checksum of a log carried on over more bytes. [4.2]"""
    one, other = sums
    for a, b in struct.iter_unpack(f"{order}II", content):
        one = (one + a + other) & 0xFFFFFFFF
        other = (other + b + one) & 0xFFFFFFFF
    return one, other
