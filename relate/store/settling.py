"""What follows from changed cells is derived anew: who is who, what is mine, how ties stand, and the lines of lists."""

from __future__ import annotations

import json
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping

from peewee import SqliteDatabase

from relate.domain.records import Direction, Role
from relate.store import ties
from relate.store.cells import Effect
from relate.store.links import Moves, moves
from relate.store.owners import OWNER_PERSONS, OWNERS
from relate.store.people_cache import refresh_people

_SOME = 4000
"""Rows whose words or people are looked up at a time: a hundredth of a second."""


def settle(
    database: SqliteDatabase, effects: Mapping[int, Effect], days: Mapping[int, Collection[int]]
) -> frozenset[int]:
    """Bring every cache up to date after cells of these identities changed; all persons concerned, old ids too.

    days: the home days whose contact changed, by identity.
    """
    if not effects:
        return frozenset()
    moved = moves(database, _having(effects, Effect.LINKS))
    persons = _persons(database, effects) | moved.persons
    whole = _persons(database, _having(effects, Effect.TIES))
    if turned := _having(effects, Effect.DIRECTION):
        whole |= redirect(database, turned)
        whole |= _given_away_by(database, _persons(database, turned))
    if moved.identities:
        whole |= _said_to_fewer(database, moved)
        if moved.persons & _owner(database):
            whole |= moved.persons | _given_away_by(database, moved.persons)
    ties.refresh(database, whole)
    ties.refold(database, sorted(moved.persons - whole))
    ties.refresh_days(database, days)
    persons |= whole
    looked_at = whole | moved.persons | _persons(database, _having(effects, Effect.CONNECTED))
    refresh_people(database, persons, steady=persons - looked_at)
    return frozenset(persons)


def follow(database: SqliteDatabase, moved: Moves) -> set[int]:
    """After an import joined or parted people: their lines and rhythms at once, so that nobody stands in a list twice.

    Only for those who have a line; gives them and those whose ties changed with what became a hello or none. Where the
    owner is among them that is left to `gists_said_to`: he takes part in everything.
    """
    rows = database.execute_sql(
        "SELECT p.id FROM json_each(?) j CROSS JOIN person p ON p.id = j.value", (json.dumps(list(moved.persons)),)
    ).fetchall()
    lined = {int(row[0]) for row in rows}
    if not lined:
        return set()
    current = {
        int(row[0])
        for row in database.execute_sql(
            "SELECT DISTINCT n.person FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value",
            (json.dumps(list(lined)),),
        )
    }
    lined |= current
    if lined & _owner(database):
        lined |= _given_away_by(database, lined)
        ties.refresh(database, lined)
    else:
        ties.refold(database, sorted(lined))
    refresh_people(database, lined)
    return lined if concerns_owner(database, moved) else lined | _said_to_fewer(database, moved)


def concerns_owner(database: SqliteDatabase, moved: Moves) -> bool:
    """Whether the owner is among those who were joined or parted."""
    return bool(moved.persons & _owner(database))


def _given_away_by(database: SqliteDatabase, persons: Collection[int]) -> set[int]:
    """To whom the user gave rows in which one of these took part: such a row counts only while somebody other than the
    owner is in it, so that it is another one once one of these is the owner, or is not any more."""
    rows = database.execute_sql(
        "SELECT DISTINCT g.person FROM interaction_override o"
        " CROSS JOIN participant p ON p.interaction = o.interaction"
        " CROSS JOIN identity n ON n.id = p.identity AND n.person IN (SELECT value FROM json_each(?))"
        " CROSS JOIN identity g ON g.id = o.person",
        (json.dumps(list(persons)),),
    )
    return {int(row[0]) for row in rows}


def _having(effects: Mapping[int, Effect], one: Effect) -> list[int]:
    return [identity for identity, effect in effects.items() if one in effect]


def _owner(database: SqliteDatabase) -> set[int]:
    rows = database.execute_sql(OWNER_PERSONS)
    return {int(row[0]) for row in rows}


def _persons(database: SqliteDatabase, identities: Iterable[int]) -> set[int]:
    rows = database.execute_sql(
        "SELECT n.person FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value", (json.dumps(list(identities)),)
    )
    return {int(row[0]) for row in rows}


def redirect(database: SqliteDatabase, identities: Iterable[int]) -> set[int]:
    """Decide anew what is mine in everything these identities took part in; the persons whose ties that changes.

    Theirs unless the sender is the owner; without a sender nobody's. What the user logged says itself whose it is.
    """
    wanted = (json.dumps(list(identities)),)
    rows = database.execute_sql(
        "UPDATE interaction SET direction = d.direction FROM ("
        " SELECT i.id, CASE WHEN count(f.identity) = 0 THEN"
        f" {int(Direction.NONE)} WHEN max(f.identity IN ({OWNERS})) THEN {int(Direction.OUT)} ELSE {int(Direction.IN)}"
        " END AS direction FROM interaction i LEFT JOIN participant f"
        f" ON f.interaction = i.id AND f.role = {int(Role.FROM)}"
        f" WHERE i.by_user = 0 AND i.id IN"
        " (SELECT p.interaction FROM json_each(?) j CROSS JOIN participant p ON p.identity = j.value) GROUP BY i.id"
        ") d WHERE d.id = interaction.id AND d.direction != interaction.direction"
        " RETURNING interaction.id, interaction.gist, interaction.conversation",
        wanted,
    ).fetchall()
    changed = {int(row[0]) for row in rows}
    gists = sorted({int(row[1]) for row in rows if row[1] is not None})
    conversations = sorted({int(row[2]) for row in rows if row[2]})
    changed |= ties.untell_hellos(database, gists) | ties.mark_tones(database, gists, conversations)
    return people_in(database, changed) | _persons(database, identities)


def _said_to_fewer(database: SqliteDatabase, moved: Moves) -> set[int]:
    """A hello is told by how many people it went to: joined or parted people may make it one, or none. Gives the
    persons whose ties that changes."""
    gists = set[int]().union(*gists_said_to(database, moved))
    return people_in(database, ties.mark_tones(database, sorted(gists), ()))


def gists_said_to(database: SqliteDatabase, moved: Moves) -> Iterator[set[int]]:
    """What was said to those who went and to those they left or came to may have become a hello, or none: the gists of
    the side with less, of some thousand rows at a time."""
    rows = database.execute_sql(
        "SELECT n.id FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value",
        (json.dumps(list(moved.persons)),),
    )
    stayed = {int(row[0]) for row in rows} - moved.identities
    if not stayed:
        return
    for identity in sorted(min(moved.identities, stayed, key=lambda side: _much(database, side))):
        last, is_more = -1, True
        while is_more:
            found = database.execute_sql(
                # Who wrote it is not one of those it was said to: the owner's own side is passed over unread.
                f"SELECT p.interaction, CASE i.direction WHEN {int(Direction.OUT)} THEN i.gist END"
                " FROM participant p CROSS JOIN interaction i ON i.id = p.interaction"
                f" WHERE p.identity = ? AND p.interaction > ? AND p.role != {int(Role.FROM)}"
                f" ORDER BY p.interaction LIMIT {_SOME}",
                (identity, last),
            ).fetchall()
            yield {int(row[1]) for row in found if row[1] is not None}
            is_more = len(found) == _SOME
            last = int(found[-1][0]) if is_more else last


def _much(database: SqliteDatabase, identities: Iterable[int]) -> int:
    """In how much they took part, as far as it has to be known."""
    row = database.execute_sql(
        "SELECT count(*) FROM (SELECT 1 FROM json_each(?) j"
        " CROSS JOIN participant p ON p.identity = j.value LIMIT 3000)",
        (json.dumps(list(identities)),),
    ).fetchone()
    return int(row[0])


def people_in(database: SqliteDatabase, interactions: Iterable[int]) -> set[int]:
    """Everybody who took part in these, and to whom the user gave one."""
    rows = database.execute_sql(
        "SELECT n.person FROM json_each(:rows) j"
        " CROSS JOIN participant p ON p.interaction = j.value CROSS JOIN identity n ON n.id = p.identity"
        " UNION SELECT n.person FROM json_each(:rows) j"
        " CROSS JOIN interaction_override o ON o.interaction = j.value CROSS JOIN identity n ON n.id = o.person",
        {"rows": json.dumps(list(interactions))},
    )
    return {int(row[0]) for row in rows}


def people_in_parts(
    database: SqliteDatabase, interactions: Iterable[int], share: float
) -> Generator[float, None, set[int]]:
    """The same, in parts between which commands go. share: of the work done, as it is yielded."""
    those = sorted(interactions)
    people: set[int] = set()
    for start in range(0, len(those), _SOME):
        people |= people_in(database, those[start : start + _SOME])
        yield share
    return people
