"""People whom an import brings and nobody knew: they join their own addresses, and nothing has to be weighed.

Most of a first archive is like that: a profile or a card with addresses that nobody else has, a star (stars.py). For
them the rules of links.py come down to "one person", which they were written as (incoming_people.py), and where a
single record told of them their line is known as well; whoever is not that simple is left to links.py and
people_cache.py. Tests hold the two ways together.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator

from peewee import SqliteDatabase

from relate.store.chunks import in_ranges, run
from relate.store.incoming_people import Applying
from relate.store.name_index import NAMED_KINDS

_NAMED_KINDS = f"({', '.join(map(repr, sorted(NAMED_KINDS)))})"
_UNTANGLED = "s.star NOT IN (SELECT star FROM temp.tangled)"


def index_names(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    """The names that bare names of the account may mean."""
    yield from in_ranges(database, {"account": job.account}, "SELECT max(identity) FROM staged.name", 6000, _names)


def _names(database: SqliteDatabase, bounds: dict[str, int]) -> None:
    run(
        database,
        bounds,
        "INSERT OR IGNORE INTO identity_name (account, name_key, identity) SELECT :account, n.name_key, o.main"
        " FROM staged.name n CROSS JOIN staged.identity s ON s.id = n.identity"
        " CROSS JOIN temp.identity_of o ON o.staged = n.identity WHERE n.identity BETWEEN :low AND :high"
        f" AND s.kind IN {_NAMED_KINDS} AND {_UNTANGLED} ORDER BY n.name_key, o.main",
    )


def left(database: SqliteDatabase, job: Applying, *, anew: bool) -> Generator[float, None, list[int]]:
    """Whoever links.py has to look at: newcomers that are not simple, those known before of whom this import says
    another name, birthday or link, and the bare names that may now be somebody's, or no longer. Looked for in parts,
    between which commands go. anew: it says something of anybody that nobody said before.

    A card, an address or a number of which it only says again what was said joins and parts nobody; a profile that this
    import calls by a name may have that in an account that it had none in.
    """
    found: set[int] = set()
    known = "FROM staged.known k CROSS JOIN temp.identity_of o ON o.staged = k.id"
    for statement in (
        "SELECT o.main FROM staged.identity s CROSS JOIN temp.identity_of o ON o.staged = s.id"
        " WHERE s.star IN (SELECT star FROM temp.tangled) AND s.id NOT IN (SELECT id FROM staged.known)",
        f"SELECT o.main {known} CROSS JOIN staged.identity s ON s.id = k.id"
        " WHERE s.kind NOT IN ('card', 'mail', 'phone') AND (s.kind = 'name' OR EXISTS (SELECT 1 FROM staged.fact f"
        " WHERE f.identity = s.id AND f.field IN ('name', 'first_name', 'last_name')))",
        f"SELECT o.main {known} CROSS JOIN fact f ON f.identity = o.main"
        " AND f.field IN ('name', 'first_name', 'last_name', 'birthday') WHERE f.import_id = :import AND :anew",
        f"SELECT o.main {known} CROSS JOIN link l ON l.a = o.main WHERE l.import_id = :import",
        f"SELECT o.main {known} CROSS JOIN link l ON l.b = o.main WHERE l.import_id = :import",
        "SELECT n.id FROM (SELECT DISTINCT network FROM staged.identity) s"
        " CROSS JOIN (SELECT DISTINCT name_key FROM staged.name) j CROSS JOIN identity n"
        " ON n.network = s.network AND n.account = :account AND n.kind = 'name' AND n.key = j.name_key",
    ):
        rows = database.connection().execute(statement, {"import": job.import_id, "account": job.account, "anew": anew})
        found.update(int(row[0]) for row in rows)
        yield 0.42
    return sorted(found)


def write_lines(database: SqliteDatabase, job: Applying) -> Iterator[float]:
    """The lines of those of whom one record told all there is; temp.lined holds who got one."""
    run(database, {}, "DROP TABLE IF EXISTS temp.lined", "CREATE TEMP TABLE lined (person INTEGER PRIMARY KEY)")
    yield from in_ranges(database, {"import": job.import_id}, "SELECT max(star) FROM staged.line", 4000, _lines)


def _lines(database: SqliteDatabase, bounds: dict[str, int]) -> None:
    new = (
        "FROM staged.line s CROSS JOIN temp.identity_of o ON o.staged = s.star"
        f" WHERE s.star BETWEEN :low AND :high AND {_UNTANGLED} AND o.main IN (SELECT person FROM temp.lined)"
        " ORDER BY o.main"
    )
    run(
        database,
        bounds,
        # One that has a line already was written before a crash: it is refreshed like everybody else's.
        "INSERT INTO temp.lined SELECT o.main FROM staged.line s CROSS JOIN temp.identity_of o ON o.staged = s.star"
        f" WHERE s.star BETWEEN :low AND :high AND {_UNTANGLED} AND NOT EXISTS (SELECT 1 FROM person p"
        " WHERE p.id = o.main)",
        "INSERT INTO person (id, anchor, name, sort_key, role, company, circle, state, networks, first_contact,"
        " last_contact, connected_at, contact_days, closeness, has_photo, listed, import_id)"
        " SELECT o.main, o.main, s.name, s.sort_key, s.role, s.company, NULL, 'active', s.networks, NULL,"
        f" NULL, NULL, 0, 0, s.has_photo, s.listed, :import {new}",
        f"INSERT INTO person_fts (rowid, name, rest) SELECT o.main, s.name, s.rest {new}".replace(
            " ORDER BY", " AND s.listed ORDER BY"
        ),
    )
