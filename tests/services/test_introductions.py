"""Introduce: who should meet whom, the promise to both, the row in both timelines, what came of it asked once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from relate.domain.errors import KnownError
from relate.domain.introducing import Common, Outcome
from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Kind
from relate.domain.seeking import Trait
from relate.services.library import Library
from relate.services.views import State, Talk
from tests.services.conftest import NOON
from tests.services.talking import talked


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> int:
        return self.now

    def days(self, days: float) -> None:
        self.now += round(days * DAY_MS)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def library(tmp_path: Path, clock: Clock) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.db", clock)
    yield opened
    opened.close()


@pytest.fixture
def ana(library: Library) -> int:
    made = library.people.add("Ana Duarte", role="Founder", company="Harbor").result(20)
    library.seeking.keep(made, Trait.LOOKS_FOR, "a packaging designer").result(20)
    return made


@pytest.fixture
def ben(library: Library) -> int:
    made = library.people.add("Ben Kaya", role="Packaging designer", company="Contoso").result(20)
    _talk(library, made)
    return made


def _talk(library: Library, person: int) -> None:
    library.timeline.log(Talk((person,), Moment(NOON - 9 * DAY_MS, Precision.MINUTE))).result(20)


def proposed(library: Library, person: int) -> list[str]:
    return [pair.other.name for pair in library.introductions.whom(person)]


def thread(library: Library, person: int) -> list[tuple[str, bool]]:
    return [(item.text, item.done) for item in library.thread.items(person)]


def rows(library: Library, person: int) -> list[tuple[Kind, str, str]]:
    ids = library.timeline.ids(person)
    return [(row.kind, row.text, row.detail) for row in library.timeline.rows(ids, person)]


TEXTS = ("an introduction to Ben Kaya", "an introduction to Ana Duarte")


# ------------------------------------------------------------------------------------------------- whom and why


def test_whoever_has_what_somebody_looks_for_is_proposed_and_the_other_way_round(
    library: Library, ana: int, ben: int
) -> None:
    other = library.people.add("Cy Dorn", role="Buyer").result(20)
    _talk(library, other)
    (pair,) = library.introductions.whom(ana)
    (because,) = pair.because
    assert (pair.one.name, pair.other.name) == ("Ana Duarte", "Ben Kaya")
    assert (because.common, because.person, because.detail) == (Common.SEEKS, ana, "a packaging designer")
    assert (because.field, because.value) == ("role", "Packaging designer")
    assert proposed(library, ben) == ["Ana Duarte"]
    assert proposed(library, other) == []


def test_what_their_messages_say_is_enough_and_leads_to_where_it_was_said(library: Library, tmp_path: Path) -> None:
    said = {
        "Ana Duarte": ["> Hello", "< We're looking for a packaging designer."],
        "Ben Kaya": ["> Hello", "< These days I draw packaging for a designer label."],
    }
    people = talked(library, tmp_path, said)
    (pair,) = library.introductions.whom(people["Ana Duarte"])
    (because,) = pair.because
    assert (pair.other.name, because.common, because.field) == ("Ben Kaya", Common.SEEKS, "said")
    assert because.record is not None
    assert because.has_record is not None
    texts = {row.text for row in library.timeline.rows([because.record, because.has_record])}
    assert texts == {said["Ana Duarte"][1][2:], said["Ben Kaya"][1][2:]}


def test_whoever_asks_for_the_same_in_a_message_has_it_not(library: Library, tmp_path: Path) -> None:
    said = {
        "Ana Duarte": ["> Hello", "< We're looking for a packaging designer."],
        "Ben Kaya": ["> Hello", "< Do you know a designer for packaging?"],
    }
    assert proposed(library, talked(library, tmp_path, said)["Ana Duarte"]) == []


def test_at_most_three_the_strongest_first(library: Library, ana: int) -> None:
    for n in range(5):
        one = library.people.add(f"Di {n}", role="Packaging designer").result(20)
        if n > 1:
            _talk(library, one)
    library.people.add_tag([ana], "sailing").result(20)
    strongest = library.people.named("Di 4")[0]
    library.people.add_tag([strongest], "sailing").result(20)
    assert proposed(library, ana)[0] == "Di 4"
    assert len(proposed(library, ana)) == 3


def test_nobody_is_proposed_who_is_never_to_be_suggested_or_was_introduced_already(
    library: Library, ana: int, ben: int
) -> None:
    library.people.set_state([ben], State.NEVER_SUGGEST).result(20)
    assert proposed(library, ana) == []
    library.people.set_state([ben], State.ACTIVE).result(20)
    assert proposed(library, ana) == ["Ben Kaya"]
    library.introductions.introduced(ana, ben, "Meet").result(20)
    assert proposed(library, ana) == []


def test_two_of_whom_nothing_speaks_for_it_can_be_introduced_all_the_same(library: Library, ana: int) -> None:
    cy = library.people.add("Cy Dorn").result(20)
    pair = library.introductions.pair(ana, cy)
    assert pair is not None
    assert pair.because == ()
    assert library.introductions.pair(ana, ana) is None


# ------------------------------------------------------------------------------------------------- the promise


def test_a_promise_stands_with_both_and_is_taken_back_by_one_undo(library: Library, ana: int, ben: int) -> None:
    library.introductions.promise(ana, ben, TEXTS).result(20)
    assert thread(library, ana) == [(TEXTS[0], False)]
    assert thread(library, ben) == [(TEXTS[1], False)]
    (item,) = library.thread.items(ben)
    assert library.introductions.other_of(item.uid) == ana
    names = {card.name: card.why for card in library.reconnect.day().this_week}
    assert names == {
        "Ana Duarte": "You promised an introduction to Ben Kaya.",
        "Ben Kaya": "You promised an introduction to Ana Duarte.",
    }
    library.history.undo().result(20)
    assert thread(library, ana) == thread(library, ben) == []


def test_nothing_is_promised_twice(library: Library, ana: int, ben: int) -> None:
    library.introductions.promise(ana, ben, TEXTS).result(20)
    with pytest.raises(KnownError, match="promised already"):
        library.introductions.promise(ben, ana, TEXTS[::-1]).result(20)
    pair = library.introductions.pair(ana, ben)
    assert pair is not None
    assert pair.promised


def test_done_with_one_is_done_with_both(library: Library, ana: int, ben: int) -> None:
    library.introductions.promise(ana, ben, TEXTS).result(20)
    library.thread.done(library.thread.items(ben)[0].uid).result(20)
    assert thread(library, ana) == [(TEXTS[0], True)]
    library.history.undo().result(20)
    assert thread(library, ana) == [(TEXTS[0], False)]
    assert thread(library, ben) == [(TEXTS[1], False)]


# --------------------------------------------------------------------------------------------- made, and the outcome


def test_it_stands_in_both_timelines_keeps_the_promise_and_is_no_talk(library: Library, ana: int, ben: int) -> None:
    library.introductions.promise(ana, ben, TEXTS).result(20)
    before = library.people.page(ana)
    library.introductions.introduced(ana, ben, "Ana, Ben: you should know each other.").result(20)
    made = (Kind.INTRODUCTION, "Ana, Ben: you should know each other.", "")
    assert rows(library, ana) == [made]
    assert rows(library, ben)[0] == made
    assert thread(library, ana) == [(TEXTS[0], True)]
    after = library.people.page(ana)
    assert (after.last_contact, after.contact_days) == (before.last_contact, before.contact_days)
    library.history.undo().result(20)
    assert rows(library, ana) == []
    assert thread(library, ben) == [(TEXTS[1], False)]


def test_it_says_nothing_of_how_far_an_archive_is_known(library: Library, tmp_path: Path, clock: Clock) -> None:
    people = talked(library, tmp_path, {"Ana Duarte": ["> Hello", "< Hello"], "Ben Kaya": ["> Hello", "< Yes"]})
    known = library.people.page(people["Ana Duarte"]).known_until
    library.introductions.introduced(people["Ana Duarte"], people["Ben Kaya"], "Meet").result(20)
    assert library.people.page(people["Ana Duarte"]).known_until == known


def asks(library: Library) -> list[tuple[str, str]]:
    return [(each.one[1], each.other[1]) for each in library.reconnect.day().introduced]


def test_what_came_of_it_is_asked_once_two_weeks_later(library: Library, clock: Clock, ana: int, ben: int) -> None:
    library.introductions.introduced(ana, ben, "Meet").result(20)
    assert asks(library) == []
    clock.days(13)
    assert asks(library) == []
    clock.days(1)
    assert asks(library) == asks(library) == [("Ana Duarte", "Ben Kaya")]
    library.settled()
    clock.days(1)
    assert asks(library) == []


def test_an_answer_stands_in_both_timelines_and_ends_the_question(
    library: Library, clock: Clock, ana: int, ben: int
) -> None:
    record = library.introductions.introduced(ana, ben, "Meet").result(20)
    clock.days(20)
    (asked,) = library.reconnect.day().introduced
    assert asked.record == record
    library.introductions.came_of_it(record, Outcome.TALKED).result(20)
    assert asks(library) == []
    assert rows(library, ana)[0] == rows(library, ben)[0] == (Kind.INTRODUCTION, "Meet", "they talked")
    library.history.undo().result(20)
    assert asks(library) == [("Ana Duarte", "Ben Kaya")]


def test_whoever_died_is_not_asked_about(library: Library, clock: Clock, ana: int, ben: int) -> None:
    library.introductions.introduced(ana, ben, "Meet").result(20)
    library.people.set_state([ben], State.IN_MEMORIAM).result(20)
    clock.days(20)
    assert asks(library) == []


def test_it_goes_along_when_one_of_them_is_joined_with_somebody(
    library: Library, clock: Clock, ana: int, ben: int
) -> None:
    library.introductions.promise(ana, ben, TEXTS).result(20)
    library.introductions.introduced(ana, ben, "Meet").result(20)
    other = library.people.add("B. Kaya").result(20)
    library.people.merge([ben, other]).result(20)
    clock.days(20)
    assert len(asks(library)) == 1
    library.people.merge([ana, ben]).result(20)
    assert asks(library) == []
