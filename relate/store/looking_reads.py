"""Who has the words of what the user looks for: in what is known of them, or in what they said. Reads only.

For everybody the two indexes answer; for some people after a change their own rows are looked through, which is
quicker. Both give the same, but for a word so frequent that only its newest rows are looked at. Whatever the user wrote
himself says what he looks for, not what they are: of interactions theirs count, and his notes about them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from peewee import SqliteDatabase

from relate.domain.looking import Found
from relate.domain.records import Direction, Field, Kind, Role
from relate.domain.seeking import without_what_is_sought
from relate.store.codes import KIND_CODE
from relate.store.component import identities_of
from relate.store.person_reads import facts, tags
from relate.store.search_words import found_in, match, pattern
from relate.store.timeline_search import search
from relate.store.visibility import and_visible, hidden

MOST_ROWS = 5000
"""Of a word in texts, the newest rows that are looked at."""
_ROWS_OF_ONE = 50
_TELLING = (
    Field.OFFERS, Field.ROLE, Field.COMPANY, Field.HEADLINE, Field.DEPARTMENT, Field.NOTE, Field.PLACE, Field.ADDRESS,
    Field.HOW_MET, Field.GROUP, Field.RELATION, Field.MAIL, Field.NICKNAME, Field.NAME,
)  # fmt: skip
"""Fields of evidence, the most telling first."""
_FEW_PEOPLE = 3
"""A note about more people than these is about none of them."""
_NOTED = ",".join(str(KIND_CODE[kind]) for kind in (Kind.NOTE, Kind.TALK, Kind.CALL, Kind.MEETING))
_BY_THEM = (
    f"((i.direction = {int(Direction.IN)} AND p.role = {int(Role.FROM)})"
    f" OR (i.by_user = 1 AND i.kind IN ({_NOTED}) AND i.people <= {_FEW_PEOPLE + 1}))"
)
_WANTED = " AND q.listed = 1 AND q.state NOT IN ('in memoriam', 'never suggest')"


class Line(NamedTuple):
    """A line of what the user looks for."""

    uid: str
    text: str
    at: int


def lines(database: SqliteDatabase) -> list[Line]:
    """In the order they were typed."""
    return [Line(*row) for row in database.execute_sql("SELECT uid, text, at FROM looking_for ORDER BY at, uid")]


def everybody(database: SqliteDatabase) -> int:
    return int(database.execute_sql("SELECT count(*) FROM person WHERE listed = 1").fetchone()[0])


def how_many(database: SqliteDatabase, word: str) -> int:
    """Of how many people something known has a word that begins so."""
    wanted = match(word)
    if not wanted:
        return 0
    row = database.execute_sql(
        "SELECT count(*) FROM person_fts WHERE person_fts MATCH ?", (f"rest : ({wanted})",)
    ).fetchone()
    return int(row[0])


def closest_with(database: SqliteDatabase, word: str, most: int) -> list[int]:
    """Those talked with of whom something known has a word that begins so, the closest first."""
    wanted = match(word)
    if not wanted:
        return []
    rows = database.execute_sql(
        "SELECT q.id FROM person_fts f CROSS JOIN person q ON q.id = f.rowid"
        " WHERE person_fts MATCH ? AND q.last_contact IS NOT NULL"
        f"{_WANTED}{and_visible('q.import_id', hidden(database))} ORDER BY q.closeness DESC, q.id LIMIT ?",
        (f"rest : ({wanted})", most),
    )
    return [int(row[0]) for row in rows]


def closest_with_tag(database: SqliteDatabase, tag: str, most: int) -> list[int]:
    """Those with a tag, the closest first."""
    rows = database.execute_sql(
        "SELECT DISTINCT q.id FROM tag t CROSS JOIN identity n ON n.id = t.identity"
        " CROSS JOIN person q ON q.id = n.person"
        f" WHERE t.name = ?{_WANTED}{and_visible('q.import_id', hidden(database))}"
        " ORDER BY q.closeness DESC, q.id LIMIT ?",
        (tag, most),
    )
    return [int(row[0]) for row in rows]


def with_word(database: SqliteDatabase, word: str) -> dict[int, Found]:
    """Everybody with a word that begins so. Scans the index: for a reader's thread."""
    wanted = match(word)
    if not wanted:
        return {}
    unseen = hidden(database)
    found: dict[int, Found] = {}
    rows = database.execute_sql(
        "SELECT p.interaction, n.person, substr(i.text, 1, 4000) FROM (SELECT rowid AS id FROM interaction_fts"
        f" WHERE interaction_fts MATCH ? ORDER BY rowid DESC LIMIT {MOST_ROWS}) f"
        " CROSS JOIN interaction i ON i.id = f.id CROSS JOIN participant p ON p.interaction = i.id"
        " CROSS JOIN identity n ON n.id = p.identity CROSS JOIN person q ON q.id = n.person"
        f" WHERE {_BY_THEM}{_WANTED}{and_visible('i.import_id', unseen)}"
        " AND NOT EXISTS (SELECT 1 FROM interaction_override o WHERE o.interaction = i.id"
        "  AND (o.hidden OR o.person IS NOT NULL)) ORDER BY f.id",
        (wanted,),
    )
    for interaction, person, text in rows:
        if _has_it(word, text):
            found[int(person)] = Found(known=False, said=int(interaction))  # the newest comes last
    known = database.execute_sql(
        "SELECT f.rowid FROM person_fts f CROSS JOIN person q ON q.id = f.rowid"
        f" WHERE person_fts MATCH ?{_WANTED}{and_visible('q.import_id', unseen)}",
        (f"rest : ({wanted})",),
    )
    for (person,) in known:
        found[int(person)] = Found(known=True)
    return found


def words_of_some(
    database: SqliteDatabase, words: Sequence[str], persons: Sequence[int]
) -> dict[int, dict[str, Found]]:
    """The same of some people: person → word → where; whoever has none of them, and is nobody any more, is left out."""
    unseen = hidden(database)
    found: dict[int, dict[str, Found]] = {}
    rows = database.execute_sql(
        "SELECT q.id, f.rest FROM json_each(?) j CROSS JOIN person q ON q.id = j.value"
        f" CROSS JOIN person_fts f ON f.rowid = q.id WHERE 1{_WANTED}{and_visible('q.import_id', unseen)}",
        (json.dumps(list(persons)),),
    ).fetchall()
    for person, rest in rows:
        here = {word: where for word in words if (where := _where(database, word, int(person), str(rest))) is not None}
        if here:
            found[int(person)] = here
    return found


def _where(database: SqliteDatabase, word: str, person: int, rest: str) -> Found | None:
    if found_in(pattern(word), rest):
        return Found(known=True)
    newest = search(database, word, _ROWS_OF_ONE, person)
    rows = database.execute_sql(
        "SELECT DISTINCT i.id, substr(i.text, 1, 4000) FROM json_each(?) j CROSS JOIN interaction i ON i.id = j.value"
        " CROSS JOIN participant p ON p.interaction = i.id CROSS JOIN identity n ON n.id = p.identity"
        f" WHERE n.person = ? AND {_BY_THEM} ORDER BY i.id DESC",
        (json.dumps(newest.tolist()), person),
    ).fetchall()
    said = next((int(interaction) for interaction, text in rows if _has_it(word, text)), None)
    return None if said is None else Found(known=False, said=said)


def _has_it(word: str, text: str) -> bool:
    """Whether words of somebody's speak of it otherwise than of something they look for themselves."""
    rest = without_what_is_sought(text)
    return rest is text or found_in(pattern(word), rest) or not found_in(pattern(word), text)


def values_with(database: SqliteDatabase, person: int, words: Sequence[str]) -> list[tuple[str, str]]:
    """(field, value) of what is known of somebody and has one of these words, what is shown of them first; a tag
    where no field has it."""
    patterns = [pattern(word) for word in words]
    identities = identities_of(database, person)
    values = [value for value in facts(database, identities).values if value.field in _TELLING]
    found = [
        (value.field, value.value)
        for value in sorted(values, key=lambda one: (not one.shown, _TELLING.index(one.field)))
        if any(found_in((one,), value.value) for each in patterns for one in each)
    ]
    found += [
        ("tag", tag)
        for tag in tags(database, identities)
        if any(found_in((one,), tag) for each in patterns for one in each)
    ]
    return found
