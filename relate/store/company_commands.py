"""The user's word on companies: two names are one company, or are not after all. See commands.py."""

from __future__ import annotations

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.normalise import company_key
from relate.store.cells import ref_of
from relate.store.company_reads import companies, joins
from relate.store.journal import Journal


def join(database: SqliteDatabase, journal: Journal, one: str, other: str) -> ChangeSet:
    """These two names are one company from now on, in every archive that writes them."""
    names = [" ".join(name.split()) for name in (one, other)]
    keys = [company_key(name) for name in names]
    if not all(keys):
        raise KnownError("A company needs a name.")
    with journal.step("company", f"Joined the companies {names[0]} and {names[1]}") as step:
        together = companies(database)
        if together.key(names[0]) != together.key(names[1]):
            (a, said_a), (b, said_b) = sorted(zip(keys, names, strict=True))
            step.set("company", ref_of(a, b), {"said_a": said_a, "said_b": said_b})
    return step.changes


def part(database: SqliteDatabase, journal: Journal, a: str, b: str) -> ChangeSet:
    """Two companies that were joined (their keys) are two again; what else was joined with either stays with it."""
    said = next((one for one in joins(database) if (one.a, one.b) == (a, b)), None)
    if said is None:
        raise KnownError("These two companies are not joined any more.")
    with journal.step("company", f"Parted the companies {said.said_a} and {said.said_b}") as step:
        step.set("company", ref_of(a, b), None)
    return step.changes
