"""Phase three of an import: staged rows become rows of the library, in chunks between which the user's commands go.

The rows stay hidden until `show`, which is one small write; then the caches of people who were known before follow.
A crash in between is finished at the next start: every chunk may be repeated. Source: design/data-model.md, "Writing".
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from peewee import SqliteDatabase

from relate.domain.records import Kind
from relate.store import met, newcomers, pitches, standing, text_places, ties
from relate.store.accounting import account_for
from relate.store.chunks import in_pieces, stretches
from relate.store.codes import KIND_CODE, Entity
from relate.store.connection import attach_staging, chunk, detach_staging, immediate
from relate.store.fresh_lines import LinesAhead
from relate.store.incoming_people import Applying, find_owners, identities
from relate.store.incoming_rows import events_and_wishes, indexed, interactions
from relate.store.links import Moves, moves
from relate.store.regrouping import decided_anew
from relate.store.renewing import SHARE, renewed
from relate.store.rows_that_go import note_gists
from relate.store.settling import concerns_owner, follow, gists_said_to, people_in, people_in_parts
from relate.store.staged_form import bring_up_to_date

__all__ = ["Applying", "apply", "people_of", "settle", "show"]

_MUCH = 20_000
"""Rows of an archive from which on it may be worth it to go through everything at once."""
_COUNTED = 40_000
"""Rows that are counted in a hundredth of a second."""
_SOME_GISTS = 1 << 60
"""A sixteenth of all there may be."""


def apply(database: SqliteDatabase, staging: Path, job: Applying) -> Generator[float, None, set[int]]:
    """Write a matched staging file into the library; yields the share done after each chunk (0 to 1).

    The caller closes the generator to stop (the rows are then withdrawn) and runs other commands between the chunks.
    Returns the people who were known before and of whom something changed: `settle` brings them up to date.
    """
    bring_up_to_date(staging)
    attach_staging(database, staging)
    note_gists(database)
    try:
        anew = yield from identities(database, job)
        yield 0.08
        with chunk(database):
            turned = find_owners(database, job)
        yield 0.08
        told_besides = yield from interactions(database, job)
        yield from text_places.write(database, job.import_id)
        with chunk(database):
            events_and_wishes(database, job)
        yield 0.4
        moved = yield from _new_people(database, job, anew=anew)
        yield 0.95
        for _ in account_for(database, job):
            yield 0.95
        known = set(people_of(database, job.import_id, only_here=False))
        yield 0.95
        touched = moved.copy()
        for some in _touched(database, job, anew=anew) if known else ():
            touched |= some
            yield 0.95
        beside: set[int] = set()
        # Also where this archive names nobody who was known: of a closed account each names another one.
        decided = ("staged.decided", "id", "s.made = 2", "main")
        for some in _told_otherwise(database, *decided) if told_besides else ():
            beside |= some
            yield 0.95
        return touched & known | moved | turned | beside
    finally:
        for table in ("identity_of", "tangled", "lined", "owner_staged", "conversation_of", "said", "gist"):
            database.execute_sql(f"DROP TABLE IF EXISTS temp.{table}")
        detach_staging(database)


def _new_people(database: SqliteDatabase, job: Applying, *, anew: bool) -> Generator[float, None, set[int]]:
    """Who is one person, the index of what was said, and the lines of those whom only this import knows; they come to
    light with it.

    Returns the others who were joined, parted or whose messages turned out to be hellos or pitches.
    """
    followed: set[int] = set()
    parted: set[int] = set()
    toned: set[int] = set()
    of_owner: list[Moves] = []
    for _ in newcomers.index_names(database, job):
        yield 0.42
    left = yield from newcomers.left(database, job, anew=anew)

    def join(part: Sequence[int]) -> None:
        moved = moves(database, part)
        followed.update(follow(database, moved))
        parted.update(moved.persons)
        if concerns_owner(database, moved):
            of_owner.append(moved)

    for _ in in_pieces(database, left, 4, join):
        yield 0.45
    gists = yield from _said_to_some(database, of_owner)
    conversations = yield from _threads(database)

    def mark(gists: Sequence[int]) -> None:
        toned.update(ties.mark_tones(database, gists, (), seeing=job.import_id))

    for _ in in_pieces(database, gists, 20, mark):
        yield 0.48
    for told in pitches.marked(database, conversations, job.import_id):
        toned |= told
        yield 0.5
    for done in newcomers.write_lines(database, job):
        yield 0.5 + 0.1 * done
    fresh = _without_line(database, job)
    yield 0.6
    together = yield from _is_most(database, SHARE, 0.6)
    if not together:
        yield from _tied(database, job, fresh)
    with closing(LinesAhead(database, fresh, job.import_id, with_ties=together)) as ahead:
        for done in indexed(database, job):
            yield 0.65 + 0.25 * done
        for done in ahead.write(database):
            yield 0.9 + 0.05 * done
    # Whoever stands alone since this import said something else of an address may have had no line before.
    toned_with = yield from people_in_parts(database, toned, 0.95)
    return (followed | toned_with | parted) - set(fresh)


def _tied(database: SqliteDatabase, job: Applying, persons: Sequence[int]) -> Generator[float, None, None]:
    """Work out the ties of these persons, one by one."""
    talked = yield from _talked(database)
    tied = [person for person in persons if person in talked]
    for done in in_pieces(database, tied, 20, lambda part: ties.refresh(database, part, seeing=job.import_id)):
        yield 0.6 + 0.05 * done


def _is_most(database: SqliteDatabase, share: int, done: float) -> Generator[float, None, bool]:
    """Whether this archive is so much of all that passed, a half or a sixth of it, that to go through all of it takes
    less time than to look up what is of this archive row by row. Counted in stretches: six million rows at once would
    hold the writer for half a second."""
    (rows,) = database.execute_sql("SELECT count(*) FROM staged.decided").fetchone()
    if rows < _MUCH:
        return False
    left = share * int(rows)
    size = min(left, _COUNTED)
    for _ in stretches(database, "interaction_key", "interaction", size):
        if left <= 0:
            return False
        left -= size
        yield done
    return True


def _without_line(database: SqliteDatabase, job: Applying) -> list[int]:
    """Persons whom only this import knows and who have no line by their one record."""
    lined = {int(row[0]) for row in database.execute_sql("SELECT person FROM temp.lined")}
    return [person for person in people_of(database, job.import_id, only_here=True) if person not in lined]


def _talked(database: SqliteDatabase) -> Generator[float, None, set[int]]:
    """Everybody with more in this archive than having become connected: nobody else has a tie to work out."""
    here = "SELECT DISTINCT n.person FROM ({}) s CROSS JOIN temp.identity_of o ON o.staged = s.who"
    here += " CROSS JOIN identity n ON n.id = o.main"
    heard = f"kind NOT IN ({KIND_CODE[Kind.CONNECTED]}, {KIND_CODE[Kind.FOLLOW]}) AND id BETWEEN :low AND :high"
    talked: set[int] = set()
    for table, key, whom in (
        ("telling", "id", f"SELECT one AS who FROM staged.telling WHERE {heard} UNION SELECT other FROM"
         f" staged.telling WHERE {heard}"),
        ("further", "interaction", "SELECT DISTINCT identity AS who FROM staged.further WHERE interaction"
         " BETWEEN :low AND :high"),
    ):  # fmt: skip
        for stretch in stretches(database, f"staged.{table}", key, 15_000):
            talked.update(int(row[0]) for row in database.connection().execute(here.format(whom), stretch))
            yield 0.6
    return talked


def _touched(database: SqliteDatabase, job: Applying, *, anew: bool) -> Iterator[set[int]]:
    """People with a new interaction, a new value, their first photo, or a value that this import says again beside
    another of the same field, of a line's fields that show the newest; or a role or a company alone, beside which
    another telling may fit now."""
    in_rows = (
        "SELECT DISTINCT n.person FROM staged.{} s CROSS JOIN staged.decided d ON d.id = s.{} AND d.made > 0"
        " CROSS JOIN temp.identity_of o ON o.staged = s.{} CROSS JOIN identity n ON n.id = o.main"
        " WHERE s.{} BETWEEN :low AND :high"
    )
    new_values = (
        "SELECT DISTINCT n.person FROM temp.identity_of o CROSS JOIN fact f ON f.identity = o.main"
        " AND f.import_id = :import CROSS JOIN identity n ON n.id = f.identity WHERE o.staged BETWEEN :low AND :high"
        " AND :anew"
    )
    alone = (
        "NOT EXISTS (SELECT 1 FROM staged.fact t WHERE t.identity = s.identity AND t.field = '{0}')"
        " AND EXISTS (SELECT 1 FROM identity m CROSS JOIN fact f ON f.identity = m.id AND f.field = '{0}'"
        " WHERE m.person = n.person)"
    )
    said_beside = (
        "SELECT DISTINCT n.person FROM staged.fact s CROSS JOIN temp.identity_of o ON o.staged = s.identity CROSS JOIN"
        " identity n ON n.id = o.main WHERE s.identity BETWEEN :low AND :high AND s.field IN ('name', 'first_name',"
        " 'last_name', 'role', 'company') AND (EXISTS (SELECT 1 FROM identity m CROSS JOIN fact f ON f.identity = m.id"
        " AND f.field = s.field AND f.value != s.value WHERE m.person = n.person)"
        f" OR (s.field = 'role' AND {alone.format('company')}) OR (s.field = 'company' AND {alone.format('role')}))"
    )
    first_photos = (
        "SELECT DISTINCT p.id FROM staged.photo s CROSS JOIN temp.identity_of o ON o.staged = s.identity CROSS JOIN"
        " identity n ON n.id = o.main CROSS JOIN person p ON p.id = n.person AND NOT p.has_photo"
        " WHERE s.identity BETWEEN :low AND :high"
    )
    for table, key, size, statement in (
        ("telling", "id", 15_000, in_rows.format("telling", "id", "one", "id")),
        ("telling", "id", 15_000, in_rows.format("telling", "id", "other", "id")),
        ("further", "interaction", 15_000, in_rows.format("further", "interaction", "identity", "interaction")),
        ("identity", "id", 10_000, new_values),
        ("fact", "identity", 10_000, said_beside),
        ("photo", "identity", 10_000, first_photos),
    ):
        for stretch in stretches(database, f"staged.{table}", key, size):
            found = database.connection().execute(statement, stretch | {"import": job.import_id, "anew": anew})
            yield {int(row[0]) for row in found}


def _told_otherwise(database: SqliteDatabase, table: str, key: str, which: str, interaction: str) -> Iterator[set[int]]:
    """The people of what is told besides in other words, those whom only the others name too and to whom the user gave
    it: at another time, or with other people there, it counts otherwise for each of them. which: those rows of that
    table; interaction: where they name it."""
    for stretch in stretches(database, table, key, 15_000):
        found = database.connection().execute(
            f"SELECT DISTINCT s.{interaction} FROM {table} s WHERE s.{key} BETWEEN :low AND :high AND {which}",
            stretch,
        )
        yield people_in(database, [int(row[0]) for row in found])


def _threads(database: SqliteDatabase) -> Generator[float, None, list[int]]:
    """The conversations of this archive and, of what another archive tells too, those it was shown in before."""
    found = {int(row[0]) for row in database.execute_sql("SELECT main FROM temp.conversation_of")}
    for stretch in stretches(database, "staged.decided", "id", 15_000):
        rows = database.connection().execute(
            "SELECT DISTINCT json_extract(k.says, '$[1]') FROM staged.decided d CROSS JOIN interaction_key k"
            " ON k.interaction = d.main AND k.says IS NOT NULL WHERE d.id BETWEEN :low AND :high AND d.made = 2",
            stretch,
        )
        found.update(int(row[0]) for row in rows if row[0])
        yield 0.48
    return sorted(found)


def _said_to_some(database: SqliteDatabase, of_owner: Sequence[Moves]) -> Generator[float, None, list[int]]:
    """What the owner says in this archive that he said three times or more, or said to himself where he was joined or
    parted: it may be a hello."""
    often: list[int] = []
    mostly = yield from _is_most(database, 2, 0.45)
    for some in _said_often(database) if mostly else _said_here_and_often(database):
        often += some
        yield 0.45
    for moved in of_owner:
        for found in gists_said_to(database, moved):
            often += found.difference(often)
            yield 0.46
    rows = database.execute_sql("SELECT gist FROM temp.gist")  # of what archives tell in different words
    often += {int(row[0]) for row in rows}.difference(often)
    return often


def _said_often(database: SqliteDatabase) -> Iterator[list[int]]:
    """Whatever was said three times or more, in any archive."""
    for low in range(-(1 << 63), 1 << 63, _SOME_GISTS):
        rows = database.execute_sql(
            "SELECT gist FROM interaction WHERE gist BETWEEN ? AND ? GROUP BY gist HAVING count(*) > 2 ORDER BY gist",
            (low, low + _SOME_GISTS - 1),
        )
        yield [int(row[0]) for row in rows]


def _said_here_and_often(database: SqliteDatabase) -> Iterator[list[int]]:
    """The same, as far as this archive says it too."""
    database.execute_sql("DROP TABLE IF EXISTS temp.said")
    # Not a set here: half a million of them take memory, and to sort them holds Python, and so the window, for longer
    # than a key may wait.
    database.execute_sql("CREATE TEMP TABLE said (gist INTEGER PRIMARY KEY)")
    for stretch in stretches(database, "staged.telling", "id", 15_000):
        said = "SELECT gist FROM staged.telling WHERE id BETWEEN :low AND :high AND gist IS NOT NULL"
        database.connection().execute(f"INSERT OR IGNORE INTO temp.said {said}", stretch)
        yield []
    for stretch in stretches(database, "temp.said", "gist", 4_000):
        rows = database.connection().execute(
            "SELECT s.gist FROM temp.said s WHERE s.gist BETWEEN :low AND :high AND"
            " (SELECT count(*) FROM (SELECT 1 FROM interaction i WHERE i.gist = s.gist LIMIT 3)) = 3 ORDER BY s.gist",
            stretch,
        )
        yield [int(row[0]) for row in rows]
    database.execute_sql("DROP TABLE temp.said")


def people_of(database: SqliteDatabase, import_id: int, only_here: bool) -> list[int]:
    """Persons with an identity that this import claims: those it alone knows, or the others."""
    here = {"import": import_id}
    # A first archive is alone in the library, and one look tells.
    others = database.connection().execute(
        "SELECT EXISTS (SELECT 1 FROM identity WHERE import_id != :import OR by_user)", here
    )
    known: set[int] = set()
    if others.fetchone()[0]:
        rows = database.connection().execute(
            f"SELECT DISTINCT n.person FROM identity n WHERE n.person IN ({_CLAIMED})"
            " AND (n.import_id != :import OR n.by_user)",
            here,
        )
        known = set(chain.from_iterable(rows))
    return sorted(claimed_people(database, import_id) - known if only_here else known)


def claimed_people(database: SqliteDatabase, import_id: int) -> set[int]:
    """Persons with an identity that this import claims, whoever else knows them."""
    return set(chain.from_iterable(database.connection().execute(_CLAIMED, {"import": import_id})))


_CLAIMED = (
    "SELECT person FROM identity WHERE import_id = :import UNION SELECT n.person FROM claim c CROSS JOIN identity n"
    f" ON n.id = c.row WHERE c.import_id = :import AND c.entity = {int(Entity.IDENTITY)}"
)
"""Persons with an identity that an import claims."""


def show(database: SqliteDatabase, import_id: int) -> None:
    """The last chunk: what was hidden is there. Within the caller's transaction."""
    database.execute_sql("UPDATE import SET state = 'settling' WHERE id = ?", (import_id,))


def settle(database: SqliteDatabase, staging: Path, import_id: int, touched: set[int] | None = None) -> Iterator[float]:
    """Bring up to date what was decided before this import came, and what is remembered of the people who were known
    before; then the import is live.

    touched: those of whom something changed, None when that is not known any more (after a crash): all of them.
    """
    if touched is None:
        touched = set(people_of(database, import_id, only_here=False))
        for some in _told_otherwise(database, "interaction_key", "interaction", "s.part > 0", "interaction"):
            touched |= some
            yield 0.95
    touched |= yield from decided_anew(database, met.doubtful_in(staging), 0.95)
    for _ in standing.put(database, standing.dated(database)):
        yield 0.95
    known = sorted(touched)

    for done in renewed(database, known, 20):
        yield 0.95 + 0.05 * done
    with immediate(database):
        database.execute_sql("UPDATE import SET state = 'live' WHERE id = ?", (import_id,))
    yield 1.0
