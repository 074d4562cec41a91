"""Where threads end: which rows of a timeline are the last of their conversation, and not answered by another way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from peewee import SqliteDatabase

from relate.domain.records import Direction, Kind
from relate.store.codes import KIND_CODE
from relate.store.last_words import answered_since

_WRITTEN = (KIND_CODE[Kind.MESSAGE], KIND_CODE[Kind.MAIL])


def last_unanswered(
    database: SqliteDatabase, rows: Iterable[tuple[int, int, int, int]], people: Mapping[int, Mapping[int, str]]
) -> set[int]:
    """Those rows that nothing followed in their conversation and, if they were written, nowhere else either.

    rows: (interaction, conversation, kind's code, Direction). people: of each row the others in it, whoever wrote it
    first. Of a message of mine anybody's answer counts, of theirs mine to whoever wrote it.
    """
    told = {one: (conversation, kind, way) for one, conversation, kind, way in rows if conversation}
    newest = _newest(database, {conversation for conversation, _, _ in told.values()})
    last = {one for one, (conversation, _, _) in told.items() if newest.get(conversation) == one}
    said = []
    for one in last:
        _, kind, way = told[one]
        if kind in _WRITTEN:
            others = list(people.get(one, ()))
            said += [(one, person, way) for person in (others[:1] if way == Direction.IN else others)]
    return last - answered_since(database, said)


def _newest(database: SqliteDatabase, conversations: set[int]) -> dict[int, int]:
    """conversation → its newest interaction."""
    return {
        int(conversation): int(newest)
        for conversation, newest in database.execute_sql(
            "SELECT s.value, (SELECT max(i.id) FROM interaction i WHERE i.conversation = s.value"
            " AND i.conversation > 0) FROM json_each(?) s",
            (json.dumps(sorted(conversations)),),
        )
        if newest is not None
    }
