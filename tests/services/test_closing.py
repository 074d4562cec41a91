"""A library closed in the middle of reading: SQLite crashes when a connection goes under a running statement."""

from __future__ import annotations

import threading
from array import array
from pathlib import Path

import pytest

from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.store import people_reads
from relate.store.people_reads import ListQuery
from relate.store.writing import Database

ORDERS = "orders of the list"
"""The thread that reads them."""


def test_closing_waits_for_the_order_that_is_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, closing = threading.Event(), threading.Event()
    read = people_reads.ids

    def slow(database: Database, query: ListQuery) -> array[int]:
        if threading.current_thread().name == ORDERS:
            reading.set()
            assert closing.wait(60)
        return read(database, query)

    monkeypatch.setattr(people_reads, "ids", slow)
    library = Library.open(tmp_path / "relate.db")
    library.people.add("Ana Silva").result()
    library.people.ids(PeopleQuery(Shown.EVERYONE, text="ana"))
    assert reading.wait(60)
    alive: list[str] = []
    close_people, close_readers = library.people.close, library.readers.close

    def people_closed() -> None:
        closing.set()
        close_people()

    def readers_closed() -> None:
        alive.extend(thread.name for thread in threading.enumerate())
        close_readers()

    monkeypatch.setattr(library.people, "close", people_closed)
    monkeypatch.setattr(library.readers, "close", readers_closed)
    library.close()
    assert closing.is_set()
    assert ORDERS not in alive
