"""The user's words on whom he wants to meet and what he looks for. Each command is one step, one undo."""

from __future__ import annotations

from peewee import SqliteDatabase

from relate.domain.changes import ChangeSet
from relate.domain.errors import KnownError
from relate.domain.looking import LONGEST_LINE, MOST_LINES
from relate.domain.records import Field
from relate.store.cell_registry import CELLS
from relate.store.cells import ref_of
from relate.store.component import called, current, identities_of
from relate.store.journal import Journal


def look_for(database: SqliteDatabase, journal: Journal, uid: str, text: str) -> ChangeSet:
    """A line of what he looks for, another text for it, or "" to let it go."""
    line = " ".join(text.split())[:LONGEST_LINE]
    before = CELLS["looking"].get(database, uid)
    many, last = database.execute_sql("SELECT count(*), coalesce(max(at), 0) FROM looking_for").fetchone()
    if line and before is None and many >= MOST_LINES:
        raise KnownError(f"There is room for {MOST_LINES} lines: change one of them, or let one go.")
    title = f"Looking for “{line}”" if line else f"No longer looking for “{before['text'] if before else ''}”"
    with journal.step("wish", title) as step:
        at = before["at"] if before is not None else max(journal.now(), last + 1)
        step.set("looking", uid, {"text": line, "at": at} if line else None)
    return step.changes


def wish(journal: Journal, uid: str, name: str, company: str) -> ChangeSet:
    """Somebody, or somebody of a company, he wants to meet."""
    who, where = " ".join(name.split()), " ".join(company.split())
    if not who and not where:
        raise KnownError("A wish needs a name or a company.")
    title = f"To meet: {' of '.join(part for part in (who, where) if part)}"
    with journal.step("wish", title) as step:
        step.set("wish", uid, {"name": who, "company": where, "identity": None, "at": journal.now()})
    return step.changes


def become(database: SqliteDatabase, journal: Journal, uid: str, person_uid: str) -> tuple[int, ChangeSet]:
    """A typed wish becomes somebody in the library, whom it is about from then on; the person."""
    typed = CELLS["wish"].get(database, uid)
    if typed is None:
        raise KnownError("This wish is no longer there.")
    name = typed["name"] or typed["company"]
    with journal.step("add", f"Added {name}") as step:
        step.set("person", person_uid, 1)
        row = database.execute_sql(
            "SELECT id FROM identity WHERE network = 'relate' AND account = 0 AND kind = 'id' AND key = ?",
            (person_uid,),
        ).fetchone()
        step.set("fact", ref_of(row[0], Field.NAME, name), 1)
        if typed["company"] and typed["name"]:
            step.set("fact", ref_of(row[0], Field.COMPANY, typed["company"]), 1)
        step.set("wish", uid, {**typed, "identity": int(row[0])})
    return current(database, int(row[0])), step.changes


def no_longer(database: SqliteDatabase, journal: Journal, person: int) -> ChangeSet:
    """*Not any more*: neither what archives tell nor what he typed names this person there."""
    whose = current(database, person)
    with journal.step("wish", f"No longer to meet: {called(database, [whose])}") as step:
        for identity in identities_of(database, whose):
            for (uid,) in database.execute_sql("SELECT uid FROM typed_wish WHERE identity = ?", (identity,)).fetchall():
                step.set("wish", uid, None)
        step.set("unwanted", ref_of(whose), journal.now())
    return step.changes


def no_longer_typed(database: SqliteDatabase, journal: Journal, uid: str) -> ChangeSet:
    """A typed wish goes."""
    typed = CELLS["wish"].get(database, uid) or {"name": "", "company": ""}
    words = " of ".join(part for part in (typed["name"], typed["company"]) if part)
    with journal.step("wish", f"No longer to meet: {words}") as step:
        step.set("wish", uid, None)
    return step.changes


def no_longer_told(database: SqliteDatabase, journal: Journal, key: int) -> ChangeSet:
    """What an archive tells is no wish of his: a page, a group, a name."""
    row = database.execute_sql("SELECT text FROM wish WHERE key = ?", (key,)).fetchone()
    with journal.step("wish", f"No longer to meet: {row[0] if row else ''}") as step:
        step.set("unwished", ref_of(key), journal.now())
    return step.changes
