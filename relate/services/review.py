"""Who may be one person: proposals with their reasons, never joined by themselves. Callable from any thread."""

from __future__ import annotations

from dataclasses import dataclass

from relate.services.readers import Readers
from relate.store import review_reads


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people that may be one. Each is (person, name)."""

    a: tuple[int, str]
    b: tuple[int, str]
    reasons: tuple[str, ...]


class Review:
    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def pairs(self) -> list[Pair]:
        """Those with the most reasons first; pairs called different are left out."""
        return [
            Pair((one.a, one.name_a), (one.b, one.name_b), one.reasons)
            for one in review_reads.pairs(self._readers.connection())
        ]
