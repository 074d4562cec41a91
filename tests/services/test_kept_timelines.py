"""A timeline that is kept is the one that is there, whatever was done since it was read."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from relate.domain.moments import DAY_MS, Moment
from relate.services.library import Library
from relate.services.views import Talk
from relate.store import timeline_reads

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
