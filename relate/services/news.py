"""What archives tell anew of people: roles, companies, names, who came and who went. Callable from any thread.

Everybody's news takes a second in the largest libraries: it is read once, and after a change only for those concerned.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from relate.domain import news_words
from relate.domain.changes import ChangeSet, What
from relate.domain.homezone import HomeClock, HomeZone
from relate.domain.kinds import Kind
from relate.domain.news import NewsKind, Piece
from relate.domain.wording import Words
from relate.services.looking_for import LookingFor
from relate.services.news_page import NewsPage, NewsQuery, Somebody, news_page
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.store import company_reads, last_words, news_reads, news_shown
from relate.store.visibility import going

_TOUCHES: Final = What.PEOPLE | What.FACTS | What.OWNER | What.IMPORTS
_AT_A_TIME: Final = 500
"""People whose outdated news is let go of at a time: that of 60,000 at once holds Python for a tenth of a second."""
_FEW: Final = 200
"""Up to so many people are read one by one; the news of more is read with everybody's."""


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing that changed. `kind`: a `NewsKind`. The instants are the dates of the two archives, UTC ms.

    Of new and gone `after` and `before` name the list: "connection", "friend", "follower", "following".
    """

    person: int
    kind: str
    before: str
    after: str
    before_ms: int
    after_ms: int
    network: str


@dataclass(frozen=True, slots=True)
class NewsView:
    """A piece of news in words: "now Sales lead at Contoso", "was Account manager at Fabrikam", "between 2 Aug and 20
    Nov". kinds: what is in it. at_ms: when it was, where an archive dates it; else between the two others. UTC ms.
    """

    person: int
    network: str
    kinds: frozenset[NewsKind]
    now: str
    was: str
    does: str
    """What somebody new does; "" where it is not known, or is the news itself."""
    when: str
    before_ms: int
    after_ms: int
    at_ms: int | None


class News:
    """Asked of complete archives of one account only; by their dates, whatever the order of import."""

    def __init__(
        self,
        readers: Readers,
        settings: Settings,
        clock: Callable[[], int],
        looking: Callable[[], LookingFor] | None = None,
    ) -> None:
        """looking: who fits what the user looks for, made when it is first asked."""
        self._looking = looking
        self._readers = readers
        self._settings = settings
        self._clock = clock
        self._words: Words | None = None
        self._lock = threading.Lock()
        self._reading = threading.Lock()
        """Held while everybody's is read: two reader threads may want it at once."""
        self._kept: dict[int, tuple[Piece, ...]] | None = None
        self._outdated: list[dict[int, tuple[Piece, ...]]] = []
        """What was kept of everybody until a change; let go of by whoever reads that anew, not by who tells of it."""
        self._stale: set[int] = set()
        self._asked: dict[int, tuple[str, tuple[Piece, ...]]] = {}
        """What was answered of whom, with what it hung on: after a change of theirs that leaves that as it was, such as
        a conversation that was logged, it still holds. To read the news of somebody with a hundred thousand rows takes
        as long as a conversation may take to be shown."""
        self._changes = 0
        self._going: frozenset[int] = frozenset()

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library, before any panel is told."""
        if not changes.what & _TOUCHES:
            return
        with self._lock:
            self._changes += 1
            if changes.people is None or len(self._stale | changes.people) > _FEW:
                if self._kept is not None:
                    self._outdated.append(self._kept)
                self._kept = None
                self._stale.clear()
                self._asked.clear()
                return
            if self._kept is not None:
                self._stale |= changes.people

    def everybody(self, between: Callable[[], object] = lambda: None) -> dict[int, tuple[Piece, ...]]:
        """person → their news, the newest first. Not to be changed. Scans: for a reader's thread. between: called every
        so many people, to let others go first."""
        self._look_what_goes()
        with self._reading:
            with self._lock:
                kept, stale, changes = self._kept, sorted(self._stale), self._changes
                outdated, self._outdated = [pieces for one in self._outdated for pieces in one.values()], []
            while outdated:
                del outdated[-_AT_A_TIME:]
                between()
            database = self._readers.connection()
            if kept is None:
                kept = _by_person(news_reads.news(database, None, between))
            elif stale:
                fresh = set(stale)
                kept = {person: found for person, found in kept.items() if person not in fresh}
                kept |= _by_person(news_reads.news(database, stale, between))
            with self._lock:
                if changes == self._changes:
                    self._kept = kept
                    self._stale.clear()
            return kept

    def _look_what_goes(self) -> None:
        """What an import told that is being taken back is no news any more, long before the rows themselves are gone
        and everybody is told of it."""
        gone = going(self._readers.connection())
        with self._lock:
            is_new, self._going = not gone <= self._going, gone
        if is_new:
            self.notice(ChangeSet(What.IMPORTS, None))

    def of(self, person: int) -> tuple[Piece, ...]:
        """Somebody's news, the newest first."""
        return self.of_some((person,)).get(person, ())

    def of_some(self, persons: Collection[int]) -> dict[int, tuple[Piece, ...]]:
        """The news of those of them who have any."""
        self._look_what_goes()
        database = self._readers.connection()
        with self._lock:
            kept, changes = self._kept, self._changes
            unread = set(persons) if kept is None else self._stale & set(persons)
            asked = {one: self._asked[one] for one in persons if one in self._asked}
        found = {} if kept is None else {one: kept.get(one, ()) for one in persons if one not in unread}
        looked_up = unread | set(persons).difference(asked) if len(persons) <= _FEW else ()
        hangs_on = news_reads.hangs_on(database, looked_up) if looked_up else {}
        found |= {one: asked[one][1] for one in unread & asked.keys() if asked[one][0] == hangs_on.get(one)}
        if unread := unread.difference(found):
            fresh = _by_person(news_reads.news(database, sorted(unread)))
            found |= {one: fresh.get(one, ()) for one in unread}
        with self._lock:
            if changes == self._changes:
                if len(self._asked) + len(hangs_on) > _FEW:
                    self._asked.clear()
                self._asked |= {one: (told, found[one]) for one, told in hangs_on.items()}
        return {one: pieces for one, pieces in found.items() if pieces}

    def in_timeline(self, person: int) -> list[tuple[int, Piece]]:
        """Somebody's news that no row of theirs tells, the newest first, each with the id it has in their timeline.

        What an archive dates has a row of its own ("became connected"). The ids run with time as all do; nothing else
        has them now, and the next reading may give others.
        """
        undated = [piece for piece in self.of(person) if piece.at is None]
        if not undated:
            return []
        ids = news_shown.free_ids(self._readers.connection(), person, [piece.after_at for piece in undated])
        return sorted(zip(ids, undated, strict=True), key=lambda one: -one[0])

    def view(self, piece: Piece) -> NewsView:
        """A piece in words."""
        return view(piece, *self._said())

    def record_of(self, piece: Piece) -> int | None:
        """The row of somebody's timeline that tells a piece; None where there is none. Small reads."""
        for one, each in self.in_timeline(piece.person):
            if each == piece:
                return one
        kinds = (Kind.NEWS,) if piece.is_gone else (Kind.CONNECTED, Kind.FOLLOW)
        found = last_words.newest_of(self._readers.connection(), piece.person, kinds)
        return found[0] if found else None

    def page(self, query: NewsQuery) -> NewsPage:
        """The place *News*. Scans: for a reader's thread."""
        every = self.everybody()
        database = self._readers.connection()
        fitting = {} if self._looking is None else self._looking().fitting(database).by_person
        known = {
            person: Somebody(*line, fitting[person].line if person in fitting else "")
            for person, line in news_shown.people(database, list(every))
        }
        newest = news_shown.newest_archives(database)
        pieces = (piece for found in every.values() for piece in found)
        return news_page(pieces, known, newest, query, self._clock(), company_reads.companies(database))

    def newest_at(self) -> int | None:
        """The date of the newest archive that told anything new (UTC ms). Scans: for a reader's thread."""
        return max((found[0].after_at for found in self.everybody().values()), default=None)

    def archives(self) -> list[tuple[str, int]]:
        """(network, date) of each complete archive, the newest first: two of one account tell news."""
        return news_shown.complete_archives(self._readers.connection())

    def told(self) -> list[NewsView]:
        """Everything in words, the newest first. Scans: for a reader's thread."""
        words, today = self._said()
        return [view(piece, words, today) for piece in self._every()]

    def items(self) -> list[NewsItem]:
        """Everything that changed, one by one, the newest first. Scans: for a reader's thread."""
        return [
            NewsItem(
                piece.person,
                change.kind.value,
                change.before,
                change.after,
                piece.before_at,
                piece.after_at,
                piece.network,
            )
            for piece in self._every()
            for change in piece.changes
        ]

    def _said(self) -> tuple[Words, date]:
        """The words and today, as they are said at home."""
        if self._words is None:
            self._words = Words(zone=HomeClock(HomeZone.named(self._settings.get("home_zone", ""))))
        return self._words, self._words.day(self._clock())

    def _every(self) -> list[Piece]:
        every = [piece for found in self.everybody().values() for piece in found]
        return sorted(every, key=lambda piece: (-piece.after_at, piece.person, piece.network, piece.is_gone))


def view(piece: Piece, words: Words, today: date) -> NewsView:
    """A piece as it is shown."""
    return NewsView(
        piece.person,
        piece.network,
        frozenset(change.kind for change in piece.changes),
        news_words.now(piece, words),
        news_words.was(piece, words),
        news_words.does(piece, words),
        news_words.when(piece, words, today),
        piece.before_at,
        piece.after_at,
        piece.at,
    )


def _by_person(found: Sequence[Piece]) -> dict[int, tuple[Piece, ...]]:
    by_person: dict[int, list[Piece]] = defaultdict(list)
    for piece in found:
        by_person[piece.person].append(piece)
    return {person: tuple(pieces) for person, pieces in by_person.items()}
