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
