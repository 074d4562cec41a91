"""The ids of the timelines looked at last, so that a row more costs a row and not the hundred thousand before it.

While an import comes in or goes out each row has to be looked at for whether it may be seen, which takes seconds of a
hundred thousand rows on a disk that is busy. So what was read before an import began to come in is kept, and whom one
that goes out does not know are not looked through for it.
"""

from __future__ import annotations

import threading
from array import array
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from relate.domain.changes import ChangeSet
from relate.store import timeline_reads
from relate.store.timeline_reads import Whose
from relate.store.visibility import coming
from relate.store.writing import Database

MOST: Final = 500_000
"""Ids kept, 4 MB: of the timeline on the screen and of those that were on it before."""


@dataclass(slots=True)
class _Kept:
    """ids, newest first, of what `whose` describes; changed: rows that came, went or moved since."""

    whose: Whose
    ids: array[int]
    changed: set[int] = field(default_factory=set)


class KeptTimelines:
    """Told of changes on any thread, asked on any other.

    What a command changed is known row by row; what imports change shows in whose the rows are and what is hidden.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, _Kept] = OrderedDict()
        self._known_to: dict[int, frozenset[int]] = {}
        """The identities that an import knows which is being taken back, by import."""
        self._changes = 0

    def notice(self, changes: ChangeSet) -> None:
        """Called with every change of the library."""
        with self._lock:
            self._changes += 1
            if changes.people is None:
                self._kept.clear()
                self._known_to.clear()
            elif changes.interactions:
                for kept in self._kept.values():
                    kept.changed |= changes.interactions

    def going(self, import_id: int, identities: frozenset[int]) -> None:
        """An import is about to be taken back; the identities are all that it knows."""
        with self._lock:
            self._known_to[import_id] = identities

    def ids(self, database: Database, person: int) -> array[int]:
        """As `timeline_reads.ids_of`, of the whole timeline."""
        with self._lock:
            changes, kept = self._changes, self._kept.get(person)
            changed = frozenset(kept.changed) if kept is not None else frozenset()
            known_to = self._known_to.copy()
        whose = timeline_reads.whose(database, person)
        if not whose.given:  # a row that the user gave to somebody may be of any import
            strange = (one for one, known in known_to.items() if known.isdisjoint(whose.mine))
            whose = whose._replace(unseen=tuple(one for one in whose.unseen if one not in (*strange,)))
        if kept is not None and _is_right(kept.whose, whose, database):
            ids = kept.ids[:]
            if changed:
                _put(ids, changed, timeline_reads.among(database, whose, changed))
        else:
            ids = timeline_reads.all_of(database, whose)
        with self._lock:
            if changes == self._changes:
                self._kept[person] = _Kept(whose, ids[:])
                self._kept.move_to_end(person)
                while len(self._kept) > 1 and sum(len(kept.ids) for kept in self._kept.values()) > MOST:
                    self._kept.popitem(last=False)
        return ids


def _is_right(kept: Whose, now: Whose, database: Database) -> bool:
    """Whether what was read for `kept` are the rows for `now`: at most an import came in of which nothing was ever in
    sight."""
    if kept[:-1] != now[:-1]:
        return False
    if kept.unseen == now.unseen:
        return True
    more = frozenset(now.unseen).difference(kept.unseen)
    return len(now.unseen) == len(kept.unseen) + len(more) and more <= coming(database)


def _put(ids: array[int], changed: Iterable[int], there: set[int]) -> None:
    """Let those of `changed` stand in a descending list that are there, and no other of them."""
    for one in changed:
        place = bisect_left(ids, -one, key=lambda other: -other)
        stands = place < len(ids) and ids[place] == one
        if stands and one not in there:
            del ids[place]
        elif not stands and one in there:
            ids.insert(place, one)
