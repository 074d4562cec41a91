"""Timelines and the search in them as values for the window and the command line. Callable from any thread."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence

from relate.domain.moments import Moment, Precision
from relate.domain.records import Direction, Kind
from relate.services.readers import Readers
from relate.services.views import Hit, TimelineRow
from relate.store import timeline_reads, timeline_search
from relate.store.search_words import folded, pattern, places
from relate.store.timeline_reads import Narrowed

SNIPPET = 140
"""Characters of a text around what was found in it."""
FEWEST_LETTERS = 2
"""A single letter is in every text: it is looked for in people only."""


class TimelineViews:
    """Reads interactions; `rows`, `text` and `search` may be asked on the window's thread."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    def ids(
        self, person: int | None, network: str | None = None, kind: Kind | None = None, text: str = ""
    ) -> array[int]:
        """Newest first; seconds since 1970 = id >> 12. None is everyone: prefer `pages` for that."""
        database = self._readers.connection()
        narrowed = Narrowed(network, kind, text)
        if person is None:
            return timeline_reads.ids_of_everyone(database, narrowed)
        if narrowed.is_whole:
            return self._whole(person)
        return timeline_reads.ids_of(database, person, narrowed)

    def pages(
        self, network: str | None = None, kind: Kind | None = None, text: str = ""
    ) -> Iterator[list[TimelineRow]]:
        """Everyone's interactions, newest first, read as they are asked for."""
        for page in timeline_reads.pages(self._readers.connection(), Narrowed(network, kind, text)):
            yield self.rows(page)

    def rows(self, ids: Sequence[int], person: int | None = None) -> list[TimelineRow]:
        """A page of rows, in the order asked for; who wrote is named first, else this person."""
        return [_view(row, person) for row in timeline_reads.rows(self._readers.connection(), ids)]

    def text(self, interaction: int) -> str:
        """The whole text of a row that was cut."""
        return timeline_reads.text(self._readers.connection(), interaction)

    def search(self, text: str, limit: int = 50, person: int | None = None) -> list[Hit]:
        """The newest interactions, of everyone or with one person, that have all these words; nothing for less than
        two letters."""
        return [Hit(row, _snippet(row, text)) for row in self.rows(self.found(text, limit, person))]

    def found(self, text: str, limit: int, person: int | None) -> array[int]:
        """Like `search`, the ids alone. `ids` finds all of a person's: it may read every text, this seldom does."""
        if not can_be_found(text):
            return array("q")
        return timeline_search.search(self._readers.connection(), text, limit, person)

    @staticmethod
    def places(text: str, shown: str) -> list[tuple[int, int]]:
        """Where the words of a search stand in a text that is shown, as (start, end); [] where they do not."""
        return places(pattern(text), shown)

    def _whole(self, person: int) -> array[int]:
        return timeline_reads.ids_of(self._readers.connection(), person)


def can_be_found(text: str) -> bool:
    """Whether there is enough to search for."""
    return sum(c.isalnum() for c in text) >= FEWEST_LETTERS


def _view(row: timeline_reads.Row, person: int | None) -> TimelineRow:
    people = row.people
    if person is not None and len(people) > 1 and row.direction != Direction.IN:
        people = tuple(sorted(people, key=lambda one: one[0] != person))
    return TimelineRow(
        id=row.id,
        at=None if row.at is None else Moment(row.at, Precision(row.precision), row.offset),
        network=row.network,
        kind=row.kind,
        direction=Direction(row.direction),
        people=people,
        title=row.title,
        text=row.text,
        detail=row.detail,
        link=row.link,
        cut=row.cut,
        by_user=row.by_user,
        answered=False if row.last_of_thread and row.kind in (Kind.MESSAGE, Kind.MAIL) else None,
    )


def _snippet(row: TimelineRow, text: str) -> str:
    """The part of the text where the first word found begins, in one line; the title where the text is empty."""
    plain = " ".join((row.text or row.title).split())
    if len(plain) <= SNIPPET:
        return plain
    # Folding can shorten a text by its accents: close enough to show the place.
    begins = [found.start() for one in pattern(text) if (found := one.search(folded(plain)))]
    start = max(min(begins, default=0) - SNIPPET // 3, 0)
    start = plain.rfind(" ", 0, start) + 1 if start else 0
    piece = plain[start : start + SNIPPET]
    return ("…" if start else "") + piece + ("…" if start + SNIPPET < len(plain) else "")
