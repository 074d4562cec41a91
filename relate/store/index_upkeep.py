"""The pieces of the full-text index, and when they are merged.

Each write adds a piece. Left alone SQLite merges them in the middle of a write once there are sixteen of a level,
however large some of them are: in a library of five million rows a dozenth conversation that was logged took three
seconds and wrote 200 MB. Little by little it does so with each 64th page that is written: the conversation that wrote
it took a tenth of a second. So both are held off for good, and the pieces are merged in small steps while nobody waits:
after each few commands, after an import and its undo, and at the start. Only the index of people, which is small, is
merged a little with each write while an undo works them out anew: its chunks may be more than the pieces that SQLite
holds. Source: design/data-model.md, "Writing".
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress

from peewee import DatabaseError, SqliteDatabase

from relate.store.chunks import Chunks
from relate.store.connection import BrokenOff, breakable, giving_back, immediate

_LITTLE_BY_LITTLE = 4
"""From how many pieces of a level on each write merges a little: SQLite's own number."""
_NEVER_AT_ONCE = 1900
"""SQLite holds 2,000 pieces, and merges sixteen of a level at once by itself."""
COMMANDS = 32
"""So many commands that changed rows of a timeline may each have left a piece before they are merged."""
STEP_SECONDS = 0.02
"""How long a step of merging should take: it is done while nobody waits, and broken off when a command comes."""
_INDEXES = ("interaction_fts", "person_fts")
Unnoticed = Callable[[], AbstractContextManager[Callable[[], None]]]
"""A stretch within which a transaction changes nothing that is read; what it gives is called once that has begun."""


@contextmanager
def _noticed() -> Iterator[Callable[[], None]]:
    yield lambda: None


def prepare(database: SqliteDatabase) -> None:
    """No write merges pieces from now on; it is written into the library, once. Where that cannot be done (a full
    disk), the library is as good without it."""
    with suppress(DatabaseError):
        _have(database, "crisismerge", _NEVER_AT_ONCE)
        _have(database, "automerge", 0)


def pieces(database: SqliteDatabase) -> int:
    """How many pieces the index of messages has."""
    return int(database.execute_sql("SELECT count(DISTINCT segid) FROM interaction_fts_idx").fetchone()[0])


def merge_people_little(database: SqliteDatabase) -> None:
    """Each write of lines merges a little of their index. Lasts until `merged`, or the next start."""
    _have(database, "automerge", _LITTLE_BY_LITTLE, ("person_fts",))


def merged(database: SqliteDatabase, unnoticed: Unnoticed = _noticed) -> Generator[None, None, None]:
    """Merge what came and went, in steps as short as a chunk is to be. Readers find the same as before.

    Without it the newest of the index would be tombstones after an undo, and every word be looked up in each piece.
    """
    for index in _INDEXES:
        pages = Chunks(database, 50, STEP_SECONDS)
        while True:
            before = database.connection().total_changes
            pages.begin()
            with suppress(BrokenOff):
                # However few pages it is to be, a word that stands in every third message is merged in one go.
                with giving_back(database), unnoticed() as begun, breakable(database):
                    begun()
                    _set(database, "merge", pages.size, index)
                pages.end()
                if database.connection().total_changes - before < 2:
                    break
            yield
    _have(database, "automerge", 0)


def _have(database: SqliteDatabase, name: str, value: int, indexes: Sequence[str] = _INDEXES) -> None:
    """These indexes have this setting, written where it is another one."""
    for index in indexes:
        row = database.execute_sql(f"SELECT v FROM {index}_config WHERE k = ?", (name,)).fetchone()
        if row is None or int(row[0]) != value:
            with immediate(database):
                _set(database, name, value, index)


def _set(database: SqliteDatabase, name: str, value: int, index: str) -> None:
    database.execute_sql(f"INSERT INTO {index} ({index}, rank) VALUES (?,?)", (name, value))
