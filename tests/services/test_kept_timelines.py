"""A timeline that is kept is the one that is there, whatever was done since it was read."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.moments import DAY_MS, Moment
from relate.services.library import Library
from relate.services.views import Talk
from relate.store import applying, rows_that_go, timeline_reads
from relate.store.writing import Database
from tests.services.conftest import read_eras

NOON = 20_000 * DAY_MS + DAY_MS // 2


def test_the_kept_timeline_is_the_one_that_is_there(tmp_path: Path) -> None:
    """Logged, hidden, moved to another day and to somebody else, joined and parted, taken back and done again."""
    number = iter(range(1_000_000))

    @settings(max_examples=50, deadline=None)
    @given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 2), st.integers(0, 5)), max_size=14))
    def anything(doing: list[tuple[int, int, int]]) -> None:
        library = Library.open(tmp_path / f"{next(number)}.db", lambda: NOON)
        try:
            people = [library.people.add(name, mail=f"{name}@x.example").result() for name in ("ana", "ben", "cem")]
            for person in people:
                library.timeline.ids(person)
            for what, who, which in doing:
                _do(library, people, what, who, which)
                for person in people:
                    there = timeline_reads.ids_of(library.readers.connection(), person)
                    assert library.timeline.ids(person) == there, (what, who, which)
        finally:
            library.close()

    anything()


def rows(library: Library, person: int) -> list[int]:
    """The timeline without the news that no row tells."""
    reader = library.readers.connection()
    ids = library.timeline.ids(person).tolist()
    return [one for one in ids if reader.execute_sql("SELECT 1 FROM interaction WHERE id = ?", (one,)).fetchone()]


def test_while_an_import_comes_in_a_timeline_that_was_looked_at_is_not_read_again(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_eras(library, "2023")
    reader = library.readers.connection()
    people = [row[0] for row in reader.execute_sql("SELECT id FROM person WHERE listed")]
    for person in people:
        rows(library, person)
    before = {person: timeline_reads.whose(reader, person) for person in people}
    show, looked = applying.show, []

    def before_it_is_shown(database: Database, import_id: int) -> None:
        same = [person for person in people if timeline_reads.whose(database, person).mine == before[person].mine]
        there = {person: timeline_reads.ids_of(database, person).tolist() for person in same}
        with monkeypatch.context() as patch:
            patch.setattr(timeline_reads, "all_of", None)
            looked.append(len(same) > 1 and {person: rows(library, person) for person in same} == there)
        show(database, import_id)

    monkeypatch.setattr(applying, "show", before_it_is_shown)
    read_eras(library, "2025")
    assert looked == [True]
    for person in people:
        assert rows(library, person) == timeline_reads.ids_of(reader, person).tolist()


def test_while_an_import_goes_out_only_whom_it_knows_are_looked_through_for_its_rows(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = library.people.add("Ana Silva").result()
    library.timeline.log(Talk((ana,), Moment(NOON), text="tea")).result()
    read_eras(library, "2023", "2025")
    reader = library.readers.connection()
    people = [row[0] for row in reader.execute_sql("SELECT id FROM person WHERE listed")]
    for person in people:
        rows(library, person)
    remove, looked = rows_that_go._keys_of, []

    def before_they_go(database: Database, import_id: int) -> Generator[float, None, int]:
        there = {person: timeline_reads.ids_of(database, person).tolist() for person in people}
        looked.append({person: rows(library, person) for person in people} == there)
        with monkeypatch.context() as patch:
            patch.setattr(timeline_reads, "narrow", None)
            looked.append(len(rows(library, ana)) == 1)
        return (yield from remove(database, import_id))

    monkeypatch.setattr(rows_that_go, "_keys_of", before_they_go)
    newest = reader.execute_sql("SELECT max(id) FROM import").fetchone()[0]
    library.imports.undo(newest).result(60)
    assert looked == [True, True]


def _do(library: Library, people: list[int], what: int, who: int, which: int) -> None:
    ids = library.timeline.ids(people[who])
    row = ids[which % len(ids)] if ids else None
    if what <= 1 or row is None:
        both = (people[who], people[which % 3]) if which > 3 else (people[who],)
        library.timeline.log(Talk(both, Moment(NOON - which * 3 * DAY_MS), text="tea")).result()
    elif what == 2:
        library.timeline.hide(row).result()
    elif what == 3:
        library.timeline.edit(row, at=Moment(NOON - which * 40 * DAY_MS)).result()
    elif what == 4:
        library.timeline.move(row, people[which % 3]).result()
    elif what == 5:
        library.people.merge((people[who], people[(who + 1) % 3])).exception()  # one already
    elif what == 6:
        library.history.undo().exception()
    else:
        library.people.split(people[who], (people[who],)).exception()
