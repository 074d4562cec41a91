"""Everything the library holds, for the user to take along. Callable from any thread."""

from __future__ import annotations

from collections.abc import Iterator

from relate.services.readers import Readers
from relate.store import canonical, export_reads
from relate.store.export_reads import Someone

__all__ = ["Export", "Someone"]


class Export:
    """Reads a library whole."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def people(self) -> Iterator[Someone]:
        """Everybody in the list, by name, with the facts that are shown."""
        return export_reads.people(self._readers.connection())

    def lines(self) -> list[str]:
        """Every record as a line of JSON, without ids and sorted: equal libraries give equal lines."""
        return canonical.dump(self._readers.connection())
