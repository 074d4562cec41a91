"""The newest interactions with the words that somebody typed, of everyone or of one person. Reads only.

Built for 5 million rows: the index answers newest first, and whatever it is slow at (long prefixes, a word inside one
person) is looked for in the newest texts themselves, which is quick exactly where the index is not.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from peewee import SqliteDatabase

from relate.store.search_words import beginnings, match, pattern
from relate.store.timeline_reads import Narrowed, fitting, ids_of, narrow, newest_of
from relate.store.visibility import hidden

_MOST_AT_ONCE = 4000
_LOOKED_THROUGH = 400
"""A person's newest rows whose texts are read before anything is decided about a word."""


def search(database: SqliteDatabase, text: str, limit: int = 50, person: int | None = None) -> array[int]:
    """The newest interactions, of everyone or of one person, whose title and text have all these words."""
    wanted = match(text)
    if not wanted:
        return array("q")
    unseen = hidden(database)
    if person is not None:
        return _search_in(database, person, text, unseen, limit)
    for wider, patience in beginnings(text):
        found, exact = _newest_by_beginnings(database, wider, text, unseen, limit, patience)
        if exact:
            return found
    return _newest(database, wanted, unseen, limit)[:limit]


def _newest(database: SqliteDatabase, wanted: str, unseen: Sequence[int], limit: int) -> array[int]:
    found = array("q")
    # Few are hidden, so that the first round is nearly always the last; many while an import is taken back.
    for batch in _hits(database, wanted, limit):
        found.extend(narrow(database, batch, Narrowed(), unseen, hide=True))
        if len(found) >= limit:
            break
    return found


def _newest_by_beginnings(
    database: SqliteDatabase, wider: str, text: str, unseen: Sequence[int], limit: int, patience: int
) -> tuple[array[int], bool]:
    """The newest hits by a wider query that is quick, the rest of each word looked for in the texts themselves.

    A prefix of more than three letters has no index: SQLite first joins the lists of all words that begin so (300 ms
    for 200,000 hits), but then hits are so frequent that they are found among the newest. False when they are not
    after `patience` candidates; nothing is said then.
    """
    found = array("q")
    patterns = pattern(text)
    looked_at = 0
    for batch in _hits(database, wider, 100):
        looked_at += len(batch)
        found.extend(narrow(database, fitting(database, batch, patterns), Narrowed(), unseen, hide=True))
        if len(found) >= limit:
            return found[:limit], True
        # Going on only as long as the rest will turn up within four times the patience.
        if looked_at >= patience and len(found) * 4 * patience < limit * looked_at:
            return found, False
    return found, True


def _hits(database: SqliteDatabase, wanted: str, size: int) -> Iterator[array[int]]:
    """What the index finds, newest first, in batches that double up to 4,000: one question, read as far as needed.

    Asking again behind the last hit would join the words of a long prefix anew each time.
    """
    cursor = database.execute_sql(
        "SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ? ORDER BY rowid DESC", (wanted,)
    )
    try:
        while batch := array("q", chain.from_iterable(cursor.fetchmany(size))):
            yield batch
            size = min(2 * size, _MOST_AT_ONCE)
    finally:
        cursor.close()


def _search_in(database: SqliteDatabase, person: int, text: str, unseen: Sequence[int], limit: int) -> array[int]:
    """The newest of one person's rows with all the words: a common word is among the newest rows."""
    patterns = pattern(text)
    found = array("q")
    newest = newest_of(database, person)
    looked_at, size = 0, _LOOKED_THROUGH
    while batch := array("q", islice(newest, size)):
        # Read no further than needed; where some are hidden, that is not known yet.
        most = None if unseen else limit - len(found)
        found.extend(narrow(database, fitting(database, batch, patterns, most), Narrowed(), unseen))
        looked_at += len(batch)
        if len(found) >= limit:
            break
        # Rarer than one in a hundred: the index knows the rest of them sooner.
        if 100 * len(found) < looked_at and len(batch) == size:
            rest = array("q", (one for one in ids_of(database, person) if one < batch[-1]))
            found.extend(narrow(database, rest, Narrowed(text=text), unseen))
            break
        size = min(2 * size, _MOST_AT_ONCE)
    newest.close()
    return found[:limit]
