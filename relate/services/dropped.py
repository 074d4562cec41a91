"""What is read at once, for every process that reads of it. Nothing is loaded here that only the library needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from relate.importers.source import Source, Unknown, open_sources

if TYPE_CHECKING:
    from relate.services.kept_parts import KeptPart


class Dropped(NamedTuple):
    """paths: what was dropped, and the parts of before that are still there; kept: those that are only kept."""

    paths: tuple[Path, ...]
    kept: tuple[KeptPart, ...] = ()

    def opened(self) -> tuple[list[Source], list[Unknown]]:
        """The same sources in the same order, whichever process opens them; what could not be opened."""
        return open_sources(self.paths, [part.opened() for part in self.kept])
