"""A row that one archive cannot date and another can stands where its time says, whichever of them came first."""

from __future__ import annotations

from relate.services.checking import check
from relate.services.library import Library
from relate.store.interaction_ids import SLOT_BITS, UNDATED_SECONDS
from tests.services.conftest import EXPORTS, Opened, dump, read

DAMAGED, WHOLE = EXPORTS / "telegram" / "full-2019-damaged", EXPORTS / "telegram" / "full-2019"


def among_the_undated(library: Library) -> list[int | None]:
    """The times of the rows that stand where those without a date do."""
    rows = library.readers.connection().execute_sql(
        "SELECT at FROM interaction WHERE id < ? ORDER BY id", (UNDATED_SECONDS.stop << SLOT_BITS,)
    )
    return [row[0] for row in rows]


def test_a_row_that_a_second_archive_dates_stands_at_its_time(opened: Opened) -> None:
    library, other = opened("damaged first"), opened("whole first")
    read(library, DAMAGED)
    undated = among_the_undated(library)
    assert undated
    read(library, WHOLE)
    assert len(among_the_undated(library)) < len(undated)
    assert set(among_the_undated(library)) <= {None}
    for path in (WHOLE, DAMAGED):
        read(other, path)
    assert dump(library) == dump(other)
    assert check(library.path) == check(other.path) == []


def test_the_undo_of_the_archive_that_dates_it_leaves_it_without_a_date(opened: Opened) -> None:
    library = opened("both")
    read(library, DAMAGED)
    alone, undated = dump(library), among_the_undated(library)
    read(library, WHOLE)
    library.imports.undo(library.imports.list()[0].id).result(timeout=60)
    assert (dump(library), among_the_undated(library)) == (alone, undated)
    assert check(library.path) == []
