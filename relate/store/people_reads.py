"""Reading the contact list: who is in it and in what order, its lines, its totals. Reads only, for any thread.

Ids come first, whole and in order, as `array('q')`; lines follow in pages. Whatever decides who is listed stands in
the caches that people_cache.py writes; rows of imports that come in or go away are left out here.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from relate.store.codes import HIDDEN_STATES
from relate.store.search_words import match
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from peewee import SqliteDatabase

Shown = Literal["talked", "connected", "everyone"]
Order = Literal["last contact", "name", "first contact", "closeness"]

_SHOWN: Mapping[str, str] = {
    "talked": " AND p.last_contact IS NOT NULL",
    # The plus keeps SQLite from the index of last contacts: it would sort everybody behind it once more.
    "connected": " AND +p.last_contact IS NULL",
    "everyone": "",
}
_ORDER: Mapping[tuple[str, str], str] = {
    # Each is the order of an index of `person`, so that no line is looked at for its place.
    ("talked", "last contact"): "p.last_contact DESC, p.id DESC",
    ("talked", "first contact"): "p.first_contact, p.id",
    ("talked", "closeness"): "p.closeness DESC, p.last_contact DESC, p.id DESC",
    # With somebody never talked to, becoming connected is all there is to sort by.
    ("connected", "last contact"): "p.connected_at DESC, p.last_contact DESC, p.id DESC",
    ("connected", "first contact"): "p.connected_at, p.last_contact, p.id",
    ("connected", "closeness"): "p.connected_at DESC, p.last_contact DESC, p.id DESC",
}
_BY_NAME = "p.sort_key, p.last_contact, p.id"
_COMES_OR_GOES = (
    f"FROM import m WHERE m.state IN ({', '.join(repr(state) for state in HIDDEN_STATES if state != 'staged')})"
)
_OUT_OF_SIGHT = (
    f" AND (NOT EXISTS (SELECT 1 {_COMES_OR_GOES}) OR p.id NOT IN"
    f" (SELECT q.id FROM person q WHERE q.import_id IN (SELECT m.id {_COMES_OR_GOES})))"
)
"""As `and_visible`, for lists of everybody, whose order is that of an index: no line is looked up for it one by one.
All are looked through once: for a join SQLite would make an index of them, which takes twice as long. Of an import that
is merely staged nothing is there, and nobody is looked at; asked in the same statement, that holds while it is read."""
_HERE = "IN (SELECT value FROM json_each(?))"
_COUNTED_EXACTLY = 200_000
"""Interactions up to this number are counted one by one; for more the imports' own counts are added up."""


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What a list asks for; None and "" ask for nothing. `tag`, also the group of an address book, is compared exactly,
    `company` by the names that are the same company."""

    shown: Shown = "talked"
    order: Order = "last contact"
    text: str = ""
    circle: int | None = None
    tag: str | None = None
    network: str | None = None
    state: str | None = None
    company: str | None = None
    since_import: int | None = None
    event: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing but the tab and the text narrows it."""
        narrowed = (self.circle, self.tag, self.network, self.state, self.company, self.since_import, self.event)
        return narrowed == (None,) * len(narrowed)


class Line(NamedTuple):
    """A line of the list as the cache holds it; `rhythm` is a packed state (domain.packing) or None."""

    id: int
    name: str
    role: str
    company: str
    circle: int | None
    state: str
    last_contact: int | None
    networks: str
    has_photo: int
    rhythm: bytes | None


class Listing(NamedTuple):
    """Instants in UTC ms."""

    contact_days: int
    first_contact: int | None
    connected_at: int | None
    listed: bool


class Counts(NamedTuple):
    people: int
    talked_to: int
    interactions: int
    imports: int


def ids(database: SqliteDatabase, query: ListQuery) -> array[int]:
    """Persons in order. With text: those whose names, companies, addresses, tags or notes have all its words."""
    wanted = match(query.text)
    if query.text.strip() and not wanted:
        return array("q")
    # Whoever was talked with stands before the others, however a list of everyone is sorted; names excepted.
    parts: tuple[Shown, ...] = (query.shown,)
    if query.shown == "everyone" and query.order != "name":
        parts = ("talked", "connected")
    unseen = hidden(database)
    companies = _names_of(database, query.company)
    result = array("q")
    for part in parts:
        sql, parameters = _statement(query, part, wanted, unseen, companies)
        result.extend(_joined(database, f"SELECT group_concat(id) FROM ({sql})", parameters))
    return result


def by_last_contact(database: SqliteDatabase) -> tuple[array[int], array[int]]:
    """Whom one has talked with, as `ids` has them of the plain list, and the last contact of each, UTC ms."""
    sql, parameters = _statement(ListQuery(), "talked", "", hidden(database), ())
    both = sql.replace("p.id AS id", "p.id AS id, p.last_contact AS at", 1)
    rows = database.execute_sql(f"SELECT group_concat(id), group_concat(at) FROM ({both})", parameters).fetchone()
    ids, last = (array("q", json.loads(f"[{joined or ''}]")) for joined in rows)
    return ids, last


def last_contacts(database: SqliteDatabase, persons: Collection[int]) -> list[tuple[int, int]]:
    """(last contact in UTC ms, person) of those of these people who stand in the plain list of whom one talked with."""
    where = _SHOWN["talked"] + and_visible("p.import_id", hidden(database))
    rows = database.execute_sql(
        f"SELECT p.last_contact, p.id FROM person p WHERE p.id {_HERE} AND p.listed = 1{where}",
        (json.dumps(list(persons)),),
    )
    return [(int(last), int(person)) for last, person in rows]


def as_of_imports(database: SqliteDatabase) -> str:
    """What changes whenever an import comes to light, is hidden, or goes."""
    (told,) = database.execute_sql("SELECT group_concat(id || state) FROM import").fetchone()
    return str(told)


def hits(database: SqliteDatabase, text: str) -> array[int]:
    """Everybody the search finds, listed or not, in no order."""
    wanted = match(text)
    if not wanted:
        return array("q")
    return _joined(database, "SELECT group_concat(rowid) FROM person_fts WHERE person_fts MATCH ?", (wanted,))


def rows(database: SqliteDatabase, persons: Sequence[int]) -> list[Line]:
    """The lines of a page, in the order asked for; who is not in the library any more is left out."""
    found = {
        row[0]: Line(*row)
        for row in database.execute_sql(
            "SELECT p.id, p.name, p.role, p.company, p.circle, p.state, p.last_contact, p.networks, p.has_photo,"
            f" r.state FROM person p LEFT JOIN rhythm_state r ON r.person = p.id WHERE p.id {_HERE}",
            (json.dumps(list(persons)),),
        )
    }
    return [found[person] for person in persons if person in found]


def listing(database: SqliteDatabase, person: int) -> Listing:
    """What else the cache holds of somebody who is in it."""
    row = database.execute_sql(
        "SELECT contact_days, first_contact, connected_at, listed FROM person WHERE id = ?", (person,)
    ).fetchone()
    return Listing(int(row[0]), row[1], row[2], bool(row[3]))


def closeness(database: SqliteDatabase, persons: Sequence[int]) -> dict[int, float]:
    """How close some people are: a number to sort by."""
    rows = database.execute_sql(
        f"SELECT id, closeness FROM person WHERE id {_HERE} AND last_contact IS NOT NULL", (json.dumps(list(persons)),)
    )
    return {int(person): float(close) for person, close in rows}


def current(database: SqliteDatabase, person: int) -> int | None:
    """Whom an id stands for now: itself, or who it was joined with; None when that one is removed or gone."""
    unseen = and_visible("p.import_id", hidden(database))
    row = database.execute_sql(
        "SELECT p.id FROM identity n JOIN person p ON p.id = n.person WHERE n.id = ?"
        f" AND NOT EXISTS (SELECT 1 FROM identity m JOIN removed r ON r.identity = m.id WHERE m.person = p.id){unseen}",
        (person,),
    ).fetchone()
    return None if row is None else int(row[0])


def named(database: SqliteDatabase, name: str) -> list[int]:
    """Listed people of exactly this name, case and accents ignored."""
    # A lone surrogate (a byte of a terminal that is no UTF-8) cannot be handed to SQLite, and is in nobody's name.
    name = name.encode("utf-8", "replace").decode("utf-8")
    from relate.store.people_cache import sort_key

    unseen = and_visible("import_id", hidden(database))
    return [
        int(row[0])
        for row in database.execute_sql(
            f"SELECT id FROM person WHERE listed = 1 AND sort_key = ?{unseen} ORDER BY id", (sort_key(name.strip()),)
        )
    ]


def person_with(database: SqliteDatabase, network: str, kind: str, key: str) -> int | None:
    """The listed person of a key that holds everywhere, or None."""
    unseen = and_visible("p.import_id", hidden(database))
    row = database.execute_sql(
        "SELECT n.person FROM identity n CROSS JOIN person p ON p.id = n.person AND p.listed = 1"
        f" WHERE n.network = ? AND n.account = 0 AND n.kind = ? AND n.key = ?{unseen}",
        (network, kind, key),
    ).fetchone()
    return None if row is None else int(row[0])


def listed_of(database: SqliteDatabase, persons: Sequence[int]) -> set[int]:
    """Those of these people who are in the contact list."""
    rows = database.execute_sql(
        "SELECT p.id FROM json_each(?) j CROSS JOIN person p ON p.id = j.value WHERE p.listed = 1",
        (json.dumps(list(persons)),),
    )
    return {int(row[0]) for row in rows}


def anybody(database: SqliteDatabase, shown: Shown) -> bool:
    """Whether a tab of the list shows anybody at all; by the first one found, where `totals` counts everybody."""
    where = _SHOWN[shown] + and_visible("p.import_id", hidden(database))
    (found,) = database.execute_sql(f"SELECT EXISTS (SELECT 1 FROM person p WHERE p.listed = 1{where})").fetchone()
    return bool(found)


def totals(database: SqliteDatabase) -> Counts:
    """How much there is of everything a reader may see."""
    unseen = hidden(database)
    people, talked = database.execute_sql(
        f"SELECT count(*), count(last_contact) FROM person WHERE listed = 1{and_visible('import_id', unseen)}"
    ).fetchone()
    brought, imports = database.execute_sql(
        "SELECT coalesce(sum(interactions_new), 0), count(*) FROM import WHERE state IN ('live', 'settling')"
    ).fetchone()
    (typed,) = database.execute_sql("SELECT count(*) FROM interaction WHERE by_user = 1").fetchone()
    interactions = brought + typed
    if interactions <= _COUNTED_EXACTLY:
        (interactions,) = database.execute_sql(
            "SELECT count(*) FROM interaction i WHERE NOT EXISTS (SELECT 1 FROM interaction_override o"
            f" WHERE o.interaction = i.id AND o.hidden){and_visible('i.import_id', unseen)}"
        ).fetchone()
    return Counts(int(people), int(talked), int(interactions), int(imports))


def companies(database: SqliteDatabase, prefix: str = "", limit: int = 200) -> list[str]:
    """Companies of listed people, those with the most people first, each once: by the name that most of them have.

    One is found by the beginning of any of its names, case ignored.
    """
    from relate.store.company_reads import by_company  # with the first filter, not with the first paint

    begins = prefix.casefold()
    return [
        names[0].name
        for names in by_company(database).values()
        if any(one.name.casefold().startswith(begins) for one in names)
    ][:limit]


def tags(database: SqliteDatabase, prefix: str = "", limit: int = 200) -> list[str]:
    """Tags in use, those on the most people first."""
    return _names(
        database,
        "SELECT t.name, count(DISTINCT n.person) AS n FROM tag t JOIN identity n ON n.id = t.identity"
        " JOIN person p ON p.id = n.person WHERE p.listed = 1 AND t.name LIKE ? ESCAPE '\\'"
        " GROUP BY t.name ORDER BY n DESC, t.name LIMIT ?",
        prefix,
        limit,
    )


def identities(database: SqliteDatabase, persons: Sequence[int]) -> Iterator[tuple[int, int, str, str, str]]:
    """(person, identity, network, kind, key) of everybody named, by person and identity."""
    unseen = and_visible("import_id", hidden(database))
    for row in database.execute_sql(
        f"SELECT person, id, network, kind, key FROM identity WHERE person {_HERE}{unseen} ORDER BY person, id",
        (json.dumps(list(persons)),),
    ):
        yield int(row[0]), int(row[1]), str(row[2]), str(row[3]), str(row[4])


def _statement(
    query: ListQuery, shown: Shown, wanted: str, unseen: tuple[int, ...], companies: Sequence[str]
) -> tuple[str, list[Any]]:
    where = _SHOWN[shown]
    if unseen and query.is_whole and not wanted:
        where += _OUT_OF_SIGHT
    else:
        where += and_visible("p.import_id", unseen)
    order = _ORDER.get((shown, query.order), _BY_NAME)
    if (shown, query.order) == ("talked", "first contact"):
        where = where.replace("last_contact", "first_contact")  # the two are null together, and the index has this one
    parameters: list[Any] = []
    # CROSS JOIN keeps the order of the tables: left to itself SQLite asked the index once for each person.
    source = "person p"
    if wanted:
        source = "person_fts f CROSS JOIN person p ON p.id = f.rowid"
        where = " AND f.person_fts MATCH ?" + where
        parameters.append(wanted)
    for column, value in (("circle", query.circle), ("state", query.state)):
        if value is not None:
            where += f" AND p.{column} = ?"
            parameters.append(value)
    if query.company is not None:
        where += f" AND p.company {_HERE}"
        parameters.append(json.dumps(companies))
    if query.network is not None:
        where += " AND instr(' ' || p.networks || ' ', ' ' || ? || ' ')"
        parameters.append(query.network)
    if query.tag is not None:
        from relate.store.tag_reads import who_has  # with the first filter, not with the first paint

        where += f" AND p.id IN ({who_has(unseen)})"
        parameters += (query.tag, query.tag)
    if query.since_import is not None:
        where += " AND p.id IN (SELECT id FROM identity WHERE import_id = ?)"
        parameters.append(query.since_import)
    if query.event is not None:
        where += (
            " AND p.id IN (SELECT n.person FROM attendance a CROSS JOIN identity n ON n.id = a.identity"
            " WHERE a.event = ? UNION SELECT n.person FROM event v CROSS JOIN participant t"
            " ON t.interaction = v.interaction CROSS JOIN identity n ON n.id = t.identity WHERE v.key = ?)"
        )
        parameters += (query.event, query.event)
    return f"SELECT p.id AS id FROM {source} WHERE p.listed = 1{where} ORDER BY {order}", parameters


def _names_of(database: SqliteDatabase, company: str | None) -> list[str]:
    """The names in the list that are a company."""
    if company is None:
        return []
    from relate.store.company_reads import names_of

    return names_of(database, company)


def is_numpy_there() -> bool:
    """Whether numpy is loaded: it is once anything needed it. Not while another thread loads it, for whom to wait would
    take longer than to do without."""
    spec = getattr(sys.modules.get("numpy"), "__spec__", None)
    return spec is not None and not getattr(spec, "_initializing", False)


def _joined(database: SqliteDatabase, sql: str, parameters: Sequence[Any]) -> array[int]:
    """Ids that a statement joins into one string: two to three times as fast as a row each, and other threads run."""
    (joined,) = database.execute_sql(sql, parameters).fetchone()
    if joined and is_numpy_there():  # four times as fast
        import numpy as np

        return array("q", np.fromstring(joined, dtype=np.int64, sep=",").tobytes())
    return array("q", json.loads(f"[{joined or ''}]"))


def _names(database: SqliteDatabase, sql: str, prefix: str, limit: int) -> list[str]:
    begins = prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return [str(row[0]) for row in database.execute_sql(sql, (begins, limit))]
