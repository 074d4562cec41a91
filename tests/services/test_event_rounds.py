"""The follow-up round of an event in the day's list: its own section, outside the weekly number, one place a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from relate.domain.event_rounds import Mark
from relate.domain.events import Told
from relate.domain.moments import DAY_MS, Moment
from relate.services.library import Library
from relate.services.views import DayView, State, Talk
from tests.services.conftest import EXPORTS, NOON, read

LONG = "\n".join(f"Guest {chr(97 + n)}ola" for n in range(20))


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    made = Library.open(tmp_path / "relate.db", clock=clock)
    yield made
    made.close()


def event(library: Library, text: str = LONG, mark: Mark = Mark.KEEP, name: str = "SaaS Expo") -> int:
    guests = library.guest_lists.preview(text).guests
    told = Told(name, Moment.of_day(date(2026, 11, 19)))
    key = library.guest_lists.make(told, [(one.told, None) for one in guests]).result(20)
    for one in library.rolls.roll(key).people:
        library.rolls.mark(key, [one.person], mark).result(20)
    library.rolls.begin_round(key).result(20)
    return key


def settled(library: Library) -> DayView:
    """The day, after whom it names is remembered."""
    view = library.reconnect.day()
    library.writer.do(lambda _database: None).result(20)
    return view


def names(view: DayView) -> list[str]:
    return [card.name for each in view.rounds for card in each.cards]


def test_eight_are_named_they_stay_for_the_day_and_the_weekly_number_is_as_before(library: Library) -> None:
    read(library, EXPORTS / "linkedin" / "2026")
    left = settled(library).left_this_week
    event(library)
    view = settled(library)
    assert [(each.name, each.number, len(each.cards), each.left) for each in view.rounds] == [("SaaS Expo", 1, 8, 12)]
    assert view.left_this_week == left
    assert names(settled(library)) == names(view)


def test_five_days_and_it_is_over(library: Library, clock: Clock) -> None:
    key = event(library)
    seen = []
    for _ in range(7):
        seen.append(len(names(settled(library))))
        clock.now += DAY_MS
    assert seen == [8, 8, 8, 8, 8, 0, 0]
    roll = library.rolls.roll(key)
    assert (roll.round_left, roll.round_over) == (0, True)


@pytest.mark.parametrize(
    "act",
    [
        lambda library, person: library.reconnect.wrote(person),
        lambda library, person: library.reconnect.skip(person),
        lambda library, person: library.reconnect.later(person, NOON // DAY_MS + 1),
        lambda library, person: library.timeline.log(Talk((person,), Moment(NOON + 1000))),
    ],
)
def test_whatever_is_done_takes_them_off_and_nobody_takes_their_place_today(
    library: Library, clock: Clock, act: Callable[[Library, int], object]
) -> None:
    event(library)
    before = settled(library)
    first = before.rounds[0].cards[0]
    clock.now += 60_000
    act(library, first.person).result(20)  # type: ignore[attr-defined]
    assert names(settled(library)) == names(before)[1:]
    library.history.undo(None).result(20)
    assert names(settled(library)) == names(before)


def test_later_brings_them_back_on_that_day(library: Library, clock: Clock) -> None:
    event(library)
    first = settled(library).rounds[0].cards[0]
    library.reconnect.later(first.person, NOON // DAY_MS + 2).result(20)
    clock.now += DAY_MS
    assert first.name not in names(settled(library))
    clock.now += DAY_MS
    assert names(settled(library))[0] == first.name


def test_a_card_says_which_event_and_the_line_and_leads_to_it(library: Library) -> None:
    key = event(library, "Ana Silva\nBo Lind")
    ana = library.rolls.roll(key).people[0].person
    library.rolls.note(key, ana, "asks for prices").result(20)
    card = settled(library).rounds[0].cards[0]
    assert card.why == "You wanted to keep in touch after SaaS Expo: “asks for prices”."
    assert card.short == "SaaS Expo: “asks for prices”"
    (reason,) = card.reasons
    assert reason.records[0] in library.timeline.ids(ana)


def test_somebody_of_the_round_stands_nowhere_else_that_day(library: Library) -> None:
    key = event(library, "Ana Silva\nBo Lind")
    ana = library.rolls.roll(key).people[0].person
    library.rolls.promise(key, ana, "the price list by friday").result(20)
    view = settled(library)
    everywhere = [card.person for card in (*view.reconnect, *view.others, *view.waiting, *view.this_week)]
    assert ana not in everywhere
    assert names(view) == ["Ana Silva", "Bo Lind"]
    (card, _) = view.rounds[0].cards
    assert card.left_open is not None
    assert card.left_open.text == "the price list"


def test_kept_ones_come_before_maybe_and_never_those_one_is_not_to_suggest(library: Library) -> None:
    key = event(library, "Ana Silva\nBo Lind\nCy Moe\nDee Fox")
    who = {one.name: one.person for one in library.rolls.roll(key).people}
    library.rolls.mark(key, [who["Ana Silva"]], Mark.MAYBE).result(20)
    library.rolls.mark(key, [who["Bo Lind"]], Mark.SKIP).result(20)
    library.people.set_state([who["Cy Moe"]], State.NEVER_SUGGEST).result(20)
    assert names(settled(library)) == ["Dee Fox", "Ana Silva"]


def test_a_round_that_is_ended_or_taken_back_names_nobody(library: Library) -> None:
    key = event(library, "Ana Silva")
    assert names(settled(library)) == ["Ana Silva"]
    library.rolls.end_round(key).result(20)
    assert names(settled(library)) == []
    library.history.undo(None).result(20)
    assert names(settled(library)) == ["Ana Silva"]
    library.events.remove(key).result(20)
    assert names(settled(library)) == []


def test_days_off_name_nobody_of_it(library: Library, clock: Clock) -> None:
    event(library)
    library.settings.set("budget.days_off", "67").result(20)
    seen = []
    for _ in range(8):
        seen.append(len(names(settled(library))))
        clock.now += DAY_MS
    assert seen == [8, 8, 8, 8, 8, 0, 0, 0]  # it began on a Monday
