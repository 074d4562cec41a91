"""Timelines and the search in them as values for the window and the command line. Callable from any thread."""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, takewhile
from operator import neg
from typing import TYPE_CHECKING, Final

from relate.domain.closings import closes
from relate.domain.cover import is_unanswered
from relate.domain.moments import Moment, Precision
from relate.domain.records import Direction, Kind
from relate.services.readers import Readers
from relate.services.views import Hit, TimelineRow
from relate.store import news_shown, timeline_reads, timeline_search
from relate.store.interaction_ids import SLOT_BITS
from relate.store.search_words import folded, found_in, pattern, places
from relate.store.timeline_reads import Narrowed

if TYPE_CHECKING:
    from relate.services.news import News, NewsView

SNIPPET = 140
"""Characters of a text around what was found in it."""
FEWEST_LETTERS = 2
"""A single letter is in every text: it is looked for in people only."""
_KEPT: Final = 20
"""Of so many people the news is kept beside the timeline that was asked for last."""


class TimelineViews:
    """Reads interactions; `rows`, `text` and `search` may be asked on the window's thread.

    In the timeline of a person stands, between what was said, what archives tell by their difference (`News`). In
    everybody's it does not: thousands of them have the date of the same archive; they have a place of their own.
    """

    def __init__(self, readers: Readers, news: News | None = None) -> None:
        """Without `news` only what was said is shown."""
        self._readers = readers
        self._news = news
        self._lock = threading.Lock()
        self._told: OrderedDict[int, dict[int, TimelineRow]] = OrderedDict()
        """Of the people whose timelines were asked for last: their news by the ids these were given."""

    def ids(
        self, person: int | None, network: str | None = None, kind: Kind | None = None, text: str = ""
    ) -> array[int]:
        """Newest first; seconds since 1970 = id >> 12. None is everyone: prefer `pages` for that."""
        database = self._readers.connection()
        narrowed = Narrowed(network, kind, text)
        if person is None:
            return timeline_reads.ids_of_everyone(database, narrowed)
        found = self._whole(person) if narrowed.is_whole else timeline_reads.ids_of(database, person, narrowed)
        return _merged(found, self._told_of(person, narrowed))

    def opening(
        self, person: int, network: str | None, kind: Kind | None, first: int
    ) -> tuple[array[int], list[TimelineRow]]:
        """The ids of somebody's timeline, and the first rows of it."""
        ids = self.ids(person, network, kind)
        return ids, self.rows(ids[:first], person)

    def pages(
        self, network: str | None = None, kind: Kind | None = None, text: str = ""
    ) -> Iterator[list[TimelineRow]]:
        """Everyone's interactions, newest first, read as they are asked for."""
        for page in timeline_reads.pages(self._readers.connection(), Narrowed(network, kind, text)):
            yield self.rows(page)

    def rows(self, ids: Sequence[int], person: int | None = None) -> list[TimelineRow]:
        """A page of rows, in the order asked for; who wrote is named first, else this person."""
        with self._lock:
            told = self._told.get(person, {}) if person is not None else {}
        said = [one for one in ids if one not in told] if told else ids
        views = [_view(row, person) for row in timeline_reads.rows(self._readers.connection(), said)]
        if len(said) == len(ids):
            return views
        by_id = {row.id: row for row in views} | told
        return [by_id[one] for one in ids if one in by_id]

    def since(self, person: int, last_contact: int, most: int = 100) -> list[TimelineRow]:
        """What happened with somebody after the last contact (UTC ms), newest first: news, and what is no contact."""

        def is_newer(one: int) -> bool:
            return one >> SLOT_BITS > last_contact // 1000

        with closing(timeline_reads.newest_of(self._readers.connection(), person)) as newest:
            found = list(islice(takewhile(is_newer, newest), most))
        told = [one for one in self._told_of(person, Narrowed()) if is_newer(one)]
        return self.rows(sorted({*found, *told}, reverse=True), person)

    def derived(self, person: int) -> frozenset[int]:
        """Those ids of the timeline last asked for that stand for news: they end no silence. Reads nothing."""
        with self._lock:
            return frozenset(self._told.get(person, ()))

    def text(self, interaction: int) -> str:
        """The whole text of a row that was cut."""
        return timeline_reads.text(self._readers.connection(), interaction)

    def search(self, text: str, limit: int = 50, person: int | None = None) -> list[Hit]:
        """The newest interactions, of everyone or with one person, that have all these words; nothing for less than
        two letters."""
        return [Hit(row, _snippet(row, text)) for row in self.rows(self.found(text, limit, person), person)]

    def found(self, text: str, limit: int, person: int | None) -> array[int]:
        """Like `search`, the ids alone. `ids` finds all of a person's: it may read every text, this seldom does."""
        if not can_be_found(text):
            return array("q")
        found = timeline_search.search(self._readers.connection(), text, limit, person)
        if person is None:
            return found
        return _merged(found, self._told_of(person, Narrowed(text=text)))[:limit]

    @staticmethod
    def places(text: str, shown: str) -> list[tuple[int, int]]:
        """Where the words of a search stand in a text that is shown, as (start, end); [] where they do not."""
        return places(pattern(text), shown)

    def _whole(self, person: int) -> array[int]:
        return timeline_reads.ids_of(self._readers.connection(), person)

    def _told_of(self, person: int, narrowed: Narrowed) -> list[int]:
        """The ids of somebody's news that fit; their rows are kept for when they are painted."""
        if self._news is None or narrowed.kind not in (None, Kind.NEWS):
            return []
        found = self._news.in_timeline(person)
        name = news_shown.name_of(self._readers.connection(), person) if found else ""
        told = {one: _news_view(one, self._news.view(piece), name) for one, piece in found}
        with self._lock:
            self._told[person] = told
            self._told.move_to_end(person)
            if len(self._told) > _KEPT:
                self._told.popitem(last=False)
        patterns = pattern(narrowed.text)
        return [
            one
            for one, row in told.items()
            if narrowed.network in (None, row.network)
            and (not narrowed.text.strip() or found_in(patterns, f"{row.text}\n{row.detail}"))
        ]


def can_be_found(text: str) -> bool:
    """Whether there is enough to search for."""
    return sum(c.isalnum() for c in text) >= FEWEST_LETTERS


def _merged(ids: array[int], others: Sequence[int]) -> array[int]:
    """Both, newest first; `ids` are so already, and may be a hundred thousand."""
    for one in others:
        ids.insert(bisect_left(ids, -one, key=neg), one)
    return ids


def _news_view(one: int, view: NewsView, name: str) -> TimelineRow:
    """A piece of news as a row of a timeline: what is so now, with what was before beside it."""
    return TimelineRow(
        id=one,
        at=Moment(view.after_ms, Precision.DAY),
        network=view.network,
        kind=Kind.NEWS,
        direction=Direction.NONE,
        people=((view.person, name),),
        title="",
        text=view.now[:1].upper() + view.now[1:],
        detail=view.was,
        link="",
        since=Moment(view.before_ms, Precision.DAY),
    )


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
        text_in_file=row.text_in_file,
        by_user=row.by_user,
        answered=False if _is_unanswered(row) else None,
        known_until=row.known_until,
    )


def _is_unanswered(row: timeline_reads.Row) -> bool:
    """Whether it is known that nobody answered: of words of mine only when the archive reaches seven days beyond; never
    of words that ask for nothing."""
    if not row.last_word or row.kind not in (Kind.MESSAGE, Kind.MAIL) or closes(row.text):
        return False
    if row.direction != Direction.OUT or row.known_until is None or row.at is None:
        return True
    return is_unanswered(row.at, row.known_until)


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
