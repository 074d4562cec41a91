"""What would come of an archive with these answers: its first people, and what its rows would do to the library.

Read from the bytes that were held when it asked, so that nothing of what was dropped is opened beside the import;
staged and matched as an import is, in a file that is gone afterwards; nothing is written into the library.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Final

from relate.domain.records import Field, PersonRecord, Record, Skipped
from relate.importers import registry
from relate.services.answers import Said
from relate.services.asking import Asked
from relate.services.importing import account_key
from relate.services.readers import Readers
from relate.store import accounts_found, imports, matching, previews
from relate.store.staging import Staging

FIRST: Final = 5
"""People that are shown."""
MOST_ROWS: Final = 10_000
"""Rows that are counted; a page that asks must answer while somebody looks."""


@dataclass(frozen=True, slots=True)
class PreviewPerson:
    """Somebody as a row would make them: their name, and what is told of them, (field, value), in its order."""

    name: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """What the rows would do. whole: these are all rows of the file, else its first ones. reasons: why rows would be
    skipped, (reason, how many), the commonest first."""

    rows: int
    new: int
    matched: int
    updated: int
    unchanged: int
    skipped: int
    reasons: tuple[tuple[str, int], ...]
    whole: bool


class Previewing:
    """For readers' threads: both take as long as reading the rows does."""

    def __init__(self, path: Path, readers: Readers) -> None:
        self._path = path
        self._readers = readers
        self._numbers = count(1)
        for left in imports.staging_path(path, 0).parent.glob("preview-*"):
            with suppress(OSError):
                left.unlink()

    def people(self, asked: Asked, said: Said) -> tuple[PreviewPerson, ...]:
        """The first people of the archive, read with these answers."""
        found = (record for record in _records(asked, said) if isinstance(record, PersonRecord) and not record.owner)
        return tuple(map(_person, islice(found, FIRST)))

    def counts(self, asked: Asked, said: Said) -> Counts:
        """What an import would say of its rows, as far as that can be known before."""
        path = imports.staging_path(self._path, 0).with_name(f"preview-{next(self._numbers)}.rows")
        staging = Staging(path)
        whole = asked.held_whole
        try:
            try:
                for record in _records(asked, said):
                    if staging.rows >= MOST_ROWS:
                        whole = False
                        break
                    staging.add(record)
                staging.finish()
                rows = staging.rows
            finally:
                staging.close()
            archive, source = asked.archive, asked.source
            key = account_key(source, archive)
            account = accounts_found.account_of(self._readers.connection(), archive.network, archive.owner, key)
            matching.match(path, self._path, account or -1)
            told = previews.counts(path)
        finally:
            path.unlink(missing_ok=True)
        skipped = sum(number for _, number in told.reasons)
        unchanged = rows - told.new - told.matched - told.updated - skipped
        return Counts(rows, told.new, told.matched, told.updated, unchanged, skipped, told.reasons, whole)


def _records(asked: Asked, said: Said) -> Iterator[Record | Skipped]:
    archive = asked.archive._replace(answers=tuple({**dict(asked.archive.answers), **dict(said)}.items()))
    return registry.importer(archive.source_id).read(asked.kept(), archive)


def _person(record: PersonRecord) -> PreviewPerson:
    names = [fact.value for fact in record.facts if fact.field is Field.NAME]
    others = tuple((fact.field.value, fact.value) for fact in record.facts if fact.field not in _PARTS)
    return PreviewPerson(names[0] if names else "", others)


_PARTS: Final = frozenset({Field.NAME, Field.FIRST_NAME, Field.LAST_NAME})
