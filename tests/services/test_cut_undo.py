"""The undo of an import that is cut off after any of its steps is finished at the next start, as if it never was."""

from __future__ import annotations

from collections.abc import Generator
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
