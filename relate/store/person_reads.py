"""Reading everything a person's page shows beside the timeline. Small indexed reads only, for any thread."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from itertools import islice

from peewee import SqliteDatabase

from relate.domain.moments import DAY_MS, Moment, Precision
from relate.domain.records import Field, Kind
from relate.store.codes import KIND_CODE
from relate.store.facts import SINGLE, Saying, shown, trust_in
from relate.store.interaction_ids import first_id_of
from relate.store.timeline_reads import newest_of, oldest_of
from relate.store.visibility import hidden

_HERE = "IN (SELECT value FROM json_each(?))"
_LOOKED_THROUGH = 60
"""How many of the oldest rows are searched for an invitation: it comes before most else."""
_TALKS = frozenset(
    KIND_CODE[kind]
    for kind in (Kind.MESSAGE, Kind.MAIL, Kind.CALL, Kind.MEETING, Kind.TALK, Kind.MENTION, Kind.REPLY, Kind.COMMENT)
)


@dataclass(slots=True)
class Value:
    """A value of a field of somebody, over all identities that say it. sources: (seen UTC ms, import title), newest
    first."""

    id: int
    identity: int
    field: str
    value: str
    by_user: bool
    shown: bool = False
    pinned: bool = False
    sources: list[tuple[int, str]] = made_by(default_factory=list)


@dataclass(frozen=True, slots=True)
class Item:
    uid: str
    kind: str
    text: str
    due_day: int | None
    done: bool
    found_in: int | None
    at: int = 0
    """Since when it is there, UTC ms."""


@dataclass(frozen=True, slots=True)
class Facts:
    """single: field → the one value that is shown, as `facts.shown` tells it. values: all that are not hidden."""

    single: dict[str, str]
    values: list[Value]


def facts(database: SqliteDatabase, identities: Sequence[int]) -> Facts:
    """What is said of somebody, by which archives, and which value of each field is shown."""
    unseen = frozenset(hidden(database))
    imports = {
        int(number): (str(title), trust_in(network))
        for number, title, network in database.execute_sql("SELECT id, title, network FROM import")
        if number not in unseen
    }
    sayings: list[Saying] = []
    values: dict[tuple[str, str], Value] = {}
    claims = list(_claims(database, identities))
    own = {(claim[2], claim[3]) for claim in claims if claim[4] > 0}
    # One of several values that the user took away is gone, whichever identity a later archive tells it of.
    gone = {(claim[2], claim[3]) for claim in claims if claim[4] < 0 and claim[2] not in SINGLE} - own
    for number, identity, name, value, by_user, seen_at, import_id in claims:
        source = imports.get(import_id)
        if by_user < 0 or not (by_user or source) or (name, value) in gone:
            continue
        trust = source[1] if source else 0
        sayings.append((name, value, by_user, seen_at, trust, identity, import_id))
        kept = values.setdefault((name, value), Value(number, identity, name, value, by_user=False))
        kept.by_user |= by_user == 1 or (by_user > 0 and source is None)
        kept.pinned |= by_user == 2
        if source:
            kept.sources.append((seen_at, source[0]))
    single = shown(sayings)
    for kept in values.values():
        kept.shown = kept.field not in SINGLE or single[kept.field] == kept.value
        kept.sources = sorted(set(kept.sources), reverse=True)
    ordered = sorted(values.values(), key=lambda one: (one.field, not one.shown, one.sources[:1] == [], one.id))
    return Facts(single, [one for one in ordered if one.value])


def cards(database: SqliteDatabase, identities: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Of each of these that is the card of an address book: the name on it, and the title of the import that brought
    it; "" where there is none."""
    rows = database.execute_sql(
        "SELECT n.id, coalesce((SELECT f.value FROM fact f WHERE f.identity = n.id AND f.field = 'name'"
        " AND f.by_user = 0 ORDER BY f.seen_at DESC, f.value LIMIT 1), ''), coalesce(i.title, '')"
        f" FROM identity n LEFT JOIN import i ON i.id = n.import_id WHERE n.kind = 'card' AND n.id {_HERE}",
        (json.dumps(list(identities)),),
    )
    return {int(identity): (str(name), str(title)) for identity, name, title in rows}


def tags(database: SqliteDatabase, identities: Sequence[int]) -> list[str]:
    rows = database.execute_sql(
        f"SELECT DISTINCT name FROM tag WHERE identity {_HERE} ORDER BY name", (json.dumps(list(identities)),)
    )
    return [str(row[0]) for row in rows]


def typed_values(database: SqliteDatabase, identities: Sequence[int], field: str) -> list[str]:
    """What the user says of a field of several values, in the order in which he said it."""
    return _values(database, identities, field, 1)


def dropped_values(database: SqliteDatabase, identities: Sequence[int], field: str) -> list[str]:
    """What he says is not so."""
    return _values(database, identities, field, -1)


def _values(database: SqliteDatabase, identities: Sequence[int], field: str, by_user: int) -> list[str]:
    rows = database.execute_sql(
        f"SELECT value FROM fact WHERE identity {_HERE} AND field = ? AND by_user = ? GROUP BY value ORDER BY min(id)",
        (json.dumps(list(identities)), field, by_user),
    )
    return [str(row[0]) for row in rows]


def rhythm_by_hand(database: SqliteDatabase, identities: Sequence[int]) -> float | None:
    """Days between contacts as the user set them last."""
    row = database.execute_sql(
        f"SELECT days FROM rhythm_set WHERE identity {_HERE} ORDER BY since DESC, identity LIMIT 1",
        (json.dumps(list(identities)),),
    ).fetchone()
    return float(row[0]) if row and row[0] else None


def rhythms_by_hand(database: SqliteDatabase, persons: Sequence[int]) -> dict[int, float]:
    """The same for many people, by person."""
    return {
        int(person): float(days)
        for person, days in database.execute_sql(
            "SELECT n.person, r.days FROM rhythm_set r JOIN identity n ON n.id = r.identity"
            f" WHERE n.person {_HERE} ORDER BY r.since, n.id DESC",
            (json.dumps(list(persons)),),
        )
        if days
    }


def thread(database: SqliteDatabase, identities: Sequence[int]) -> list[Item]:
    """Open items first, those with a day before the others; then the done ones, newest first."""
    return [
        Item(str(uid), str(kind), str(text), due, bool(done), found, int(at))
        for uid, kind, text, due, done, found, at in database.execute_sql(
            f"SELECT uid, kind, text, due_day, done, found_in, at FROM thread_item WHERE identity {_HERE}"
            " ORDER BY done, CASE WHEN done THEN -at END, due_day IS NULL, due_day, at, uid",
            (json.dumps(list(identities)),),
        )
    ]


def last_words(database: SqliteDatabase, person: int) -> tuple[str, bool]:
    """The newest text in a conversation, at most 2,000 characters, and whether it is mine; "" when there is none
    among the newest 500 rows."""
    newest = newest_of(database, person)
    for size in (8, 92, 400):
        page = list(islice(newest, size))
        found = {
            row[0]: row[1:]
            for row in database.execute_sql(
                f"SELECT id, kind, direction, substr(text, 1, 2000) FROM interaction WHERE id {_HERE} AND text != ''",
                (json.dumps(page),),
            )
        }
        for one in page:
            if one in found and found[one][0] in _TALKS:
                newest.close()
                return str(found[one][2]), found[one][1] == 2
    newest.close()
    return "", False


def connected(database: SqliteDatabase, identities: Sequence[int], at: int | None) -> Moment | None:
    """When they became connected, as exactly as it is known; `at` as the list has it."""
    if at is None:
        return None
    low = first_id_of(at)
    row = database.execute_sql(
        "SELECT i.at, i.precision, i.offset FROM participant p JOIN interaction i ON i.id = p.interaction"
        f" WHERE p.identity {_HERE} AND p.interaction BETWEEN ? AND ? AND i.kind = ? LIMIT 1",
        (json.dumps(list(identities)), low, low + (60 << 12), KIND_CODE[Kind.CONNECTED]),
    ).fetchone()
    return Moment(at, Precision.DAY) if row is None else Moment(at, Precision(row[1]), row[2])


def invited_by_me(database: SqliteDatabase, person: int) -> bool | None:
    """Whose invitation it was, None when no archive says."""
    oldest = oldest_of(database, person, _LOOKED_THROUGH).tolist()
    row = database.execute_sql(
        f"SELECT direction FROM interaction WHERE id {_HERE} AND kind = ? AND direction != 0 ORDER BY id LIMIT 1",
        (json.dumps(oldest), KIND_CODE[Kind.INVITATION]),
    ).fetchone()
    return None if row is None else row[0] == 2


def connected_around(database: SqliteDatabase, person: int, at: int | None) -> int:
    """How many others became connected within three days of an instant."""
    if at is None:
        return 0
    (count,) = database.execute_sql(
        "SELECT count(*) FROM person WHERE listed = 1 AND connected_at BETWEEN ? AND ? AND id != ?",
        (at - 3 * DAY_MS, at + 3 * DAY_MS, person),
    ).fetchone()
    return int(count)


def _claims(database: SqliteDatabase, identities: Iterable[int]) -> list[tuple[int, int, str, str, int, int, int]]:
    wanted = json.dumps(list(identities))
    rows: list[tuple[int, int, str, str, int, int, int]] = database.execute_sql(
        f"SELECT id, identity, field, value, by_user, seen_at, import_id FROM fact WHERE identity {_HERE}"
        f" AND field != '{Field.POSITION}' ORDER BY id",
        (wanted,),
    ).fetchall()
    rows += database.execute_sql(
        "SELECT f.id, f.identity, f.field, f.value, f.by_user, s.seen_at, s.import_id FROM fact f"
        f" JOIN fact_seen s ON s.fact = f.id WHERE f.identity {_HERE} AND f.field != '{Field.POSITION}' ORDER BY f.id",
        (wanted,),
    ).fetchall()
    return rows
