"""What Review shows of people beside each other, and the bare names that fit several. Reads only."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.records import Field
from relate.store.facts import shown, trust_in
from relate.store.match_reads import COMPARED_FIELDS, facts_of
from relate.store.visibility import and_visible, hidden


class Line(NamedTuple):
    """Somebody as they stand beside another. networks: their keys with a blank between."""

    id: int
    name: str
    role: str
    company: str
    circle: int | None
    networks: str
    first_contact: int | None
    last_contact: int | None
    connected_at: int | None
    has_photo: int
    contact_days: int


def lines(database: SqliteDatabase, persons: Sequence[int]) -> dict[int, Line]:
    """Those who are in the library, listed or not."""
    return {
        row[0]: Line(*row)
        for row in database.execute_sql(
            "SELECT p.id, p.name, p.role, p.company, p.circle, p.networks, p.first_contact, p.last_contact,"
            " p.connected_at, p.has_photo, p.contact_days FROM json_each(?) j CROSS JOIN person p ON p.id = j.value",
            (json.dumps(list(persons)),),
        )
    }


def circles(database: SqliteDatabase) -> dict[int, int]:
    """Everybody who is in a circle: person → 5, 15, 50 or 150."""
    return dict(
        database.execute_sql(
            "SELECT id, circle FROM person WHERE id IN (SELECT n.person FROM circle_member c"
            " JOIN identity n ON n.id = c.identity) AND circle IS NOT NULL"
        ).fetchall()
    )


def values(
    database: SqliteDatabase, persons: Sequence[int], fields: Sequence[Field] = COMPARED_FIELDS
) -> dict[int, dict[str, list[str]]]:
    """The values of each of these fields, the one that is shown first; without names also the handle."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for person, facts in facts_of(database, persons, fields).items():
        for field, value in facts:
            if value not in found[person][field]:
                found[person][field].append(value)
    for person, name, key in database.execute_sql(
        "SELECT p.id, p.name, (SELECT n.key FROM identity n WHERE n.person = p.id AND n.kind IN ('handle', 'mail')"
        " ORDER BY n.id LIMIT 1) FROM json_each(?) j CROSS JOIN person p ON p.id = j.value",
        (json.dumps(list(persons)),),
    ):
        names = found[person]["name"]
        # A handle is what a name was compared with, where it is not the name itself.
        names[:] = [name, *(one for one in (*names, key) if one and one != name)]
    return found


def held(database: SqliteDatabase) -> dict[int, list[int]]:
    """Each bare name that waits, with the people of its account who go by it: two or more."""
    shown = and_visible("i.import_id", hidden(database))
    rows = database.execute_sql(
        "SELECT i.id, n.person FROM identity i JOIN identity_name x ON x.account = i.account AND x.name_key = i.key"
        " JOIN identity n ON n.id = x.identity JOIN person p ON p.id = n.person"
        f" WHERE i.kind = 'name' AND i.person = i.id AND p.listed = 1{shown} ORDER BY i.id, n.person"
    )
    fits: dict[int, list[int]] = defaultdict(list)
    for name, person in rows:
        if person not in fits[name]:
            fits[name].append(person)
    return {name: people for name, people in fits.items() if len(people) > 1}


def name_of_both(database: SqliteDatabase, persons: Sequence[int]) -> str:
    """What somebody would be called who is all of these people, by the rule of facts.py; "" where none has a name."""
    unseen = set(hidden(database))
    networks = dict(database.execute_sql("SELECT id, network FROM import").fetchall())
    rows = database.execute_sql(
        "SELECT f.value, f.by_user, f.seen_at, n.id, f.import_id FROM json_each(:who) j CROSS JOIN identity n"
        " ON n.person = j.value CROSS JOIN fact f ON f.identity = n.id AND f.field = 'name'"
        " UNION ALL SELECT f.value, f.by_user, s.seen_at, n.id, s.import_id FROM json_each(:who) j"
        " CROSS JOIN identity n ON n.person = j.value CROSS JOIN fact f ON f.identity = n.id AND f.field = 'name'"
        " CROSS JOIN fact_seen s ON s.fact = f.id",
        {"who": json.dumps(list(persons))},
    )
    sayings = [
        ("name", value, by_user, seen_at, trust_in(networks.get(import_id, "")), identity, import_id)
        for value, by_user, seen_at, identity, import_id in rows
        if by_user > 0 or (by_user == 0 and import_id and import_id not in unseen)
    ]
    return shown(sayings).get("name", "")
