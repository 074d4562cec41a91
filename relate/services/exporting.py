"""Everything the library holds, for the user to take along. Callable from any thread."""

from __future__ import annotations

from collections.abc import Iterator

from relate.services.readers import Readers
from relate.store import export_reads
from relate.store.export_reads import Passed, Someone


class Export:
    """Without ids and in an order of its own: equal libraries give equal exports."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def people(self) -> Iterator[Someone]:
        return export_reads.people(self._readers.connection())

    def timeline(self) -> Iterator[Passed]:
        return export_reads.timeline(self._readers.connection())

    def events(self) -> list[tuple[str, int | None, str, str, bool]]:
        """(name, start UTC ms, place, link, attended)."""
        return export_reads.events(self._readers.connection())

    def wishes(self) -> list[tuple[str, str]]:
        """(subject, text)."""
        return export_reads.wishes(self._readers.connection())
