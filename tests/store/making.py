"""Libraries for the tests of the store, filled row by row as an import would leave them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.homezone import HomeZone
from relate.domain.records import Direction, Fact, IdentityKey, IdentityKind, Kind, Role
from relate.store import ties
from relate.store.codes import KIND_CODE
from relate.store.connection import migrate, open_database
from relate.store.hashing import hashed
from relate.store.interactions import add_one
from relate.store.links import relink, relink_everything
from relate.store.people_cache import everybody, refresh_people
from relate.store.settling import redirect
from relate.store.visibility import and_visible, uncounted

Told = tuple[tuple[IdentityKey, ...], tuple[Fact, ...]]
"""What one row of an export says of somebody: keys[0] carries the facts."""


@lru_cache(maxsize=1)
def _template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="relate-store-"))
    database = open_database(folder / "empty.db", "writer")
    migrate(database)
    database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return folder / "empty.db"


def library(folder: Path, name: str = "relate.db") -> SqliteDatabase:
    """An empty library in this folder, opened by its writer."""
    path = folder / name
    shutil.copyfile(_template(), path)
    path.chmod(0o600)
    return open_database(path, "writer")


def profile(slug: str) -> IdentityKey:
    return IdentityKey("linkedin", IdentityKind.PROFILE, slug)


def mail(address: str) -> IdentityKey:
    return IdentityKey("mail", IdentityKind.MAIL, address)


def phone(number: str) -> IdentityKey:
    return IdentityKey("phone", IdentityKind.PHONE, number)


def card(uid: str) -> IdentityKey:
    return IdentityKey("cards", IdentityKind.CARD, uid, True)


def bare(name: str) -> IdentityKey:
    return IdentityKey("linkedin", IdentityKind.NAME, name, True)


def account(database: SqliteDatabase, network: str, title: str = "") -> int:
    row = database.execute_sql("SELECT id FROM account WHERE network = ? AND title = ?", (network, title)).fetchone()
    if row is None:
        database.execute_sql("INSERT INTO account (network, title) VALUES (?, ?)", (network, title))
        return _last(database)
    return int(row[0])


def _last(database: SqliteDatabase) -> int:
    return int(database.execute_sql("SELECT last_insert_rowid()").fetchone()[0])


def start_import(
    database: SqliteDatabase, network: str = "linkedin", snapshot_at: int = 1, state: str = "live", title: str = ""
) -> int:
    """An import without rows."""
    database.execute_sql(
        "INSERT INTO import (account, source, network, title, path, snapshot_at, complete, sha, state, started_at, "
        "seconds, people_new, people_matched, interactions_new, unread, first) "
        "VALUES (?, ?, ?, ?, '', ?, 1, '', ?, 0, 0, 0, 0, 0, '', 0)",
        (account(database, network, title), network, network, title or network, snapshot_at, state),
    )
    return _last(database)


def identity(database: SqliteDatabase, key: IdentityKey, import_id: int) -> int:
    """The identity of a key, made or claimed by this import."""
    holder = account_of(database, import_id) if key.local else 0
    row = database.execute_sql(
        "SELECT id, import_id FROM identity WHERE network = ? AND account = ? AND kind = ? AND key = ?",
        (key.network, holder, key.kind, key.key),
    ).fetchone()
    if row is None:
        database.execute_sql(
            "INSERT INTO identity (network, account, kind, key, import_id, by_user, person) "
            "VALUES (?, ?, ?, ?, ?, 0, 0)",
            (key.network, holder, key.kind, key.key, import_id),
        )
        number = _last(database)
        database.execute_sql("UPDATE identity SET person = id WHERE id = ?", (number,))
        return number
    _claim(database, "identity", 1, int(row[0]), int(row[1]), import_id)
    return int(row[0])


def _claim(database: SqliteDatabase, table: str, entity: int, row: int, first: int, import_id: int) -> None:
    if first == 0:
        database.execute_sql(f"UPDATE {table} SET import_id = ? WHERE id = ?", (import_id, row))
    elif first != import_id:
        database.execute_sql("INSERT OR IGNORE INTO claim VALUES (?, ?, ?)", (import_id, entity, row))


def account_of(database: SqliteDatabase, import_id: int) -> int:
    return int(database.execute_sql("SELECT account FROM import WHERE id = ?", (import_id,)).fetchone()[0])


def tell(database: SqliteDatabase, import_id: int, rows: Iterable[Told], *, join: bool = True) -> list[int]:
    """Rows of an import as identities, facts and stated links; gives the identity of each row's first key."""
    firsts: list[int] = []
    touched: set[int] = set()
    seen_at = database.execute_sql("SELECT snapshot_at FROM import WHERE id = ?", (import_id,)).fetchone()[0]
    for keys, facts in rows:
        identities = [identity(database, key, import_id) for key in keys]
        firsts.append(identities[0])
        touched.update(identities)
        for other in identities[1:]:
            state_link(database, import_id, identities[0], other)
        for fact in facts:
            _fact(database, import_id, identities[0], fact, seen_at)
    if join:
        relink(database, touched)
    return firsts


def photo(database: SqliteDatabase, import_id: int, whose: int, image: bytes) -> None:
    """An import holds a photo of somebody, unless it holds another already; import_id 0: the user put it there."""
    if database.execute_sql("SELECT 1 FROM photo WHERE (identity, import_id) = (?, ?)", (whose, import_id)).fetchone():
        return
    same = "SELECT f.picture FROM photo f JOIN picture q ON q.id = f.picture WHERE f.identity = ? AND q.image = ?"
    found = database.execute_sql(same, (whose, image)).fetchone()
    if found is None:
        database.execute_sql("INSERT INTO picture (image) VALUES (?)", (image,))
    picture = _last(database) if found is None else int(found[0])
    database.execute_sql(
        "INSERT INTO photo (identity, import_id, picture) VALUES (?, ?, ?)", (whose, import_id, picture)
    )


def state_link(database: SqliteDatabase, import_id: int, one: int, other: int) -> None:
    a, b = min(one, other), max(one, other)
    if a == b:
        return
    row = database.execute_sql(
        "SELECT id, import_id FROM link WHERE a = ? AND b = ? AND origin = 'stated'", (a, b)
    ).fetchone()
    if row is None:
        database.execute_sql(
            "INSERT INTO link (a, b, relation, origin, evidence, import_id, active) "
            "VALUES (?, ?, 'same', 'stated', '', ?, 1)",
            (a, b, import_id),
        )
    else:
        _claim(database, "link", 3, int(row[0]), int(row[1]), import_id)


def _fact(database: SqliteDatabase, import_id: int, owner: int, fact: Fact, seen_at: int) -> None:
    row = database.execute_sql(
        "SELECT id, import_id FROM fact WHERE identity = ? AND field = ? AND value = ?", (owner, fact.field, fact.value)
    ).fetchone()
    if row is None:
        database.execute_sql(
            "INSERT INTO fact (identity, field, value, import_id, seen_at, by_user) VALUES (?, ?, ?, ?, ?, 0)",
            (owner, fact.field, fact.value, import_id, seen_at),
        )
    elif row[1] == 0:
        database.execute_sql("UPDATE fact SET import_id = ?, seen_at = ? WHERE id = ?", (import_id, seen_at, row[0]))
    elif row[1] != import_id:
        database.execute_sql("INSERT OR IGNORE INTO fact_seen VALUES (?, ?, ?)", (row[0], import_id, seen_at))


def sameness(database: SqliteDatabase) -> list[tuple[object, ...]]:
    """Everything `relink` derives, in an order of its own; of links only those that count."""
    out = uncounted(database)
    counts = f"1{and_visible('import_id', out)}"
    ends = f"SELECT id FROM identity WHERE {counts}"
    found: list[tuple[object, ...]] = []
    found += database.execute_sql("SELECT 'identity', id, person FROM identity ORDER BY id").fetchall()
    found += database.execute_sql(
        f"SELECT 'link', a, b, relation, origin, active FROM link WHERE ({counts}) AND a IN ({ends}) AND b IN ({ends}) "
        "ORDER BY a, b, origin"
    ).fetchall()
    found += database.execute_sql(
        "SELECT 'name', account, name_key, identity FROM identity_name ORDER BY 2, 3, 4"
    ).fetchall()
    return found


def persons(database: SqliteDatabase, identities: Sequence[int]) -> list[int]:
    """The person of each identity."""
    found = dict(database.execute_sql("SELECT id, person FROM identity").fetchall())
    return [found[one] for one in identities]


def ready(folder: Path, name: str = "relate.db") -> SqliteDatabase:
    """An empty library as the writer has it: with the function that knows home days."""
    database = library(folder, name)
    database.execute_sql("INSERT INTO setting (name, value) VALUES ('home_zone', '\"UTC\"')")
    database.connection().create_function("home_day", 2, _zone().day, deterministic=True)
    return database


@lru_cache(maxsize=1)
def _zone() -> HomeZone:
    return HomeZone.named("UTC")


def refresh_everybody(database: SqliteDatabase) -> None:
    """The caches of everybody as an import leaves them."""
    persons = list(everybody(database))
    ties.refresh(database, persons)
    refresh_people(database, persons)


def caches(database: SqliteDatabase) -> list[tuple[object, ...]]:
    """Everything that is derived from the rest, for comparing with a recomputation."""
    found: list[tuple[object, ...]] = list(sameness(database))
    for table, order in (
        ("person", "id"),
        ("contact_day", "identity, day"),
        ("rhythm_state", "person"),
        ("(SELECT rowid, name, rest FROM person_fts)", "rowid"),
        ("(SELECT id, direction, tone FROM interaction)", "id"),
    ):
        found += database.execute_sql(f"SELECT '{table}', t.* FROM {table} t ORDER BY {order}").fetchall()
    return found


def recompute(database: SqliteDatabase) -> None:
    """Forget everything that is derived and derive it again."""
    relink_everything(database)
    for table in ("person", "person_fts", "contact_day", "rhythm_state"):
        database.execute_sql(f"DELETE FROM {table}")
    redirect(database, [row[0] for row in database.execute_sql("SELECT id FROM identity")])
    gists = [row[0] for row in database.execute_sql("SELECT DISTINCT gist FROM interaction WHERE gist IS NOT NULL")]
    conversations = [row[0] for row in database.execute_sql("SELECT id FROM conversation")]
    ties.mark_tones(database, gists, conversations)
    ties.untell_pitches(database)
    refresh_everybody(database)


class Clock:
    """A minute passes with each look at it."""

    def __init__(self, now: int = 1_790_000_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 60_000
        return self.now


def passed(
    database: SqliteDatabase,
    import_id: int,
    who: int,
    at: int,
    *,
    mine: int | None = None,
    kind: Kind = Kind.MESSAGE,
    text: str = "hello",
    gist: int | None = None,
) -> int:
    """Something an import tells: they to the owner, or from the owner's identity `mine` to them."""
    sender, receiver = (who, None) if mine is None else (mine, who)
    people = [(sender, int(Role.FROM))] + ([(receiver, int(Role.TO))] if receiver is not None else [])
    direction = Direction.OUT if mine is not None else Direction.IN
    if kind is Kind.CONNECTED:  # which nobody says to the other
        people, direction = [(one, int(Role.PRESENT)) for one, _ in people], Direction.NONE
    interaction = add_one(
        database,
        key=hashed((str(import_id), str(who), str(at), kind, text)),
        at=at,
        precision=6,
        kind=KIND_CODE[kind],
        direction=direction,
        participants=people,
        text=text,
        by_user=0,
    )
    database.execute_sql(
        "UPDATE interaction SET import_id = ?, gist = ?, people = 2 WHERE id = ?", (import_id, gist, interaction)
    )
    database.execute_sql("UPDATE interaction_key SET import_id = ? WHERE interaction = ?", (import_id, interaction))
    return interaction
