"""Who became connected when, held in memory: after a change of some people only theirs are read again.

Of 100,000 people it takes a second to read; naming an event changes a dozen.
"""

from __future__ import annotations

import threading
from collections import defaultdict

from relate.domain.changes import ChangeSet, What
from relate.domain.moments import Precision
from relate.store import event_reads
from relate.store.event_reads import ConnectedRow
from relate.store.visibility import hidden
from relate.store.writing import Database

MOST_AGAIN = 2000
"""Of more people than these the whole is read again."""
_MAY_CHANGE = What.IMPORTS | What.TIMELINE | What.PEOPLE | What.OWNER


class Connections:
    """Told of changes on any thread; asked by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stale: set[int] | None = None
        """Whom to read again; None: everybody."""
        self._unseen: tuple[int, ...] = ()
        self._rows: dict[int, tuple[ConnectedRow, ...]] = {}

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library."""
        if not changes.what & _MAY_CHANGE:
            return
        with self._lock:
            if changes.people is None or changes.what & (What.OWNER | What.IMPORTS):
                self._stale = None
            elif self._stale is not None:
                self._stale |= changes.people
                if len(self._stale) > MOST_AGAIN:
                    self._stale = None

    def fresh(self, database: Database) -> tuple[dict[int, tuple[ConnectedRow, ...]], bool]:
        """By person, the first of each account, on days that are known; and whether anything of it changed."""
        with self._lock:
            stale, self._stale = self._stale, set()
        try:
            return self._rows, self._renewed(database, stale)
        except BaseException:
            with self._lock:
                self._stale = None
            raise

    def _renewed(self, database: Database, stale: set[int] | None) -> bool:
        unseen = hidden(database)
        if stale is None or unseen != self._unseen:
            self._unseen = unseen
            self._rows.clear()
            self._rows.update(_by_person(event_reads.connected(database)))
            return True
        if not stale:
            return False
        found = _by_person(event_reads.connected(database, stale))
        changed = [person for person in stale if self._rows.get(person) != found.get(person)]
        for person in changed:
            self._rows.pop(person, None)
            if person in found:
                self._rows[person] = found[person]
        return bool(changed)


def _by_person(rows: list[ConnectedRow]) -> dict[int, tuple[ConnectedRow, ...]]:
    """Whoever has two profiles in an account is one person there, since the first day."""
    first: dict[int, dict[int, ConnectedRow]] = defaultdict(dict)
    for row in rows:
        if row.precision >= Precision.DAY:
            first[row.person].setdefault(row.account, row)
    return {person: tuple(of.values()) for person, of in first.items()}
