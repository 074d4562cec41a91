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

from relate.store.search_words import as_one_number, beginnings, match
from relate.store.timeline_reads import Narrowed, Whose, among, fitting, having, narrow, roughly, whose
from relate.store.visibility import and_visible, hidden

_MOST_AT_ONCE = 4000
_LOOKED_THROUGH = 400
"""Of a person's newest rows so many are looked through first; then twice as many, and so on."""
_PATIENCE = 6000
"""Of somebody with more rows a word is asked of the index when it is not found among the texts of these."""
_MOST_HITS = 20_000
"""Of a word that is in so many texts with others, a person's other texts are looked through after all."""
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


def _hits(
    database: SqliteDatabase, wanted: str, size: int, between: tuple[int, int] | None = None
) -> Iterator[array[int]]:
    """What the index finds, newest first, in batches that double up to 4,000: one question, read as far as needed.
    between: from the first to ahead of the second.

    Asking again behind the last hit would join the words of a long prefix anew each time.
    """
    there = " AND rowid >= ? AND rowid < ?" if between else ""
    cursor = database.execute_sql(
        f"SELECT rowid FROM interaction_fts WHERE interaction_fts MATCH ?{there} ORDER BY rowid DESC",
        (wanted, *(between or ())),
    )
    try:
        while batch := array("q", chain.from_iterable(cursor.fetchmany(size))):
            yield batch
            size = min(2 * size, _MOST_AT_ONCE)
    finally:
        cursor.close()


def _search_in(database: SqliteDatabase, person: int, text: str, limit: int) -> array[int]:
    """The newest of one person's rows with all the words.

    Looking through the newest texts finds a common word soon, and of most people these are all. What is rare with
    somebody of many rows is asked of the index, if it is not common elsewhere.
    """
    of = whose(database, person)
    # Only the index looks for a phone number in another spelling as well.
    found, before = _by_texts(database, of, text, _END, limit, 0 if as_one_number(text) else _PATIENCE)
    if len(found) < limit and before > _BEGINNING:
        more, before = _by_index(database, of, text, before, limit - len(found))
        found.extend(more)
    if len(found) < limit and before > _BEGINNING:
        found.extend(_by_texts(database, of, text, before, limit - len(found), _END)[0])
    return found


def _by_texts(
    database: SqliteDatabase, of: Whose, text: str, before: int, most: int, patience: int
) -> tuple[array[int], int]:
    """The newest `most` of a person's rows ahead of `before`, as far as they are among so many of the newest; and how
    far that is: nothing from there on is left out."""
    found = array("q")
    size, looked_at = _LOOKED_THROUGH, 0
    while len(found) < most and looked_at < patience and before > _BEGINNING:
        first = _stretch(database, of, before, size)
        found.extend(_newest_between(database, of, text, first, before, most - len(found)))
        looked_at += size
        before, size = first, min(2 * size, _MOST_AT_ONCE)
    return found, before


def _by_index(database: SqliteDatabase, of: Whose, text: str, before: int, most: int) -> tuple[array[int], int]:
    """The same, as far as they are among the newest hits with whomever."""
    found = array("q")
    looked_at = 0
    for batch in _hits(database, match(text), _LOOKED_THROUGH, (_oldest(database, of), before)):
        theirs = among(database, of, batch)
        found.extend(one for one in batch if one in theirs)
        looked_at += len(batch)
        if len(found) >= most or looked_at >= _MOST_HITS:
            return found[:most], batch[-1]
    return found, _BEGINNING


def _oldest(database: SqliteDatabase, of: Whose) -> int:
    sql, parameters = _of_each(of, "SELECT min(interaction) AS oldest FROM participant p WHERE p.identity {}")
    (oldest,) = database.execute_sql(f"SELECT min(oldest) FROM ({sql})", parameters).fetchone()
    return min(_END if oldest is None else int(oldest), *of.given, _END)


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
