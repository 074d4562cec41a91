"""Rosters: the lists of events with so many on them that they would bury the contact list.

Whoever stands only there is somebody of the event and of no other list, until the user says something of him, meets
him, or anything else tells of him. Who that is follows from what is claimed, in whatever order it came: a roster marks
each of its people with a key of its own (importers/attendees/roll.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from peewee import SqliteDatabase

from relate.domain.records import Role
from relate.store.codes import Entity
from relate.store.visibility import and_visible

LIST, ROSTER = "event", "roster"
OF_A_ROSTER = (
    "(p.listed OR (p.name != '' AND EXISTS (SELECT 1 FROM identity r WHERE r.person = p.id AND r.network = 'roster')"
    " AND NOT EXISTS (SELECT 1 FROM identity r CROSS JOIN owner_identity w ON w.identity = r.id AND w.is_me"
    " WHERE r.person = p.id AND NOT EXISTS (SELECT 1 FROM owner_identity u WHERE u.identity = r.id"
    " AND NOT u.import_id AND NOT u.is_me))"
    " AND NOT EXISTS (SELECT 1 FROM identity r CROSS JOIN removed x ON x.identity = r.id WHERE r.person = p.id)))"
)
"""Over person p: shown among the people of an event, on whatever list they are."""


def only_there(database: SqliteDatabase, persons: Iterable[int], unseen: Sequence[int]) -> set[int]:
    """Those of these persons, each with a roster's key, of whom nothing but rosters tells. unseen: hidden imports.

    What the user said of them is asked elsewhere (people_cache.py).
    """
    wanted = json.dumps(sorted(persons))
    shown = and_visible("i.import_id", unseen)
    listed, marked = (f"{one}.import_id{and_visible(f'{one}.import_id', unseen)}" for one in ("n", "r"))
    here = "json_each(:wanted) j CROSS JOIN identity n ON n.person = j.value"
    claims = (
        f"SELECT n.person AS person, n.import_id AS import_id FROM {here} UNION ALL"
        f" SELECT n.person, c.import_id FROM {here} CROSS JOIN claim c"
        f" ON c.entity = {int(Entity.IDENTITY)} AND c.row = n.id"
    )
    known = database.execute_sql(
        # Made by hand.
        f"SELECT n.person FROM {here} WHERE n.by_user"
        # On a list that is no roster.
        f" UNION SELECT n.person FROM {here} WHERE n.network = '{LIST}' AND {listed}"
        " AND NOT EXISTS (SELECT 1 FROM identity r WHERE r.network = :roster AND r.account = n.account"
        f" AND r.kind = n.kind AND r.key = n.key AND {marked})"
        # Told of by anything but lists of events.
        f" UNION SELECT i.person FROM ({claims}) i CROSS JOIN import m ON m.id = i.import_id"
        f" WHERE m.network != '{LIST}'{shown}"
        # Met, or written with.
        f" UNION SELECT n.person FROM {here} CROSS JOIN participant p ON p.identity = n.id"
        f" AND p.role != {int(Role.LISTED)} CROSS JOIN interaction i ON i.id = p.interaction WHERE 1{shown}",
        {"wanted": wanted, "roster": ROSTER},
    )
    return set(json.loads(wanted)) - {int(row[0]) for row in known}
