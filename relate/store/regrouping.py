"""Tellings that turn out to be one interaction, or not to be one any more, after an archive came or went.

What comes in is decided row by row against what is there (matching.py): that it belongs to one of two rows, which are
one because of it, or that two rows are two because an archive holds both, is only seen then. The rule is `grouping`'s.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from peewee import SqliteDatabase

from relate.domain.moments import Precision
from relate.store import pitches, tellings, ties
from relate.store.chunks import in_pieces, stretches
from relate.store.codes import Entity
from relate.store.grouping import Told, grouped
from relate.store.interactions import SAID_OF_EVENTS, USERS_PART, free_id, remove_one
from relate.store.settling import people_in_parts

_COLUMNS = (
    "at, precision, offset, kind, account, conversation, direction, tone, gist, people, detail, link, import_id,"
    " by_user"
)


@dataclass(slots=True)
class Regrouped:
    """What was decided anew: the interactions that tell something else now, and what was said in them and where, for
    it may be a hello or a pitch now, or none any more."""

    interactions: set[int] = field(default_factory=set)
    gists: set[int] = field(default_factory=set)
    conversations: set[int] = field(default_factory=set)


def decided_anew(database: SqliteDatabase, coarse: Collection[int], share: float) -> Generator[float, None, set[int]]:
    """As `regroup`, with what follows for hellos and pitches; the people of all that changed. share: of the work done,
    as it is yielded."""
    if not coarse:
        return set()
    into = Regrouped()
    for _ in regroup(database, coarse, into):
        yield share
    toned: set[int] = set()

    def mark(gists: Sequence[int]) -> None:
        toned.update(ties.untell_hellos(database, gists), ties.mark_tones(database, gists, ()))

    for _ in in_pieces(database, sorted(into.gists), 20, mark):
        yield share
    for told in pitches.marked(database, sorted(into.conversations)):
        toned |= told
        yield share
    return (yield from people_in_parts(database, into.interactions | toned, share))


def regroup(database: SqliteDatabase, coarse: Collection[int], into: Regrouped) -> Iterator[None]:
    """Decide anew what is one interaction among all that have one of these coarse keys, and what these are one with.

    In short transactions, between which commands go.
    """
    keys, exact = yield from _around(database, coarse)
    lots = [lot for lot in _apart(keys) if len({exact[key] for key in lot}) > 1]
    for _ in in_pieces(database, lots, 4, lambda some: _decide(database, some, into)):
        yield


def coarse_of_several(database: SqliteDatabase, share: float) -> Generator[float, None, set[int]]:
    """The coarse keys of everything that is told in several ways, for whoever does not know what changed."""
    found: set[int] = set()
    for stretch in stretches(database, "interaction_key", "key", 8_000):
        rows = database.connection().execute(
            "SELECT DISTINCT o.coarse FROM interaction_key k CROSS JOIN interaction_key o"
            " ON o.interaction = k.interaction AND o.coarse IS NOT NULL"
            " WHERE k.key BETWEEN :low AND :high AND k.part > 0",
            stretch,
        )
        found.update(int(row[0]) for row in rows)
        yield share
    return found


def doubtful(database: SqliteDatabase, interactions: Sequence[int]) -> set[int]:
    """The coarse keys of those of these that are told by rows which are not one by themselves, or whose time is not so
    well known that they could be nothing else."""
    rows = database.execute_sql(
        "SELECT DISTINCT k.coarse FROM json_each(?) j CROSS JOIN interaction_key k ON k.interaction = j.value"
        f" AND k.coarse IS NOT NULL WHERE k.precision < {int(Precision.SECOND)} OR (SELECT count(DISTINCT"
        " coalesce(o.same, o.key)) FROM interaction_key o WHERE o.interaction = j.value) > 1",
        (json.dumps(interactions),),
    )
    return {int(row[0]) for row in rows}


def kept_apart(database: SqliteDatabase, import_id: int, keys: tuple[int, int]) -> set[int]:
    """The coarse keys of those rows, of keys between two, that this import tells and others too, and that may be two
    because it tells both. Not of those of which the second is known: two of them are hardly ever in the same one."""
    rows = database.execute_sql(
        "SELECT DISTINCT k.coarse FROM claim c CROSS JOIN interaction_key k ON k.key = c.row AND k.coarse IS NOT NULL"
        f" AND k.precision < {int(Precision.SECOND)} WHERE c.entity = {int(Entity.INTERACTION_KEY)}"
        " AND c.row BETWEEN ? AND ? AND ? IN (c.import_id, k.import_id)",
        (*keys, import_id),
    )
    return {int(row[0]) for row in rows}


def _around(
    database: SqliteDatabase, coarse: Collection[int]
) -> Generator[None, None, tuple[dict[int, set[int]], dict[int, int]]]:
    """Everything that is one, or could be, with what has these coarse keys: coarse → its keys and those that tell of
    the same interactions; and of each key the one of its exact fields. The coarse keys have no index, so that each
    round looks through all of them."""
    keys: dict[int, set[int]] = {}
    exact: dict[int, int] = {}
    wanted = set(coarse)
    while wanted:
        database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS family (coarse INTEGER PRIMARY KEY)")
        database.execute_sql("DELETE FROM temp.family")
        database.connection().executemany("INSERT INTO temp.family VALUES (?)", [(one,) for one in wanted])
        keys.update((one, set()) for one in wanted)
        for stretch in stretches(database, "interaction_key", "key", 8_000):
            rows = database.connection().execute(
                "SELECT k.coarse, o.key, coalesce(o.same, o.key), o.coarse FROM interaction_key k"
                " CROSS JOIN interaction_key o ON o.interaction = k.interaction WHERE k.key BETWEEN :low AND :high"
                " AND k.coarse IN (SELECT coarse FROM temp.family)",
                stretch,
            )
            for family, key, its_exact, its_coarse in rows:
                keys[family].add(key)
                exact[key] = its_exact
                if its_coarse is not None:
                    wanted.add(its_coarse)
            yield
        wanted -= keys.keys()
    return keys, exact


def _apart(families: dict[int, set[int]]) -> Iterator[list[int]]:
    """The keys that hang together, each lot by itself."""
    of_key: defaultdict[int, list[int]] = defaultdict(list)
    for coarse, keys in families.items():
        for key in keys:
            of_key[key].append(coarse)
    seen: set[int] = set()
    for start in families:
        if start in seen:
            continue
        seen.add(start)
        together, waiting = set[int](), [start]
        while waiting:
            fresh = families[waiting.pop()] - together
            together |= fresh
            for key in fresh:
                others = [coarse for coarse in of_key[key] if coarse not in seen]
                seen.update(others)
                waiting += others
        yield sorted(together)


def _decide(database: SqliteDatabase, lots: Iterable[Sequence[int]], into: Regrouped) -> None:
    for keys in lots:
        told, where = _read(database, keys)
        groups = grouped(told)
        for some in _changed(groups, where):
            _write(database, some, where, into)


def _read(database: SqliteDatabase, keys: Sequence[int]) -> tuple[list[Told], dict[int, tuple[int, int]]]:
    """The tellings of these keys, and of each its interaction and its part there."""
    chosen = (json.dumps(keys),)
    imports: defaultdict[int, set[int]] = defaultdict(set)
    for key, import_id in database.execute_sql(
        "SELECT c.row, c.import_id FROM json_each(?) j CROSS JOIN claim c"
        f" ON c.entity = {int(Entity.INTERACTION_KEY)} AND c.row = j.value",
        chosen,
    ):
        imports[key].add(import_id)
    told: list[Told] = []
    where: dict[int, tuple[int, int]] = {}
    for key, exact, coarse, at, precision, import_id, interaction, part in database.execute_sql(
        "SELECT k.key, coalesce(k.same, k.key), k.coarse, k.at, k.precision, k.import_id, k.interaction, k.part"
        " FROM json_each(?) j CROSS JOIN interaction_key k ON k.key = j.value",
        chosen,
    ):
        by = frozenset(imports[key] | ({import_id} if import_id else set()))
        told.append(Told(key, exact, coarse, at, precision, by))
        where[key] = (interaction, part)
    return told, where


def _changed(groups: Sequence[list[Told]], where: dict[int, tuple[int, int]]) -> Iterator[list[list[Told]]]:
    """The groups that are not what is there, with those that share interactions with them."""
    of: defaultdict[int, set[int]] = defaultdict(set)
    for number, group in enumerate(groups):
        for one in group:
            of[where[one.key][0]].add(number)
    there = [{where[one.key][0] for one in group} for group in groups]
    seen: set[int] = set()
    for start in range(len(groups)):
        if start in seen or (len(there[start]) == 1 and len(of[min(there[start])]) == 1):
            continue
        seen.add(start)
        together, waiting = [start], [start]
        while waiting:
            others = set[int]().union(*(of[interaction] for interaction in there[waiting.pop()])) - seen
            seen |= others
            together += sorted(others)
            waiting += sorted(others)
        yield [groups[number] for number in together]


def _write(
    database: SqliteDatabase, groups: Sequence[list[Told]], where: dict[int, tuple[int, int]], into: Regrouped
) -> None:
    """Let each group be an interaction. What the user said of one goes with its first telling; where that would be
    said of two that are one now, they stay two."""
    before = sorted({where[one.key][0] for group in groups for one in group})
    chosen = _chosen(groups, where, _users(database, before))
    if chosen is None:
        return
    first = {number: where[group[0].key][0] for number, group in enumerate(groups)}
    people = _people(database, before)
    connection = database.connection()
    into.gists.update(_column(database, "gist", before))
    into.conversations.update(_column(database, "conversation", before))
    for interaction in before:
        tellings.keep_only(database, interaction)
    rows = json.dumps(before)
    connection.execute(
        "DELETE FROM participant WHERE interaction IN (SELECT value FROM json_each(?))"
        f" AND part != {USERS_PART}", (rows,)
    )  # fmt: skip
    left = set(before)
    now: list[int] = []
    for number, group in enumerate(groups):
        if number not in chosen:
            chosen[number] = free_id(database, group[0].at)
            connection.execute(
                f"INSERT INTO interaction (id, title, text, {_COLUMNS}) SELECT ?, '', '', {_COLUMNS}"
                " FROM interaction WHERE id = ?",
                (chosen[number], first[number]),
            )
        interaction = chosen[number]
        left.discard(interaction)
        now.append(interaction)
        ordered = sorted(group, key=lambda one: (where[one.key][0] != interaction, where[one.key][1], one.key))
        for part, one in enumerate(ordered):
            connection.execute(
                "UPDATE interaction_key SET interaction = ?, part = ? WHERE key = ?", (interaction, part, one.key)
            )
            connection.executemany(
                "INSERT OR IGNORE INTO participant (identity, interaction, role, part) VALUES (?,?,?,?)",
                [(identity, interaction, role, part) for identity, role in people[where[one.key]]],
            )
    for interaction in now:  # not before all tellings are where they belong
        tellings.show_best(database, interaction)
    for interaction in left:
        remove_one(database, interaction)
    into.interactions.update(now)
    into.gists.update(_column(database, "gist", now))
    into.conversations.update(_column(database, "conversation", now))
    ties.untell_pitches(database, now)


def _chosen(
    groups: Sequence[list[Told]], where: dict[int, tuple[int, int]], users: Collection[int]
) -> dict[int, int] | None:
    """group → the interaction that it is from now on, for as many as there are; None where the user said something of
    two that one group would be."""
    first: dict[int, tuple[tuple[int, int], int]] = {}
    for number, group in enumerate(groups):
        for one in group:
            interaction, part = where[one.key]
            first[interaction] = min(first.get(interaction, ((part, one.key), number)), ((part, one.key), number))
    chosen: dict[int, int] = {}
    for interaction in sorted(first, key=lambda one: (one not in users, one)):
        number = first[interaction][1]
        if number not in chosen:
            chosen[number] = interaction
        elif interaction in users:
            return None
    return chosen


def _users(database: SqliteDatabase, interactions: Sequence[int]) -> set[int]:
    """Those of which the user said something, or on which something rests."""
    rows = database.execute_sql(
        "SELECT j.value FROM json_each(?) j WHERE"
        " EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = j.value)"
        " OR EXISTS (SELECT 1 FROM thread_item t WHERE t.found_in = j.value)"
        " OR EXISTS (SELECT 1 FROM event e WHERE e.interaction = j.value)"
        f" OR EXISTS (SELECT 1 FROM participant p WHERE p.interaction = j.value AND p.part = {USERS_PART})"
        f" OR j.value IN ({SAID_OF_EVENTS})",
        (json.dumps(interactions),),
    )
    return {int(row[0]) for row in rows}


def _people(database: SqliteDatabase, interactions: Sequence[int]) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """(interaction, part) → whom that telling names, with their roles."""
    people: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for interaction, part, identity, role in database.execute_sql(
        "SELECT p.interaction, p.part, p.identity, p.role FROM json_each(?) j CROSS JOIN participant p"
        " ON p.interaction = j.value",
        (json.dumps(interactions),),
    ):
        people[interaction, part].append((identity, role))
    return people


def _column(database: SqliteDatabase, name: str, interactions: Sequence[int]) -> set[int]:
    rows = database.execute_sql(
        f"SELECT DISTINCT i.{name} FROM json_each(?) j CROSS JOIN interaction i ON i.id = j.value"
        f" WHERE coalesce(i.{name}, 0) != 0",
        (json.dumps(interactions),),
    )
    return {int(row[0]) for row in rows}
