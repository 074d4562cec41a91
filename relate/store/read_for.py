"""For whom archives of mails were read. What is left out as a machine's, a list's or one's own hangs on which addresses
are the owner's: an archive that was read before one of them was known would be told otherwise today."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from relate.domain.records import IdentityKind
from relate.store.codes import Entity
from relate.store.owners import OWNERS

if TYPE_CHECKING:
    from peewee import SqliteDatabase

Said = tuple[tuple[str, bool], ...]
"""(mail address, whether it is the owner's), sorted."""
_LIVE: Final = "state IN ('live', 'settling')"
_MAIL: Final = f"n.kind = '{IdentityKind.MAIL.value}'"
_IS_IN: Final = (
    f"SELECT EXISTS (SELECT 1 FROM identity n WHERE n.key = :mail AND {_MAIL} AND (n.import_id = :import"
    f" OR EXISTS (SELECT 1 FROM claim c WHERE c.entity = {int(Entity.IDENTITY)} AND c.row = n.id"
    " AND c.import_id = :import)))"
    " OR EXISTS (SELECT 1 FROM import_row r WHERE r.import_id = :import AND instr(lower(r.original), :mail))"
)


class Behind(NamedTuple):
    """An archive that was read without what is known now of some addresses. paths: what was dropped."""

    import_id: int
    title: str
    paths: tuple[str, ...]
    mails: tuple[str, ...]


def said_by_user(database: SqliteDatabase) -> Said:
    """What the user said of addresses."""
    return _said(database, f"SELECT n.key, o.is_me FROM owner_identity o JOIN identity n ON n.id = o.identity"
                 f" WHERE o.import_id = 0 AND {_MAIL}")  # fmt: skip


def known(database: SqliteDatabase) -> Said:
    """What the user said, and what archives of any network tell beside."""
    found = f"SELECT n.key, 1 FROM identity n WHERE n.id IN ({OWNERS}) AND {_MAIL}"
    return tuple(sorted({**dict(_said(database, found)), **dict(said_by_user(database))}.items()))


def keep(database: SqliteDatabase, import_id: int, said: Said) -> None:
    """With what an import is read. Within the caller's transaction."""
    rows = [(import_id, mail, int(is_me)) for mail, is_me in said]
    database.connection().executemany("INSERT OR REPLACE INTO read_for VALUES (?,?,?)", rows)


def of(database: SqliteDatabase, import_id: int) -> Said:
    """With what an import was read."""
    rows = database.execute_sql("SELECT mail, is_me FROM read_for WHERE import_id = ?", (import_id,))
    return tuple(sorted((str(mail), bool(is_me)) for mail, is_me in rows))


def behind(database: SqliteDatabase, sources: Sequence[str]) -> list[Behind]:
    """The live archives of these sources that another reading may tell otherwise, as far as an address is in them that
    makes the difference. Looks through what was left out: for a reader's thread."""
    now = dict(known(database))
    found = []
    for import_id, title, path in database.execute_sql(
        f"SELECT id, title, path FROM import WHERE {_LIVE} AND source IN ({','.join('?' * len(sources))}) ORDER BY id",
        tuple(sources),
    ).fetchall():
        then = dict.fromkeys(_told(database, import_id), True) | dict(of(database, import_id))
        mails = [mail for mail in sorted(now.keys() | then.keys()) if now.get(mail, False) != then.get(mail, False)]
        if mails := [mail for mail in mails if _is_in(database, import_id, mail)]:
            found.append(Behind(int(import_id), str(title), tuple(str(path).split("\n")), tuple(mails)))
    return found


def _told(database: SqliteDatabase, import_id: int) -> list[str]:
    """The addresses of the owner that an archive tells itself."""
    rows = database.execute_sql(
        f"SELECT n.key FROM owner_identity o JOIN identity n ON n.id = o.identity WHERE o.import_id = ? AND {_MAIL}",
        (import_id,),
    )
    return [str(row[0]) for row in rows]


def _is_in(database: SqliteDatabase, import_id: int, mail: str) -> bool:
    """Whether an address is on what came of an import, or on what it left out."""
    row = database.connection().execute(_IS_IN, {"mail": mail, "import": import_id}).fetchone()
    return bool(row[0])


def _said(database: SqliteDatabase, statement: str) -> Said:
    """Where one address is several identities, one that is the owner's decides."""
    found: dict[str, bool] = {}
    for mail, is_me in database.execute_sql(statement):
        found[str(mail)] = found.get(str(mail), False) or bool(is_me)
    return tuple(sorted(found.items()))
