"""How far is known what happened: of each network with archives, and of the people of a page. Without numpy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from relate.domain.cover import ChannelCover, cover
from relate.store.codes import NO_WORD, Entity
from relate.store.interaction_ids import first_id_of

if TYPE_CHECKING:
    from peewee import SqliteDatabase

    from relate.store.people_reads import Line

KNOWN = "coalesce(max(CASE WHEN i.range_to IS NOT NULL THEN i.snapshot_at END), max(i.snapshot_at))"
"""Of the imports of an account up to when it is known. An archive in which nobody says anything, as a list of
connections alone, tells nothing of silence: it counts only where none of the others holds a conversation."""
_HERE = "IN (SELECT value FROM json_each(?))"


def known_until(database: SqliteDatabase) -> list[tuple[str, int]]:
    """Each network that an archive was read of and the newest day an archive tells of (UTC ms)."""
    newest: dict[str, int] = {}
    for _, network, until in _accounts(database):
        newest[network] = max(until, newest.get(network, until))
    return sorted(newest.items())


def known_of_accounts(database: SqliteDatabase) -> dict[int, int]:
    """The same of each account, by its number: the channel of a message is the account it came with."""
    return {account: until for account, _, until in _accounts(database)}


def _accounts(database: SqliteDatabase) -> list[tuple[int, str, int]]:
    """(account, network, until)."""
    return [
        (int(account), str(network), int(until))
        for account, network, until in database.execute_sql(
            f"SELECT i.account, i.network, {KNOWN} FROM import i WHERE i.state IN ('live', 'settling')"
            " AND i.snapshot_at IS NOT NULL GROUP BY i.account ORDER BY i.account"
        )
    ]


def of_several_accounts(
    database: SqliteDatabase, these: str = "", parameters: Sequence[str] = ()
) -> dict[tuple[int, str], int]:
    """(person, network) → up to when they are known there, on networks of which several accounts are known differently
    far: what one account tells since says nothing of whom only another one holds. Empty where no network has several.

    these, parameters: an AND that narrows n.person.
    """
    until: dict[int, int] = {}
    ends: dict[str, set[int]] = {}
    for account, network, known in _accounts(database):
        until[account] = known
        ends.setdefault(network, set()).add(known)
    shared = [network for network, known_ends in ends.items() if len(known_ends) > 1]
    if not shared:
        return {}
    here = f"+n.network IN ({','.join('?' * len(shared))}){these}"
    found: dict[tuple[int, str], int] = {}
    for person, network, account in database.execute_sql(
        f"SELECT n.person, n.network, i.account FROM identity n JOIN import i ON i.id = n.import_id WHERE {here}"
        " UNION SELECT n.person, n.network, i.account FROM identity n CROSS JOIN claim c"
        f" ON c.entity = {int(Entity.IDENTITY)} AND c.row = n.id JOIN import i ON i.id = c.import_id WHERE {here}",
        (*shared, *parameters) * 2,
    ):
        if account in until:
            key = (int(person), str(network))
            found[key] = max(until[account], found.get(key, until[account]))
    return found


def covers(database: SqliteDatabase, lines: Sequence[Line]) -> dict[int, int]:
    """cover(person) of a page, UTC ms; who is not in it is known up to now. Like tie_reads.covers.

    Only a person on several networks with archives needs a look at contact days: one network alone decides.
    """
    until = dict(known_until(database))
    if not until:
        return {}
    channels: dict[int, dict[str, int]] = {}
    several: list[int] = []
    for line in lines:
        mine = [network for network in line.networks.split() if network in until]
        channels[line.id] = dict.fromkeys(mine, 0)
        if len(mine) > 1:
            several.append(line.id)
    if several:
        for person, network, days in database.execute_sql(
            "SELECT n.person, n.network, (SELECT count(*) FROM contact_day d WHERE d.identity = n.id)"
            f" FROM identity n WHERE n.person {_HERE}",
            (json.dumps(several),),
        ):
            if network in channels[person]:
                channels[person][network] += days
    everybody = json.dumps([line.id for line in lines])
    apart = of_several_accounts(database, f" AND n.person {_HERE}", (everybody,))
    first = min((*until.values(), *apart.values()))
    logged = _logged(database, [line.id for line in lines], first)
    result: dict[int, int] = {}
    for person, carried in channels.items():
        ends = {network: apart.get((person, network), until[network]) for network in carried}
        known = cover((ChannelCover(days, ends[network]) for network, days in carried.items()), logged.get(person))
        if known is not None:
            result[person] = known
    return result


def _logged(database: SqliteDatabase, persons: Sequence[int], since: int) -> dict[int, int]:
    """The newest entry by hand with each of these people that is newer than the oldest archive: it extends a cover."""
    rows = database.execute_sql(
        "SELECT i.id, i.at FROM interaction i WHERE i.by_user = 1 AND i.id >= ? AND i.kind NOT IN (?, ?)"
        " AND i.at IS NOT NULL",
        (first_id_of(since), *NO_WORD),
    ).fetchall()
    if not rows:
        return {}
    return {
        int(person): int(at)
        for person, at in database.execute_sql(
            "SELECT n.person, max(s.value ->> 1) FROM json_each(?) s CROSS JOIN participant p"
            " ON p.interaction = s.value ->> 0 CROSS JOIN identity n ON n.id = p.identity"
            f" WHERE n.person {_HERE} GROUP BY n.person",
            (json.dumps([tuple(row) for row in rows]), json.dumps(list(persons))),
        )
    }
