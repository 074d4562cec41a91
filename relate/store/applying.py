"""Phase three of an import: staged rows become rows of the library, in chunks between which the user's commands go.

The rows stay hidden until `show`, which is one small write; then the caches of people who were known before follow.
A crash in between is finished at the next start: every chunk may be repeated. Source: design/data-model.md, "Writing".
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.records import Kind
from relate.store import ties
from relate.store.accounting import account_for
from relate.store.chunks import parts
from relate.store.codes import KIND_CODE, Entity
from relate.store.connection import attach_staging, detach_staging, immediate
from relate.store.incoming_people import Applying, find_owners, identities
from relate.store.incoming_rows import events_and_wishes, interactions
from relate.store.links import moves
from relate.store.newcomers import Newcomers
from relate.store.people_cache import refresh_people
from relate.store.settling import follow, people_in

__all__ = ["Applying", "apply", "people_of", "settle", "show"]


def apply(database: SqliteDatabase, staging: Path, job: Applying) -> Generator[float, None, set[int]]:
    """Write a matched staging file into the library; yields the share done after each chunk (0 to 1).

    The caller closes the generator to stop (the rows are then withdrawn) and runs other commands between the chunks.
    Returns the people who were known before and of whom something changed: `settle` brings them up to date.
    """
    attach_staging(database, staging)
    try:
        yield from identities(database, job)
        yield 0.08
        with immediate(database):
            turned = find_owners(database, job)
        yield from interactions(database, job)
        with immediate(database):
            events_and_wishes(database, job)
        yield 0.7
        moved = yield from _new_people(database, job)
        with immediate(database):
            account_for(database, job)
        known = set(people_of(database, job.import_id, only_here=False))
        return (moved | (_touched(database, job) if known else set())) & known | moved | turned
    finally:
        database.execute_sql("DROP TABLE IF EXISTS temp.identity_of")
        database.execute_sql("DROP TABLE IF EXISTS temp.owner_staged")
        database.execute_sql("DROP TABLE IF EXISTS temp.conversation_of")
        detach_staging(database)


def _new_people(database: SqliteDatabase, job: Applying) -> Generator[float, None, set[int]]:
    """Who is one person, and the lines of those whom only this import knows; they come to light with it.

    Returns those who were joined, parted or whose messages turned out to be hellos or pitches.
    """
    moved: set[int] = set()
    toned: set[int] = set()
    newcomers = Newcomers(database, job.account)
    for _ in newcomers.join():
        yield 0.72
    for part in parts(newcomers.left(), 1500):
        with immediate(database):
            moved |= follow(database, moves(database, part))
        yield 0.75
    gists, conversations = _said_and_threads(database)
    for part in parts(gists, 1000):
        with immediate(database):
            toned |= ties.mark_tones(database, part, (), seeing=job.import_id)
        yield 0.78
    for part in parts(conversations, 1000):
        with immediate(database):
            toned |= ties.mark_tones(database, (), part, seeing=job.import_id)
        yield 0.8
    fresh = people_of(database, job.import_id, only_here=True)
    talked, connected = _talked(database), _connected(database)
    for count, part in enumerate(parts(fresh, 500)):
        with immediate(database):
            ties.refresh(database, [person for person in part if person in talked], seeing=job.import_id)
            refresh_people(database, part, seeing=job.import_id, connected=connected)
        yield 0.8 + 0.15 * (count * 500) / max(len(fresh), 1)
    return moved | people_in(database, toned)


def _talked(database: SqliteDatabase) -> set[int]:
    """Everybody with more in this archive than having become connected: nobody else has a tie to work out."""
    silent = f"({KIND_CODE[Kind.CONNECTED]}, {KIND_CODE[Kind.FOLLOW]})"
    rows = database.execute_sql(
        "WITH pair AS MATERIALIZED"
        f" (SELECT DISTINCT one, other FROM staged.telling WHERE kind NOT IN {silent})"
        " SELECT DISTINCT n.person FROM temp.identity_of o JOIN identity n ON n.id = o.main WHERE o.staged IN"
        " (SELECT one FROM pair UNION SELECT other FROM pair UNION SELECT identity FROM staged.further)"
    )
    return {int(row[0]) for row in rows}


def _connected(database: SqliteDatabase) -> dict[int, int]:
    """Since when everybody in this archive is connected, of what it tells; of whom only it tells that is all."""
    rows = database.execute_sql(
        "SELECT n.person, min(coalesce(v.at, i.at)) FROM (SELECT id, one AS identity FROM staged.telling"
        f" WHERE kind = {KIND_CODE[Kind.CONNECTED]} UNION ALL SELECT id, other FROM staged.telling"
        f" WHERE kind = {KIND_CODE[Kind.CONNECTED]} UNION ALL SELECT t.id, f.identity FROM staged.further f"
        f" CROSS JOIN staged.telling t ON t.id = f.interaction WHERE t.kind = {KIND_CODE[Kind.CONNECTED]}) s"
        " CROSS JOIN temp.identity_of o ON o.staged = s.identity CROSS JOIN identity n ON n.id = o.main"
        " CROSS JOIN staged.decided d ON d.id = s.id CROSS JOIN interaction i ON i.id = d.main"
        " LEFT JOIN interaction_override v ON v.interaction = i.id"
        " WHERE coalesce(v.at, i.at) IS NOT NULL AND NOT coalesce(v.hidden, 0) GROUP BY n.person"
    )
    return {int(person): int(at) for person, at in rows}


def _touched(database: SqliteDatabase, job: Applying) -> set[int]:
    """People with a new interaction, a new value, or a value that this import says again beside another one."""
    rows = database.execute_sql(
        "SELECT DISTINCT n.person FROM identity n WHERE n.id IN ("
        " SELECT o.main FROM staged.interaction s JOIN staged.participant p ON p.interaction = s.id"
        "  JOIN temp.identity_of o ON o.staged = p.identity WHERE s.made > 0"
        " UNION SELECT f.identity FROM temp.identity_of o JOIN fact f ON f.identity = o.main WHERE f.import_id = ?"
        " UNION SELECT f.identity FROM fact_seen e JOIN fact f ON f.id = e.fact WHERE e.import_id = ? AND EXISTS"
        "  (SELECT 1 FROM fact g WHERE g.identity = f.identity AND g.field = f.field AND g.id != f.id))",
        (job.import_id, job.import_id),
    )
    return {int(row[0]) for row in rows}


def _said_and_threads(database: SqliteDatabase) -> tuple[list[int], list[int]]:
    gists = database.execute_sql(
        "SELECT s.gist FROM (SELECT DISTINCT gist FROM staged.telling WHERE gist IS NOT NULL) s WHERE"
        " (SELECT count(*) FROM (SELECT 1 FROM interaction i WHERE i.gist = s.gist LIMIT 3)) = 3"
    )
    threads = database.execute_sql("SELECT main FROM temp.conversation_of")
    return [int(row[0]) for row in gists], [int(row[0]) for row in threads]


def people_of(database: SqliteDatabase, import_id: int, only_here: bool) -> list[int]:
    """Persons with an identity that this import claims: those it alone knows, or the others."""
    claimed = database.execute_sql(
        "SELECT DISTINCT person FROM identity WHERE id IN (SELECT id FROM identity WHERE import_id = ?"
        f" UNION SELECT row FROM claim WHERE import_id = ? AND entity = {int(Entity.IDENTITY)})",
        (import_id, import_id),
    )
    persons = {int(row[0]) for row in claimed}
    known = {
        int(row[0])
        for row in database.execute_sql(
            "SELECT DISTINCT n.person FROM identity n WHERE n.person IN (SELECT DISTINCT person FROM identity WHERE"
            f" import_id = ? OR id IN (SELECT row FROM claim WHERE import_id = ? AND entity = {int(Entity.IDENTITY)}))"
            " AND (n.import_id != ? OR n.by_user)",
            (import_id, import_id, import_id),
        )
    }
    return sorted(persons - known if only_here else known)


def show(database: SqliteDatabase, import_id: int) -> None:
    """The last chunk: what was hidden is there. Within the caller's transaction."""
    database.execute_sql("UPDATE import SET state = 'settling' WHERE id = ?", (import_id,))


def settle(database: SqliteDatabase, import_id: int, touched: set[int] | None = None) -> Iterator[float]:
    """Bring up to date what is remembered of the people who were known before; then the import is live.

    touched: those of whom something changed, None when that is not known any more (after a crash): all of them.
    """
    known = people_of(database, import_id, only_here=False) if touched is None else sorted(touched)
    for count, part in enumerate(parts(known, 300)):
        with immediate(database):
            ties.refresh(database, part)
            refresh_people(database, part)
        yield 0.95 + 0.05 * count * 300 / max(len(known), 1)
    with immediate(database):
        database.execute_sql("UPDATE import SET state = 'live' WHERE id = ?", (import_id,))
    yield 1.0
