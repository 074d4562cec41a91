"""Reading timelines and searching them. Reads only, for any thread.

Ids run with time, so newest first is the order of the key; ids come first, rows in pages. What the user hid, gave to
another person, and what belongs to imports that come in or go away is left out or moved here and nowhere else.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from peewee import SqliteDatabase

from relate.domain.records import Kind
from relate.store.codes import KIND_CODE, Tone
from relate.store.owners import owners
from relate.store.search_words import beginnings, found_in, match, pattern
from relate.store.visibility import and_visible, hidden

LONGEST_SHOWN = 4000
"""Characters of a text that a row carries; the rest on demand."""
_HERE = "IN (SELECT value FROM json_each(?))"
_BATCH = 1000
_HITS_FOR_A_ROW = 8
"""Reading a row of the timeline takes as long as so many hits from the index."""
_MOST_AT_ONCE = 4000
_LOOKED_THROUGH = 400
"""Newest rows whose texts are read in a search before the index is asked for all of them."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a timeline is narrowed to; None and "" narrow nothing."""

    network: str | None = None
    kind: Kind | None = None
    text: str = ""

    @property
    def is_whole(self) -> bool:
        return self.network is None and self.kind is None and not self.text.strip()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a timeline; people: (person, name) of the others in it, in the order of their parts, each once."""

    id: int
    at: int | None
    precision: int
    offset: int | None
    network: str
    kind: Kind
    direction: int
    people: tuple[tuple[int, str], ...]
    title: str
    text: str
    detail: str
    link: str
    cut: bool
    by_user: bool
    last_of_thread: bool


def ids_of(database: SqliteDatabase, person: int, narrowed: Narrowed | None = None) -> array[int]:
    """A person's interactions, newest first, each once."""
    mine = [row[0] for row in database.execute_sql("SELECT id FROM identity WHERE person = ?", (person,))]
    # One string of all numbers is read three times as fast as a row for each.
    (joined,) = database.execute_sql(
        f"SELECT group_concat(interaction) FROM participant WHERE identity {_HERE}", (json.dumps(mine),)
    ).fetchone()
    found = dict.fromkeys(json.loads(f"[{joined or ''}]"))
    for interaction, is_hidden, other in database.execute_sql(
        "SELECT interaction, hidden, person FROM interaction_override WHERE hidden OR person IS NOT NULL"
    ):
        if is_hidden or (other is not None and other not in mine):
            found.pop(interaction, None)
        elif other is not None:
            found[interaction] = None
    unseen = hidden(database)
    result = array("q", sorted(found, reverse=True))
    if unseen or (narrowed is not None and not narrowed.is_whole):
        result = _narrow(database, result, narrowed or Narrowed(), unseen)
    return result


def ids_of_everyone(database: SqliteDatabase, narrowed: Narrowed | None = None) -> array[int]:
    """Everybody's interactions, newest first: whole, so 40 MB at 5 million rows; `pages` goes through them instead."""
    result = array("q")
    for page in pages(database, narrowed):
        result.extend(page)
    return result


def pages(database: SqliteDatabase, narrowed: Narrowed | None = None) -> Iterator[array[int]]:
    """Everybody's interactions, newest first, a thousand or fewer at a time."""
    narrowed = narrowed or Narrowed()
    wanted = match(narrowed.text)
    if narrowed.text.strip() and not wanted:
        return
    where, parameters = _conditions(narrowed, hidden(database))
    if wanted:
        source = "interaction_fts f CROSS JOIN interaction i ON i.id = f.rowid WHERE interaction_fts MATCH ?"
        key = "f.rowid"
        parameters.insert(0, wanted)
    else:
        source, key = "interaction i WHERE 1", "i.id"
    before = 2**62
    while True:
        # One limit for scanned rows and not for kept ones would lose the place: the last id scanned is the place.
        page = array("q", chain.from_iterable(database.execute_sql(
            f"SELECT i.id FROM {source}{where} AND {key} < ? ORDER BY {key} DESC LIMIT {_BATCH}", (*parameters, before)
        )))  # fmt: skip
        if page:
            yield page
            before = page[-1]
        if len(page) < _BATCH:
            return


def search(database: SqliteDatabase, text: str, limit: int = 50, person: int | None = None) -> array[int]:
    """The newest interactions, of everyone or of one person, whose title and text have all these words."""
    wanted = match(text)
    if not wanted:
        return array("q")
    unseen = hidden(database)
    if person is not None:
        return _search_in(database, ids_of(database, person), text, unseen, limit)
    for wider, patience in beginnings(text):
        found, exact = _newest_by_beginnings(database, wider, text, unseen, limit, patience)
        if exact:
            return found
    return _newest(database, wanted, unseen, limit)[:limit]


def _newest(database: SqliteDatabase, wanted: str, unseen: Sequence[int], limit: int) -> array[int]:
    found = array("q")
    # Few are hidden, so that the first round is nearly always the last; many while an import is taken back.
    for batch in _hits(database, wanted, limit):
        found.extend(_narrow(database, batch, Narrowed(), unseen, hide=True))
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
        fitting = _fitting(database, batch, patterns)
        found.extend(_narrow(database, fitting, Narrowed(), unseen, hide=True))
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


def _search_in(database: SqliteDatabase, ids: array[int], text: str, unseen: Sequence[int], limit: int) -> array[int]:
    """The newest of one person's rows with all the words: a common word is among the newest rows."""
    patterns = pattern(text)
    found = array("q")
    start, size = 0, _LOOKED_THROUGH
    while start < len(ids):
        newest = ids[start : start + size]
        found.extend(_narrow(database, _fitting(database, newest, patterns), Narrowed(), unseen))
        start += size
        if len(found) >= limit:
            break
        # Rarer than one in a hundred: the index knows the rest of them sooner.
        if 100 * len(found) < start:
            found.extend(_narrow(database, ids[start:], Narrowed(text=text), unseen))
            break
        size = min(2 * size, _MOST_AT_ONCE)
    return found[:limit]


def rows(database: SqliteDatabase, ids: Sequence[int]) -> list[Row]:
    """A page of rows in the order asked for; ids that are no interaction any more are left out."""
    wanted = json.dumps(list(ids))
    found = {
        row[0]: row
        for row in database.execute_sql(
            "SELECT i.id, coalesce(o.at, i.at), coalesce(o.precision, i.precision), i.offset, coalesce(a.network, ''),"
            f" i.kind, i.direction, i.title, substr(i.text, 1, {LONGEST_SHOWN + 1}), i.detail, i.link, i.by_user,"
            " i.conversation, i.tone FROM interaction i LEFT JOIN account a ON a.id = i.account"
            f" LEFT JOIN interaction_override o ON o.interaction = i.id WHERE i.id {_HERE}",
            (wanted,),
        )
    }
    people = _people(database, wanted)
    last = _last_of_threads(database, {row[12] for row in found.values() if row[12]})
    result: list[Row] = []
    for one in ids:
        row = found.get(one)
        if row is None:
            continue
        text = row[8]
        result.append(
            Row(
                id=one,
                at=row[1],
                precision=row[2],
                offset=row[3],
                network=row[4],
                kind=_KINDS[row[5]],
                direction=row[6],
                people=tuple(people.get(one, {}).items()),
                title=row[7],
                text=text[:LONGEST_SHOWN],
                detail=row[9],
                link=row[10],
                cut=len(text) > LONGEST_SHOWN,
                by_user=bool(row[11]),
                last_of_thread=last.get(row[12]) == one and row[13] != Tone.PITCH,
            )
        )
    return result


def text(database: SqliteDatabase, interaction: int) -> str:
    """The whole text; "" when there is no such interaction."""
    row = database.execute_sql("SELECT text FROM interaction WHERE id = ?", (interaction,)).fetchone()
    return "" if row is None else str(row[0])


_KINDS = {code: kind for kind, code in KIND_CODE.items()}


def _conditions(narrowed: Narrowed, unseen: Sequence[int]) -> tuple[str, list[Any]]:
    """What is left out and narrowed, over `interaction i`; text excepted."""
    where = and_visible("i.import_id", unseen)
    where += " AND NOT EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = i.id AND o.hidden)"
    parameters: list[Any] = []
    if narrowed.kind is not None:
        where += " AND i.kind = ?"
        parameters.append(KIND_CODE[narrowed.kind])
    if narrowed.network is not None:
        where += " AND coalesce((SELECT a.network FROM account a WHERE a.id = i.account), '') = ?"
        parameters.append(narrowed.network)
    return where, parameters


def _narrow(
    database: SqliteDatabase, ids: array[int], narrowed: Narrowed, unseen: Sequence[int], hide: bool = False
) -> array[int]:
    """Those of `ids` that may be seen and fit, in their order. hide: overrides were not looked at yet."""
    if narrowed.text.strip():
        fitting = _narrow(database, ids, Narrowed(narrowed.network, narrowed.kind), unseen)
        return _with_words(database, fitting, narrowed)
    if narrowed.is_whole and not unseen:
        if hide and ids:
            dropped = set(chain.from_iterable(database.execute_sql(
                f"SELECT interaction FROM interaction_override WHERE hidden AND interaction {_HERE}",
                (json.dumps(ids.tolist()),),
            )))  # fmt: skip
            return array("q", (one for one in ids if one not in dropped)) if dropped else ids
        return ids
    where, parameters = _conditions(narrowed, unseen)
    kept = set(chain.from_iterable(database.execute_sql(
        f"SELECT i.id FROM interaction i WHERE i.id {_HERE}{where}", (json.dumps(ids.tolist()), *parameters)
    )))  # fmt: skip
    return array("q", (one for one in ids if one in kept))


def _with_words(database: SqliteDatabase, ids: array[int], narrowed: Narrowed) -> array[int]:
    """Those of one person's rows that have all the words.

    A word that is common with them is looked for in the rows themselves (470 ms by the index); a rare one is taken
    from the index, unless it is common elsewhere.
    """
    wanted = match(narrowed.text)
    if not wanted or not ids:
        return array("q")
    patterns = pattern(narrowed.text)
    sample = ids[:: max(len(ids) // _LOOKED_THROUGH, 1)]
    if len(sample) == len(ids) or 100 * len(_fitting(database, sample, patterns)) >= len(sample):
        return _fitting(database, ids, patterns)
    most = _HITS_FOR_A_ROW * len(ids)
    (joined,) = database.execute_sql(
        "SELECT group_concat(rowid) FROM (SELECT rowid FROM interaction_fts"
        f" WHERE interaction_fts MATCH ? AND rowid BETWEEN ? AND ? LIMIT {most})",
        (wanted, ids[-1], ids[0]),
    ).fetchone()
    hits = set(json.loads(f"[{joined or ''}]"))
    if len(hits) < most:
        return array("q", (one for one in ids if one in hits))
    return _fitting(database, ids, patterns)


def _fitting(database: SqliteDatabase, ids: array[int], patterns: tuple[re.Pattern[str], ...]) -> array[int]:
    """Those whose title and text have what the patterns want, in their order."""
    kept = {
        one
        for one, title, words in database.execute_sql(
            f"SELECT id, title, text FROM interaction WHERE id {_HERE}", (json.dumps(ids.tolist()),)
        )
        if found_in(patterns, f"{title}\n{words}" if title else words)
    }
    return array("q", (one for one in ids if one in kept))


def _people(database: SqliteDatabase, wanted: str) -> dict[int, dict[int, str]]:
    """interaction → person → name, the owner left out; the user's word on whose it is wins."""
    me = owners(database)
    mine = set(
        chain.from_iterable(
            database.execute_sql(f"SELECT DISTINCT person FROM identity WHERE id {_HERE}", (json.dumps(sorted(me)),))
        )
    )
    result: dict[int, dict[int, str]] = {}
    for interaction, person, name in database.execute_sql(
        "SELECT p.interaction, n.person, coalesce(nullif(q.name, ''), n.key) FROM participant p"
        " JOIN identity n ON n.id = p.identity LEFT JOIN person q ON q.id = n.person"
        f" WHERE p.interaction {_HERE} ORDER BY p.interaction, p.role, p.part, p.identity",
        (wanted,),
    ):
        if person not in mine:
            result.setdefault(interaction, {}).setdefault(person, name)
    for interaction, person, name in database.execute_sql(
        "SELECT o.interaction, n.person, coalesce(nullif(q.name, ''), n.key) FROM interaction_override o"
        f" JOIN identity n ON n.id = o.person LEFT JOIN person q ON q.id = n.person WHERE o.interaction {_HERE}",
        (wanted,),
    ):
        result[interaction] = {person: name}
    return result


def _last_of_threads(database: SqliteDatabase, conversations: set[int]) -> dict[int, int]:
    """conversation → its newest interaction."""
    return {
        int(conversation): int(newest)
        for conversation, newest in database.execute_sql(
            "SELECT s.value, (SELECT max(i.id) FROM interaction i WHERE i.conversation = s.value"
            " AND i.conversation > 0) FROM json_each(?) s",
            (json.dumps(sorted(conversations)),),
        )
        if newest is not None
    }
