"""Orders of the contact list kept in memory, so that a key in the filter reaches the list within a frame.

The search gives hits in no order; putting 40,000 of them in order by SQL takes 110 ms, by a rank that is already known
5 ms. A kept order is used only while nothing at all was written since it was read, but for the form of the index; in
between SQL answers, and the order is read again on a thread of its own.
"""

from __future__ import annotations

import sys
import threading
from array import array
from itertools import compress

from relate.services.readers import Readers
from relate.store import people_reads
from relate.store.people_reads import ListQuery

_FEW = 4000
"""Up to so many hits are sorted by their rank; for more it is quicker to walk through the order."""


class _Kept:
    """An order and the version of the library it was read at."""

    __slots__ = ("_rank", "ids", "version")

    def __init__(self, version: int, ids: array[int]) -> None:
        self.version = version
        self.ids = ids
        self._rank: array[int] | None = None

    @property
    def rank(self) -> array[int]:
        """By person: the place in `ids`, -1 for who is not in it. Made when first asked for: the start needs none."""
        if self._rank is None:
            self._rank = _ranks(self.ids)
        return self._rank


class PeopleOrders:
    """Answers what a list asks for; safe to be asked from several threads at once."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._reading: dict[tuple[str, str], threading.Thread] = {}
        self._closed = False

    def close(self) -> None:
        """Wait for an order that is being read (a tenth of a second at most): its thread must not outlive the
        library's connections."""
        with self._lock:
            self._closed = True
            reading = tuple(self._reading.values())
        for thread in reading:
            thread.join()

    def ids(self, query: ListQuery) -> array[int]:
        """As `people_reads.ids`, quicker where an order is known."""
        if not query.is_whole:
            return people_reads.ids(self._readers.connection(), query)
        key = (query.shown, query.order)
        version = self._readers.version()
        kept = self._kept.get(key)
        fresh = kept is not None and kept.version == version
        if not query.text.strip():
            if kept is not None and fresh:
                return kept.ids[:]
            return self._read(key, version).ids[:]
        if kept is not None and fresh:
            return _in_order(people_reads.hits(self._readers.connection(), query.text), kept)
        self._read_aside(key, version)
        return people_reads.ids(self._readers.connection(), query)

    def _read(self, key: tuple[str, str], version: int) -> _Kept:
        ids = people_reads.ids(self._readers.connection(), ListQuery(key[0], key[1]))  # type: ignore[arg-type]
        kept = _Kept(version, ids)
        with self._lock:
            self._kept[key] = kept
        return kept

    def _read_aside(self, key: tuple[str, str], version: int) -> None:
        with self._lock:
            if self._closed or key in self._reading:
                return
            thread = threading.Thread(target=self._reread, args=(key, version), name="orders of the list", daemon=True)
            self._reading[key] = thread
            # Begun while the lock is held: `close` waits only for threads that run.
            thread.start()

    def _reread(self, key: tuple[str, str], version: int) -> None:
        try:
            self._read(key, version)
        finally:
            self._readers.let_go()
            with self._lock:
                del self._reading[key]


def _ranks(ids: array[int]) -> array[int]:
    """Without numpy, which is not there before the first paint: a list of 100,000 takes 8 ms."""
    if not ids:
        return array("i")
    ranks = array("i", b"\xff\xff\xff\xff") * (max(ids) + 1)
    for place, person in enumerate(ids):
        ranks[person] = place
    return ranks


def _in_order(hits: array[int], kept: _Kept) -> array[int]:
    ids, rank = kept.ids, kept.rank
    size = len(rank)
    if len(hits) <= _FEW:
        places = sorted(rank[person] for person in hits if person < size)
        return array("q", [ids[place] for place in places if place >= 0])
    if "numpy" in sys.modules:
        import numpy as np

        among = np.zeros(size, dtype=bool)
        found = np.frombuffer(hits, dtype=np.int64)
        among[found[found < size]] = True
        whole = np.frombuffer(ids, dtype=np.int64)
        return array("q", whole[among[whole]].tobytes())
    marks = bytearray(size)
    for person in hits:
        if person < size:
            marks[person] = 1
    return array("q", compress(ids, map(marks.__getitem__, ids)))
