"""What archives tell anew of people: a role, a company, a name. Callable from any thread."""

from __future__ import annotations

from dataclasses import dataclass

from relate.services.readers import Readers
from relate.store import news_reads


@dataclass(frozen=True, slots=True)
class NewsItem:
    """`kind`: "role", "company" or "name". The instants are the dates of the two archives, UTC ms."""

    person: int
    name: str
    kind: str
    before: str
    now: str
    before_ms: int
    now_ms: int
    network: str


class News:
    """Asked of complete archives of one account only."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def items(self) -> list[NewsItem]:
        """Everything that changed from one archive to the next, newest first."""
        return [NewsItem(*change) for change in news_reads.changes(self._readers.connection())]
