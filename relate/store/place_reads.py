"""Where people are: the place that is shown of each, and which of them are in the same town. Reads only.

A field that shows one value is decided in Python, as on a person's page (facts.py): a place of years ago is in the
library too, and nobody lives there any more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final

from relate.domain.portrait import place_key
from relate.domain.records import Field
from relate.store.facts import Saying, order, trust_in
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from peewee import SqliteDatabase

_FIELD: Final = Field.PLACE.value


def shown_places(database: SqliteDatabase) -> dict[int, str]:
    """person → the place that is shown, of everybody in the list who has one. Scans: for a reader's thread."""
    unseen = frozenset(hidden(database))
    networks = {int(number): str(network) for number, network in database.execute_sql("SELECT id, network FROM import")}
    listed = f" CROSS JOIN person p ON p.id = n.person AND p.listed = 1{and_visible('p.import_id', sorted(unseen))}"
    told = (
        "SELECT n.person, f.value, f.by_user, n.id, {} FROM fact f CROSS JOIN identity n ON n.id = f.identity" + listed
    )
    best: dict[int, Saying] = {}
    for person, value, by_user, identity, seen_at, import_id in database.execute_sql(
        f"{told.format('f.seen_at, f.import_id')} WHERE f.field = ? UNION ALL"
        f" {told.format('s.seen_at, s.import_id')} CROSS JOIN fact_seen s ON s.fact = f.id WHERE f.field = ?",
        (_FIELD, _FIELD),
    ):
        if by_user < 0 or (by_user == 0 and (not import_id or import_id in unseen)):
            continue
        saying = (_FIELD, value, by_user, seen_at, trust_in(networks.get(import_id, "")), identity, import_id)
        if person not in best or order(saying) < order(best[person]):
            best[person] = saying
    return {person: saying[1] for person, saying in best.items() if saying[1]}


def towns(database: SqliteDatabase, limit: int) -> list[str]:
    """The towns of most people first, each once and as most of them write it; "Porto, Portugal" is in "Porto"."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for value in shown_places(database).values():
        if key := place_key(value):
            spelt[key][value.partition(",")[0].strip()] += 1
    by_people = sorted(spelt.items(), key=lambda item: (-item[1].total(), item[0]))
    return [min(names, key=lambda name: (-names[name], name)) for _, names in by_people[:limit]]


def who_is_in(database: SqliteDatabase, town: str) -> set[int]:
    """Everybody in the list whose shown place is in that town, however it is written."""
    key = place_key(town)
    return {person for person, value in shown_places(database).items() if key and place_key(value) == key}
