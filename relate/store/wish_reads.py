"""Whom the owner wants to know, by everything that tells it: invitations without an answer, follows, profiles looked
at, people a network proposed, and what he typed. Reads only; it scans: for a reader's thread.

Whoever there was a real exchange with leaves by himself; so does whoever the user no longer wants to meet.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.depth import CONTACT_DEPTH, DEPTHS
from relate.domain.names import name_key
from relate.domain.normalise import handle_key
from relate.domain.records import Direction, Kind, Role
from relate.store.codes import KIND_CODE, LISTED, RARE, Tone
from relate.store.company_reads import companies
from relate.store.interactions import NOT_MET
from relate.store.owners import OWNER_PERSONS
from relate.store.people_reads import named
from relate.store.visibility import and_visible, hidden

PEOPLE_SUBJECTS = ("profile", "suggestion")
"""What of the wishes that archives tell is about people; all others are pages, groups and companies."""
_EXCHANGES = ",".join(
    str(KIND_CODE[kind])
    for kind, depth in DEPTHS.items()
    if depth >= CONTACT_DEPTH and kind is not Kind.INVITATION
)  # fmt: skip


class Sign(NamedTuple):
    """Something that tells of a wish to know a person. kind: "invited" by the owner, "asked" by them, "follow",
    "profile", "suggestion", "typed", "listed" at an event and kept, whose name then stands for the network. uid: of a
    typed wish. interaction: its row, 0 without one."""

    person: int
    kind: str
    network: str
    at: int | None
    precision: int
    interaction: int
    own_text: bool
    uid: str = ""


class Named(NamedTuple):
    """A wish of which it is not known who that is. key: of what an archive tells, 0 for a typed one, which has a uid.
    perhaps: the only person of that name, of the company where one is named."""

    kind: str
    key: int
    uid: str
    name: str
    company: str
    network: str
    at: int | None
    perhaps: int | None


class Followed(NamedTuple):
    """A page, a group or a company."""

    key: int
    subject: str
    text: str
    network: str
    at: int | None


def signs(database: SqliteDatabase) -> list[Sign]:
    """Every sign about people of the library whom the owner still wants to meet."""
    found = [*_invitations(database), *_follows(database), *_told_of_people(database), *_typed_people(database)]
    found += _kept_of_lists(database)
    persons = {sign.person for sign in found}
    away = _unwanted(database) | _talked_to(database, persons)
    return [sign for sign in found if sign.person not in away]


def _invitations(database: SqliteDatabase) -> Iterator[Sign]:
    """Not answered: neither connected since, nor declined (those are not read)."""
    theirs = f"((i.direction = {int(Direction.OUT)} AND p.role = {int(Role.TO)})"
    theirs += f" OR (i.direction = {int(Direction.IN)} AND p.role = {int(Role.FROM)}))"
    where = f"{RARE} AND i.kind = {KIND_CODE[Kind.INVITATION]} AND {theirs} AND q.connected_at IS NULL"
    for person, direction, network, at, precision, interaction, text in _rows(database, where):
        kind = "invited" if direction == Direction.OUT else "asked"
        yield Sign(person, kind, network, at, precision, interaction, bool(text))


def _follows(database: SqliteDatabase) -> Iterator[Sign]:
    where = f"{LISTED} AND i.kind = {KIND_CODE[Kind.FOLLOW]} AND i.direction = {int(Direction.OUT)}"
    where += f" AND p.role = {int(Role.TO)}"
    for person, _, network, at, precision, interaction, _text in _rows(database, where):
        yield Sign(person, "follow", network, at, precision, interaction, own_text=False)


def _rows(database: SqliteDatabase, where: str) -> Iterator[tuple[int, int, str, int | None, int, int, str]]:
    shown = and_visible("i.import_id", hidden(database))
    yield from database.execute_sql(
        "SELECT n.person, i.direction, coalesce(a.network, ''), coalesce(o.at, i.at), coalesce(o.precision,"
        " i.precision), i.id, substr(i.text, 1, 1) FROM interaction i CROSS JOIN participant p ON p.interaction = i.id"
        " CROSS JOIN identity n ON n.id = p.identity CROSS JOIN person q ON q.id = n.person"
        " LEFT JOIN account a ON a.id = i.account LEFT JOIN interaction_override o ON o.interaction = i.id"
        f" WHERE {where} AND q.listed AND q.state NOT IN ('in memoriam', 'never suggest') AND NOT coalesce(o.hidden, 0)"
        f" AND n.person NOT IN ({OWNER_PERSONS}){shown}"
    )


def _told_of_people(database: SqliteDatabase) -> Iterator[Sign]:
    for key, subject, text, network, account, at in _told(database, about_people=True):
        person = _who(database, network, account, text)
        if person is not None:
            yield Sign(person, subject, network, at, 6, 0, own_text=False, uid=str(key))


def _typed_people(database: SqliteDatabase) -> Iterator[Sign]:
    for uid, person, at in database.execute_sql(
        "SELECT w.uid, n.person, w.at FROM typed_wish w CROSS JOIN identity n ON n.id = w.identity"
        " CROSS JOIN person p ON p.id = n.person AND p.listed"
    ):
        yield Sign(int(person), "typed", "", at, 6, 0, own_text=False, uid=str(uid))


def _kept_of_lists(database: SqliteDatabase) -> Iterator[Sign]:
    """Whom the user kept of the list of an event."""
    for person, at, name, row in database.execute_sql(
        "SELECT n.person, m.at, coalesce(s.name, e.name), coalesce(e.interaction, k.interaction, 0) FROM event_mark m"
        " CROSS JOIN identity n ON n.id = m.identity CROSS JOIN person q ON q.id = n.person AND q.listed"
        " AND q.state NOT IN ('in memoriam', 'never suggest') LEFT JOIN event_said s ON s.key = m.event"
        " LEFT JOIN event e ON e.key = m.event LEFT JOIN interaction_key k ON k.key = m.event"
        f" WHERE m.mark = 'keep' AND NOT coalesce(s.hidden, 0) AND n.person NOT IN ({OWNER_PERSONS})"
    ):
        yield Sign(int(person), "listed", str(name or ""), at, 6, int(row), own_text=False)


def names(database: SqliteDatabase) -> list[Named]:
    """Wishes for people of whom it is not known who they are, the newest typed ones first."""
    talked = _Talked(database)
    found = []
    for uid, name, company, at in database.execute_sql(
        "SELECT uid, name, company, at FROM typed_wish WHERE identity IS NULL ORDER BY at DESC, uid"
    ):
        perhaps = _perhaps(database, name, company)
        if perhaps is None or not talked.to(perhaps):
            found.append(Named("typed", 0, uid, name, company, "", at, perhaps))
    for key, subject, text, network, account, at in _told(database, about_people=True):
        if _who(database, network, account, text) is None:
            perhaps = _perhaps(database, text, "")
            if perhaps is None or not talked.to(perhaps):
                found.append(Named(subject, key, "", text, "", network, at, perhaps))
    return found


def followed(database: SqliteDatabase) -> list[Followed]:
    """Pages, groups and companies the owner follows, by what they are and how they are called."""
    return [
        Followed(key, subject, text, network, at)
        for key, subject, text, network, _, at in _told(database, about_people=False)
    ]


def _told(database: SqliteDatabase, *, about_people: bool) -> list[tuple[int, str, str, str, int, int | None]]:
    """(key, subject, text, network, account, at) of the wishes that archives tell and the user still has."""
    shown = and_visible("w.import_id", hidden(database))
    marks = ", ".join("?" * len(PEOPLE_SUBJECTS))
    rows = database.execute_sql(
        "SELECT w.key, w.subject, w.text, coalesce(i.network, ''), coalesce(i.account, 0), w.at FROM wish w"
        " LEFT JOIN import i ON i.id = w.import_id"
        f" WHERE w.subject {'' if about_people else 'NOT '}IN ({marks})"
        f" AND w.key NOT IN (SELECT wish FROM unwished){shown} ORDER BY w.subject, w.text COLLATE NOCASE, w.key",
        PEOPLE_SUBJECTS,
    )
    return [(int(row[0]), *row[1:]) for row in rows]


def _who(database: SqliteDatabase, network: str, account: int, text: str) -> int | None:
    """Who is meant by a handle or a name inside an account; None where that is not certain."""
    row = database.execute_sql(
        "SELECT n.person FROM identity n JOIN person p ON p.id = n.person AND p.listed"
        " WHERE n.network = ? AND n.account = 0 AND n.kind = 'handle' AND n.key = ?",
        (network, handle_key(text)),
    ).fetchone()
    if row is not None:
        return int(row[0])
    key = name_key(text)
    rows = database.execute_sql(
        "SELECT n.person FROM identity n JOIN person p ON p.id = n.person AND p.listed"
        " WHERE n.network = ? AND n.account = ? AND n.kind = 'name' AND n.key = ?"
        " UNION SELECT n.person FROM identity_name x JOIN identity n ON n.id = x.identity"
        " JOIN person p ON p.id = n.person AND p.listed WHERE x.account = ? AND x.name_key = ?",
        (network, account, key, account, key),
    ).fetchall()
    return int(rows[0][0]) if len(rows) == 1 else None


def _perhaps(database: SqliteDatabase, name: str, company: str) -> int | None:
    """The only listed person of a name, and of a company where one is named."""
    here = named(database, name) if name.strip() else []
    if company and here:
        together = companies(database)
        wanted = together.key(company)
        rows = database.execute_sql(
            "SELECT p.id, p.company FROM json_each(?) j JOIN person p ON p.id = j.value", (json.dumps(here),)
        )
        here = [int(person) for person, its in rows if together.key(its) == wanted]
    return here[0] if len(here) == 1 else None


def _unwanted(database: SqliteDatabase) -> set[int]:
    rows = database.execute_sql("SELECT n.person FROM unwanted u CROSS JOIN identity n ON n.id = u.identity")
    return {int(row[0]) for row in rows}


def _talked_to(database: SqliteDatabase, persons: Collection[int]) -> set[int]:
    """With whom there was a real exchange: anything that counts as contact but an invitation alone."""
    if not persons:
        return set()
    rows = database.execute_sql(
        "SELECT q.id FROM json_each(?) j CROSS JOIN person q ON q.id = j.value WHERE q.contact_days > 0 AND EXISTS"
        " (SELECT 1 FROM identity n CROSS JOIN participant p ON p.identity = n.id"
        "  CROSS JOIN interaction i ON i.id = p.interaction"
        f"  WHERE n.person = q.id AND i.kind IN ({_EXCHANGES}) AND i.tone != {int(Tone.PITCH)}"
        f"  AND NOT {NOT_MET}{and_visible('i.import_id', hidden(database))})",
        (json.dumps(list(persons)),),
    )
    return {int(row[0]) for row in rows}


class _Talked:
    """Whether there was a real exchange with somebody, asked one by one."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database

    def to(self, person: int) -> bool:
        return bool(_talked_to(self._database, (person,)))


def at_company(database: SqliteDatabase, names: Collection[str]) -> dict[str, list[tuple[int, str]]]:
    """People the owner talked with, by the name of their company that is asked for: (person, name), the closest
    first."""
    together = companies(database)
    wanted = {key: name for name in names if (key := together.key(name))}
    if not wanted:
        return {}
    spellings: dict[str, str] = {}
    for (company,) in database.execute_sql("SELECT DISTINCT company FROM person WHERE listed = 1 AND company != ''"):
        if (key := together.key(company)) in wanted:
            spellings[company] = key
    shown = and_visible("import_id", hidden(database))
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for person, name, company in database.execute_sql(
        "SELECT id, name, company FROM person WHERE listed = 1 AND company IN (SELECT value FROM json_each(?))"
        f" AND last_contact IS NOT NULL{shown} ORDER BY closeness DESC, id",
        (json.dumps(list(spellings)),),
    ):
        found[spellings[company]].append((int(person), str(name)))
    return {name: found[key] for name in names if (key := together.key(name)) in found}


def met_at(database: SqliteDatabase, persons: Sequence[int]) -> dict[int, list[tuple[int, str, str]]]:
    """People met at an event where somebody was too: person → (other, their name, the event)."""
    found: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
    for person, other, name, event in database.execute_sql(
        "SELECT DISTINCT n.person, m.person, q.name, coalesce(s.name, e.name) FROM json_each(?) j"
        " CROSS JOIN identity n ON n.person = j.value CROSS JOIN attendance a ON a.identity = n.id"
        " CROSS JOIN attendance b ON b.event = a.event AND b.met CROSS JOIN identity m ON m.id = b.identity"
        " CROSS JOIN person q ON q.id = m.person LEFT JOIN event_said s ON s.key = a.event"
        " LEFT JOIN event e ON e.key = a.event"
        " WHERE m.person != n.person AND q.listed AND NOT coalesce(s.hidden, 0)"
        " ORDER BY q.closeness DESC, m.person",
        (json.dumps(list(persons)),),
    ):
        found[int(person)].append((int(other), str(name), str(event or "")))
    return dict(found)


def in_groups_with(database: SqliteDatabase, persons: Sequence[int], most: int) -> dict[int, list[tuple[int, str]]]:
    """People the owner talked with who are in a conversation of several with somebody: person → (other, name)."""
    found: dict[int, list[tuple[int, str]]] = {}
    for one in persons:
        rows = database.execute_sql(
            "SELECT m.person, q.name, max(q.closeness) FROM (SELECT DISTINCT i.id FROM identity n"
            " CROSS JOIN participant p ON p.identity = n.id CROSS JOIN interaction i ON i.id = p.interaction"
            " WHERE n.person = ? AND i.people > 2 AND i.conversation > 0 ORDER BY i.id DESC LIMIT 20) g"
            " CROSS JOIN participant o ON o.interaction = g.id CROSS JOIN identity m ON m.id = o.identity"
            " CROSS JOIN person q ON q.id = m.person"
            " WHERE m.person != ? AND q.listed AND q.last_contact IS NOT NULL GROUP BY m.person"
            " ORDER BY 3 DESC, 1 LIMIT ?",
            (one, one, most),
        ).fetchall()
        if rows:
            found[one] = [(int(person), str(name)) for person, name, _ in rows]
    return found
