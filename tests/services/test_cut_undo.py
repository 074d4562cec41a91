"""The undo of an import that is cut off after any of its steps is finished at the next start, as if it never was."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import CancelledError
from itertools import islice

import pytest

from relate.services.checking import check
from relate.store import withdrawing
from relate.store.writing import Database
from tests.services.conftest import Opened, dump, read_eras


@pytest.mark.parametrize("steps", range(2, 26, 2))
def test_what_is_derived_is_right_wherever_an_undo_is_cut_off(opened: Opened, steps: int) -> None:
    library, straight = opened("cut"), opened("straight")
    for one in (library, straight):
        read_eras(one, "2023", "2025")
    newest = library.imports.list()[0].id

    def some_steps(database: Database) -> Generator[float, None, None]:
        yield from islice(withdrawing.withdraw(database, newest, withdrawing.Withdrawn()), steps)

    library.writer.do_long(some_steps).result(60)
    library.close()
    straight.imports.undo(newest).result(60)
    again = opened("cut")
    again.settled()
    if steps > 2:  # else it had not begun
        assert dump(again) == dump(straight)
    again.close()
    assert check(again.path) == []


def test_whoever_waits_for_an_undo_is_told_when_the_library_is_closed_in_the_middle(opened: Opened) -> None:
    library = opened("closed")
    read_eras(library, "2023", "2025")

    def stands(_database: Database) -> Generator[float, None, None]:
        while True:
            yield 0.0

    library.writer.do_long(stands)  # the undo waits behind it
    undone = library.history.undo()
    library.writer.do(lambda _database: None).result(60)  # it is asked for
    library.close()
    with pytest.raises(CancelledError):
        undone.result(60)
