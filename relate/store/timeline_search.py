"""The newest interactions with the words that somebody typed, of everyone or of one person. Reads only.

Built for 5 million rows: the index answers newest first, and whatever it is slow at (long prefixes, a word inside one
person) is looked for in the newest texts themselves, which is quick exactly where the index is not.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain, groupby, islice

from peewee import SqliteDatabase

from relate.store.search_words import beginnings, match
from relate.store.timeline_reads import Narrowed, Whose, all_of, fitting, having, narrow, roughly, whose
from relate.store.visibility import and_visible, hidden

_MOST_AT_ONCE = 4000
_LOOKED_THROUGH = 400
"""A person's newest rows whose texts are read before anything is decided about a word."""
_BEGINNING, _END = 0, 2**62
"""Before and behind all ids."""
_MOST_MERGED = 100
"""SQLite does not take more than 500 selects in one."""


def search(database: SqliteDatabase, text: str, limit: int = 50, person: int | None = None) -> array[int]:
    """The newest interactions, of everyone or of one person, whose title and text have all these words."""
    wanted = match(text)
    if not wanted:
        return array("q")
    if person is not None:
        return _search_in(database, person, text, limit)
    unseen = hidden(database)
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
    looked_at = 0
    for batch in _hits(database, wider, 100):
        looked_at += len(batch)
        found.extend(narrow(database, fitting(database, batch, text), Narrowed(), unseen, hide=True))
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


def _search_in(database: SqliteDatabase, person: int, text: str, limit: int) -> array[int]:
    """The newest of one person's rows with all the words: a common word is among the newest rows."""
    of = whose(database, person)
    found = array("q")
    before, size, looked_at = _END, _LOOKED_THROUGH, 0
    while True:
        first = _stretch(database, of, before, size)
        found.extend(_newest_between(database, of, text, first, before, limit - len(found)))
        if len(found) >= limit or first == _BEGINNING:
            return found
        looked_at += size
        # Rarer than one in a hundred: the index knows the rest of them sooner.
        if 100 * len(found) < looked_at:
            rest = array("q", (one for one in all_of(database, of) if one < first))
            found.extend(narrow(database, rest, Narrowed(text=text), ()))
            return found[:limit]
        before, size = first, min(2 * size, _MOST_AT_ONCE)


def _stretch(database: SqliteDatabase, of: Whose, before: int, size: int) -> int:
    """The last of so many of a person's rows, from `before` backwards; _BEGINNING where there are fewer."""
    sql, parameters = _of_each(
        of, "SELECT interaction FROM participant p WHERE p.identity {} AND interaction < ?", before
    )
    row = database.execute_sql(f"{sql} ORDER BY interaction DESC LIMIT 1 OFFSET ?", (*parameters, size - 1)).fetchone()
    return _BEGINNING if row is None else int(row[0])


def _newest_between(
    database: SqliteDatabase, of: Whose, text: str, first: int, before: int, most: int
) -> Sequence[int]:
    """Those of a person's rows from `first` to ahead of `before` that have all the words; only the newest `most`.

    Texts that SQLite sees to be without the words do not come to Python, and none are read that are not needed.
    """
    where, words = roughly(text)
    sql, parameters = _of_each(
        of,
        "SELECT p.interaction, i.title, i.text FROM participant p CROSS JOIN interaction i ON i.id = p.interaction"
        " WHERE p.identity {} AND p.interaction >= ? AND p.interaction < ?"
        f" AND {where}{and_visible('i.import_id', of.unseen)}",
        first, before, *words,
    )  # fmt: skip
    with closing(database.execute_sql(f"{sql} ORDER BY p.interaction DESC", parameters)) as rows:
        once = (one for one, _ in groupby(having(rows, text)) if one not in of.taken)
        found = list(islice(once, most))
    if given := [one for one in of.given if first <= one < before]:
        fit = narrow(database, fitting(database, array("q", given), text), Narrowed(), of.unseen)
        return sorted({*found, *fit}, reverse=True)[:most]
    return found


def _of_each(of: Whose, select: str, *parameters: object) -> tuple[str, list[object]]:
    """A select of what belongs to an identity {}, of all of a person's, with its parameters.

    Of one identity the rows lie in the order of time; SQLite merges those of several, where it is asked for each.
    """
    keys: Sequence[object] = of.mine
    one = select.format("= ?")
    if not 0 < len(keys) <= _MOST_MERGED:
        keys, one = [json.dumps(of.mine)], select.format("IN (SELECT value FROM json_each(?))")
    return " UNION ALL ".join([one] * len(keys)), [each for key in keys for each in (key, *parameters)]
