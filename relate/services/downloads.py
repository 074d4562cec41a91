"""One download whose parts were dropped one after the other: what a part means may stand in another.

Whose messages they are is in the zip with the profile, who is a friend in the one with the list; a part alone can only
guess. So a part is read together with those that were read before, where they still lie, or as far as they are kept
where they do not (kept_parts.py): the library is then the one that all of them together give. Nothing is opened that
was not read before, which its fingerprint tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from relate.importers import registry
from relate.importers.archive import ReadForOwner, TellingTogether
from relate.importers.fingerprints import fingerprint
from relate.importers.parts import dated_download
from relate.importers.source import Source, is_zip
from relate.services.asking import Found
from relate.services.kept_parts import KeptPart, RowsOf, kept_parts
from relate.store.read_before import Before

_MOST_LOOKED_AT: Final = 200


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
    importer = registry.importer(source_id)
    return isinstance(importer, TellingTogether) and importer.parts_tell_together


def read_for_owner(source_id: str) -> bool:
    """Whether what is left out of the archives of that source hangs on whose an address is."""
    return isinstance(registry.importer(source_id), ReadForOwner)


def rest(found: Sequence[Found], before: Sequence[Before], rows_of: RowsOf) -> Rest:
    """The parts that were read before of what was found. Looks at names where these files and those of before lie, and
    into whatever has the name of such a part. rows_of: where the staged rows of an import are."""
    wanted: dict[tuple[str, str], list[Source]] = {}
    for one in found:
        # Some browsers unpack a zip at once: a folder that is called as a part is one.
        name = "" if one.source.kind == "file" or one.source.depth else dated_download(one.source.title)
        if name and tell_together(one.archive.source_id):
            wanted.setdefault((name, one.archive.source_id), []).append(one.source)
    if not wanted or not before:
        return Rest()
    here = {file.resolve() for one in found for file in one.source.files}
    marks_here = {fingerprint(file) for file in here}
    names_here = {file.name for file in here}
    files: dict[Path, None] = {}
    kept: dict[str, KeptPart] = {}
    missing: dict[str, None] = {}
    for (name, source_id), sources in wanted.items():
        parts = [
            one for one in before if one.source == source_id and any(dated_download(f.name) == name for f in one.files)
        ]
        left = {mark for one in parts if one.live for mark in one.marks} - marks_here
        if not left:
            continue
        lie = [*(file for source in sources for file in source.files), *(file for one in parts for file in one.files)]
        for path in _named(dict.fromkeys(file.parent for file in lie), name):
            if path.resolve() not in here and (mark := fingerprint(path)) in left:
                files.setdefault(path)
                left.discard(mark)
        for part in kept_parts(left, before, rows_of):
            left.discard(part.mark)
            if part.file.name not in names_here:  # else another one of that name: two downloads, as dropped together
                kept.setdefault(part.mark, part)
        if not any(marks_here <= one.marks for one in parts if one.live):  # else all of it was told together before
            missing |= dict.fromkeys(_lost(parts, left))
    return Rest(tuple(files), tuple(kept.values()), tuple(missing))


def _lost(parts: Iterable[Before], left: set[str]) -> Iterator[str]:
    """The names of files of these imports that are not where they were; of marks nothing tells whose they are."""
    for one in parts:
        if one.live and one.marks & left:
            yield from (file.name for file in one.files if len(one.files) == 1 or fingerprint(file) not in one.marks)


def _named(folders: Iterable[Path], name: str) -> list[Path]:
    """The zips in these folders, and the folders, that are called as parts of that download."""
    found: list[Path] = []
    for folder in folders:
        try:
            called = [path for path in folder.iterdir() if dated_download(path.name) == name]
            found += [path for path in called if is_zip(path.name) or path.is_dir()]
        except OSError:
            continue  # gone, or nobody's to read: then nothing lies there
    return sorted(found)[:_MOST_LOOKED_AT]
