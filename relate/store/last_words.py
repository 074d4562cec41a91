"""The last words with somebody, read from the newest backwards and only as far as needed.

What an identity took part in is kept in the order of time. Sorted anew it took 100 ms for one person of a hundred
thousand rows, and a day's list asks for hundreds of people.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from relate.domain.closings import LONGEST_CLOSING, closes
from relate.domain.priority import MOST_TURNS
from relate.domain.records import Direction, Kind
from relate.store.codes import KIND_CODE, Tone
from relate.store.interactions import NOT_MET
from relate.store.visibility import and_visible, hidden

_CHUNK = 800
_SOON = 50
"""Rows with somebody after a message, among which its answer is looked for."""
_NOT_HIDDEN = (
    " AND NOT EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = p.interaction"
    " AND (o.hidden OR o.person != p.identity))"
)
"""Neither taken out of the timeline nor given to somebody else."""
_GIVEN = (
    "(SELECT o.interaction, o.person AS identity, p.role, p.part FROM interaction_override o"
    " CROSS JOIN participant p ON p.interaction = o.interaction WHERE o.person IS NOT NULL)"
)
"""As participant, whom the user gave a row of somebody else."""
_MET = f" AND NOT {NOT_MET}"
"""Whoever was only on the list of an event was not met there."""
_WRITTEN = f"({KIND_CODE[Kind.MESSAGE]},{KIND_CODE[Kind.MAIL]})"
_SPOKEN = f"({KIND_CODE[Kind.CALL]},{KIND_CODE[Kind.MEETING]},{KIND_CODE[Kind.TALK]})"
_TALKS = "({})".format(
    ",".join(
        str(KIND_CODE[kind])
        for kind in (
            Kind.MESSAGE,
            Kind.MAIL,
            Kind.CALL,
            Kind.MEETING,
            Kind.TALK,
            Kind.MENTION,
            Kind.REPLY,
            Kind.COMMENT,
        )
    )
)


@dataclass(frozen=True, slots=True)
class LastLines:
    """The end of the direct talk with somebody: ids newest first, whose the newest is (theirs: and it waits for an
    answer), whether I ever wrote in it, and the account it came with (0: logged by hand)."""

    interactions: tuple[int, ...]
    at: int
    theirs: bool
    wrote_before: bool
    account: int = 0


def last_lines(database: SqliteDatabase, persons: Sequence[int], most: int = 2) -> Iterator[tuple[int, LastLines]]:
    """The last direct words with each of these people who has any; hellos count, pitches do too. most: 1 or 2.

    Whoever was called, met or talked to since does not wait for an answer, by whichever of their addresses that was.
    What the user said was somebody else's is that one's word: they wait, and not whom it came with.
    """
    given = {
        int(row[0])
        for row in database.execute_sql(
            "SELECT n.person FROM interaction_override o CROSS JOIN identity n ON n.id = o.person WHERE NOT o.hidden"
        )
    }
    shown = and_visible("i.import_id", hidden(database))
    for part in _parts([person for person in persons if person not in given]):
        yield from _last_lines(database, part, shown, most, ("participant",))
    for part in _parts([person for person in persons if person in given]):
        yield from _last_lines(database, part, shown, most, ("participant", _GIVEN))


def _last_lines(
    database: SqliteDatabase, persons: Sequence[int], shown: str, most: int, took_part: Sequence[str]
) -> Iterator[tuple[int, LastLines]]:
    """took_part: the tables of who took part in what."""
    direct = f"i.kind IN {_WRITTEN} AND i.people = 2"

    def rows(where: str) -> list[str]:
        return [
            f"SELECT p.interaction AS interaction FROM {table} p CROSS JOIN interaction i ON i.id = p.interaction"
            f" WHERE p.identity = n.id AND {where}{_NOT_HIDDEN}{shown}"
            for table in took_part
        ]

    def newest(where: str) -> str:
        each = [f"SELECT * FROM ({of} ORDER BY p.interaction DESC LIMIT 1)" for of in rows(where)]
        return each[0] if len(each) == 1 else f"SELECT max(interaction) FROM ({' UNION ALL '.join(each)})"

    def any_of(where: str) -> str:
        return " OR ".join(f"EXISTS ({of})" for of in rows(where))

    said = f"{direct} AND i.at IS NOT NULL"
    before = f"({newest(f'{said} AND p.interaction < n.newest')})" if most > 1 else "NULL"
    found = database.execute_sql(
        f"WITH each AS MATERIALIZED (SELECT n.id, n.person, ({newest(said)}) AS newest FROM identity n"
        f" WHERE n.person IN ({','.join('?' * len(persons))})),"
        " n AS MATERIALIZED (SELECT *, max(newest) OVER (PARTITION BY person) AS last FROM each)"
        f" SELECT n.person, n.newest, {before}, i.at, i.direction, i.tone,"
        f" n.newest IS NOT NULL AND ({any_of(f'{direct} AND i.direction = {int(Direction.OUT)}')}),"
        f" {any_of(f'p.interaction > n.last AND i.kind IN {_SPOKEN}')},"
        f" i.account, CASE WHEN i.direction = {int(Direction.IN)} AND length(i.text) <= {LONGEST_CLOSING}"
        " THEN i.text ELSE '' END"
        " FROM n LEFT JOIN interaction i ON i.id = n.newest WHERE n.last IS NOT NULL ORDER BY n.person, n.newest DESC",
        persons,
    )
    for person, group in groupby(found, key=itemgetter(0)):
        told = list(group)
        last = told[0]
        ids = sorted({one for row in told for one in row[1:3] if one is not None}, reverse=True)
        # Nobody waits for an answer to "Happy birthday", or to "Thanks!".
        asks = last[4] == Direction.IN and last[5] != Tone.HELLO and not closes(last[9])
        theirs = asks and not any(row[7] for row in told)
        wrote = any(row[6] for row in told)
        yield int(person), LastLines(tuple(map(int, ids[:most])), int(last[3]), theirs, wrote, int(last[8]))


def turns_of(database: SqliteDatabase, persons: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Changes of direction in the direct talk with each, without hellos and pitches; counted up to MOST_TURNS."""
    shown = and_visible("i.import_id", hidden(database))
    where = f"i.kind IN {_WRITTEN} AND i.people = 2 AND i.tone = 0{_NOT_HIDDEN}{shown}"
    given = _given(database)
    for person, identities in _identities(database, persons):
        changes = -1
        side = None
        with closing(_newest_first(database, identities, "i.direction", where, given=given)) as rows:
            for _, direction in rows:
                changes += direction != side
                side = direction
                if changes == MOST_TURNS:
                    break
        if changes >= 0:
            yield person, changes


def talked(database: SqliteDatabase, persons: Sequence[int]) -> set[int]:
    """Those of these people with whom more passed than connecting and inviting, in whatever company."""
    shown = and_visible("i.import_id", hidden(database))
    found: set[int] = set()
    for part in _parts(persons):
        found |= {
            int(row[0])
            for row in database.execute_sql(
                f"SELECT DISTINCT n.person FROM identity n WHERE n.person IN ({','.join('?' * len(part))})"
                " AND EXISTS (SELECT 1 FROM participant p CROSS JOIN interaction i ON i.id = p.interaction"
                f" WHERE p.identity = n.id AND (i.kind IN {_TALKS} OR i.kind = {KIND_CODE[Kind.EVENT]})"
                f" AND i.tone = 0{_MET}{_NOT_HIDDEN}{shown})",
                part,
            )
        }
    return found


def last_said(database: SqliteDatabase, person: int) -> tuple[int, int, str] | None:
    """(interaction, direction, text) of the last words with somebody; None when there are none."""
    shown = and_visible("i.import_id", hidden(database))
    where = f"i.kind IN {_TALKS} AND i.text != '' AND i.tone = 0{_NOT_HIDDEN}{shown}"
    for _, identities in _identities(database, (person,)):
        with closing(_newest_first(database, identities, "i.direction, i.text", where)) as found:
            for interaction, direction, text in found:
                return int(interaction), int(direction), str(text)
    return None


class DirectWords(NamedTuple):
    """A message between somebody and me alone, or that we met or spoke. direction: Direction."""

    interaction: int
    at: int
    direction: int
    text: str
    spoken: bool


def direct_words(database: SqliteDatabase, person: int, most: int) -> list[DirectWords]:
    """The newest of them, newest first; pitches and rows without a time are none."""
    shown = and_visible("i.import_id", hidden(database))
    where = (
        f"((i.kind IN {_WRITTEN} AND i.people = 2 AND i.tone != {int(Tone.PITCH)}) OR i.kind IN {_SPOKEN})"
        f" AND i.at IS NOT NULL{_NOT_HIDDEN}{shown}"
    )
    for _, identities in _identities(database, (person,)):
        columns = f"i.at, i.direction, i.text, i.kind IN {_SPOKEN}"
        with closing(_newest_first(database, identities, columns, where)) as found:
            return [
                DirectWords(int(row[0]), int(row[1]), int(row[2]), str(row[3]), bool(row[4]))
                for row in islice(found, most)
            ]
    return []


def answered_since(database: SqliteDatabase, said: Iterable[tuple[int, int, int]]) -> set[int]:
    """Those of some written words that were answered by another way: somebody wrote back elsewhere, met or spoke since.

    said: (interaction, person it was said to or by, Direction). What the user logged as written is of no direction, and
    answers either side. Only the next rows with a person are looked at: what
    answers comes soon, and somebody with a hundred thousand rows has as many after each of their oldest.
    """
    wanted = [(one, person, int(way)) for one, person, way in said if way != Direction.NONE]
    if not wanted:
        return set()
    rows = database.execute_sql(
        "SELECT DISTINCT j.value ->> 0 FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value ->> 1"
        " CROSS JOIN interaction i ON i.id IN (SELECT p.interaction FROM participant p WHERE p.identity = n.id"
        f" AND p.interaction > j.value ->> 0 ORDER BY p.interaction LIMIT {_SOON})"
        f" WHERE (i.kind IN {_SPOKEN} OR (i.kind IN {_WRITTEN} AND i.people = 2 AND i.direction != j.value ->> 2))"
        " AND NOT EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = i.id"
        f" AND (o.hidden OR o.person != n.person)){and_visible('i.import_id', hidden(database))}",
        (json.dumps(wanted),),
    )
    return {int(row[0]) for row in rows}


def account_of(database: SqliteDatabase, interaction: int) -> int:
    """The account an interaction came with, 0 where it was logged by hand or is not there."""
    row = database.execute_sql("SELECT account FROM interaction WHERE id = ?", (interaction,)).fetchone()
    return 0 if row is None else int(row[0])


def newest_of(database: SqliteDatabase, person: int, kinds: Sequence[Kind], most: int = 1) -> tuple[int, ...]:
    """The newest interactions of these kinds with somebody; hellos and pitches are none, and events where they were not
    met."""
    shown = and_visible("i.import_id", hidden(database))
    codes = [KIND_CODE[kind] for kind in kinds]
    where = f"i.kind IN ({','.join('?' * len(codes))}) AND i.tone = 0{_MET}{_NOT_HIDDEN}{shown}"
    for _, identities in _identities(database, (person,)):
        with closing(_newest_first(database, identities, "1", where, codes)) as found:
            return tuple(int(row[0]) for row in islice(found, most))
    return ()


def newest_contact(database: SqliteDatabase, person: int, most: int = 1) -> tuple[int, ...]:
    """The newest interactions with somebody that count as contact."""
    return newest_of(
        database,
        person,
        (
            Kind.MESSAGE,
            Kind.MAIL,
            Kind.CALL,
            Kind.MEETING,
            Kind.TALK,
            Kind.EVENT,
            Kind.RECOMMENDATION,
            Kind.INVITATION,
            Kind.MENTION,
            Kind.REPLY,
            Kind.COMMENT,
        ),
        most,
    )


def _identities(database: SqliteDatabase, persons: Iterable[int]) -> Iterator[tuple[int, list[int]]]:
    """The identities of each of these people."""
    for part in _parts(persons):
        rows = database.execute_sql(
            f"SELECT person, id FROM identity WHERE person IN ({','.join('?' * len(part))}) ORDER BY person, id", part
        ).fetchall()
        for person, group in groupby(rows, key=itemgetter(0)):
            yield int(person), [int(row[1]) for row in group]


def _given(database: SqliteDatabase) -> frozenset[int]:
    """The identities to whom the user gave a row of somebody else."""
    rows = database.execute_sql("SELECT person FROM interaction_override WHERE person IS NOT NULL AND NOT hidden")
    return frozenset(int(row[0]) for row in rows)


def _newest_first(
    database: SqliteDatabase,
    identities: Sequence[int],
    columns: str,
    where: str,
    parameters: Sequence[Any] = (),
    given: frozenset[int] | None = None,
) -> Generator[tuple[Any, ...], None, None]:
    """(id, columns) of the interactions of one person, each once; to be closed when no more are wanted. given: as
    `_given` has it, for whoever asks for many people."""
    if given is None:
        given = _given(database)
    cursors = [
        database.execute_sql(
            f"SELECT i.id, {columns} FROM {took_part} p CROSS JOIN interaction i ON i.id = p.interaction"
            f" WHERE p.identity = ? AND {where} ORDER BY p.interaction DESC",
            (identity, *parameters),
        )
        for identity in identities
        for took_part in (("participant", _GIVEN) if identity in given else ("participant",))
    ]
    try:
        before = None
        for row in cursors[0] if len(cursors) == 1 else merge(*cursors, key=itemgetter(0), reverse=True):
            if row[0] != before:
                before = row[0]
                yield row
    finally:
        for cursor in cursors:
            cursor.close()


def _parts(persons: Iterable[int]) -> Iterator[list[int]]:
    everyone = [int(person) for person in persons]
    for start in range(0, len(everyone), _CHUNK):
        yield everyone[start : start + _CHUNK]
