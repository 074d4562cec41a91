"""What matching reads: who is to be looked at again, the keys of everybody, and people as they are compared.

Everything is read set-wise. While an import is coming in or going out nobody is to be looked at: what is seen then is
not what will be there.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence

from peewee import SqliteDatabase

from relate.domain.companies import UNJOINED, Companies
from relate.domain.matching import Scored
from relate.domain.portrait import Portrait, portrait
from relate.domain.records import Field
from relate.domain.signs import Sign
from relate.store.visibility import between

COMPARED_FIELDS = (
    Field.NAME, Field.FIRST_NAME, Field.LAST_NAME, Field.COMPANY, Field.ROLE, Field.PLACE, Field.ADDRESS,
    Field.BIRTHDAY, Field.MAIL, Field.PHONE, Field.LINK,
)  # fmt: skip
SIGNS = tuple(Sign)
FORM = b"4"
"""What the caches hold, changed whenever keys, signs or weights come to mean something else."""
FORM_ROW = 0
"""The row of match_key that holds FORM, and behind it which companies were one then: nobody is person 0."""

_Facts = dict[int, list[tuple[str, str]]]


def to_look_at(database: SqliteDatabase, together: Companies) -> dict[int, int]:
    """Each person about whom something changed since they were last compared, and the count of such changes.

    together: which companies are one now. Whoever names one that was another company then is among them.
    """
    if between(database):
        return {}
    kept = database.execute_sql("SELECT keys FROM match_key WHERE person = ?", (FORM_ROW,)).fetchone()
    form, _, joined = (b"" if kept is None else kept[0]).partition(b"\n")
    anew = "" if form == FORM else " OR 1"
    found = dict(
        database.execute_sql(
            "SELECT p.id, coalesce(k.told, 0) FROM person p LEFT JOIN match_key k ON k.person = p.id"
            f" WHERE k.keys IS NULL{anew} UNION SELECT k.person, k.told FROM match_key k"
            f" WHERE k.person != {FORM_ROW} AND k.keys IS NULL"
        ).fetchall()
    )
    other = together.differing(json.loads(joined or b"{}"))
    return found | _naming(database, other) if other else found


def form_of(together: Companies) -> bytes:
    """What is kept beside the keys: how they were made, and with which companies as one."""
    return FORM + b"\n" + json.dumps(dict(sorted(together.joined.items()))).encode()


def _naming(database: SqliteDatabase, spelt: Container[str]) -> dict[int, int]:
    """Whoever names a company of one of these spellings. Scans."""
    names = [
        name
        for (name,) in database.execute_sql("SELECT DISTINCT value FROM fact WHERE field = 'company'")
        if UNJOINED.key(name) in spelt
    ]
    return dict(
        database.execute_sql(
            "SELECT n.person, coalesce(k.told, 0) FROM fact f CROSS JOIN identity n ON n.id = f.identity"
            " LEFT JOIN match_key k ON k.person = n.person"
            " WHERE f.field = 'company' AND f.value IN (SELECT value FROM json_each(?))",
            (json.dumps(names),),
        ).fetchall()
    )


def packed_keys(database: SqliteDatabase) -> dict[int, bytes]:
    """The keys of everybody who was compared before and has any."""
    return dict(
        database.execute_sql(
            f"SELECT person, keys FROM match_key WHERE person != {FORM_ROW} AND length(keys) > 0 ORDER BY person"
        ).fetchall()
    )


def portraits(database: SqliteDatabase, persons: Sequence[int], together: Companies) -> dict[int, Portrait]:
    """Those of them who stand in lists, as they are compared. together: which companies are one."""
    wanted = json.dumps(list(persons))
    identities: dict[int, list[tuple[str, str, str, int]]] = defaultdict(list)
    talked: set[int] = set()
    for person, network, kind, key, account, spoke in database.execute_sql(
        "SELECT n.person, n.network, n.kind, n.key, n.account,"
        " EXISTS (SELECT 1 FROM contact_day d WHERE d.identity = n.id) FROM json_each(?) j"
        " CROSS JOIN person p ON p.id = j.value AND p.listed = 1 CROSS JOIN identity n ON n.person = p.id"
        " WHERE n.import_id > 0 OR n.by_user = 1 ORDER BY n.id",
        (wanted,),
    ):
        identities[person].append((network, kind, key, account))
        if spoke:
            talked.add(person)
    facts = facts_of(database, list(identities))
    return {
        person: portrait(person, keys, facts.get(person, ()), together, person in talked)
        for person, keys in identities.items()
    }


def facts_of(database: SqliteDatabase, persons: Sequence[int], fields: Sequence[Field] = COMPARED_FIELDS) -> _Facts:
    """(field, value) of each of these people, the user's own words first, then the newest."""
    wanted = ", ".join(f"'{field.value}'" for field in fields)
    found: _Facts = defaultdict(list)
    for person, field, value in database.execute_sql(
        "SELECT n.person, f.field, f.value FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
        f" CROSS JOIN fact f ON f.identity = n.id AND f.field IN ({wanted})"
        " WHERE f.by_user > 0 OR (f.by_user = 0 AND f.import_id > 0)"
        " ORDER BY f.by_user DESC, f.seen_at DESC, f.value",
        (json.dumps(list(persons)),),
    ):
        found[person].append((field, value))
    return found


def weeks(database: SqliteDatabase, persons: Iterable[int]) -> dict[int, frozenset[int]]:
    """The weeks since 1970 in which something passed with each of these people."""
    found: dict[int, frozenset[int]] = {}
    for person, told in database.execute_sql(
        "SELECT n.person, group_concat(DISTINCT d.day / 7) FROM json_each(?) j"
        " CROSS JOIN identity n ON n.person = j.value CROSS JOIN contact_day d ON d.identity = n.id GROUP BY n.person",
        (json.dumps(list(persons)),),
    ):
        found[person] = frozenset(map(int, told.split(",")))
    return found


def scored(database: SqliteDatabase) -> list[Scored]:
    """Every pair that was found, as far as both are still there and nobody said that they are different."""
    apart = different(database)
    return [
        Scored(a, b, _signs(bits), odds)
        for a, b, odds, bits in database.execute_sql(
            "SELECT m.a, m.b, m.odds, m.signs FROM match_pair m CROSS JOIN person p ON p.id = m.a AND p.listed = 1"
            " CROSS JOIN person q ON q.id = m.b AND q.listed = 1 ORDER BY m.a, m.b"
        )
        if (a, b) not in apart
    ]


def listed(database: SqliteDatabase) -> int:
    """How many people stand in lists."""
    return int(database.execute_sql("SELECT count(*) FROM person WHERE listed = 1").fetchone()[0])


def different(database: SqliteDatabase) -> set[tuple[int, int]]:
    """Pairs of people of whom the user said that they are different."""
    return {
        (min(a, b), max(a, b))
        for a, b in database.execute_sql(
            "SELECT m.person, n.person FROM link l JOIN identity m ON m.id = l.a JOIN identity n ON n.id = l.b"
            " WHERE l.relation = 'apart'"
        )
    }


def bits_of(signs: Iterable[Sign]) -> int:
    return sum(1 << SIGNS.index(sign) for sign in signs)


def _signs(bits: int) -> tuple[Sign, ...]:
    return tuple(sign for place, sign in enumerate(SIGNS) if bits >> place & 1)
