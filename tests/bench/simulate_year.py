"""Simulated years with Relate: made-up people, holidays, archives that are refreshed now and then.

    python tests/bench/simulate_year.py [--years 1] [--seed 1]

Everybody has a rhythm of their own by which contact happens anyway; some ties end. Relate knows of such contact only
once an archive is refreshed. Whom the day names the user mostly writes to, and a talk with them is logged at once.
Prints, for 150, 500 and 1,500 people and archives every 30, 60 and 120 days: the most people named in a week, how far
the inner 15 and the other circles were let go, who starved, the first week after a holiday, and the cards that claim a
silence after what is known.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from relate.domain.acts import Act, ActKind, Named
from relate.domain.budget import Budget, Promise, asked_for, happens_anyway, week_start
from relate.domain.candidates import candidates
from relate.domain.circles import DEFAULT_RHYTHM, INNER
from relate.domain.daylist import choose, held_back_today
from relate.domain.priority import rank
from relate.domain.rhythm import DAY_MS, ContactDay, RhythmState, fold, fold_all, learnt_rhythm
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable, TieFacts
from relate.domain.today import DayList, Section, Today
from tests.bench.measuring import Figure, Run

PEOPLE, REFRESHED, NUMBERS = (150, 500, 1500), (30, 60, 120), (10, 14)
START = 20_000 - (20_000 + 3) % 7
"""A Monday."""
HISTORY_DAYS = 3 * 365
HOLIDAYS = ((200, 221), (300, 310))
"""Days of the year without opening Relate: three weeks, and ten days."""
WRITES = 0.8
"""How often the user writes to somebody who is named and whom they would have let go otherwise."""
SAYS_NOT_YET = 0.5
"""How often the question whether they answered is answered; otherwise it is let pass."""
NAMES_KEPT_DAYS = 60


@dataclass(slots=True)
class Tie:
    """A made-up person: how often contact happens anyway (days), how often they answer, their circle."""

    person: int
    gap: float
    answers: float
    circle: int
    ends: int
    days: dict[int, ContactDay] = field(default_factory=dict)
    unseen: list[int] = field(default_factory=list)
    state: RhythmState | None = None
    true_last: int = -(10**6)
    last_named: int = -(10**6)


@dataclass(slots=True)
class Result:
    """What a simulated year showed.

    worst_inner, worst_outer: the longest time, in promised rhythms, that somebody in the 15 or in the other circles was
    neither in contact nor named: what the user and they made of it is theirs.
    """

    people: int
    refreshed: int
    number: int
    asked: float
    most_a_week: int = 0
    worst_inner: float = 0.0
    worst_outer: float = 0.0
    starved: int = 0
    after_holiday: list[int] = field(default_factory=list)
    false_cards: int = 0
    cards: int = 0
    sorts: dict[str, int] = field(default_factory=dict)


def make_people(count: int, chance: random.Random) -> list[Tie]:
    """People with the rhythms of circles: the closer, the more happens anyway; beyond the 150 most are thin."""
    people = []
    for person in range(count):
        circle = next((size for size in DEFAULT_RHYTHM if person < size), 0)
        typical = DEFAULT_RHYTHM.get(circle, 700.0)
        gap = typical * chance.lognormvariate(0.3, 0.5)
        ends = START + chance.randrange(-HISTORY_DAYS, 3 * 365) if chance.random() < 0.2 else 10**9
        people.append(Tie(person, gap, chance.uniform(0.4, 0.95), circle, ends))
    return people


def contact_on(day: int, mine: bool, theirs: bool, chance: random.Random) -> ContactDay:
    return ContactDay(day, 1.0, int(mine), int(theirs), day * DAY_MS + chance.randrange(8, 20) * 3_600_000)


class Year:
    """One library through simulated years."""

    def __init__(self, count: int, refreshed: int, number: int, seed: int) -> None:
        self.chance = random.Random(f"{count} {refreshed} {seed}")
        self.ties = make_people(count, self.chance)
        self.refreshed, self.budget = refreshed, Budget(number)
        self.acts: list[Act] = []
        self.named: list[Named] = []
        self.opened: list[int] = []
        self.snapshot = START - 1
        for tie in self.ties:
            self._happens(tie, START - HISTORY_DAYS, START)
            self._learn(tie)
        self.states = StateTable.from_states((tie.person, tie.state) for tie in self.ties)
        self.facts = FactTable.from_facts((tie.person, self._facts(tie)) for tie in self.ties)
        self.result = Result(count, refreshed, number, self._asked())

    def _happens(self, tie: Tie, begin: int, end: int) -> None:
        """Contact that happens anyway between two days, unknown until an archive says so."""
        for day in range(begin, end):
            if day < tie.ends and self.chance.random() < 1 / tie.gap:
                tie.unseen.append(day)
                tie.true_last = max(tie.true_last, day)

    def _learn(self, tie: Tie) -> None:
        """An archive is read: what happened unseen becomes known."""
        for day in tie.unseen:
            tie.days.setdefault(day, contact_on(day, True, True, self.chance))
        tie.unseen.clear()
        tie.state = fold_all(tie.days.values())

    def _facts(self, tie: Tie) -> TieFacts:
        known = (self.snapshot + 1) * DAY_MS
        if tie.state is not None:
            known = max(known, tie.state.last)
        return TieFacts(circle=tie.circle, placed_at=START * DAY_MS, cover_at=known, turns=min(len(tie.days), 6))

    def _asked(self) -> float:
        promises = [
            Promise(
                tie.person,
                tie.circle,
                DEFAULT_RHYTHM[tie.circle],
                happens_anyway(learnt_rhythm(tie.state), START - tie.true_last),
            )
            for tie in self.ties
            if tie.circle
        ]
        return asked_for(promises)

    def run(self, years: int) -> Result:
        """Day after day, the day of a holiday without Relate."""
        for day in range(START, START + 365 * years):
            if (day - START) % self.refreshed == 0:
                self._refresh(day)
            away = any(first <= (day - START) % 365 < last for first, last in HOLIDAYS)
            for tie in self.ties:
                self._happens(tie, day, day + 1)
            if not away:
                self._live(day)
            self._measure(day, away)
        self._close()
        return self.result

    def _refresh(self, day: int) -> None:
        self.snapshot = day - 1
        for tie in self.ties:
            if tie.unseen:
                self._learn(tie)
                self.states.update(tie.person, tie.state)
            self.facts.update(tie.person, self._facts(tie))

    def _live(self, day: int) -> None:
        """The user opens Relate, sees the list and mostly does what it says."""
        now = day * DAY_MS + 9 * 3_600_000
        self.opened.append(day)
        recent = [each for each in self.named if each.day > day - NAMES_KEPT_DAYS]
        today = Today(now, day, (), self.budget, self.acts, recent, self.opened[-NAMES_KEPT_DAYS:])
        ranking = rank(self.states, self.facts, now, held_back=held_back_today(today))
        today = Today(now, day, candidates(ranking), self.budget, self.acts, recent, self.opened[-NAMES_KEPT_DAYS:])
        chosen = choose(today)
        self._check(chosen, now)
        for item in chosen.waiting:
            self.named.append(Named(day, item.person, Section.WAITING))
            self.ties[item.person].last_named = day
            if item.asked and self.chance.random() < SAYS_NOT_YET:
                self.acts.append(Act(item.person, ActKind.NOT_YET, now, day))
        for item in chosen.reconnect:
            self.named.append(Named(day, item.person, Section.RECONNECT))
            self.ties[item.person].last_named = day
            kind = str(item.reasons[0].kind)
            self.result.sorts[kind] = self.result.sorts.get(kind, 0) + 1
            if self.chance.random() < WRITES:
                self._write(self.ties[item.person], day, now)

    def _write(self, tie: Tie, day: int, now: int) -> None:
        """A word to somebody: it is answered and logged, or stays an attempt."""
        if self.chance.random() < tie.answers:
            tie.days[day] = contact_on(day, True, True, self.chance)
            newer = tie.state is None or tie.state.last_day < day
            tie.state = fold(tie.state, tie.days[day]) if newer else fold_all(tie.days.values())
            tie.true_last = day
            self.states.update(tie.person, tie.state)
            self.facts.update(tie.person, self._facts(tie))
        else:
            self.acts.append(Act(tie.person, ActKind.WROTE, now, day))

    def _check(self, chosen: DayList, now: int) -> None:
        """No card may claim a silence after the date up to which the person is known."""
        for item in (*chosen.reconnect, *chosen.others):
            self.result.cards += 1
            tie = self.ties[item.person]
            known = max((self.snapshot + 1) * DAY_MS, tie.state.last if tie.state is not None else 0)
            last = tie.state.last if tie.state is not None else None
            for reason in item.reasons:
                too_late = reason.as_of is not None and reason.as_of > min(known, now)
                too_long = (
                    reason.silence is not None and last is not None and last + reason.silence * DAY_MS > known + 1000
                )
                self.result.false_cards += too_late or too_long

    def _measure(self, day: int, away: bool) -> None:
        named = self._named_in(week_start(day))
        self.result.most_a_week = max(self.result.most_a_week, len(named))
        # The weeks until what was due on the first day is done, and until a holiday is made good, are no measure.
        settled = (day - START) % 365
        if settled < 60 or away or any(last <= settled < last + 21 for _, last in HOLIDAYS):
            return
        for tie in self.ties:
            if not tie.circle:
                continue
            waited = (day - max(tie.true_last, tie.last_named, START)) / DEFAULT_RHYTHM[tie.circle]
            if tie.circle <= INNER:
                self.result.worst_inner = max(self.result.worst_inner, waited)
            else:
                self.result.worst_outer = max(self.result.worst_outer, waited)

    def _close(self) -> None:
        """Who in a circle was due and never named; how many the week after each holiday named."""
        named = {each.person for each in self.named if each.section == Section.RECONNECT}
        end = max(self.opened)
        for tie in self.ties:
            if tie.circle and tie.person not in named:
                self.result.starved += end - max(tie.true_last, START) > 2 * DEFAULT_RHYTHM[tie.circle]
        for _, last in HOLIDAYS:
            monday = week_start(START + last + 6)
            self.result.after_holiday.append(len(self._named_in(monday)))

    def _named_in(self, monday: int) -> set[int]:
        """Whom the lists of a week named to reconnect with."""
        week = range(monday, monday + 7)
        return {each.person for each in self.named if each.day in week and each.section == Section.RECONNECT}


def simulate(count: int, refreshed: int, number: int, *, years: int = 1, seed: int = 1) -> Result:
    """The result of one library through simulated years."""
    return Year(count, refreshed, number, seed).run(years)


def measure(run: Run) -> None:
    """The invariants over all of the years, and the table."""
    counts, refreshes = ((150,), (30, 120)) if run.quick else (PEOPLE, REFRESHED)
    results = []
    for count in counts:
        for refreshed in refreshes:
            for number in NUMBERS:
                results.append(simulate(count, refreshed, number))
                run.note(row(results[-1]))
    within = [each for each in results if each.asked < each.number]
    over = max(each.most_a_week - each.number for each in results)
    inner, outer = max(each.worst_inner for each in within), max(each.worst_outer for each in within)
    back = max(max(each.after_holiday) - each.number for each in results)
    run.tell(Figure("simulated years: people named in a week beyond the number", over, "people", at_most=0))
    run.tell(Figure("simulated years: the inner 15 let go, in their rhythms", inner, "rhythms", at_most=2))
    run.tell(Figure("simulated years: the other circles let go, in their rhythms", outer, "rhythms", at_most=2))
    run.tell(
        Figure("simulated years: in a circle, due, never named", sum(r.starved for r in results), "people", at_most=0)
    )
    run.tell(Figure("simulated years: beyond the number in the week after a holiday", back, "people", at_most=0))
    false = sum(each.false_cards for each in results)
    run.tell(Figure("simulated years: cards that claim a silence not known", false, "cards", at_most=0))
    run.note(f"{sum(each.cards for each in results):,} cards in {len(results)} years")


def row(result: Result) -> str:
    """A row of the table."""
    sorts = ", ".join(f"{kind} {n}" for kind, n in sorted(result.sorts.items(), key=lambda pair: -pair[1]))
    return (
        f"{result.people:>6} {result.refreshed:>5} d {result.number:>6} {result.asked:>6.1f} {result.most_a_week:>4}"
        f" {result.worst_inner:>6.2f} {result.worst_outer:>6.2f} {result.starved:>7}"
        f" {'/'.join(map(str, result.after_holiday)):>8} {result.false_cards:>5} of {result.cards:<6} {sorts}"
    )


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--years", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    head = (
        f"{'people':>6} {'archive':>7} {'number':>6} {'asked':>6} {'week':>4} {'inner':>6} {'outer':>6} {'starved':>7}"
    )
    print(f"{head} {'holiday':>8} {'false':>5} of cards  named for")
    for count in PEOPLE:
        for refreshed in REFRESHED:
            for number in NUMBERS:
                result = simulate(count, refreshed, number, years=options.years, seed=options.seed)
                print(row(result), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
