"""Reading timelines and searching them. Reads only, for any thread.

Ids run with time, so newest first is the order of the key; ids come first, rows in pages. What the user hid, gave to
another person, and what belongs to imports that come in or go away is left out or moved here and nowhere else.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import chain, islice
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from relate.domain.records import IdentityKind, Kind
from relate.store import text_places
from relate.store.codes import KIND_CODE, Tone
from relate.store.covers import Known
from relate.store.owners import owners
from relate.store.search_words import bare, found_in, match, pattern, rough
from relate.store.thread_ends import last_unanswered
from relate.store.visibility import and_visible, hidden

LONGEST_SHOWN = 4000
"""Characters of a text that a row carries; the rest on demand."""
_HERE = "IN (SELECT value FROM json_each(?))"
_BATCH = 1000
_HITS_FOR_A_ROW = 8
"""Reading a row of the timeline takes as long as so many hits from the index."""
_SAMPLE = 400
"""Rows whose texts tell how frequent a word is with a person."""


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
    last_word: bool
    """The last of its thread, and not answered by another way: nobody wrote back elsewhere, met or spoke since."""
    text_in_file: bool = False
    """Its text is not kept; where it lies is known (text_places.py)."""
    known_until: int | None = None
    """Of the last of a thread: up to when its account is known, UTC ms; None where no archive tells of it."""


class Whose(NamedTuple):
    """What decides which rows are a person's: their identities, the rows that the user's word gives them and takes from
    them, and the imports nobody sees now."""

    mine: tuple[int, ...]
    given: frozenset[int]
    taken: frozenset[int]
    unseen: tuple[int, ...]


def whose(database: SqliteDatabase, person: int) -> Whose:
    mine, given, taken = _whose(database, person)
    return Whose(tuple(mine), frozenset(given), frozenset(taken), hidden(database))


def among(database: SqliteDatabase, of: Whose, interactions: Iterable[int]) -> set[int]:
    """Those of some interactions that stand in a person's timeline."""
    some = set(interactions)
    rows = database.execute_sql(
        "SELECT p.interaction FROM json_each(?) j CROSS JOIN participant p ON p.interaction = j.value"
        f" WHERE p.identity {_HERE}",
        (json.dumps(list(some)), json.dumps(of.mine)),
    )
    found = {int(row[0]) for row in rows} - of.taken | (of.given & some)
    return set(narrow(database, array("q", sorted(found, reverse=True)), Narrowed(), of.unseen))


def ids_of(database: SqliteDatabase, person: int, narrowed: Narrowed | None = None) -> array[int]:
    """A person's interactions, newest first, each once."""
    return all_of(database, whose(database, person), narrowed)


def all_of(database: SqliteDatabase, of: Whose, narrowed: Narrowed | None = None) -> array[int]:
    """The same, of whom `whose` has told."""
    # One string of all numbers is read three times as fast as a row for each.
    (joined,) = database.execute_sql(
        f"SELECT group_concat(interaction) FROM participant WHERE identity {_HERE}", (json.dumps(of.mine),)
    ).fetchone()
    found = dict.fromkeys(json.loads(f"[{joined or ''}]"))
    for interaction in of.taken:
        found.pop(interaction, None)
    found.update(dict.fromkeys(of.given))
    result = array("q", sorted(found, reverse=True))
    if of.unseen or (narrowed is not None and not narrowed.is_whole):
        result = narrow(database, result, narrowed or Narrowed(), of.unseen)
    return result


def _whose(database: SqliteDatabase, person: int) -> tuple[list[int], set[int], set[int]]:
    """A person's identities, and the interactions that the user's word gives them and takes from them."""
    mine = [row[0] for row in database.execute_sql("SELECT id FROM identity WHERE person = ? ORDER BY id", (person,))]
    given: set[int] = set()
    taken: set[int] = set()
    for interaction, is_hidden, other in database.execute_sql(
        "SELECT interaction, hidden, person FROM interaction_override WHERE hidden OR person IS NOT NULL"
    ):
        if is_hidden or (other is not None and other not in mine):
            taken.add(interaction)
        elif other is not None:
            given.add(interaction)
    return mine, given, taken


def newest_of(database: SqliteDatabase, person: int) -> Generator[int, None, None]:
    """The same ids one by one, for whoever wants only the newest: of a person with 100,000 rows all take 30 ms."""
    mine, given, taken = _whose(database, person)
    cursors = [
        database.execute_sql(
            "SELECT interaction FROM participant WHERE identity = ? ORDER BY interaction DESC", (identity,)
        )
        for identity in mine
    ]
    try:
        streams: list[Iterator[int]] = [chain.from_iterable(cursor) for cursor in cursors]
        before = -1
        streams += [iter(sorted(given, reverse=True))] if given else []
        for interaction in streams[0] if len(streams) == 1 else merge(*streams, reverse=True):
            if interaction != before and interaction not in taken:
                yield interaction
            before = interaction
    finally:
        for cursor in cursors:
            cursor.close()


def oldest_of(database: SqliteDatabase, person: int, count: int) -> array[int]:
    """The first of a person's interactions, oldest first; the user's corrections are not looked at."""
    found: set[int] = set()
    for (identity,) in database.execute_sql("SELECT id FROM identity WHERE person = ?", (person,)).fetchall():
        found.update(
            chain.from_iterable(
                database.execute_sql(
                    "SELECT interaction FROM participant WHERE identity = ? ORDER BY interaction LIMIT ?",
                    (identity, count),
                )
            )
        )
    return array("q", sorted(found)[:count])


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


def rows(database: SqliteDatabase, ids: Sequence[int]) -> list[Row]:
    """A page of rows in the order asked for; ids that are no interaction any more are left out."""
    wanted = json.dumps(list(ids))
    found = {
        row[0]: row
        for row in database.execute_sql(
            "SELECT i.id, coalesce(o.at, i.at), coalesce(o.precision, i.precision), i.offset, coalesce(a.network, ''),"
            f" i.kind, i.direction, i.title, substr(i.text, 1, {LONGEST_SHOWN + 1}), i.detail, i.link, i.by_user,"
            " i.conversation, i.tone, i.account FROM interaction i LEFT JOIN account a ON a.id = i.account"
            f" LEFT JOIN interaction_override o ON o.interaction = i.id WHERE i.id {_HERE}",
            (wanted,),
        )
    }
    people = _people(database, wanted)
    textless = [row[0] for row in found.values() if not row[8] and row[5] == _MAIL]
    lie = text_places.known(database, textless) if textless else frozenset()
    last = last_unanswered(database, ((row[0], row[12], row[5], row[6]) for row in found.values()), people)
    known = Known(database, {person for one in last for person in people.get(one, ())}) if last else None
    result: list[Row] = []
    for one in ids:
        row = found.get(one)
        if row is None:
            continue
        text = row[8]
        is_last = one in last and row[13] != Tone.PITCH
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
                last_word=is_last,
                text_in_file=one in lie,
                known_until=known.of(row[14], *people.get(one, ())) if known and is_last else None,
            )
        )
    return result


def text(database: SqliteDatabase, interaction: int) -> str:
    """The whole text; "" when there is no such interaction."""
    row = database.execute_sql("SELECT text FROM interaction WHERE id = ?", (interaction,)).fetchone()
    return "" if row is None else str(row[0])


_MAIL = KIND_CODE[Kind.MAIL]
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


def narrow(
    database: SqliteDatabase, ids: array[int], narrowed: Narrowed, unseen: Sequence[int], hide: bool = False
) -> array[int]:
    """Those of `ids` that may be seen and fit, in their order. hide: overrides were not looked at yet."""
    if narrowed.text.strip():
        return _with_words(database, narrow(database, ids, Narrowed(narrowed.network, narrowed.kind), unseen), narrowed)
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
    sample = ids[:: max(len(ids) // _SAMPLE, 1)]
    if len(sample) == len(ids) or 100 * len(fitting(database, sample, narrowed.text)) >= len(sample):
        return fitting(database, ids, narrowed.text)
    most = _HITS_FOR_A_ROW * len(ids)
    (joined,) = database.execute_sql(
        "SELECT group_concat(rowid) FROM (SELECT rowid FROM interaction_fts"
        f" WHERE interaction_fts MATCH ? AND rowid BETWEEN ? AND ? LIMIT {most})",
        (wanted, ids[-1], ids[0]),
    ).fetchone()
    hits = set(json.loads(f"[{joined or ''}]"))
    if len(hits) < most:
        return array("q", (one for one in ids if one in hits))
    return fitting(database, ids, narrowed.text)


def fitting(database: SqliteDatabase, ids: array[int], text: str, most: int | None = None) -> array[int]:
    """Those whose title and text have all the words, in their order; no further than the first `most`."""
    where, words = roughly(text)
    cursor = database.execute_sql(
        f"SELECT i.id, i.title, i.text FROM json_each(?) j CROSS JOIN interaction i ON i.id = j.value WHERE {where}",
        (json.dumps(ids.tolist()), *words),
    )
    with closing(cursor):
        return array("q", islice(having(cursor, text), most))


def roughly(text: str) -> tuple[str, tuple[str, ...]]:
    """A condition over `interaction i` that holds of all that have the words, and of few others, with its parameters.

    Only letters of ASCII mean the same to SQLite as to the index: whatever has others is let through.
    """
    words = [f"%{word}%" for word in rough(text)]
    has_them = " AND ".join("(i.text LIKE ? OR i.title LIKE ?)" for _ in words) or "1"
    return f"({has_them} OR {_FOREIGN})", tuple(word for word in words for _ in range(2))


_FOREIGN = " OR ".join(f"length(i.{column}) < length(CAST(i.{column} AS BLOB))" for column in ("text", "title"))
"""Letters outside of ASCII take more bytes than one; behind a character of zero SQLite counts none."""


def having(rows: Iterable[tuple[int, str, str]], text: str) -> Iterator[int]:
    """Of rows (interaction, title, text) those that have all the words."""
    patterns = pattern(text)
    # Most texts that have letters outside of ASCII end here.
    word = next((word.encode() for word in rough(text) if word.isascii()), b"")
    for one, title, said in rows:
        whole = f"{title}\n{said}" if title else said
        if (whole.isascii() or word in bare(whole)) and found_in(patterns, whole):
            yield one


_CALLED = f"coalesce(nullif(q.name, ''), CASE n.kind WHEN '{IdentityKind.ID.value}' THEN '' ELSE n.key END)"
"""What somebody is called, with `q` the person and `n` the identity: the name, else a key that people read."""


def _people(database: SqliteDatabase, wanted: str) -> dict[int, dict[int, str]]:
    """interaction → person → name, the owner left out; the user's word on whose it is wins.

    An account that was closed has no name: the id it goes by stands for its conversation and says nothing to anybody.
    """
    me = json.dumps(sorted(owners(database)))
    mine = set(
        chain.from_iterable(database.execute_sql(f"SELECT DISTINCT person FROM identity WHERE id {_HERE}", (me,)))
    )
    result: dict[int, dict[int, str]] = {}
    for interaction, person, name in database.execute_sql(
        f"SELECT p.interaction, n.person, {_CALLED} FROM participant p"
        " JOIN identity n ON n.id = p.identity LEFT JOIN person q ON q.id = n.person"
        f" WHERE p.interaction {_HERE} AND p.identity NOT {_HERE} ORDER BY p.interaction, p.role, p.part, p.identity",
        (wanted, me),
    ):
        if person not in mine:
            result.setdefault(interaction, {}).setdefault(person, name)
    for interaction, person, name in database.execute_sql(
        f"SELECT o.interaction, n.person, {_CALLED} FROM interaction_override o"
        f" JOIN identity n ON n.id = o.person LEFT JOIN person q ON q.id = n.person WHERE o.interaction {_HERE}",
        (wanted,),
    ):
        result[interaction] = {person: name}
    return result
