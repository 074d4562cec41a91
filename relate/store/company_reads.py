"""Companies as the list names them: which names are one company, and by which words of the user. For any thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from relate.domain.companies import Companies, companies_of
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from peewee import SqliteDatabase


class Spelling(NamedTuple):
    """A name as archives write it, and how many people of the list name it."""

    name: str
    people: int


class Joined(NamedTuple):
    """Two companies that the user joined: their keys, and their names as he saw them."""

    a: str
    b: str
    said_a: str
    said_b: str


def companies(database: SqliteDatabase) -> Companies:
    """What is one company, with the user's word."""
    return companies_of((row.a, row.b) for row in joins(database))


def joins(database: SqliteDatabase) -> list[Joined]:
    """What the user joined."""
    return [Joined(*row) for row in database.execute_sql("SELECT a, b, said_a, said_b FROM company_link ORDER BY a, b")]


def spellings(database: SqliteDatabase) -> list[Spelling]:
    """Every name of a company that somebody in the list has, those of the most people first."""
    unseen = and_visible("import_id", hidden(database))
    return [
        Spelling(str(name), int(people))
        for name, people in database.execute_sql(
            "SELECT company, count(*) AS n FROM person WHERE listed = 1 AND company != ''"
            f"{unseen} GROUP BY company ORDER BY n DESC, company"
        )
    ]


def by_company(database: SqliteDatabase, named: Iterable[Spelling] | None = None) -> dict[str, list[Spelling]]:
    """key → the names of that company, the most frequent first; the companies of the most people first."""
    together = companies(database)
    found: dict[str, list[Spelling]] = defaultdict(list)
    for one in spellings(database) if named is None else named:
        found[together.key(one.name) or one.name].append(one)
    return dict(sorted(found.items(), key=lambda item: -sum(one.people for one in item[1])))


def names_of(database: SqliteDatabase, company: str) -> list[str]:
    """Every name in the list that is this company, and the one that was asked for."""
    together = companies(database)
    key = together.key(company)
    names = [one.name for one in spellings(database) if key and together.key(one.name) == key]
    return names if company in names else [company, *names]
