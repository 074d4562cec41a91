"""Orders of the contact list kept in memory, so that a key in the filter reaches the list within a frame.

The search gives hits in no order; putting 40,000 of them in order by SQL takes 110 ms, to pick them out of an order
that is already known 5 ms, and less out of what was found a letter before. A kept order is used only while nothing at
all was written since it was read, but for the form of the index; in between SQL answers, and the order is read again on
a thread of its own.

The order by the last contact, which the window opens with and every conversation changes, is brought up to date: it is
known whose lines were written since. To read it anew takes 3 ms of 100,000 people, and 16 while an import is hidden:
whose people stand in no index.
"""

from __future__ import annotations

import threading
from array import array
from collections import OrderedDict
from collections.abc import Collection, Sequence
from itertools import compress
from typing import Final

from relate.services.readers import Readers
from relate.store import people_reads
from relate.store.people_reads import ListQuery
from relate.store.search_words import widens

_MOST_CHANGED: Final = 2000
"""Lines written since of which each is put in its place; of more the order is read anew."""
_MOST_ANSWERS: Final = 32
_MOST_ANSWERED: Final = 200_000
"""People in all the answers that are remembered: 1.6 MB."""
_BY_LAST_CONTACT: Final = ("talked", "last contact")


class _Kept:
    """An order and the version of the library it was read at."""

    __slots__ = ("_size", "as_of", "ids", "last", "version")

    def __init__(self, version: int, ids: array[int], last: array[int] | None = None, as_of: str = "") -> None:
        """last: of each their last contact, where the order is to be brought up to date. as_of: the imports then."""
        self.version = version
        self.ids = ids
        self.last = last
        self.as_of = as_of
        self._size = -1

    @property
    def size(self) -> int:
        """Beyond the number of everybody in it. Looked for when first asked for: the start needs none."""
        if self._size < 0:
            self._size = max(self.ids, default=-1) + 1
        return self._size


class PeopleOrders:
    """Answers what a list asks for; safe to be asked from several threads at once."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._reading: dict[tuple[str, str], threading.Thread] = {}
        self._closed = False
        self._changed: set[int] | None = None
        """Whose lines were written since the order by the last contact was read or brought up to date; None: anybody's.
        """
        self._renewing = threading.Lock()
        self._answers: OrderedDict[tuple[str, str, str], array[int]] = OrderedDict()
        """What was last found, by the order and the text: a letter that is taken back, or a word begun anew, is
        answered without a search."""
        self._answers_version = -1

    def lines_written(self, persons: Collection[int] | None) -> None:
        """Lines of these people, or of anybody, are other ones by now."""
        with self._lock:
            if self._changed is not None:
                self._changed = None if persons is None else self._changed.union(persons)
                if self._changed is not None and len(self._changed) > _MOST_CHANGED:
                    self._changed = None

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
            if kept is not None and key == _BY_LAST_CONTACT:
                return self._renewed(version).ids[:]
            return self._read(key, version).ids[:]
        if kept is not None and fresh:
            return self._found(key, kept, query.text.strip())
        self._read_aside(key, version)
        return people_reads.ids(self._readers.connection(), query)

    def _found(self, key: tuple[str, str], kept: _Kept, text: str) -> array[int]:
        """Whom a text finds, in an order that is up to date."""
        asked = (*key, text)
        with self._lock:
            if self._answers_version != kept.version:
                self._answers.clear()
                self._answers_version = kept.version
            found = self._answers.get(asked)
            wider = [ids for (*order, known), ids in self._answers.items() if order == [*key] and widens(known, text)]
        if found is None:
            # Nobody is found by a text of signs the index does not know, and somebody with the next letter of it.
            among = min((ids for ids in wider if ids), key=len, default=kept.ids)
            found = _those_of(among, people_reads.hits(self._readers.connection(), text), kept.size)
        with self._lock:
            if self._answers_version == kept.version:
                self._answers[asked] = found
                self._answers.move_to_end(asked)
                while len(self._answers) > _MOST_ANSWERS or sum(map(len, self._answers.values())) > _MOST_ANSWERED:
                    self._answers.popitem(last=False)
        return found[:]

    def _read(self, key: tuple[str, str], version: int) -> _Kept:
        ids = people_reads.ids(self._readers.connection(), ListQuery(key[0], key[1]))  # type: ignore[arg-type]
        kept = _Kept(version, ids)
        with self._lock:
            self._kept[key] = kept
        return kept

    def _renewed(self, version: int) -> _Kept:
        """The order by the last contact as it is by now."""
        database = self._readers.connection()
        with self._renewing:
            with self._lock:
                kept, changed, self._changed = self._kept[_BY_LAST_CONTACT], self._changed, set()
            try:
                as_of = people_reads.as_of_imports(database)
                if kept.last is None or changed is None or as_of != kept.as_of:
                    ids, last = people_reads.by_last_contact(database)
                else:
                    ids, last = kept.ids[:], kept.last[:]
                    _put(ids, last, changed, people_reads.last_contacts(database, changed))
            except BaseException:
                with self._lock:
                    self._changed = None
                raise
            kept = _Kept(version, ids, last, as_of)
            with self._lock:
                self._kept[_BY_LAST_CONTACT] = kept
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


def _put(ids: array[int], last: array[int], changed: Collection[int], now: Sequence[tuple[int, int]]) -> None:
    """Let those of `changed` stand where `now`, (last contact, person), puts them in a descending order, or nowhere."""
    if len(changed) > 8:
        stays = [person not in changed for person in ids]
        ids[:], last[:] = array("q", compress(ids, stays)), array("q", compress(last, stays))
    else:
        for person in changed:
            try:
                place = ids.index(person)
            except ValueError:
                continue
            del ids[place], last[place]
    for at, person in now:
        low, high = 0, len(ids)
        while low < high:
            middle = (low + high) // 2
            if (last[middle], ids[middle]) > (at, person):
                low = middle + 1
            else:
                high = middle
        ids.insert(low, person)
        last.insert(low, at)


def _those_of(order: array[int], hits: array[int], size: int) -> array[int]:
    """Whoever was hit, in this order. size: beyond everybody in it. Without numpy, which the window has not before
    somebody needs it, in ten times as long; then no other thread has to wait for the end of it."""
    if people_reads.is_numpy_there():
        import numpy as np

        whole, found = (np.frombuffer(ids, dtype=np.int64) for ids in (order, hits))
        among = np.zeros(size, dtype=bool)
        among[found[found < size]] = True
        return array("q", whole[among[whole]].tobytes())
    marks = bytearray(size)
    for person in hits:
        if person < size:
            marks[person] = 1
    return array("q", [person for person in order if marks[person]])
