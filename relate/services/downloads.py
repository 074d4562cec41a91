"""One download whose parts were dropped one after the other: what a part means may stand in another.

Whose messages they are is in the zip with the profile, who is a friend in the one with the list; a part alone can only
guess. So a part is read together with those that were read before, where they still lie, or as far as they are kept
where they do not (kept_parts.py): the library is then the one that all of them together give. Nothing is opened that
was not read before, which its fingerprint tells.

What belongs together is told by the names, as where they are dropped together (importers/parts.py). Names without a day
("facebook-mara.zip", "facebook-mara (1).zip") may be two downloads: there the source says whether what is in them can
be of one (`TellingTogether.are_parts`), and parts that went without a trace are not missed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from relate.importers.archive import ReadForOwner, TellingTogether
from relate.importers.fingerprints import fingerprint
from relate.importers.parts import dated_download, download_name
from relate.importers.source import Source, is_zip
from relate.services.asking import Found
from relate.services.kept_parts import KeptPart, RowsOf, kept_parts
from relate.services.same_download import Part, fitting
from relate.store.read_before import Before

_MOST_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class _Name:
    """What the parts of a download are called alike; dated: it says of which day."""

    words: str
    dated: bool

    def fits(self, name: str) -> bool:
        day = dated_download(name)
        return day == self.words if self.dated else not day and is_zip(name) and download_name(name) == self.words


@dataclass(frozen=True, slots=True)
class Rest:
    """What was read before of the downloads that parts were dropped of: the files that are still there, those that are
    only kept, and the names of those that are neither."""

    files: tuple[Path, ...] = ()
    kept: tuple[KeptPart, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """What is read again is called."""
        return tuple(path.name for path in (*self.files, *(part.file for part in self.kept)))


def tell_together(source_id: str) -> bool:
    """Whether the archives of that source come in parts that explain each other."""
    from relate.importers import registry  # loads every importer

    importer = registry.importer(source_id)
    return isinstance(importer, TellingTogether) and importer.parts_tell_together


def read_for_owner(source_id: str) -> bool:
    """Whether what is left out of the archives of that source hangs on whose an address is."""
    from relate.importers import registry

    return isinstance(registry.importer(source_id), ReadForOwner)


def rest(found: Sequence[Found], before: Sequence[Before], rows_of: RowsOf) -> Rest:
    """The parts that were read before of what was found. Looks at names where these files and those of before lie, and
    into whatever has the name of such a part. rows_of: where the staged rows of an import are."""
    wanted: dict[tuple[_Name, str], list[Found]] = {}
    for one in found:
        name = _called(one.source)
        if name is not None and tell_together(one.archive.source_id):
            wanted.setdefault((name, one.archive.source_id), []).append(one)
    if not wanted or not before:
        return Rest()
    here = frozenset(file for one in found for file in one.source.files)
    marks_here = {fingerprint(file) for file in here}
    again: dict[str, Part] = {}
    missing: dict[str, None] = {}
    for (name, source_id), alike in wanted.items():
        parts = [one for one in before if one.source == source_id and any(name.fits(f.name) for f in one.files)]
        left = {mark for one in parts if one.live for mark in one.marks} - marks_here
        if not left:
            continue
        told: dict[str, Part] = dict(_told(name, left, here, parts))
        left -= told.keys()
        for part in kept_parts(left, before, rows_of):
            left.discard(part.mark)
            if part.file.name not in {file.name for file in here}:  # else another one of that name: two downloads
                told.setdefault(part.mark, part)
        if not name.dated:
            told = fitting(alike, [one.marks - marks_here for one in parts if one.live], told)
        elif not any(marks_here <= one.marks for one in parts if one.live):  # else all of it was told together before
            missing |= dict.fromkeys(_lost(parts, left))
        again = {**told, **again}
    files = dict.fromkeys(part for part in again.values() if isinstance(part, Path))
    return Rest(tuple(files), tuple(part for part in again.values() if isinstance(part, KeptPart)), tuple(missing))


def _told(
    name: _Name, marks: Collection[str], here: Collection[Path], parts: Sequence[Before]
) -> Iterator[tuple[str, Path]]:
    """The files of these marks that still lie where these files and those of before do."""
    at_hand = {file.resolve() for file in here}
    left = set(marks)
    lie = [*here, *(file for one in parts for file in one.files)]
    for path in _named(dict.fromkeys(sorted(file.parent for file in lie)), name):
        if path.resolve() not in at_hand and (mark := fingerprint(path)) in left:
            left.discard(mark)
            yield mark, path


def _lost(parts: Iterable[Before], left: set[str]) -> Iterator[str]:
    """The names of files of these imports that are not where they were; of marks nothing tells whose they are."""
    for one in parts:
        if one.live and one.marks & left:
            yield from (file.name for file in one.files if len(one.files) == 1 or fingerprint(file) not in one.marks)


def _called(source: Source) -> _Name | None:
    """What its parts are called alike; None for what is no part of anything."""
    if source.kind == "file" or source.depth:
        return None
    if name := dated_download(source.title):
        return _Name(name, dated=True)  # some browsers unpack a zip at once: a folder that is called as a part is one
    return _Name(download_name(source.title), dated=False) if is_zip(source.title) else None


def _named(folders: Iterable[Path], name: _Name) -> list[Path]:
    """The zips in these folders, and the folders, that are called as parts of that download."""
    found: list[Path] = []
    for folder in folders:
        try:
            called = [path for path in folder.iterdir() if name.fits(path.name)]
            found += [path for path in called if is_zip(path.name) or (name.dated and path.is_dir())]
        except OSError:
            continue  # gone, or nobody's to read: then nothing lies there
    return sorted(found)[:_MOST_LOOKED_AT]
