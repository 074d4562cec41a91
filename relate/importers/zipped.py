"""A zip read in place: its list of entries and their bytes, and nothing written anywhere.

The standard library's zipfile keeps some 700 bytes for each of up to two million entries (an archive with media has
them) and believes what they say of their sizes, so the list is walked here in blocks, keeping only what may be read,
and each entry is measured while it is inflated. Layout: APPNOTE.TXT 6.3.10, sections 4.3 to 4.5.
"""

from __future__ import annotations

import bz2
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple

from relate.domain.errors import UnreadableSource

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_ENTRIES: Final = 2_000_000
BOMB_FROM_BYTES: Final = 10_000_000
BOMB_RATIO: Final = 200

_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_STORED, DEFLATED, _BZIPPED = 0, 8, 12
_BLOCK: Final = 1 << 16
_LONGEST_COMMENT: Final = 1 << 16
_MARKED_FROM: Final = 4_000_000
"""Bytes before a place that are worth remembering how they were unpacked: some fifty kilobytes."""


class Entry(NamedTuple):
    """One entry as the zip's list states it; `start` is where its local header stands in the file."""

    path: str
    size: int
    packed: int
    start: int
    crc: int
    method: int
    encrypted: bool
    modified_ms: int | None


class Zip:
    """A zip's readable entries; `keep` chooses by path which of them are remembered.

    Raises UnreadableSource, with `title` in its sentence, when the list cannot be walked.
    """

    def __init__(self, stream: BinaryIO, title: str, keep: Callable[[str], bool]) -> None:
        self._stream = stream
        self._title = title
        self._marks: dict[int, _Inflating] = {}
        """Of entries that were read from their midst: as they were there, for the next time."""
        try:
            self._list_start, length, shift = self._find_list()
            self.entries: tuple[Entry, ...] = tuple(self._walk(self._list_start, length, shift, keep))
        except (struct.error, OSError) as problem:
            raise self._damaged() from problem

    def obstacle(self, entry: Entry) -> str:
        """Why this entry cannot be read at all, as a sentence; "" when it can. Reads nothing."""
        where = f"{entry.path} in {self._title}"
        if entry.encrypted:
            return f"{where} is protected with a password: unpack it first, then drop the folder here."
        if entry.method not in (_STORED, DEFLATED, _BZIPPED):
            return f"{where} is packed in a way that Relate cannot read: unpack it first, then drop the folder here."
        if entry.start < 0 or entry.start + entry.packed > self._list_start:
            return f"{where} says that it is longer than the whole file: download the archive again."
        return ""

    def check(self, entry: Entry) -> None:
        """Raises UnreadableSource when the entry cannot or must not be read in full; reads nothing."""
        if obstacle := self.obstacle(entry):
            raise UnreadableSource(obstacle)
        if entry.size > BOMB_FROM_BYTES and entry.size > entry.packed * BOMB_RATIO:
            raise UnreadableSource(
                f"{entry.path} in {self._title} would unpack to more than {BOMB_RATIO} times its size "
                f"({entry.size // 1_000_000:,} MB): Relate does not read it."
            )

    def open(self, entry: Entry, start: int = 0) -> io.BufferedReader:
        """The entry's bytes from `start` on; reading raises UnreadableSource where they break off or are not those that
        were packed. What stands before `start` is unpacked on the way, but for what was so once already."""
        before = self._marks.get(entry.start)
        if before is not None and before.passed <= start:
            inflating = before.again()
        else:
            inflating = _Inflating(self._stream, self._data(entry), entry, self._title)
        inflating.skip_to(start)
        if start >= _MARKED_FROM and inflating.can_go_on:
            self._marks[entry.start] = inflating.again()
        return io.BufferedReader(inflating, _BLOCK)

    def packed(self, entry: Entry) -> Iterator[bytes]:
        """The entry's bytes as they lie here, to be unpacked by `unpacked`. Raises UnreadableSource where they end too
        early or may not be read."""
        self.check(entry)
        at, left = self._data(entry), entry.packed
        while left:
            self._stream.seek(at)
            block = self._stream.read(min(left, 4 * _BLOCK))
            if not block:
                raise self._damaged()
            at, left = at + len(block), left - len(block)
            yield block

    def _data(self, entry: Entry) -> int:
        """Where its packed bytes begin."""
        if obstacle := self.obstacle(entry):
            raise UnreadableSource(obstacle)
        self._stream.seek(entry.start)
        fixed = self._stream.read(_LOCAL.size)
        if len(fixed) < _LOCAL.size or not fixed.startswith(b"PK\x03\x04"):
            raise UnreadableSource(f"{entry.path} in {self._title} is damaged: download the archive again.")
        _, _, _, _, _, _, _, _, _, name_length, extra_length = _LOCAL.unpack(fixed)
        return entry.start + _LOCAL.size + int(name_length) + int(extra_length)

    def close(self) -> None:
        self._stream.close()

    def _find_list(self) -> tuple[int, int, int]:
        """Where the list of entries starts, its length, and how far the zip's own offsets are off (data before it)."""
        size = self._stream.seek(0, io.SEEK_END)
        if not size:
            raise UnreadableSource(f"{self._title} is empty: download it again.")
        tail_start = max(0, size - _END.size - _LONGEST_COMMENT)
        self._stream.seek(tail_start)
        tail = self._stream.read()
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or len(tail) - at < _END.size:
            raise self._damaged()
        end = tail_start + at
        _, _, _, _, count, length, offset, _ = _END.unpack_from(tail, at)
        if (count == 0xFFFF or length == 0xFFFFFFFF or offset == 0xFFFFFFFF) and end >= _LOCATOR64.size:
            self._stream.seek(end - _LOCATOR64.size)
            mark, _, end64, _ = _LOCATOR64.unpack(self._stream.read(_LOCATOR64.size))
            if mark == b"PK\x06\x07":
                self._stream.seek(end64)
                fields = _END64.unpack(self._stream.read(_END64.size))
                if fields[0] != b"PK\x06\x06":
                    raise self._damaged()
                count, length, offset, end = fields[7], fields[8], fields[9], end64
        if count > MOST_ENTRIES:
            raise UnreadableSource(
                f"{self._title} lists {count:,} files, more than Relate reads from one zip: "
                "unpack it and drop the folders one by one."
            )
        start = end - length
        if start < 0 or start < offset:
            raise self._damaged()
        return start, length, start - offset

    def _walk(self, start: int, length: int, shift: int, keep: Callable[[str], bool]) -> Iterator[Entry]:
        self._stream.seek(start)
        left, block, at, seen = length, b"", 0, 0
        while True:
            if left and len(block) - at < _ENTRY.size + 3 * 0xFFFF:
                fresh = self._stream.read(min(left, 16 * _BLOCK))
                if not fresh:
                    raise self._damaged()
                left -= len(fresh)
                block, at = block[at:] + fresh, 0
            if len(block) - at < _ENTRY.size:
                return
            fields = _ENTRY.unpack_from(block, at)
            if fields[0] != b"PK\x01\x02":
                raise self._damaged()
            _, made_by, _, flags, method, time, date, crc, packed, size, n_name, n_extra, n_comment, *rest = fields
            name_at = at + _ENTRY.size
            raw = block[name_at : name_at + n_name]
            extra = block[name_at + n_name : name_at + n_name + n_extra]
            at = name_at + n_name + n_extra + n_comment
            seen += 1
            if seen > MOST_ENTRIES or len(raw) < n_name:
                raise self._damaged()
            path = _path(raw, utf8=bool(flags & 0x800))
            attributes, offset = rest[2], rest[3]
            link = made_by >> 8 == 3 and (attributes >> 16) & 0o170000 == 0o120000
            if link or not path or path.endswith("/") or not keep(path):
                continue
            if 0xFFFFFFFF in (size, packed, offset):
                size, packed, offset = _wide(extra, size, packed, offset)
            yield Entry(path, size, packed, offset + shift, crc, method, bool(flags & 0x41), _modified(date, time))

    def _damaged(self) -> UnreadableSource:
        return UnreadableSource(
            f"{self._title} breaks off in the middle or is damaged: download it again, "
            "or unpack it and drop the folder here."
        )


def unpacked(stream: BinaryIO, entry: Entry, title: str, start: int = 0) -> io.BufferedReader:
    """As `Zip.open`, of packed bytes that stand alone in a stream, from its beginning on. title: of the zip."""
    inflating = _Inflating(stream, 0, entry, title)
    inflating.skip_to(start)
    return io.BufferedReader(inflating, _BLOCK)


class _Inflating(io.RawIOBase):
    """One entry's bytes, never more of them than it states, checked against its checksum at the end."""

    def __init__(self, stream: BinaryIO, start: int, entry: Entry, title: str) -> None:
        self._stream, self._at, self._entry, self._title = stream, start, entry, title
        self._packed_left = entry.packed
        self._left = entry.size
        self._crc = 0
        self._tail = b""
        self._engine = (
            zlib.decompressobj(-15)
            if entry.method == DEFLATED
            else bz2.BZ2Decompressor()
            if entry.method == _BZIPPED
            else None
        )

    @property
    def passed(self) -> int:
        """Bytes that were given so far."""
        return self._entry.size - self._left

    @property
    def can_go_on(self) -> bool:
        """Whether there is an `again`: bzip2 remembers too much."""
        return not isinstance(self._engine, bz2.BZ2Decompressor)

    def again(self) -> _Inflating:
        """Another stream of the same bytes, at the same place."""
        assert not isinstance(self._engine, bz2.BZ2Decompressor)
        other = _Inflating(self._stream, self._at, self._entry, self._title)
        other._packed_left, other._left, other._crc, other._tail = (
            self._packed_left, self._left, self._crc, self._tail,
        )  # fmt: skip
        other._engine = self._engine.copy() if self._engine is not None else None
        return other

    def skip_to(self, place: int) -> None:
        """Pass over what stands before a place."""
        buffer = memoryview(bytearray(_BLOCK))
        while (far := place - self.passed) > 0 and self.readinto(buffer[:far]):
            pass

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        wanted = min(len(view), self._left)
        if wanted == 0:
            if len(view) and self._crc != self._entry.crc:
                raise self._broken()
            return 0
        try:
            data = self._some(wanted)
        except (zlib.error, OSError, EOFError) as problem:
            raise self._broken() from problem
        if not data:
            raise self._broken()
        self._crc = zlib.crc32(data, self._crc)
        self._left -= len(data)
        view[: len(data)] = data
        return len(data)

    def _some(self, wanted: int) -> bytes:
        """At least one byte and at most `wanted`; empty when the packed bytes end first."""
        engine = self._engine
        if engine is None:
            return self._packed(wanted)
        while True:
            if isinstance(engine, bz2.BZ2Decompressor):
                if engine.eof:
                    return b""
                fed = self._packed(_BLOCK) if engine.needs_input else b""
                data = engine.decompress(fed, wanted)
                starved = engine.needs_input and not self._packed_left
            else:
                if engine.eof:
                    return b""
                fed = self._tail or self._packed(_BLOCK)
                data = engine.decompress(fed, wanted)
                self._tail = engine.unconsumed_tail
                starved = not self._tail and not self._packed_left and not fed
            if data or starved:
                return data

    def _packed(self, most: int) -> bytes:
        self._stream.seek(self._at)  # other entries of the same file may be open at the same time
        data = self._stream.read(min(most, self._packed_left))
        self._at += len(data)
        self._packed_left = self._packed_left - len(data) if data else 0
        return data

    def _broken(self) -> UnreadableSource:
        return UnreadableSource(f"{self._entry.path} in {self._title} is damaged or breaks off in the middle.")


def _path(raw: bytes, *, utf8: bool) -> str:
    """The name with forward slashes. Most writers mean UTF-8, also those without its mark; else code page 437."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8", "replace") if utf8 else raw.decode("cp437")
    return name.replace("\\", "/").replace("\0", "")


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The 64-bit values of those that did not fit, from the extra field 0x0001, in their fixed order."""
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if tag == 1:
            values = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            size = next(values, size) if size == 0xFFFFFFFF else size
            packed = next(values, packed) if packed == 0xFFFFFFFF else packed
            offset = next(values, offset) if offset == 0xFFFFFFFF else offset
            break
        at += 4 + length
    return size, packed, offset


def _modified(date: int, time: int) -> int | None:
    """The entry's DOS time, a wall clock without zone, read as UTC; None when it is no date."""
    try:
        year, month, day = 1980 + (date >> 9), date >> 5 & 15, date & 31
        when = datetime(year, month, day, time >> 11, time >> 5 & 63, min(59, (time & 31) * 2), tzinfo=UTC)
    except ValueError:
        return None
    return int(when.timestamp()) * 1000
