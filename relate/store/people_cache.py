"""The line of each person in the contact list and in its search: table person and person_fts, written in bulk.

Both are derived: from the identities of a component, their facts, what the user said of them and what passed.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from peewee import SqliteDatabase

from relate.domain.moments import DAY_MS
from relate.domain.names import name_in_link
from relate.domain.networks import number_name
from relate.domain.packing import glance
from relate.domain.records import Kind, Role
from relate.domain.rhythm import HALF_LIFE_DAYS
from relate.store.codes import KIND_CODE, Entity
from relate.store.facts import fallback_name, in_line, text_to_search
from relate.store.match_marks import forget
from relate.store.owners import owners
from relate.store.person_lines import Lines, write_lines
from relate.store.rosters import ROSTER, only_there
from relate.store.sayings import Said, said_of
from relate.store.visibility import and_visible, hidden

_CHUNK = 2000
ADDRESSES = frozenset({"mail", "phone"})
Member = tuple[int, str, str, str, int, int, int]
"""id, network, kind, key, import_id, by_user and person of an identity."""
_NO_CONTACT = (None, None)


@dataclass(frozen=True, slots=True)
class Ties:
    """How these persons are tied to the owner, where that was just worked out: by person the packed state, the first
    and the last instant of contact, since when they are connected. Who has no entry has none. members: of all whose
    lines are asked for, not only of these; None: not read yet."""

    persons: Collection[int] = ()
    members: Mapping[int, list[Member]] | None = None
    states: Mapping[int, bytes] = field(default_factory=dict)
    contact: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    connected: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Gathered:
    """What the library holds about some components, by person; what somebody lacks has no entry."""

    members: dict[int, list[Member]] = field(default_factory=dict)
    said: Said = field(default_factory=Said)
    tags: dict[int, list[str]] = field(default_factory=dict)
    circle: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    """since, minus the identity, circle: the largest counts. So with states."""
    state: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    contact_days: dict[int, int] = field(default_factory=dict)
    contact: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The first instant of the first contact day, the last of the last."""
    closeness: dict[int, float] = field(default_factory=dict)
    connected_at: dict[int, int] = field(default_factory=dict)
    photos: set[int] = field(default_factory=set)
    claimed: set[int] = field(default_factory=set)
    """Of whom the user said something."""
    shared: set[int] = field(default_factory=set)
    """Of whom a further import said something."""
    unlisted: set[int] = field(default_factory=set)


def refresh_people(
    database: SqliteDatabase, persons: Iterable[int], seeing: int = 0, steady: Collection[int] = ()
) -> None:
    """Write the lines of these persons anew; ids that are nobody any more lose theirs.

    steady: those of them who are connected since when their line says: nothing that passed with them changed.
    seeing: an import whose rows count although readers do not see them yet. Somebody whom only a hidden import knows
    gets a line that is hidden with it. Contact days and rhythm states are to be fresh already (ties.refresh).
    """
    everyone = sorted(set(persons))
    if not everyone:
        return
    forget(database, everyone)
    for start in range(0, len(everyone), _CHUNK):
        part = everyone[start : start + _CHUNK]
        write_lines(database, part, lines_of(database, part, seeing, steady))


def lines_of(
    database: SqliteDatabase,
    persons: Sequence[int],
    seeing: int = 0,
    steady: Collection[int] = (),
    tied: Ties = Ties(),
) -> Lines:
    """The lines of these persons as they are to be, by person; who is to have none is not in it. Only reads.

    tied: what need not be read of some of them.
    """
    unseen = frozenset(hidden(database, seeing))
    gathered = _gather(database, persons, unseen, owners(database), steady, tied)
    return {person: line for person in gathered.members if (line := _line(person, gathered)) is not None}


def members_of(database: SqliteDatabase, persons: Sequence[int]) -> dict[int, list[Member]]:
    """The identities of these persons, ascending; of who is nobody there is none."""
    members = database.execute_sql(
        "SELECT n.id, n.network, n.kind, n.key, n.import_id, n.by_user, n.person FROM json_each(?) j"
        " CROSS JOIN identity n ON n.person = j.value",
        (json.dumps(persons),),
    ).fetchall()
    found = {member[6]: [member] for member in members}
    if len(found) < len(members):  # a few of many
        several: list[list[Member]] = []
        for member in members:
            if (them := found[member[6]])[0] is not member:
                them.append(member)
                several.append(them)
        for them in several:
            them.sort()
    return found


def sort_key(name: str) -> str:
    """A name as lists are sorted by it: no case, no accents."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _gather(
    database: SqliteDatabase,
    persons: Sequence[int],
    unseen: frozenset[int],
    me: frozenset[int],
    steady: Collection[int],
    tied: Ties,
) -> _Gathered:
    members = dict(members_of(database, persons) if tied.members is None else tied.members)
    found = _Gathered(members)
    person_of = {member[0]: person for person, them in members.items() for member in them}
    alone = [them[0][0] for them in members.values() if len(them) == 1]
    found.unlisted.update(person_of[identity] for identity in me if identity in person_of)
    out_of_sight: set[int] = set()
    if unseen:
        for person, each in members.items():
            visible = [member for member in each if member[4] not in unseen]
            if visible:
                members[person] = visible
            else:
                out_of_sight.add(person)
    identities = json.dumps(list(person_of))
    found.said = said_of(database, person_of, alone, unseen, out_of_sight)
    found.claimed.update(found.said.claimed)
    _gather_words(database, identities, person_of, found)
    _gather_contact(database, persons, found, tied)
    _gather_photos(database, identities, person_of, found, unseen)
    myself = {person_of[identity] for identity in me if identity in person_of}
    unknown = {one: person for one, person in person_of.items() if person not in myself and person not in tied.persons}
    _gather_connected(database, unknown, found, unseen, steady)
    found.connected_at.update(tied.connected)
    _gather_waiting(database, found)
    _gather_rosters(database, found, unseen)
    return found


def _gather_words(database: SqliteDatabase, identities: str, person_of: dict[int, int], found: _Gathered) -> None:
    """What the user said: tags, circle, state, and whom he removed; further claims of imports."""
    for identity, name in database.execute_sql(
        "SELECT t.identity, t.name FROM json_each(?) j CROSS JOIN tag t ON t.identity = j.value", (identities,)
    ):
        found.tags.setdefault(person_of[identity], []).append(name)
    for identity, circle, since in database.execute_sql(
        "SELECT c.identity, c.circle, c.since FROM json_each(?) j CROSS JOIN circle_member c ON c.identity = j.value",
        (identities,),
    ):
        person, said = person_of[identity], (since, -identity, circle)
        found.circle[person] = max(found.circle.get(person, said), said)
    for identity, state, since in database.execute_sql(
        "SELECT s.identity, s.state, s.since FROM json_each(?) j CROSS JOIN person_state s ON s.identity = j.value",
        (identities,),
    ):
        person, said = person_of[identity], (since, -identity, state)
        found.state[person] = max(found.state.get(person, said), said)
    for (identity,) in database.execute_sql(
        "SELECT r.identity FROM json_each(?) j CROSS JOIN removed r ON r.identity = j.value", (identities,)
    ):
        found.unlisted.add(person_of[identity])
    for identity, by_user in database.execute_sql(
        "SELECT c.row, 0 FROM json_each(?) j"
        f" CROSS JOIN claim c ON c.entity = {int(Entity.IDENTITY)} AND c.row = j.value"
        " UNION ALL SELECT r.identity, 1 FROM json_each(?) j CROSS JOIN rhythm_set r ON r.identity = j.value"
        " UNION ALL SELECT t.identity, 1 FROM json_each(?) j CROSS JOIN thread_item t ON t.identity = j.value"
        " UNION ALL SELECT a.identity, 1 FROM json_each(?) j CROSS JOIN attendance a ON a.identity = j.value"
        " UNION ALL SELECT m.identity, 1 FROM json_each(?) j CROSS JOIN event_mark m ON m.identity = j.value"
        " AND m.mark != 'skip'",
        (identities,) * 5,
    ):
        (found.claimed if by_user else found.shared).add(person_of[identity])
    found.claimed.update(found.tags, found.circle, found.state)


def _gather_contact(database: SqliteDatabase, persons: Sequence[int], found: _Gathered, tied: Ties) -> None:
    """How often and when they talked; closeness is a key to sort by that does not change while nothing happens."""
    days: list[tuple[int, int, int]] = []
    unknown = [person for person in persons if person not in tied.persons] if tied.persons else persons
    states = database.execute_sql(
        "SELECT r.person, r.state FROM json_each(?) j CROSS JOIN rhythm_state r ON r.person = j.value",
        (json.dumps(unknown),),
    )
    for person, packed in chain(tied.states.items(), states):
        found.contact_days[person], first_day, last_day, last, n365 = glance(packed)
        found.closeness[person] = math.log2(max(n365, 1e-9)) + last / DAY_MS / HALF_LIFE_DAYS
        if person not in tied.contact:
            days.append((person, first_day, last_day))
    found.contact.update(tied.contact)
    if not days:
        return
    for person, first, latest in database.execute_sql(
        "SELECT n.person, min(d.first_at), max(d.last_at) FROM json_each(?) s"
        " CROSS JOIN identity n ON n.person = s.value ->> 0"
        " CROSS JOIN contact_day d ON d.identity = n.id AND d.day IN (s.value ->> 1, s.value ->> 2) GROUP BY n.person",
        (json.dumps(days),),
    ):
        found.contact[person] = (first, latest)


def _gather_photos(
    database: SqliteDatabase,
    identities: str,
    person_of: dict[int, int],
    found: _Gathered,
    unseen: frozenset[int],
) -> None:
    """Who has a photo."""
    visible = and_visible("p.import_id", sorted(unseen))
    for (identity,) in database.execute_sql(
        f"SELECT p.identity FROM json_each(?) j CROSS JOIN photo p ON p.identity = j.value{visible}", (identities,)
    ):
        found.photos.add(person_of[identity])


def _gather_connected(
    database: SqliteDatabase,
    person_of: dict[int, int],
    found: _Gathered,
    unseen: frozenset[int],
    steady: Collection[int],
) -> None:
    """Since when they are connected; it is looked for among everything that passed with them, so not for the owner.

    Nobody says it to the other, so both were present: that tells it from the messages by the index alone, and of
    somebody with 100,000 rows few are looked at.
    """
    kept: dict[int, int | None] = {}
    if steady:
        kept = dict(
            database.execute_sql(
                "SELECT p.id, p.connected_at FROM json_each(?) j CROSS JOIN person p ON p.id = j.value",
                (json.dumps(list(steady)),),
            ).fetchall()
        )
    found.connected_at.update((person, at) for person, at in kept.items() if at is not None)
    for identity, at in database.execute_sql(
        "SELECT p.identity, min(coalesce(o.at, i.at)) FROM json_each(?) j"
        f" CROSS JOIN participant p ON p.identity = j.value AND p.role = {int(Role.PRESENT)}"
        " CROSS JOIN interaction i ON i.id = p.interaction LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" WHERE i.kind = {KIND_CODE[Kind.CONNECTED]} AND NOT coalesce(o.hidden, 0)"
        f"{and_visible('i.import_id', sorted(unseen))} GROUP BY p.identity",
        (json.dumps([identity for identity, person in person_of.items() if person not in kept]),),
    ):
        if at is not None:
            person = person_of[identity]
            found.connected_at[person] = min(at, found.connected_at.get(person, at))


def _gather_waiting(database: SqliteDatabase, found: _Gathered) -> None:
    """Names that wait in Review, and addresses nothing ever came from or went to: no line of a list."""
    names = {rows[0][0]: one for one, rows in found.members.items() if len(rows) == 1 and rows[0][2] == "name"}
    if names:
        for (identity,) in database.execute_sql(
            "SELECT i.id FROM json_each(?) j CROSS JOIN identity i ON i.id = j.value"
            " CROSS JOIN identity_name x ON x.account = i.account AND x.name_key = i.key"
            " CROSS JOIN identity n ON n.id = x.identity"
            " GROUP BY i.id HAVING count(DISTINCT n.person) > 1",
            (json.dumps(list(names)),),
        ):
            found.unlisted.add(names[identity])
    addresses = {
        member[0]: person
        for person, members in found.members.items()
        if members[0][2] in ADDRESSES and person not in found.claimed and all(m[2] in ADDRESSES for m in members)
        for member in members
    }
    if addresses:
        talked = database.execute_sql(
            "SELECT n.value FROM json_each(?) n WHERE EXISTS (SELECT 1 FROM participant p WHERE p.identity = n.value)",
            (json.dumps(list(addresses)),),
        )
        found.unlisted.update(set(addresses.values()) - {addresses[identity] for (identity,) in talked})
    pages = {
        members[0][0]: person
        for person, members in found.members.items()
        if len(members) == 1 and members[0][2] in ("handle", "id") and person not in found.claimed
    }
    if pages:
        found.unlisted.update(
            pages[identity] for (identity,) in database.execute_sql(_PAGES, (json.dumps(list(pages)),))
        )


_PAGES = (
    "SELECT n.id FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value"
    " WHERE NOT EXISTS (SELECT 1 FROM participant p WHERE p.identity = n.id)"
    " AND NOT EXISTS (SELECT 1 FROM fact f WHERE f.identity = n.id)"
    " AND EXISTS (SELECT 1 FROM link l JOIN identity c ON c.id = l.a + l.b - n.id WHERE (l.a = n.id OR l.b = n.id)"
    " AND l.origin = 'stated' AND NOT l.active AND c.kind = 'card')"
    # Of whose account an archive of its network tells, that is somebody.
    " AND NOT EXISTS (SELECT 1 FROM import i WHERE i.network = n.network AND (i.id = n.import_id OR i.id IN"
    f" (SELECT c.import_id FROM claim c WHERE c.entity = {int(Entity.IDENTITY)} AND c.row = n.id)))"
)
"""Accounts of which nothing is known but that several people's cards name them, a firm's page: they are nobody."""


def _gather_rosters(database: SqliteDatabase, found: _Gathered, unseen: frozenset[int]) -> None:
    """Those who stand on the long list of an event and nowhere else."""
    marked = {one for one, rows in found.members.items() if any(row[1] == ROSTER for row in rows)} - found.claimed
    if marked:
        found.unlisted |= only_there(database, marked, sorted(unseen))


def _line(person: int, found: _Gathered) -> tuple[tuple[Any, ...], str] | None:
    """The row of table person and the text to search by; None for what an undone import left behind."""
    members = found.members[person]
    claimed = person in found.claimed or person in found.shared
    days = found.contact_days.get(person, 0)
    first, last = found.contact.get(person, _NO_CONTACT)
    live = [member for member in members if member[4] or member[5]]
    if not live and not claimed and not days:
        return None
    told = found.said.plain.get(person)
    sayings = () if told else found.said.claims.get(person, ())
    best, words, numbers = told or in_line(sayings)
    tags = found.tags.get(person, ())
    name = best.get("name", "")
    if not name:
        name = fallback_name(sayings, [(member[2], member[3]) for member in live])
        if not name and person in found.claimed:
            # Of an archive that was taken back the link is left alone, for the sake of what the user said.
            link = min((member[3] for member in members if member[2] == "profile"), default="")
            name = name_in_link(link) or link
    circle, state = found.circle.get(person), found.state.get(person)
    known = name != ""
    if not known:
        # The number of an account alone: somebody once they wrote or were written to, or the user said something.
        name = min((number for one in live if (number := number_name(one[1], one[2], one[3]))), default="")
        known = name != "" and (days > 0 or bool(tags) or circle is not None or state is not None)
    row = (
        person,
        person,
        name,
        sort_key(name),
        best.get("role", ""),
        best.get("company", ""),
        circle[2] if circle else None,
        state[2] if state else "active",
        networks_of(live),
        first,
        last,
        found.connected_at.get(person),
        days,
        found.closeness.get(person, 0.0),
        int(person in found.photos),
        int(known and person not in found.unlisted),
        0 if claimed else _only_import(members),
    )
    return row, text_to_search(words, numbers, live, tags)


def networks_of(members: Sequence[Member]) -> str:
    """Where they come from: addresses count where there is nothing else, what was made by hand never."""
    if len(members) == 1:
        return members[0][1] if members[0][1] != "relate" else ""
    profiles = {member[1] for member in members if member[2] not in ADDRESSES}
    return " ".join(sorted((profiles or {member[1] for member in members}) - {"relate"}))


def _only_import(members: Sequence[Member]) -> int:
    """The import that alone knows them, which hides them with itself; 0 when there are several or the user."""
    first = members[0][4]
    if len(members) == 1:
        return 0 if members[0][5] else first
    return first if all(member[4] == first and not member[5] for member in members) else 0


def everybody(database: SqliteDatabase) -> list[int]:
    """Every person there may be a line for, ascending. Read in two rows: one for each takes twice as long."""
    found: set[int] = set()
    for table, column in (("identity", "person"), ("person", "id")):
        found.update(json.loads(database.execute_sql(f"SELECT json_group_array({column}) FROM {table}").fetchone()[0]))
    return sorted(found)
