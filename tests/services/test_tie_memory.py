"""What the day's list is made from is kept in memory: it is what the library says, whoever asks and whatever failed."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.domain.tie_facts import TieFacts
from relate.services.library import Library
from relate.services.views import DayView, Talk
from relate.store import tie_reads
from relate.store.writing import Database


@pytest.fixture
def ana(library: Library) -> int:
    """Of the circle of 15, last talked to in April: the day names her."""
    person = library.people.add("Ana Silva").result()
    for month in (1, 2, 3, 4):
        library.timeline.log(Talk((person,), Moment.of_day(date(2026, month, 9)), Kind.MEETING)).result()
    library.people.set_circle([person], 15).result()
    assert named(library.reconnect.day()) == [person]
    return person


def named(day: DayView) -> list[int]:
    return [card.person for card in day.reconnect]


def talk_today(library: Library, person: int) -> None:
    library.timeline.log(Talk((person,), Moment.of_day(date(2026, 11, 23)), Kind.MEETING)).result()


def test_a_reading_that_fails_is_made_up_for_by_the_next(
    library: Library, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(database: Database, persons: Sequence[int]) -> Iterator[tuple[int, TieFacts]]:
        raise OSError("the disk did not answer")

    talk_today(library, ana)
    with monkeypatch.context() as patch:
        patch.setattr(tie_reads, "facts_of", fail)
        with pytest.raises(OSError, match="did not answer"):
            library.reconnect.day()
    assert named(library.reconnect.day()) == []


def test_whoever_asks_while_a_change_is_being_read_is_told_of_it_too(
    library: Library, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = tie_reads.facts_of
    answers: list[list[int]] = []
    other = threading.Thread(target=lambda: answers.append(named(library.reconnect.day())))

    def slow(database: Database, persons: Sequence[int]) -> Iterator[tuple[int, TieFacts]]:
        if not other.ident:  # in the middle of the reading somebody else asks, and may answer now if he can
            other.start()
            other.join(0.5)
        return iter(read(database, persons))

    talk_today(library, ana)
    monkeypatch.setattr(tie_reads, "facts_of", slow)
    assert named(library.reconnect.day()) == []
    other.join(60)
    assert answers == [[]]
