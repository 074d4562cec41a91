"""People to reconnect with: the day's list from the library, and what the user does with it.

States and facts of everybody are held in memory and kept up to date by the changes of the library; a list takes
milliseconds then. Source: design/ranking.md.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from relate.domain.acts import ActKind, Acts, Named
from relate.domain.budget import Budget
from relate.domain.candidates import candidates
from relate.domain.changes import ChangeSet, What
from relate.domain.circles import Standing, promised_rhythm
from relate.domain.daylist import OTHERS, choose, held_back_today
from relate.domain.firstlist import Drawer, shown_first, shown_next, to_place
from relate.domain.homezone import HomeClock, HomeZone
from relate.domain.moments import Moment, Precision
from relate.domain.priority import Ranking, rank
from relate.domain.reasons import ReasonKind
from relate.domain.records import Direction, Kind
from relate.domain.rhythm import learnt_rhythm
from relate.domain.state_table import NEVER, StateTable, is_learnt
from relate.domain.today import DayList, Due, Section, Today, Waiting
from relate.domain.why_not import Hindrance, WhyNot, why_not
from relate.domain.wording import Words
from relate.services.absence import birthdays_between
from relate.services.aside import Aside, Stopped
from relate.services.cards import Cards
from relate.services.commanding import Commanding
from relate.services.event_following import Following, following
from relate.services.first_list import first_list_of
from relate.services.introductions import asked_today
from relate.services.kept_reads import KeptReads
from relate.services.looking_for import LookingFor
from relate.services.news import News
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.services.thread import to_keep
from relate.services.tie_memory import Held, TieMemory
from relate.services.views import Card, DayView, RoundView, Talk, WhyNotView
from relate.services.writer import Writer
from relate.store import commands, last_words, tie_reads, ties
from relate.store.connection import immediate
from relate.store.covers import Known, known_until
from relate.store.journal import Journal
from relate.store.writing import Database

T = TypeVar("T")

WAITING_DAYS = 31
NAMED_DAYS = 120
"""How long the lists of former days are looked at: nobody passed over is still fading back after that."""
DAY_MS = 86_400_000
LOOSEST = 730.0
PLAIN_RHYTHM = 30.0
"""Days, where nothing is set, promised or learnt."""
LOOSER = 2.0
"""*Loosen the rhythm* doubles it."""
WEEK_AHEAD = 7
PATIENCE = 0.05
"""Seconds in which the people of a small library are all read anew: so long the list waits for it."""
MOST_WAITING = 60
"""Cards of those who wait: the panel unfolds a few, and somebody whom hundreds wrote to reads them in that order."""


class Reconnecting:
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
        self._writer = writer
        self._changed = changed
        self._commanding = commanding
        self._readers = readers
        self._clock = commanding.clock
        self._settings = settings
        self._news = news
        self._memory = TieMemory(news, looking)
        self._asked = threading.Lock()
        """Held while the memory is asked and its answer used: two reader threads may want a list at once."""
        self._aside = Aside(self._read_aside, self._tell, readers.let_go)
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
            self._memory.read_everybody(database, self.zone(), self._writer.give_way)
        is_whole = self._memory.is_whole(database)
        if not is_whole:
            self._aside.begin(PATIENCE)
            is_whole = self._memory.is_whole(database)
        with self._asked:
            held = self._memory.at_hand(database, self.zone())
            assert held is not None
            return self._day(held, now, is_whole, OTHERS)

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
        ranking, chosen, acts, rounds = self._choose(database, held, now, today)
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
        )

    def why_not(self, person: int) -> WhyNotView:
        """Why somebody is not named today, and what speaks for them all the same; for their page. Scans."""
        database = self._readers.connection()
        now = self._clock()
        with self._fresh() as held:
            ranking, chosen, acts, _ = self._choose(database, held, now, self.zone().day(now))
            speaks = self._cards(database, held, now, acts).what_speaks_for(person, ranking)
            day = self._day(held, now, False, OTHERS)
            in_rounds = (card for each in day.rounds for card in each.cards)
            shown = (*day.reconnect, *in_rounds, *day.waiting, *day.this_week)
            if (card := next((card for card in shown if card.person == person), None)) is not None:
                # What the card says stands first, whichever of the day's sections it is in.
                said = dict.fromkeys((*(reason.text for reason in card.reasons), *speaks))
                return WhyNotView(person, WhyNot(Hindrance.NAMED), tuple(said))
            if day.first_list and any(card.person == person for card in day.others):
                return WhyNotView(person, WhyNot(Hindrance.OTHERS_FIRST), speaks)
            return WhyNotView(person, why_not(person, ranking, chosen, acts, self.budget().number), speaks)

    def whom_waits(self) -> frozenset[int]:
        """Everybody who waits for an answer: whom the day names for it, whether the panel shows them or not, and whom
        a new library owes one. Scans."""
        database = self._readers.connection()
        now = self._clock()
        with self._fresh() as held:
            today = self.zone().day(now)
            ranking, chosen, acts, _ = self._choose(database, held, now, today)
            drawers = first_list_of(database, ranking, held.first, now, today, acts)
        owed = (card.person for each in drawers if each.drawer is Drawer.ANSWER_OWED for card in each.cards)
        return frozenset((*(item.person for item in chosen.waiting if not item.asked), *owed))

    def whom_to_place(self, most: int = 60) -> tuple[int, ...]:
        """Whom to place in circles first: by what is known of them."""
        database = self._readers.connection()
        now = self._clock()
        with self._fresh() as held:
            ranking, _, _, _ = self._choose(database, held, now, self.zone().day(now))
            return tuple(to_place(ranking, most))

    def with_ranking(self, use: Callable[[Ranking], T]) -> T:
        """What `use` makes of everybody as ranked now; it keeps nothing of the ranking, which the next change turns
        into another one. Scans: for a reader's thread."""
        now = self._clock()
        with self._fresh() as held:
            return use(rank(held.states, held.facts, now, history_days=_history_days(held.states, now)))

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
        there = {(section, person) for day, section, person in tie_reads.named(database, today) if day == today}
        new = [
            (section.value, tuple(person for person in persons if (section.value, person) not in there))
            for section, persons in (
                (Section.RECONNECT, chosen.new),
                (Section.WAITING, tuple(item.person for item in chosen.waiting)),
                (Section.INTRODUCED, asked_about),
            )
        ]
        new += [(each.section, each.day.new) for each in rounds]
        if any(persons for _, persons in new):
            self._writer.do(lambda writing: _name(writing, today, new), shown=False)

    def _choose(
        self, database: Database, held: Held, now: int, today: int
    ) -> tuple[Ranking, DayList, Acts, tuple[Following, ...]]:
        doing = held.all_acts
        former = tie_reads.named(database, today - NAMED_DAYS, held.acts)
        before = [Named(day, person, section) for day, section, person in former]
        plain = Today(
            now=now,
            day=today,
            candidates=(),
            budget=self.budget(),
            acts=doing,
            named=before,
            opened=tie_reads.days_named(database, today - NAMED_DAYS),
        )
        ranking = rank(
            held.states,
            held.facts,
            now,
            history_days=_history_days(held.states, now),
            held_back=held_back_today(plain),
        )
        acts = Acts(doing)
        rounds = following(database, ranking, acts, before, today, plain.budget.days_off)
        staying = [each.person for each in before if each.day == today and each.section == Section.RECONNECT]
        full = Today(
            now=now,
            day=today,
            candidates=candidates(ranking, keep=staying, day_of=self.zone().day),
            budget=plain.budget,
            acts=doing,
            named=before,
            opened=plain.opened,
            waiting=self._waiting(database, ranking, now, held.read),
            due=self._due(database, ranking, today),
            rhythms={person: days for person in held.acts if (days := _rhythm(ranking, person)) is not None},
            lasts={person: at for person in held.acts if (at := _last(ranking, person)) is not None},
            covers={person: at for person in held.acts if (at := _cover(ranking, person)) is not None},
            elsewhere=frozenset(person for each in rounds for person in each.day.people),
        )
        return ranking, choose(full), acts, rounds

    def _waiting(self, database: Database, ranking: Ranking, now: int, read: KeptReads) -> list[Waiting]:
        found = []
        newest = max(known_until(database).values(), default=now)
        whom = tie_reads.may_wait(database, min(now, newest) - WAITING_DAYS * DAY_MS)
        lines = read.of_many(whom, "last line", partial(last_words.last_lines, database, most=1))
        if not len(ranking.states):
            return []
        waiting = {person: line for person, line in lines.items() if line.theirs and line.at <= now}
        channels = Known(database, waiting)
        rows = ranking.states.rows(waiting)
        circles = ranking.facts.ints("circle")[rows].tolist()
        standings = ranking.facts.ints("standing")[rows].tolist()
        for row, circle, standing, (person, line) in zip(rows, circles, standings, waiting.items(), strict=True):
            if row < 0:
                continue
            # Of the channel the message came by: what another one tells since says nothing of an answer there.
            known = channels.of(line.account, person)
            found.append(
                Waiting(
                    person=person,
                    at=line.at,
                    record=line.interactions[0],
                    wrote_before=line.wrote_before,
                    circle=circle,
                    known_until=None if known is None or known >= now else known,
                    standing=tie_reads.STANDINGS_BY_NUMBER[standing],
                )
            )
        return found

    def _due(self, database: Database, ranking: Ranking, today: int) -> list[Due]:
        found = []
        for person, text, due, found_in in tie_reads.promises(database):
            row = ranking.states.row(person)
            if row is None or (due is not None and due > today + WEEK_AHEAD):
                continue
            records = (found_in,) if found_in is not None else ()
            standing = tie_reads.STANDINGS_BY_NUMBER[int(ranking.facts.ints("standing")[row])]
            found.append(Due(person, ReasonKind.PROMISE_DUE, due, text, records, standing))
        for person, day, standing in birthdays_between(database, ranking, today, today + WEEK_AHEAD):
            found.append(Due(person, ReasonKind.BIRTHDAY, day, standing=standing))
        return found

    # -- acting ---------------------------------------------------------------------------------------------------

    def later(self, person: int, until_day: int) -> Future[ChangeSet]:
        """Not before that home day."""
        return self._act(person, ActKind.LATER, "Later", until=until_day)

    def skip(self, person: int) -> Future[ChangeSet]:
        """The next rhythm."""
        return self._act(person, ActKind.SKIP, "Skipped this time")

    def not_because(self, person: int, kind: str) -> Future[ChangeSet]:
        """Not named for this reason until there is a new record."""
        return self._act(person, ActKind.REASON_OFF, "Not because of this", reason=ReasonKind(kind))

    def wrote(self, *persons: int) -> Future[int]:
        """An attempt with each of them, now: it is asked about once. The row of the timeline it becomes."""
        return self.tried(Talk(persons, Moment(self._clock(), Precision.MINUTE)))

    def tried(self, talk: Talk) -> Future[int]:
        """The same with its own time and words, and with what is to be kept of it."""
        thread, uid = to_keep(talk), uuid.uuid4().hex
        from relate.store import talks

        return self._commanding.get(
            lambda database, journal: talks.log(
                database,
                journal,
                uid,
                talk.people,
                talk.at,
                Kind.ATTEMPT,
                talk.text,
                direction=Direction.OUT,
                thread=thread,
                act=ActKind.WROTE,
            )
        )

    def answered(self, person: int, how: str) -> Future[ChangeSet]:
        """ "yes", "not yet", "let go": what came of an attempt."""
        kinds = {"yes": ActKind.ANSWERED, "not yet": ActKind.NOT_YET, "let go": ActKind.LET_IT_GO}
        titles = {"yes": "Answered", "not yet": "Not answered yet", "let go": "Let it go"}
        return self._act(person, kinds[how], titles[how])

    def no_answer_needed(self, person: int) -> Future[ChangeSet]:
        return self._act(person, ActKind.NO_ANSWER_NEEDED, "No answer needed")

    def talked(self, person: int) -> Future[ChangeSet]:
        """*We talked* on a card, beside the conversation that is logged: the card is done."""
        return self._act(person, ActKind.TALKED, "We talked")

    def loosen(self, person: int) -> Future[ChangeSet]:
        """Twice the rhythm that holds now."""

        def command(database: Database, journal: Journal) -> ChangeSet:
            by_hand, circle = tie_reads.promise_of(database, person)
            learnt = learnt_rhythm(ties.state_of(database, person))
            days = promised_rhythm(circle or 0, by_hand) or learnt or PLAIN_RHYTHM
            return commands.set_rhythm(database, journal, [person], min(days * LOOSER, LOOSEST))

        return self._commanding.do(command)

    def _act(
        self, person: int, kind: ActKind, title: str, until: int | None = None, reason: ReasonKind | None = None
    ) -> Future[ChangeSet]:
        value = {
            "act": kind.value,
            "at": self._clock(),
            "until_day": until,
            "reason": reason.value if reason else "",
        }
        return self._commanding.do(
            lambda database, journal: commands.act(database, journal, person, uuid.uuid4().hex, value, title)
        )


def _name(database: Database, day: int, new: Sequence[tuple[str, tuple[int, ...]]]) -> None:
    with immediate(database):
        for section, persons in new:
            tie_reads.record_named(database, day, section, persons)


def _history_days(states: StateTable, now: int) -> float:
    first = states.ints("first_day")[states.ints("n") > 0]
    return float(now // DAY_MS - int(first.min())) if len(first) else 0.0


def _to_place(ranking: Ranking) -> int:
    """How many active people are in no circle."""
    facts = ranking.facts
    return int(((facts.ints("circle") == 0) & (facts.ints("standing") == int(Standing.ACTIVE))).sum())


def _last(ranking: Ranking, person: int) -> int | None:
    row = ranking.states.row(person)
    if row is None:
        return None
    last = int(ranking.states.ints("last")[row])
    return None if last == NEVER else last


def _cover(ranking: Ranking, person: int) -> int | None:
    row = ranking.states.row(person)
    return None if row is None else int(ranking.facts.ints("cover_at")[row])


def _rhythm(ranking: Ranking, person: int) -> float | None:
    """The promised rhythm in days, else the one learnt where it may be said."""
    row = ranking.states.row(person)
    if row is None:
        return None
    states, promised = ranking.states, float(ranking.promised[row])
    return promised or (float(states.floats("usual")[row]) if is_learnt(states, row) else None)
