"""Parts of a download whose files are gone: what was read of them is kept beside the staged rows, and read again.

Kept are the files that were read, as the network packed them; a part costs about a tenth of the staged rows beside it.
Of one whose packed files are larger than MOST_KEPT, or a tenth of what is free on the disk, nothing is kept: it has to
be given again, and the import's page says so.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.importers.archive import Archive
from relate.importers.kept_parts import Packed, Part, kept_source, parts_read
from relate.importers.source import Source
from relate.importers.zipped import Entry
from relate.store.kept_parts import Keeping, KeptMember, KeptRows, keep
from relate.store.read_before import Before

MOST_KEPT: Final = 256_000_000
"""Packed bytes of one part; a million messages are some fifty million."""
_SHARE_OF_FREE: Final = 10

RowsOf = Callable[[int], Path]
"""Where the staged rows of an import are."""


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A part whose file is gone. mark: the fingerprint of that; rows: the staging files that keep something of it."""

    file: Path
    mark: str
    rows: tuple[Path, ...]

    def opened(self) -> Source:
        """It as a source, for one thread at a time."""
        opened = [KeptRows(path) for path in self.rows]
        entries: dict[str, tuple[KeptRows, Entry]] = {}
        beside: set[str] = set()
        for rows in opened:
            for one in rows.members(self.mark):
                if one.packed is None:
                    beside.add(one.path)
                else:
                    entries[one.path] = rows, _entry(one, one.packed)

        def close() -> None:
            for rows in opened:
                rows.close()

        return kept_source(
            self.file,
            self.mark,
            {path: entry for path, (_, entry) in entries.items()},
            beside,
            lambda path, number: entries[path][0].piece(self.mark, path, number),
            close,
        )


class _TooLarge(Exception):
    """More than is kept of one part."""


def keep_parts(rows: Path, source: Source, archive: Archive, before: Iterable[Before], rows_of: RowsOf) -> None:
    """Keep what an archive's parts hold that was read, in its staging file; of parts that others keep only the rest."""
    others = [one for one in before if one.live or one.taken_in]
    parts = list(parts_read(source, archive.members, archive.unread))
    marks = dict(zip(source.files, source.fingerprints(), strict=True)) if parts else {}
    for part in parts:
        mark = marks[part.file]
        held = set(_held(mark, others, rows_of))
        most = min(MOST_KEPT, _free(rows) // _SHARE_OF_FREE)
        if mark and not held.issuperset(part.members) and part.size <= most:
            with suppress(UnreadableSource, _TooLarge):  # damaged in the midst: to be had from its file alone
                keep(rows, mark, part.file, _members(part, held, most))


def kept_parts(marks: Collection[str], before: Sequence[Before], rows_of: RowsOf) -> Iterator[KeptPart]:
    """The files of these fingerprints of which everything that was read is kept. What an import kept that the user took
    back is left out, unless another one of that source has read the same."""
    for mark in sorted(marks):
        told = [one for one in before if mark in one.marks]
        sources = {one.source for one in told if one.live}
        files: dict[Path, Path] = {}
        for one in told:
            if one.source in sources and (file := _file(rows_of(one.id), mark)) is not None:
                files[rows_of(one.id)] = file
        if files:
            yield KeptPart(next(iter(files.values())), mark, tuple(files))


def _file(rows: Path, mark: str) -> Path | None:
    kept = KeptRows(rows)
    try:
        return kept.file(mark)
    finally:
        kept.close()


def _held(mark: str, others: Iterable[Before], rows_of: RowsOf) -> Iterator[str]:
    """The paths of what is kept of a file already."""
    for one in others:
        if mark in one.marks:
            kept = KeptRows(rows_of(one.id))
            try:
                yield from (member.path for member in kept.members(mark) if member.packed is not None)
            finally:
                kept.close()


def _members(part: Part, held: Collection[str], most: int) -> Iterator[Keeping]:
    """What is to be kept of a part. Raises _TooLarge where that is more bytes than `most`."""
    left = most

    def counted(pieces: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal left
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise _TooLarge
            yield piece

    for path in part.members:
        if path not in held:
            packed = part.packed(path)
            yield Keeping(path, counted(packed.pieces), partial(_told, packed))
    known = {*part.members, *held}
    for path in dict.fromkeys(part.beside):
        if path not in known:
            yield Keeping(path, (), partial(KeptMember, path))


def _told(packed: Packed) -> KeptMember:
    one = packed.entry()
    return KeptMember(one.path, one.size, one.packed, one.crc, one.method, one.modified_ms)


def _entry(one: KeptMember, packed: int) -> Entry:
    return Entry(one.path, one.size, packed, 0, one.crc, one.method, False, one.modified)


def _free(rows: Path) -> int:
    try:
        return shutil.disk_usage(rows.parent).free
    except OSError:
        return 0
