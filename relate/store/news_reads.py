"""What complete archives of one account tell of people, each at its date, for `domain/news.py` to compare.

By snapshot date and never by the order of import: each claim of an archive is a bit, so that what several archives say
is one look at the rows. Reads only; of everybody it scans and is for a reader's thread.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from relate.domain.kinds import Kind
from relate.domain.moments import DAY_MS
from relate.domain.news import LISTS, Listing, Piece, Snapshot, Told, pieces, renamed, seconds_of
from relate.domain.records import Reason, Role
from relate.store.codes import KIND_CODE, LISTED, Entity
from relate.store.company_reads import companies
from relate.store.interaction_ids import SLOT_BITS
from relate.store.owners import OWNERS
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from peewee import SqliteDatabase

_MOST: Final = 60
"""Archives compared at once: a number of SQLite has 63 bits. Each further look begins with the last one before it."""
_MEMBER, _FOLLOWER, _FOLLOWING, _REMOVED, _VALUE = range(1, 6)
_MUCH: Final = 30_000
_OF_LISTS: Final = ("connection", "friend", "follow")
"""What the names of the files that hold lists of people have in them."""
_AT_A_TIME: Final = 200
"""People whose news is told between two times that others may go first."""
_ROWS_AT_A_TIME: Final = 2_000
_UNREAD: Final = (Reason.UNREADABLE, Reason.INCOMPLETE, Reason.HELD)
"""Why somebody who is in a file may not be in the library."""


@dataclass(frozen=True, slots=True)
class Series:
    """The complete archives of an account by their dates, at least two; imports: those of each date."""

    account: int
    network: str
    snapshots: tuple[Snapshot, ...]
    imports: tuple[tuple[int, ...], ...]


@dataclass(slots=True)
class _Person:
    """What is told of somebody, with a bit for each archive that says so. said: (identity, field, value, bits)."""

    lists: list[tuple[Listing, int, int | None]] = field(default_factory=list)
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    said: list[tuple[int, str, str, int]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def at(self, bit: int, snapshot: Snapshot) -> Told:
        """As the archive of that bit has it."""
        lists: dict[Listing, int | None] = {}
        for listing, mask, since in self.lists:
            if mask & bit:
                before = lists.get(listing)
                lists[listing] = since if before is None or (since is not None and since > before) else before

        def those(name: str) -> frozenset[str]:
            return frozenset(value for value, mask in self.values.get(name, {}).items() if mask & bit)

        known = [at for at in self.removed if at < snapshot.at + DAY_MS]
        removed = max(known, default=None)
        return Told(lists, those("name"), those("role"), those("company"), removed, self._jobs(bit))

    def _jobs(self, bit: int) -> frozenset[tuple[str, str]]:
        """The role and the company of each identity, where there are several."""
        if len({said[0] for said in self.said}) < 2:
            return frozenset()
        jobs: dict[int, dict[str, str]] = defaultdict(dict)
        for identity, name, value, mask in self.said:
            if mask & bit and name != "name":
                jobs[identity][name] = min(value, jobs[identity].get(name, value))
        return frozenset((job.get("role", ""), job.get("company", "")) for job in jobs.values())


def news(
    database: SqliteDatabase,
    persons: Sequence[int] | None = None,
    between: Callable[[], object] = lambda: None,
) -> list[Piece]:
    """All news of these people, or of everybody: by date, the newest first, then by person.

    between: called every so many people, to let others go first."""
    every = series(database)
    found = _pieces(database, every, persons, between)
    if persons is not None and (seconds := seconds_of(found)):
        # Who took whose place is told by those who came and went since the same second.
        others = _listed_at(database, seconds) - set(persons)
        found += _pieces(database, every, sorted(others), between) if others else []
    found = renamed(found)
    if persons is not None:
        asked = set(persons)
        found = [piece for piece in found if piece.person in asked]
    return _in_order(found)


def hangs_on(database: SqliteDatabase, persons: Iterable[int]) -> dict[int, str]:
    """What the news of each of these people hang on beside the archives, which tell of nothing but these: as whom they
    are known, what is said of them, whether they can be listed. Some microseconds each, where reading the news of
    somebody with a hundred thousand rows takes as long as a conversation may take to be shown."""
    rows = database.execute_sql(
        "SELECT q.id, q.listed || ':' || (SELECT group_concat(n.id) FROM identity n WHERE n.person = q.id) || ':' ||"
        " coalesce((SELECT group_concat(quote(f.id) || quote(f.import_id) || quote(f.value)) FROM identity n"
        " CROSS JOIN fact f ON f.identity = n.id AND f.field IN ('name', 'role', 'company') WHERE n.person = q.id), '')"
        " FROM json_each(?) j CROSS JOIN person q ON q.id = j.value",
        (json.dumps(list(persons)),),
    )
    return {int(person): str(told) for person, told in rows}


def _in_order(found: Iterable[Piece]) -> list[Piece]:
    by_date: dict[int, list[Piece]] = defaultdict(list)
    for piece in found:
        by_date[piece.after_at].append(piece)
    # What an account tells comes person by person. So nearly everything is in order when it is sorted: else that would
    # keep Python, which sorts in one go, from everybody else for a tenth of a second.
    dated = [piece for at in sorted(by_date, reverse=True) for piece in by_date[at]]
    return sorted(dated, key=lambda piece: (-piece.after_at, piece.person, piece.network, piece.is_gone))


def _pieces(
    database: SqliteDatabase, every: Sequence[Series], persons: Sequence[int] | None, between: Callable[[], object]
) -> list[Piece]:
    found: list[Piece] = []
    together = companies(database)
    for batch in _batches(every):
        for one, told in _told(database, batch, persons, between):
            for number, person in enumerate(sorted(told)):
                if number % _AT_A_TIME == 0:
                    between()
                said = told[person]
                bits = ((1 << n, snapshot) for n, snapshot in enumerate(one.snapshots))
                tellings = [(snapshot, said.at(bit, snapshot)) for bit, snapshot in bits]
                found += pieces(person, one.network, tellings, together)
    return found


def _listed_at(database: SqliteDatabase, instants: Iterable[int]) -> set[int]:
    """Everybody who is, or was, on a list since one of these seconds (UTC ms)."""
    ranges = [[at // 1000 << SLOT_BITS, ((at // 1000 + 1) << SLOT_BITS) - 1] for at in instants]
    rows = database.execute_sql(
        "SELECT DISTINCT n.person FROM json_each(?) j CROSS JOIN interaction i ON i.id BETWEEN j.value ->> 0 AND"
        f" j.value ->> 1 AND {LISTED} CROSS JOIN participant p ON p.interaction = i.id"
        f" CROSS JOIN identity n ON n.id = p.identity WHERE n.id NOT IN ({OWNERS})",
        (json.dumps(ranges),),
    )
    return {int(row[0]) for row in rows}


def series(database: SqliteDatabase) -> list[Series]:
    """The accounts of which two complete archives or more are there, of different days."""
    by_account: dict[tuple[int, str], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, account, snapshot, network in database.execute_sql(
        "SELECT id, account, snapshot_at, network FROM import WHERE complete = 1 AND snapshot_at IS NOT NULL"
        " AND state IN ('live', 'settling') ORDER BY account, snapshot_at, id"
    ):
        if network in LISTS:
            by_account[account, network][snapshot].append(number)
    several = {key: dates for key, dates in by_account.items() if len(dates) > 1}
    if not several:
        return []
    cut = _cut(database, [number for dates in several.values() for ones in dates.values() for number in ones])
    return [
        Series(
            account,
            network,
            # Of one day: somebody the one could not read may be in the other, so one whole list is enough.
            tuple(Snapshot(at, whole=not cut.issuperset(ones)) for at, ones in dates.items()),
            tuple(tuple(ones) for ones in dates.values()),
        )
        for (account, network), dates in several.items()
    ]


def _cut(database: SqliteDatabase, imports: Sequence[int]) -> set[int]:
    """Those whose lists of people could not be read to the last row."""
    rows = database.execute_sql(
        "SELECT DISTINCT import_id, file || ' ' || says FROM import_row WHERE import_id IN (SELECT value FROM"
        f" json_each(?)) AND reason IN ({', '.join('?' * len(_UNREAD))})",
        (json.dumps(list(imports)), *(reason.value for reason in _UNREAD)),
    )
    return {int(number) for number, where in rows if any(word in where.casefold() for word in _OF_LISTS)}


def _batches(every: Iterable[Series]) -> Iterator[list[Series]]:
    """What is compared with one look at the rows: a number has so many bits, and each archive is one of them."""
    batch: list[Series] = []
    for one in every:
        for part in _windows(one):
            if batch and sum(len(each.snapshots) for each in batch) + len(part.snapshots) > _MOST:
                yield batch
                batch = []
            batch.append(part)
    if batch:
        yield batch


def _windows(whole: Series) -> Iterator[Series]:
    for start in range(0, len(whole.snapshots) - 1, _MOST - 1):
        part = slice(start, start + _MOST)
        yield Series(whole.account, whole.network, whole.snapshots[part], whole.imports[part])


def _told(
    database: SqliteDatabase, batch: Sequence[Series], persons: Sequence[int] | None, between: Callable[[], object]
) -> Iterator[tuple[Series, dict[int, _Person]]]:
    """What is told of these people by each account; only of those of whom not all of its archives say the same."""
    first = 0
    parts: list[tuple[Series, int, int, dict[int, _Person]]] = []
    for one in batch:
        parts.append((one, first, (1 << len(one.snapshots)) - 1, defaultdict(_Person)))
        first += len(one.snapshots)
    for number, (person, what, name, value, identity, mask, at) in enumerate(_rows(database, batch, persons)):
        if number % _ROWS_AT_A_TIME == 0:
            between()
        for one, low, bits, found in parts:
            if mine := mask >> low & bits:
                _take(found[person], LISTS[one.network], what, (identity, name, value, mine), at)
    for one, _, _, found in parts:
        yield one, found


def _take(one: _Person, lists: frozenset[Listing], what: int, said: tuple[int, str, str, int], at: int | None) -> None:
    _, name, value, mask = said
    if what == _VALUE:
        values = one.values.setdefault(name, {})
        values[value] = values.get(value, 0) | mask
        one.said.append(said)
    elif what == _REMOVED:
        if at is not None and Listing.FRIEND in lists:
            one.removed.append(at)
    else:
        one.lists += [(listing, mask, at) for listing in _MEANS[what] if listing in lists]


def _rows(
    database: SqliteDatabase, batch: Sequence[Series], persons: Sequence[int] | None
) -> Iterator[tuple[int, int, str, str, int, int, int | None]]:
    """(person, what, field, value, its identity, archives that say so, when) of those of whom not all archives of an
    account say the same.

    A row that several archives tell is one interaction: whoever is in it by one telling is so by all. So somebody whose
    profile got another address is neither gone nor new.
    """
    bit = _Bits(batch)
    only: int | None = None
    shown = and_visible("q.import_id", hidden(database))
    listed = f"CROSS JOIN person q ON q.id = n.person AND q.listed = 1{shown}"
    some = "json_each(:persons) j CROSS JOIN identity n ON n.person = j.value"
    keys = "CROSS JOIN interaction_key k ON k.interaction = i.id"
    if persons is None:
        interactions = (
            f"interaction i INDEXED BY interaction_listed {keys} AND {LISTED}"
            " CROSS JOIN participant p ON p.interaction = i.id CROSS JOIN identity n ON n.id = p.identity"
        )
        facts = "fact f CROSS JOIN identity n ON n.id = f.identity"
    elif _are_in_much(database, persons):
        here = {"persons": json.dumps(list(persons))}
        mine = database.execute_sql(f"SELECT n.id FROM {some} LIMIT 2", here).fetchall()
        # One is looked for in two thirds of the time that a list of one takes.
        those, only = (":only", mine[0][0]) if len(mine) == 1 else (f"SELECT n.id FROM {some}", None)
        interactions = (
            "interaction i INDEXED BY interaction_listed CROSS JOIN participant p ON p.interaction = i.id"
            f" AND {LISTED} AND p.identity IN ({those}) CROSS JOIN identity n ON n.id = p.identity"
            f" {keys}"
        )
        facts = f"{some} CROSS JOIN fact f ON f.identity = n.id"
    else:
        interactions = (
            f"{some} CROSS JOIN participant p ON p.identity = n.id CROSS JOIN interaction i INDEXED BY"
            f" interaction_listed ON {LISTED} AND i.id = p.interaction {keys}"
        )
        facts = f"{some} CROSS JOIN fact f ON f.identity = n.id"
    rows = database.execute_sql(
        f"WITH me AS MATERIALIZED ({OWNERS}), told (person, what, fact, mask, at) AS MATERIALIZED ("
        f" SELECT n.person, CASE i.kind WHEN {KIND_CODE[Kind.CONNECTED]} THEN {_MEMBER}"
        f" WHEN {KIND_CODE[Kind.NEWS]} THEN {_REMOVED}"
        f" ELSE iif(p.role = {int(Role.FROM)}, {_FOLLOWER}, {_FOLLOWING}) END, NULL,"
        f" {bit.of('k.import_id')} | coalesce((SELECT {bit.together('c.import_id')} FROM claim c"
        f" WHERE c.entity = {int(Entity.INTERACTION_KEY)} AND c.row = k.key), 0), i.at"
        f" FROM {interactions} {listed} WHERE n.id NOT IN me"
        " UNION ALL"
        f" SELECT n.person, {_VALUE}, f.id, {bit.of('f.import_id')} | coalesce((SELECT"
        f" {bit.together('s.import_id')} FROM fact_seen s WHERE s.fact = f.id), 0), NULL"
        f" FROM {facts} AND f.field IN ('name', 'role', 'company') {listed} WHERE f.value != '' AND n.id NOT IN me"
        f"), odd AS MATERIALIZED (SELECT DISTINCT person FROM told WHERE mask > 0 AND mask NOT IN ({bit.everywhere}))"
        " SELECT t.person, t.what, f.field, f.value, f.identity, t.mask, t.at FROM told t"
        " LEFT JOIN fact f ON f.id = t.fact WHERE t.mask > 0 AND t.person IN odd",
        {"persons": None if persons is None else json.dumps(list(persons)), "only": only},
    )
    yield from rows


def _are_in_much(database: SqliteDatabase, persons: Sequence[int]) -> bool:
    """Whether the rows these people are in are more than those that tell of lists."""
    (count,) = database.execute_sql(
        "SELECT count(*) FROM (SELECT 1 FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
        f" CROSS JOIN participant p ON p.identity = n.id LIMIT {_MUCH})",
        (json.dumps(list(persons)),),
    ).fetchone()
    return bool(count == _MUCH)


_MEANS: Final = {
    _MEMBER: (Listing.CONNECTION, Listing.FRIEND),
    _FOLLOWER: (Listing.FOLLOWER,),
    _FOLLOWING: (Listing.FOLLOWING,),
}
"""What a row says: of connection and friend a network has one."""


class _Bits:
    """A bit for each archive of a batch, in SQL."""

    def __init__(self, batch: Sequence[Series]) -> None:
        dates = [imports for one in batch for imports in one.imports]
        self._cases = " ".join(f"WHEN {number} THEN {1 << n}" for n, ones in enumerate(dates) for number in ones)
        # To add is to join as long as no two imports are the same archive.
        self._distinct = "DISTINCT " if any(len(ones) > 1 for ones in dates) else ""
        places = accumulate((len(one.snapshots) for one in batch), initial=0)
        whole = (((1 << len(one.snapshots)) - 1) << low for one, low in zip(batch, places, strict=False))
        self.everywhere = ", ".join(map(str, whole))
        """For each account what says all of its archives."""

    def of(self, column: str) -> str:
        """The bit of the archive that an import is, or is one of; 0 for every other."""
        return f"(CASE {column} {self._cases} ELSE 0 END)"

    def together(self, column: str) -> str:
        """All bits of a group of rows."""
        return f"sum({self._distinct}{self.of(column)})"
