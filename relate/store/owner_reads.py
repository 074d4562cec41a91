"""Reading who the owner is, for the page *Who am I*."""

from __future__ import annotations

import json
from dataclasses import dataclass

from peewee import SqliteDatabase

from relate.domain.records import IdentityKind, Kind, Role, me
from relate.store.codes import KIND_CODE
from relate.store.owners import OWNER_PERSONS, OWNERS, owners
from relate.store.people_reads import as_of_imports

_SAID = ", ".join(str(KIND_CODE[kind]) for kind in (Kind.MESSAGE, Kind.MAIL, Kind.CALL))
_ME = me("")
_IS_ME = f"(n.kind = '{_ME.kind.value}' AND n.key = '{_ME.key}')"
_IS_PROFILE = f"same.kind = '{IdentityKind.PROFILE.value}'"
_NAMED = f"FROM owner_identity o JOIN identity n ON n.id = o.identity WHERE o.is_me = 1 AND NOT {_IS_ME}"
"""Owners o that say who he is: `me` alone stands for him and says nothing of whose the messages are."""


@dataclass(frozen=True, slots=True)
class OwnerLine:
    """An identity that is, or may be, the owner's; said: the user's own word, None without one."""

    identity: int
    network: str
    kind: str
    key: str
    name: str
    found_by: str
    said: bool | None
    is_me: bool


def lines(database: SqliteDatabase) -> list[OwnerLine]:
    """Every identity that an archive or the user spoke of as the owner's, those that are his first."""
    mine = owners(database)
    found: dict[int, OwnerLine] = {}
    for identity, network, kind, key, import_id, is_me, found_by in database.execute_sql(
        "SELECT n.id, n.network, n.kind, n.key, o.import_id, o.is_me, o.found_by FROM owner_identity o"
        " JOIN identity n ON n.id = o.identity ORDER BY n.id, o.import_id"
    ).fetchall():
        before = found.get(identity)
        said = bool(is_me) if import_id == 0 else (before.said if before else None)
        by = (before.found_by if before and before.found_by else "") or ("" if import_id == 0 else str(found_by))
        found[identity] = OwnerLine(identity, network, kind, key, _name(database, identity), by, said, identity in mine)
    return sorted(found.values(), key=lambda line: (not line.is_me, line.network, line.identity))


def side_known(database: SqliteDatabase, import_id: int) -> bool:
    """Whether it is known which messages, mails and calls of an import are the owner's: it says who he is, or somebody
    who is him takes part in them, or there are none. Scans: for a reader's thread."""
    said = f"FROM interaction i WHERE i.import_id = :import AND i.kind IN ({_SAID})"
    row = (
        database.connection()
        .execute(
            f"SELECT EXISTS (SELECT 1 {_NAMED} AND o.import_id = :import)"
            f" OR NOT EXISTS (SELECT 1 {said})"
            f" OR EXISTS (SELECT 1 {said} AND EXISTS (SELECT 1 FROM participant p CROSS JOIN identity n"
            f" ON n.id = p.identity WHERE p.interaction = i.id AND n.person IN ({OWNER_PERSONS})))",
            {"import": import_id},
        )
        .fetchone()
    )
    return bool(row[0])


def of_mail(database: SqliteDatabase, mail: str) -> int | None:
    """The identity of an address; None where no archive names it."""
    row = database.execute_sql(
        "SELECT id FROM identity WHERE kind = ? AND key = ? ORDER BY id LIMIT 1", (IdentityKind.MAIL.value, mail)
    ).fetchone()
    return None if row is None else int(row[0])


def candidates(database: SqliteDatabase, limit: int = 12) -> list[OwnerLine]:
    """Who may be the owner too: who is his person and sent something, whoever bears his name, addresses that he goes by
    under it (a first name alone tells nothing), and in networks where no archive says who he is, those who wrote or got
    the most words. With whom he talks most where he is known is not him. Where that is nobody, those of archives that
    leave it open."""
    mine = owners(database)
    wanted = json.dumps(sorted(mine))
    namesakes = database.execute_sql(
        "SELECT DISTINCT n.id, n.network, n.kind, n.key FROM json_each(?) j"
        " CROSS JOIN identity_name own ON own.identity = j.value JOIN identity_name x ON x.name_key = own.name_key"
        " JOIN identity n ON n.id = x.identity ORDER BY n.id LIMIT ?",
        (wanted, limit + len(mine)),
    ).fetchall()
    called = database.execute_sql(
        "SELECT DISTINCT n.id, n.network, n.kind, n.key FROM fact f JOIN identity n ON n.id = f.identity"
        f" WHERE f.field = 'name' AND n.kind = '{IdentityKind.MAIL.value}' AND f.value COLLATE NOCASE IN"
        " (SELECT own.value FROM json_each(?) j CROSS JOIN fact own ON own.identity = j.value AND own.field = 'name'"
        "  WHERE instr(own.value, ' ')) ORDER BY n.id LIMIT ?",
        (wanted, limit + len(mine)),
    ).fetchall()
    talkers = database.execute_sql(
        "SELECT n.id, n.network, n.kind, n.key FROM participant p JOIN identity n ON n.id = p.identity"
        " WHERE p.role IN (1, 2) AND n.network NOT IN (SELECT o.network FROM json_each(?) j"
        " CROSS JOIN identity o ON o.id = j.value) GROUP BY n.id ORDER BY count(*) DESC, n.id LIMIT ?",
        (wanted, limit),
    ).fetchall()
    senders = database.execute_sql(
        "SELECT n.id, n.network, n.kind, n.key FROM json_each(?) j CROSS JOIN identity n ON n.id = j.value",
        (json.dumps(open_senders(database)),),
    ).fetchall()
    found = [one for one in dict.fromkeys((*senders, *namesakes, *called, *talkers)) if one[0] not in mine]
    return [
        OwnerLine(identity, network, kind, key, _name(database, identity), "", None, False)
        for identity, network, kind, key in (found or _of_unknown_side(database, limit))[:limit]
    ]


def open_hangs_on(database: SqliteDatabase) -> str:
    """What the answers of `is_side_open` and `open_senders` hang on, in a moment: the imports, who is said to be the
    owner, and as whom that person is known."""
    (told,) = database.execute_sql(
        "SELECT coalesce((SELECT group_concat(identity || ':' || import_id || ':' || is_me) FROM owner_identity), '')"
        f" || '|' || coalesce((SELECT group_concat(n.id) FROM ({OWNER_PERSONS}) w"
        " CROSS JOIN identity n ON n.person = w.person), '')"
    ).fetchone()
    return f"{as_of_imports(database)}|{told}"


def is_side_open(database: SqliteDatabase) -> bool:
    """Whether nobody is named as the owner, and an archive in sight leaves open whose its messages are. May scan."""
    named = f"SELECT 1 FROM ({OWNERS}) w CROSS JOIN identity n ON n.id = w.identity AND NOT {_IS_ME}"
    if database.execute_sql(f"SELECT EXISTS ({named})").fetchone()[0]:
        return False
    return bool(_leaving_it_open(database))


def open_senders(database: SqliteDatabase) -> tuple[int, ...]:
    """Identities that sent something and may well be the owner, of which nobody said whether they are: those of his
    person, and in a network that knows him by his name alone, the profiles of that name. What they sent counts as
    theirs until he says so."""
    rows = database.execute_sql(
        f"SELECT n.id FROM ({OWNER_PERSONS} UNION"
        f" SELECT same.person FROM ({OWNERS}) w"
        f" CROSS JOIN identity o ON o.id = w.identity AND o.kind = '{IdentityKind.NAME.value}'"
        " CROSS JOIN identity_name x ON x.account = o.account AND x.name_key = o.key"
        f" CROSS JOIN identity same ON same.id = x.identity AND {_IS_PROFILE}"
        f" WHERE NOT EXISTS (SELECT 1 FROM ({OWNERS}) v CROSS JOIN identity p ON p.id = v.identity"
        f"  WHERE p.network = o.network AND p.kind = '{IdentityKind.PROFILE.value}')"
        ") w CROSS JOIN identity n ON n.person = w.person"
        " WHERE n.id NOT IN (SELECT identity FROM owner_identity) AND EXISTS (SELECT 1 FROM participant p"
        f" WHERE p.identity = n.id AND p.role = {int(Role.FROM)}) GROUP BY n.id ORDER BY n.id"
    )
    return tuple(int(row[0]) for row in rows.fetchall())


def _leaving_it_open(database: SqliteDatabase) -> list[int]:
    """The last imports that do not say which of their messages are the owner's."""
    rows = database.execute_sql(
        "SELECT id FROM import WHERE state = 'live' AND interactions_new > 0"
        f" AND id NOT IN (SELECT o.import_id {_NAMED}) ORDER BY id DESC LIMIT 20"
    ).fetchall()
    return [import_id for (import_id,) in rows if not side_known(database, import_id)]


def _of_unknown_side(database: SqliteDatabase, limit: int) -> list[tuple[int, str, str, str]]:
    """(identity, network, kind, key) of those who wrote or got the most in archives that leave open who he is."""
    unknown = _leaving_it_open(database)
    if not unknown:
        return []
    return list(
        database.execute_sql(
            "SELECT n.id, n.network, n.kind, n.key FROM interaction i JOIN participant p ON p.interaction = i.id"
            f" JOIN identity n ON n.id = p.identity WHERE i.kind IN ({_SAID}) AND p.role IN (1, 2)"
            " AND i.import_id IN (SELECT value FROM json_each(?))"
            " GROUP BY n.id ORDER BY count(*) DESC, n.id LIMIT ?",
            (json.dumps(unknown), limit),
        ).fetchall()
    )


def _name(database: SqliteDatabase, identity: int) -> str:
    row = database.execute_sql(
        "SELECT value FROM fact WHERE identity = ? AND field = 'name' AND by_user >= 0"
        " ORDER BY by_user DESC, seen_at DESC, value LIMIT 1",
        (identity,),
    ).fetchone()
    return "" if row is None else str(row[0])
