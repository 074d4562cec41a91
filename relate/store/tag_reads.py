"""The tags of people: what the user calls them, and the groups that their address books put them in. Reads only.

A group is a fact like any other, so it comes and goes with its import; one that was taken off somebody is a hidden fact
and stays away, whatever later books say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from relate.domain.records import Field
from relate.store.visibility import and_visible, hidden

if TYPE_CHECKING:
    from peewee import SqliteDatabase


def who_has(unseen: Sequence[int]) -> str:
    """A SELECT of the persons with a tag or in a group, for IN (…); its two parameters are both the name.

    unseen: the imports that no reader sees. Found in the index of facts, all of which it walks through: 35 ms of
    346,000 facts.
    """
    return (
        "SELECT n.person FROM tag t CROSS JOIN identity n ON n.id = t.identity WHERE t.name = ?"
        f" UNION SELECT n.person FROM fact f CROSS JOIN identity n ON n.id = f.identity WHERE {_in_group(unseen)}"
        " AND f.value = ?"
    )


def names(database: SqliteDatabase, limit: int = 200) -> list[str]:
    """Tags and groups of listed people, those of the most people first. Scans: for a reader's thread."""
    unseen = hidden(database)
    rows = database.execute_sql(
        "SELECT t.tag, count(DISTINCT t.person) AS people FROM (SELECT t.name AS tag, n.person AS person FROM tag t"
        " CROSS JOIN identity n ON n.id = t.identity UNION ALL SELECT f.value, n.person FROM fact f"
        f" CROSS JOIN identity n ON n.id = f.identity WHERE {_in_group(unseen)}) t CROSS JOIN person p"
        f" ON p.id = t.person AND p.listed = 1{and_visible('p.import_id', unseen)}"
        " GROUP BY t.tag ORDER BY people DESC, t.tag LIMIT ?",
        (limit,),
    )
    return [str(tag) for tag, _ in rows]


def _in_group(unseen: Sequence[int]) -> str:
    """That a fact `f` of the identity `n` is a group, and is in sight: the user's own, or told by an import that is,
    and not taken off its person, whichever of his identities the user took it off."""
    told = "f.import_id"
    elsewhere = ""
    if unseen:
        elsewhere = f" OR EXISTS (SELECT 1 FROM fact_seen s WHERE s.fact = f.id{and_visible('s.import_id', unseen)})"
    taken_off = (
        "SELECT 1 FROM identity m CROSS JOIN fact h ON h.identity = m.id AND h.field = f.field AND h.value = f.value"
        " WHERE m.person = n.person AND h.by_user < 0"
    )
    return (
        f"f.field = '{Field.GROUP.value}' AND (f.by_user > 0 OR f.by_user = 0 AND"
        f" ({told} > 0{and_visible(told, unseen)}{elsewhere}) AND NOT EXISTS ({taken_off}))"
    )
