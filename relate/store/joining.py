"""The user's words on who is who: merge, split, apart. They add and withdraw links and never move a row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.records import Field
from relate.domain.sameness import Components
from relate.store.cells import ref_of
from relate.store.component import called, current, everyone, identities_of
from relate.store.faces import pin
from relate.store.journal import Journal, StepWriter


def merge(database: SqliteDatabase, journal: Journal, persons: Sequence[int], evidence: str = "") -> ChangeSet:
    """These are one person, whatever was said before."""
    return merge_groups(database, journal, [persons], evidence)


def merge_groups(
    database: SqliteDatabase,
    journal: Journal,
    groups: Iterable[Sequence[int]],
    evidence: str = "",
    name: str = "",
    face: str = "",
) -> ChangeSet:
    """Each group is one person, all in one step, so that one undo takes all of it back. Who is one already stays so.

    name: what whoever results is called, face: the hash of the picture they have, in the place of what the rule would
    show; for a single group.
    """
    joined = Components()
    for group in groups:
        for other in (whom := everyone(database, group))[1:]:
            joined.unite(whom[0], other)
    parts = list(joined.groups())
    if not parts:
        raise KnownError("Merging takes two people who are not the same already.")
    everybody = [person for part in parts for person in part]
    title = (
        f"Merged {called(database, everybody)}"
        if len(parts) == 1
        else f"Joined {len(everybody)} entries of {len(parts)} people"
    )
    with journal.step("merge", title) as step:
        for whom in parts:
            join(database, step, whom, evidence)
        if name:
            _call(database, step, parts[0], name)
        if face:
            pin(database, step, parts[0], face)
    return step.changes


def _call(database: SqliteDatabase, step: StepWriter, whom: Sequence[int], name: str) -> None:
    """The user's own name for somebody wins over an older one on another identity; on the same it takes its place."""
    target = min(whom)
    step.set("fact", ref_of(target, Field.NAME, name), 1)
    (said_at,) = database.execute_sql(
        "SELECT seen_at FROM fact WHERE identity = ? AND field = 'name' AND value = ?", (target, name)
    ).fetchone()
    everybody = [identity for person in whom for identity in identities_of(database, person)]
    for identity, value in database.execute_sql(
        "SELECT f.identity, f.value FROM json_each(?) j CROSS JOIN fact f ON f.identity = j.value AND f.field = 'name'"
        " WHERE f.by_user > 0 AND f.value != ? AND (f.identity = ? OR f.seen_at >= ? OR f.by_user = 2)",
        (json.dumps(everybody), name, target, said_at),
    ).fetchall():
        step.set("fact", ref_of(identity, Field.NAME, value), None)


def join(database: SqliteDatabase, step: StepWriter, whom: Sequence[int], evidence: str) -> None:
    """Within a step: these are one person."""
    everybody = [identity for person in whom for identity in identities_of(database, person)]
    for a, b, relation in _words(database, everybody):
        if relation == "apart":
            step.set("link", ref_of(a, b), None)
    first = min(whom)
    for other in whom:
        if other != first:
            _say(step, first, other, "same", evidence)


def apart(database: SqliteDatabase, journal: Journal, one: int, other: int, evidence: str = "") -> ChangeSet:
    """These are different people: remembered for good, whatever key a later archive holds."""
    a, b = current(database, one), current(database, other)
    if a == b:
        raise KnownError("They are one person now: take apart what belongs to the other first.")
    with journal.step("apart", f"{called(database, [a, b])} are different people") as step:
        _say(step, a, b, "apart", evidence)
    return step.changes


def split(database: SqliteDatabase, journal: Journal, person: int, identities: Iterable[int]) -> ChangeSet:
    """These identities are somebody else, one person among themselves: remembered for good.

    Each link between the two sides is answered by an "apart" on the same pair, so that no link inside a side has to
    give way for it.
    """
    whose = current(database, person)
    everybody = identities_of(database, whose)
    leaving = sorted(set(identities))
    staying = [identity for identity in everybody if identity not in leaving]
    if not leaving or not staying or len(leaving) + len(staying) != len(everybody):
        raise KnownError("Splitting takes some of the addresses and profiles of this person, not all and not others'.")
    with journal.step("split", f"Split {called(database, [whose])}") as step:
        for a, b, relation in _words(database, everybody):
            if relation == "same" and (a in leaving) != (b in leaving):
                step.set("link", ref_of(a, b), None)
        _hold_together(database, step, leaving)
        _hold_together(database, step, staying)
        crossing = {(a, b) for a, b, _ in _joints(database, everybody) if (a in leaving) != (b in leaving)}
        for one, other in sorted({(min(leaving), min(staying)), *crossing}):
            _say(step, one, other, "apart", "")
    return step.changes


def _say(step: StepWriter, one: int, other: int, relation: str, evidence: str) -> None:
    a, b = min(one, other), max(one, other)
    step.set("link", ref_of(a, b), {"relation": relation, "evidence": evidence})


def _hold_together(database: SqliteDatabase, step: StepWriter, identities: Sequence[int]) -> None:
    """Join what only the other side held together."""
    components = Components()
    for a, b, active in _joints(database, identities):
        if active:
            components.unite(a, b)
    for a, b, relation in _words(database, identities):
        if relation == "same":
            components.unite(a, b)
    first = min(identities)
    for identity in identities:
        if components.find(identity) != components.find(first):
            _say(step, first, identity, "same", "")
            components.unite(first, identity)


def _words(database: SqliteDatabase, identities: Sequence[int]) -> list[tuple[int, int, str]]:
    """What the user said of pairs among these: (a, b, relation)."""
    wanted = json.dumps(list(identities))
    return database.execute_sql(
        "SELECT l.a, l.b, l.relation FROM json_each(?) j CROSS JOIN link l ON l.a = j.value"
        " WHERE l.b IN (SELECT value FROM json_each(?)) AND l.origin = 'user' ORDER BY l.a, l.b",
        (wanted, wanted),
    ).fetchall()


def _joints(database: SqliteDatabase, identities: Sequence[int]) -> list[tuple[int, int, int]]:
    """The automatic links among these: (a, b, whether it joins)."""
    wanted = json.dumps(list(identities))
    return database.execute_sql(
        "SELECT l.a, l.b, l.active FROM json_each(?) j CROSS JOIN link l ON l.a = j.value"
        " WHERE l.b IN (SELECT value FROM json_each(?)) AND l.origin != 'user' ORDER BY l.a, l.b",
        (wanted, wanted),
    ).fetchall()
