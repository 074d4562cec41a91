"""A kill while a library is being made leaves one that is finished at the next start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from relate.store.connection import is_current
from relate.store.schema import TABLES
from relate.store.writing import close, open_for_writing

DYING = """
import os, sys
from pathlib import Path
from relate.store import connection
real = connection.open_database
def open_and_count(path, mode):
    database = real(path, mode)
    left = [int(sys.argv[2])]
    def count(_statement):
        left[0] -= 1
        if left[0] <= 0:
            os._exit(9)
    if mode == "writer":
        database.connection().set_trace_callback(count)
    return database
from relate.store import writing
writing.open_database = open_and_count
writing.open_for_writing(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("statements", [1, 2, 3, 5, 9, 20, 50, 90])
def test_a_library_half_made_is_finished_at_the_next_start(tmp_path: Path, statements: int) -> None:
    path = tmp_path / "relate.db"
    ended = subprocess.run([sys.executable, "-c", DYING, str(path), str(statements)], check=False)
    assert ended.returncode == 9
    database = open_for_writing(path)
    assert is_current(database)
    there = {row[0] for row in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {table._meta.table_name for table in TABLES} <= there
    assert {"person_fts", "interaction_fts"} <= there
    close(database)
