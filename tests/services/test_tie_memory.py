"""What the day's list is made from is kept in memory: it is what the library says, whoever asks and whatever failed."""

from __future__ import annotations

import threading
from collections.abc import Collection, Generator, Iterator, Sequence
from datetime import date

import pytest

from relate.domain.changes import ChangeSet, What
from relate.domain.columns import ColumnTable
from relate.domain.homezone import HomeZone
from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.domain.state_table import StateTable
from relate.domain.tie_facts import FactTable, TieFacts
from relate.services import tie_memory as memory_module
from relate.services.library import Library
from relate.services.tie_memory import TieMemory
from relate.services.views import DayView, Talk
from relate.store import day_reads, everybody, tie_reads
from relate.store.connection import immediate
from relate.store.writing import Database
from tests.services.conftest import read_eras


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


class Held:
    """Reading everybody stands still after its first piece until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        read = everybody.states_and_facts

        def slow(database: Database) -> Generator[None, None, tuple[StateTable, FactTable]]:
            self.begun.set()
            while not self.go.wait(0.001):
                yield
            return (yield from read(database))

        monkeypatch.setattr(everybody, "states_and_facts", slow)


@pytest.fixture
def told(library: Library) -> threading.Event:
    """Set when the library says that the day's list is another now."""
    event = threading.Event()

    def listen(changes: ChangeSet) -> None:
        if changes.what == What.SUGGESTIONS:
            event.set()

    library.listen(listen)
    return event


def test_a_logged_talk_is_on_the_panel_before_everybody_has_been_read_anew(
    library: Library, ana: int, told: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Held(monkeypatch)
    before = library.reconnect.day()
    read_eras(library, "2025")
    assert library.reconnect.day_at_once() == before
    talk_today(library, ana)
    assert named(library.reconnect.day_at_once()) == []
    assert reading.begun.is_set()
    assert not told.is_set()
    reading.go.set()
    assert told.wait(60)
    after = library.reconnect.day_at_once()
    assert after.people > before.people
    assert after == library.reconnect.day()
    assert ana not in named(after)


def test_nobody_is_remembered_as_named_by_a_list_that_an_import_has_made_old(
    library: Library, ana: int, told: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Held(monkeypatch)
    read_eras(library, "2025")
    ben = library.people.add("Ben Otieno").result()
    library.timeline.log(Talk((ben,), Moment.of_day(date(2026, 1, 9)), Kind.MEETING)).result()
    library.people.set_circle([ben], 5).result()
    library.reconnect.day_at_once()
    library.settled()
    rows = "SELECT DISTINCT identity FROM day_list"
    assert library.readers.connection().execute_sql(rows).fetchall() == [(ana,)]
    reading.go.set()
    assert told.wait(60)


def test_whom_a_day_names_is_looked_up_only_where_it_names_somebody_else(
    library: Library, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    named_before = day_reads.named

    def watched(
        database: Database, first_day: int, waiting: Collection[int] | None = None
    ) -> list[tuple[int, str, int]]:
        if waiting is None:
            looked.append(first_day)
        return named_before(database, first_day, waiting)

    library.settled()
    monkeypatch.setattr(day_reads, "named", watched)
    library.reconnect.day()
    assert not looked
    ben = library.people.add("Ben Otieno").result()
    library.timeline.log(Talk((ben,), Moment.of_day(date(2026, 1, 9)), Kind.MEETING)).result()
    library.people.set_circle([ben], 5).result()
    assert set(named(library.reconnect.day())) == {ana, ben}
    assert len(looked) == 1
    library.settled()
    rows = "SELECT identity FROM day_list WHERE section = 'reconnect' ORDER BY place"
    assert library.readers.connection().execute_sql(rows).fetchall() == [(ana,), (ben,)]


def test_others_go_first_while_the_cards_of_a_new_list_are_made_ready(library: Library, ana: int) -> None:
    memory = TieMemory(library.news)
    went: list[str] = []

    def prepare(held: memory_module.Held) -> None:
        went.clear()
        held.read.of(ana, "role", lambda: went.append("read"))

    database = library.readers.connection()
    memory.read_everybody(database, HomeZone.named(""), lambda: went.append("between"), prepare)
    assert went == ["between", "read"]


def test_a_change_while_everybody_is_read_is_in_what_was_read(
    library: Library, ana: int, told: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever changes after their own piece has been read is read again."""
    read = everybody.states_and_facts

    def talking(database: Database) -> Generator[None, None, tuple[StateTable, FactTable]]:
        found = yield from read(database)
        talk_today(library, ana)
        return found

    read_eras(library, "2025")
    monkeypatch.setattr(everybody, "states_and_facts", talking)
    library.reconnect.day_at_once()
    assert told.wait(60)
    assert ana not in named(library.reconnect.day_at_once())


def test_a_library_is_closed_while_everybody_is_being_read(
    library: Library, ana: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = Held(monkeypatch)
    read_eras(library, "2025")
    assert named(library.reconnect.day_at_once()) == [ana]
    assert reading.begun.wait(60)
    library.close()


def test_where_everybody_cannot_be_read_whoever_asks_next_is_told_and_the_one_after_tries_again(
    library: Library, ana: int, told: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_database: Database) -> Generator[None, None, tuple[StateTable, FactTable]]:
        yield
        raise OSError("the disk did not answer")

    read_eras(library, "2025")
    with monkeypatch.context() as patch:
        patch.setattr(everybody, "states_and_facts", fail)
        assert named(library.reconnect.day_at_once()) == [ana]
        assert told.wait(60)
        with pytest.raises(OSError, match="did not answer"):
            library.reconnect.day_at_once()
    told.clear()
    library.reconnect.day_at_once()
    assert told.wait(60)
    assert library.reconnect.day_at_once() == library.reconnect.day()


def test_what_is_held_after_changes_of_single_people_is_what_reading_everybody_gives(library: Library) -> None:
    read_eras(library, "2023", "2025")
    reader, zone = library.readers.connection(), HomeZone.named("UTC")
    memory = TieMemory(library.news)
    library.listen(memory.notice)
    people = memory.fresh(reader, zone).states.persons.tolist()
    library.timeline.log(Talk(tuple(people), Moment.of_day(date(2026, 11, 23)), Kind.MEETING)).result()
    library.people.set_circle(people[:3], 50).result()
    library.people.set_rhythm(people[2:4], 21.0).result()
    library.people.delete(people[5:6]).result()
    kept, anew = memory.fresh(reader, zone), TieMemory(library.news).fresh(reader, zone)
    assert columns(kept.states) == columns(anew.states)
    assert columns(kept.facts) == columns(anew.facts)
    assert kept.acts == anew.acts


def columns(table: ColumnTable) -> dict[str, list[float]]:
    """Everything in a table, by person; the order of calculating may differ in the last digit."""
    found = {name: [round(value, 9) for value in table.ints(name).tolist()] for name in table.DEFAULTS}
    return {"person": table.persons.tolist(), **found}


def test_of_all_who_waited_on_former_days_only_those_something_was_done_about_are_read(library: Library) -> None:
    ana, ben, cem = (library.people.add(name).result() for name in ("Ana", "Ben", "Cem"))

    def name(database: Database) -> None:
        with immediate(database):
            day_reads.record_named(database, 5, "waiting", (ana, ben))
            day_reads.record_named(database, 6, "reconnect", (ben, cem))
            day_reads.record_named(database, 7, "waiting", (ben,))

    library.writer.do(name).result()
    reader = library.readers.connection()
    assert day_reads.named(reader, 5, {ana: ()}) == [(5, "waiting", ana), (6, "reconnect", ben), (6, "reconnect", cem)]
    assert day_reads.days_named(reader, 6) == [6, 7]
    assert len(day_reads.named(reader, 5)) == 5


@pytest.mark.parametrize("much", [False, True])
def test_whoever_much_passed_with_is_not_looked_through_for_what_is_rare_and_it_is_found_all_the_same(
    library: Library, much: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2023", "2025", "2026")
    reader = library.readers.connection()
    held = TieMemory(library.news).fresh(reader, HomeZone.named("UTC"))
    monkeypatch.setattr(tie_reads, "_is_much", lambda _database, _these: much)
    found = dict(tie_reads.facts_of(reader, held.facts.persons.tolist()))
    for name in ("recommended", "endorsed", "own_invitation"):
        column = held.facts.bools(name).tolist()
        assert [getattr(found[person], name) for person in held.facts.persons.tolist()] == column
        assert name != "own_invitation" or any(column)


def test_what_the_user_hid_is_no_reason_any_more(library: Library) -> None:
    read_eras(library, "2026")
    reader = library.readers.connection()

    def invited() -> set[int]:
        held = TieMemory(library.news).fresh(reader, HomeZone.named("UTC"))
        persons, column = held.facts.persons.tolist(), held.facts.bools("own_invitation").tolist()
        some = dict(tie_reads.facts_of(reader, persons))
        assert [some[person].own_invitation for person in persons] == column
        return {person for person, one in zip(persons, column, strict=True) if one}

    whose = min(invited())
    (row,) = (
        row
        for row in library.timeline.rows(list(library.timeline.ids(whose)))
        if row.kind is Kind.INVITATION and row.text
    )
    library.timeline.hide(row.id).result()
    assert whose not in invited()
    library.history.undo().result()
    assert whose in invited()
