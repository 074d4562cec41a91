"""People to reconnect with: the day's list from the library; what the user does with it is in `CardActs`.

States and facts of everybody are held in memory and kept up to date by the changes of the library; a list takes
milliseconds then. Source: design/ranking.md.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from relate.domain.acts import Acts
from relate.domain.budget import Budget
from relate.domain.changes import ChangeSet, What
from relate.domain.circles import Standing
from relate.domain.daylist import OTHERS
from relate.domain.firstlist import Drawer, shown_first, shown_next, to_place
from relate.domain.homezone import HomeClock, HomeZone
from relate.domain.priority import Ranking
from relate.domain.today import DayList, Section
from relate.domain.why_not import Hindrance, WhyNot, why_not
from relate.domain.wording import Words
from relate.services.absence import birthdays_between
from relate.services.aside import Aside, Stopped
from relate.services.card_acts import CardActs
from relate.services.cards import Cards
from relate.services.choosing import Choosing, ranked
from relate.services.commanding import Commanding
from relate.services.event_following import Following
from relate.services.first_list import first_list_of
from relate.services.introductions import asked_today
from relate.services.looking_for import LookingFor
from relate.services.news import News
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.services.tie_memory import Held, TieMemory
from relate.services.views import Card, DayView, RoundView, WhyNotView
from relate.services.writer import Writer
from relate.store import day_reads, tie_reads
from relate.store.connection import immediate
from relate.store.owner_reads import is_side_open, open_hangs_on, open_senders
from relate.store.writing import Database

T = TypeVar("T")

PATIENCE = 0.05
"""Seconds in which the people of a small library are all read anew: so long the list waits for it."""
MOST_WAITING = 60
"""Cards of those who wait: the panel unfolds a few, and somebody whom hundreds wrote to reads them in that order."""


class Reconnecting(CardActs):
    """The right panel's service. `day` scans: call it on a reader's thread."""

    def __init__(
        self,
        writer: Writer,
        commanding: Commanding,
        readers: Readers,
        settings: Settings,
        news: News,
        changed: Callable[[ChangeSet], None],
        looking: LookingFor | None = None,
    ) -> None:
        """changed: told when the day as it was known at once has become the day as it is."""
        super().__init__(commanding)
        self._writer = writer
        self._changed = changed
        self._readers = readers
        self._settings = settings
        self._news = news
        self._memory = TieMemory(news, looking)
        self._asked = threading.Lock()
        """Held while the memory is asked and its answer used: two reader threads may want a list at once."""
        self._aside = Aside(self._read_aside, self._tell, readers.let_go)
        self._choosing = Choosing(self.zone, self.budget)
        self._named: tuple[int, set[tuple[str, int]]] = (0, set())
        """A day, and whom its lists are known to name, by section."""
        self._sides: tuple[str, tuple[bool, bool]] | None = None
        """What `_open_sides` answered, and what that hung on."""
        self._zone: HomeZone | None = None
        self._words: Words | None = None

    def close(self) -> None:
        """Stop what is being read aside; before the readers are closed."""
        self._aside.close()

    # -- reading --------------------------------------------------------------------------------------------------

    def day(self, now: int | None = None, record: bool = True) -> DayView:
        """The list of the day at an instant (UTC ms). record: whom it names is remembered, and stays for the day."""
        with self._fresh() as held:
            return self._day(held, now, record, OTHERS)

    def day_at_once(self, now: int | None = None) -> DayView:
        """The same for a panel, which shows a conversation that was logged without waiting for anybody else.

        Where everybody has to be read anew (after an import or its undo), the list as it was until then answers, with
        what changed of single people; nobody is remembered as named by it. When everybody has been read, the library
        tells of a change. Only the first time of all waits.
        """
        database = self._readers.connection()
        if self._memory.is_empty:
            began = time.monotonic()
            self._memory.read_everybody(database, self.zone(), self._writer.give_way)
            self._aside.expect(time.monotonic() - began)
        is_whole = self._memory.is_whole(database)
        is_begun = is_whole or self._aside.has_done_in(PATIENCE)
        if not is_whole and is_begun:
            is_whole = self._memory.is_whole(database)
        try:
            with self._asked:
                held = self._memory.at_hand(database, self.zone())
                assert held is not None
                return self._day(held, now, is_whole, OTHERS)
        finally:
            if not is_begun:
                self._aside.begin()  # only now: it would keep whoever waits for this day from it

    def in_order(self, now: int | None = None, limit: int = 30) -> tuple[Card, ...]:
        """The day's sections and those who come after, in one row, for the command line; nothing is remembered."""
        with self._fresh() as held:
            view = self._day(held, now, False, limit)
        rounds = tuple(card for each in view.rounds for card in each.cards)
        if view.first_list:
            return (*view.reconnect, *view.others, *rounds, *view.waiting, *view.this_week)[:limit]
        return (*view.waiting, *view.this_week, *view.reconnect, *rounds, *view.others)[:limit]

    @contextmanager
    def _fresh(self) -> Iterator[Held]:
        """What is held, as the library is now, for as long as it is used. Where everybody has to be read for it, a
        panel is answered in the meantime."""
        database = self._readers.connection()
        self._memory.read_everybody(database, self.zone())
        with self._asked:
            yield self._memory.fresh(database, self.zone())

    def _read_aside(self, goes_on: Callable[[], bool]) -> None:
        """Everybody anew, and what the first cards say of them, while what was held answers."""
        database = self._readers.connection()

        def rest() -> None:
            if not goes_on():
                raise Stopped
            self._writer.give_way()

        def prepare(held: Held) -> None:
            self._day(held, None, False, OTHERS)

        while not self._memory.is_whole(database):
            self._memory.read_everybody(database, self.zone(), rest, prepare)

    def _tell(self) -> None:
        """Who shows the day asks for it again, and hears of it where everybody could not be read."""
        self._changed(ChangeSet(What.SUGGESTIONS))

    def _day(self, held: Held, now: int | None, record: bool, most_others: int) -> DayView:
        """record: whom it names is remembered. most_others: how many follow behind the cards of a first list."""
        database = self._readers.connection()
        now = self._clock() if now is None else now
        zone = self.zone()
        today = zone.day(now)
        choice = self._choosing.choose(database, held, now)
        ranking, chosen, acts, rounds = choice.ranking, choice.day, choice.acts, choice.rounds
        cards = self._cards(database, held, now, acts)
        introduced, asked_about = asked_today(database, zone, now, today)
        if record:
            self._record(database, today, chosen, asked_about, rounds)
        drawers = first_list_of(database, ranking, held.first, now, today, acts)
        in_rounds = {person for each in rounds for person in each.day.people}
        first, behind = (
            tuple(cards.of_drawer(drawer, card) for drawer, card in some if card.person not in in_rounds)
            for some in (shown_first(drawers), shown_next(drawers, most_others))
        )
        in_drawers = {card.person for card in (*first, *behind)}
        side_open, also_me = self._open_sides(database)
        return DayView(
            day=today,
            first_list=bool(first),
            reconnect=first or tuple(cards.of(item, ranking) for item in chosen.reconnect),
            others=behind if first else tuple(cards.of(item, ranking) for item in chosen.others),
            waiting=tuple(
                cards.of(item, ranking) for item in chosen.waiting[:MOST_WAITING] if item.person not in in_drawers
            ),
            this_week=tuple(cards.of(item, ranking) for item in chosen.this_week if item.person not in in_drawers),
            people=len(held.states),
            conversations=held.talked_to,
            left_this_week=chosen.left,
            introduced=introduced,
            rounds=tuple(
                RoundView(
                    each.row.event,
                    each.row.name,
                    each.day.number,
                    tuple(cards.of(item, ranking) for item in each.items),
                    each.day.left,
                )
                for each in rounds
            ),
            to_place=_to_place(ranking),
            side_open=side_open,
            also_me=also_me,
        )

    def _open_sides(self, database: Database) -> tuple[bool, bool]:
        """Whether it is open who the owner is, or who he is too; looked for again when something changed of what that
        hangs on, for it takes a tenth of a second in a large library."""
        hangs_on = open_hangs_on(database)
        known = self._sides
        if known is None or known[0] != hangs_on:
            known = self._sides = (hangs_on, (is_side_open(database), bool(open_senders(database))))
        return known[1]

    def why_not(self, person: int) -> WhyNotView:
        """Why somebody is not named today, and what speaks for them all the same; for their page. Scans."""
        database = self._readers.connection()
        now = self._clock()
        with self._fresh() as held:
            choice = self._choosing.choose(database, held, now)
            speaks = self._cards(database, held, now, choice.acts).what_speaks_for(person, choice.ranking)
            day = self._day(held, now, False, OTHERS)
            in_rounds = (card for each in day.rounds for card in each.cards)
            shown = (*day.reconnect, *in_rounds, *day.waiting, *day.this_week)
            if (card := next((card for card in shown if card.person == person), None)) is not None:
                # What the card says stands first, whichever of the day's sections it is in.
                said = dict.fromkeys((*(reason.text for reason in card.reasons), *speaks))
                return WhyNotView(person, WhyNot(Hindrance.NAMED), tuple(said))
            if day.first_list and any(card.person == person for card in day.others):
                return WhyNotView(person, WhyNot(Hindrance.OTHERS_FIRST), speaks)
            hinders = why_not(person, choice.ranking, choice.day, choice.acts, self.budget().number)
            return WhyNotView(person, hinders, speaks)

    def whom_waits(self) -> frozenset[int]:
        """Everybody who waits for an answer: whom the day names for it, whether the panel shows them or not, and whom
        a new library owes one. Scans."""
        database = self._readers.connection()
        now = self._clock()
        with self._fresh() as held:
            choice = self._choosing.choose(database, held, now)
            drawers = first_list_of(database, choice.ranking, held.first, now, choice.day.day, choice.acts)
        owed = (card.person for each in drawers if each.drawer is Drawer.ANSWER_OWED for card in each.cards)
        return frozenset((*(item.person for item in choice.day.waiting if not item.asked), *owed))

    def whom_to_place(self, most: int = 60) -> tuple[int, ...]:
        """Whom to place in circles first: by what is known of them."""
        database = self._readers.connection()
        now = self._clock()
        with self._fresh() as held:
            return tuple(to_place(self._choosing.choose(database, held, now).ranking, most))

    def with_ranking(self, use: Callable[[Ranking], T]) -> T:
        """What `use` makes of everybody as ranked now; it keeps nothing of the ranking, which the next change turns
        into another one. Scans: for a reader's thread."""
        now = self._clock()
        with self._fresh() as held:
            return use(ranked(held, now))

    def birthdays_missed(self, since: int) -> tuple[tuple[int, str], ...]:
        """Whose birthday was after a home day and before today, with their names, in the order of the days. Scans."""
        database = self._readers.connection()
        today = self.zone().day(self._clock())
        passed = self.with_ranking(lambda ranking: list(birthdays_between(database, ranking, since + 1, today - 1)))
        return tuple(
            (person, tie_reads.line_of(database, person)[0])
            for person, _, standing in sorted(passed, key=lambda each: (each[1], each[0]))
            if standing not in (Standing.IN_MEMORIAM, Standing.NEVER_SUGGEST)
        )

    def now(self) -> int:
        return self._clock()

    def budget(self) -> Budget:
        """People a week and the days off, as the settings say."""
        return Budget(
            max(self._settings.get("budget.people_per_week", 10), 0),
            frozenset(int(day) - 1 for day in self._settings.get("budget.days_off", "") if day in "1234567"),
        )

    def zone(self) -> HomeZone:
        if self._zone is None:
            self._zone = HomeZone.named(self._settings.get("home_zone", ""))
        return self._zone

    def words(self) -> Words:
        if self._words is None:
            self._words = Words(zone=HomeClock(self.zone()))
        return self._words

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library."""
        self._memory.notice(changes)
        if changes.people is None:  # whom a list named may be gone with them
            self._named = (0, set())

    def _cards(self, database: Database, held: Held, now: int, acts: Acts) -> Cards:
        return Cards(database, self.words(), self.zone(), now, held.read, self._news, held.fitting.by_person, acts)

    def _record(
        self,
        database: Database,
        today: int,
        chosen: DayList,
        asked_about: tuple[int, ...],
        rounds: Sequence[Following],
    ) -> None:
        """Remember whom the day names: they stay for the day, and nobody is asked about twice."""
        named = [
            (Section.RECONNECT.value, chosen.new),
            (Section.WAITING.value, tuple(item.person for item in chosen.waiting)),
            (Section.INTRODUCED.value, asked_about),
        ]
        day, there = self._named
        if day == today and not rounds and there.issuperset((part, one) for part, persons in named for one in persons):
            return
        there = {(section, person) for day, section, person in day_reads.named(database, today) if day == today}
        self._named = (today, there)
        new = [(part, tuple(one for one in persons if (part, one) not in there)) for part, persons in named]
        new += [(each.section, each.day.new) for each in rounds]
        if any(persons for _, persons in new):
            self._writer.do(lambda writing: _name(writing, today, new), shown=False)


def _name(database: Database, day: int, new: Sequence[tuple[str, tuple[int, ...]]]) -> None:
    with immediate(database):
        for section, persons in new:
            day_reads.record_named(database, day, section, persons)


def _to_place(ranking: Ranking) -> int:
    """How many active people are in no circle."""
    facts = ranking.facts
    return int(((facts.ints("circle") == 0) & (facts.ints("standing") == int(Standing.ACTIVE))).sum())
