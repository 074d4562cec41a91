"""The order of the list that is kept in memory is the one that SQL would give."""

from __future__ import annotations

from contextlib import suppress
from random import Random

import pytest

from relate.domain.errors import KnownError
from relate.domain.moments import DAY_MS, Moment
from relate.services.library import Library
from relate.services.views import PeopleQuery, Talk
from relate.store import chunks, gathered, people_reads, writing
from relate.store.connection import immediate
from relate.store.gathered import Gathered
from relate.store.people_reads import ListQuery
from tests.services.conftest import EXPORTS, NOON, read, read_eras


class Watched:
    """Compares both after each commit, on the writer's thread, and whenever it is asked.

    whole: how often the order was read anew.
    """

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.library, self.wrong, self.looks, self.whole = library, 0, 0, 0
        whole = people_reads.by_last_contact

        def counted(database: writing.Database) -> object:
            self.whole += 1
            return whole(database)

        monkeypatch.setattr(people_reads, "by_last_contact", counted)
        commit = Gathered._commit

        def committed(database: Gathered) -> object:
            result = commit(database)
            self.look()
            return result

        monkeypatch.setattr(Gathered, "_commit", committed)

    def look(self) -> bool:
        self.looks += 1
        kept = self.library.people.ids(PeopleQuery())
        is_right = kept == people_reads.ids(self.library.readers.connection(), ListQuery())
        self.wrong += not is_right
        return is_right


def _talk(library: Library, person: int, day: int) -> None:
    library.timeline.log(Talk((person,), Moment(NOON - day * DAY_MS), text="coffee")).result()


def test_commands_put_people_in_their_place_without_reading_the_order_anew(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2024")
    people = [library.people.add(f"Zoe {number}").result() for number in range(12)]
    for day, person in enumerate(people[:8]):
        _talk(library, person, day)
    watched = Watched(library, monkeypatch)
    library.people.ids(PeopleQuery())
    _talk(library, people[8], 1)
    assert watched.look()
    before, chance = watched.whole, Random(17)

    def join() -> None:
        with suppress(KnownError):  # they are the same already
            library.people.merge(chance.sample(people, 2)).result()

    def undo() -> None:
        library.history.undo().result()

    def talk() -> None:
        _talk(library, chance.choice(people), chance.choice((0, 3, 3, 400, 9_000)))

    for _ in range(60):
        chance.choice((talk, talk, join, undo))()
        assert watched.look()
    assert not watched.wrong
    assert watched.whole == before


def test_an_import_and_its_undo_leave_it_right_in_all_their_pieces(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2024")
    watched = Watched(library, monkeypatch)
    monkeypatch.setattr(chunks, "CHUNK_SECONDS", 0.0)
    monkeypatch.setattr(gathered, "LONGEST", 0.0)
    library.people.ids(PeopleQuery())
    for era in ("2026", "german"):
        (report,) = read(library, EXPORTS / "linkedin" / era)
        assert watched.look()
        library.imports.undo(report.id).result(60)
        assert watched.look()
    assert watched.looks > 20
    assert not watched.wrong


def test_what_another_program_writes_is_in_it_with_the_next_command(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2024")
    watched = Watched(library, monkeypatch)
    ana = library.people.add("Ana").result()
    assert watched.look()
    last = library.people.ids(PeopleQuery())[-1]
    other = writing.open_for_writing(library.path)
    try:
        with immediate(other):
            other.execute_sql("UPDATE person SET last_contact = ? WHERE id = ?", (NOON, last))
    finally:
        writing.close(other)
    _talk(library, ana, 0)
    assert watched.look()
    assert not watched.wrong


def test_many_lines_that_were_written_are_put_in_their_place_as_few_are(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [library.people.add(f"Zoe {number}").result() for number in range(30)]
    for day, person in enumerate(people):
        _talk(library, person, day % 7)
    library.people.ids(PeopleQuery())
    watched = Watched(library, monkeypatch)
    _talk(library, people[0], 1)
    before = watched.whole
    library.timeline.log(Talk(tuple(people[3:23]), Moment(NOON), text="a walk")).result()
    assert watched.look()
    assert watched.whole == before
