"""Which picture of somebody is shown: the one the user chose, else his own, else that of the newest archive."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from operator import itemgetter

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.pictures import Picture
from relate.store.cells import ref_of
from relate.store.component import called, current, identities_of
from relate.store.journal import Journal, StepWriter
from relate.store.visibility import and_visible, hidden


def pictures(database: SqliteDatabase, persons: Sequence[int]) -> list[Picture]:
    """Every picture of somebody who is all of these people, each once, the one that is shown first."""
    unseen = and_visible("f.import_id", hidden(database))
    found: dict[str, Picture] = {}
    for identity, image in database.execute_sql(
        "SELECT f.identity, q.image FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
        f" CROSS JOIN photo f ON f.identity = n.id CROSS JOIN picture q ON q.id = f.picture WHERE 1{unseen}"
        " ORDER BY f.import_id = 0 DESC, f.import_id DESC, n.id",
        (json.dumps(list(persons)),),
    ):
        sha = sha256(image).hexdigest()
        found.setdefault(sha, Picture(int(identity), sha, bytes(image)))
    for (sha,) in _chosen(database, persons):
        if sha in found:
            return [found[sha], *(one for one in found.values() if one.sha != sha)]
    return list(found.values())


def picture(database: SqliteDatabase, person: int) -> bytes | None:
    """The one that is shown; None where there is none."""
    if _chosen(database, [person]):
        return next((one.image for one in pictures(database, [person])), None)
    unseen = and_visible("f.import_id", hidden(database))
    row = database.execute_sql(
        "SELECT q.image FROM identity n JOIN photo f ON f.identity = n.id JOIN picture q ON q.id = f.picture"
        f" WHERE n.person = ?{unseen} ORDER BY f.import_id = 0 DESC, f.import_id DESC, n.id LIMIT 1",
        (person,),
    ).fetchone()
    return None if row is None else bytes(row[0])


def choose(database: SqliteDatabase, journal: Journal, person: int, sha: str) -> ChangeSet:
    """This picture is theirs, whatever later archives bring."""
    whose = current(database, person)
    with journal.step("face", f"Chose the face of {called(database, [whose])}") as step:
        pin(database, step, [whose], sha)
    return step.changes


def pin(database: SqliteDatabase, step: StepWriter, whom: Sequence[int], sha: str) -> None:
    """Within a step, of somebody who is all of these people. It stays with the identity whose picture it is. Raises
    KnownError when nobody has it any more."""
    found = next((one for one in pictures(database, whom) if one.sha == sha), None)
    if found is None:
        raise KnownError("This picture is not in the library any more.")
    identities = [identity for person in whom for identity in identities_of(database, person)]
    before = database.execute_sql(
        "SELECT q.identity, q.sha, q.since FROM json_each(?) j CROSS JOIN photo_pin q ON q.identity = j.value",
        (json.dumps(identities),),
    ).fetchall()
    # What was chosen on another identity stays below it, for the day the two are parted.
    if max(before, key=itemgetter(2), default=(0, ""))[:2] != (found.identity, sha):
        since = max(step.at, *(row[2] + 1 for row in before), 0)
        step.set("face", ref_of(found.identity), {"sha": sha, "since": since})


def _chosen(database: SqliteDatabase, persons: Sequence[int]) -> list[tuple[str]]:
    """The hashes of what was chosen, the last first."""
    return database.execute_sql(
        "SELECT q.sha FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
        " CROSS JOIN photo_pin q ON q.identity = n.id ORDER BY q.since DESC, q.identity",
        (json.dumps(list(persons)),),
    ).fetchall()
