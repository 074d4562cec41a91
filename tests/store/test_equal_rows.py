"""Rows that say the same are told apart, and where there is none nothing is loaded for it."""

from __future__ import annotations

import subprocess
import sys


def test_an_address_book_is_staged_without_numpy():
    program = (
        "import sys, sqlite3; from array import array; from relate.store.equal_rows import number_equal_rows;"
        " number_equal_rows(sqlite3.connect(':memory:'), array('q')); print('numpy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False"]


def test_rows_told_twice_and_more_often_get_keys_of_their_own_with_no_further_part_of_numpy():
    program = (
        "import sys, sqlite3; from array import array; from relate.store.equal_rows import number_equal_rows;"
        " from relate.store.staged_form import SCHEMA; staging = sqlite3.connect(':memory:');"
        " staging.executescript(SCHEMA); keys = array('q', (7, 3, 7, -2, 3, 7, 5));"
        " staging.executemany('INSERT INTO telling (id, key, row) VALUES (?, ?, 1)', list(enumerate(keys)));"
        " number_equal_rows(staging, keys);"
        " print(staging.execute('SELECT count(DISTINCT key) FROM telling').fetchone()[0],"
        " staging.execute('SELECT count(*) FROM telling WHERE key IN (7, 3, 5, -2)').fetchone()[0],"
        " 'numpy' in sys.modules, 'numpy.ma' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["7", "4", "True", "False"]
