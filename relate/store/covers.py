"""How far is known what happened: of each network with archives, and of the people of a page. Without numpy.

A channel is what one archive tells of and the next one tells on: an account, as a rule. Where chats are exported one by
one each export tells of its own people alone; mails are told by the mailbox they came into. Somebody is known by the
channels that speak of him, and no further (design/ranking.md, "How far we know"). Of chats that were exported one by
one and read together each ends where its own last word does: with whoever is in it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from relate.domain.cover import ChannelCover, cover
from relate.store.codes import NO_WORD, Entity
from relate.store.interaction_ids import first_id_of

if TYPE_CHECKING:
    from peewee import SqliteDatabase

    from relate.store.people_reads import Line

_ADDRESSES = ("mail", "phone")
"""Networks of identities under which people of several channels are known."""
_DAYS = "(SELECT count(*) FROM contact_day d WHERE d.identity = n.id)"
_HERE = "IN (SELECT value FROM json_each(?))"


class Channel(NamedTuple):
    """until: the newest day that one of these archives tells of, UTC ms. An archive in which nobody says anything, as
    a list of connections alone, tells nothing of silence: it counts only where none of the others holds a word.
    several: it is several chats, each known up to its own last word, the newest of them up to `until`."""

    account: int
    network: str
    imports: frozenset[int]
    until: int
    several: bool = False


def channels(database: SqliteDatabase) -> list[Channel]:
    """All of them, by the number of their account."""
    rows = database.execute_sql(
        "SELECT id, account, network, snapshot_at, range_to IS NOT NULL FROM import"
        " WHERE state IN ('live', 'settling') AND snapshot_at IS NOT NULL ORDER BY account, id"
    ).fetchall()
    if not rows:
        return []
    from relate.domain import networks  # a library without archives is painted without it

    mailbox = _mailboxes(database, [row[0] for row in rows if row[2] == "mail"])
    chats = _of_several_chats(database, [row[0] for row in rows if networks.network(row[2]).chats_apart])
    found: dict[tuple[int, int], list[tuple[int, str, int, bool]]] = defaultdict(list)
    for number, account, network, snapshot, says in rows:
        part = number if networks.network(network).chat_by_chat else mailbox.get(number, 0)
        found[int(account), int(part)].append((int(number), str(network), int(snapshot), bool(says)))
    telling = {account for (account, _), archives in found.items() if any(says for *_, says in archives)}
    made = []
    for (account, _), archives in found.items():
        talks = [one for one in archives if one[3]]
        if talks or account not in telling:
            until = max(snapshot for _, _, snapshot, _ in talks or archives)
            numbers = frozenset(number for number, *_ in archives)
            made.append(Channel(account, archives[0][1], numbers, until, not numbers.isdisjoint(chats)))
    return made


def known_until(database: SqliteDatabase) -> dict[int, int]:
    """Each account that an archive was read of and the newest day an archive of it tells of, UTC ms."""
    newest: dict[int, int] = {}
    for one in channels(database):
        newest[one.account] = max(one.until, newest.get(one.account, one.until))
    return newest


class Known:
    """Up to when what came with an account is known of each of these people: of the channels that speak of them."""

    def __init__(self, database: SqliteDatabase, people: Iterable[int]) -> None:
        found = channels(database)
        self._accounts = known_until(database)
        self._of: dict[tuple[int, int], int] = {}
        ends: dict[int, set[int]] = defaultdict(set)
        for one in found:
            ends[one.account].add(one.until)
        several = {number: one for one in found if one.several or len(ends[one.account]) > 1 for number in one.imports}
        if not several:
            return
        told: dict[int, set[Channel]] = defaultdict(set)
        person_of: dict[int, int] = {}
        for person, identity, number in database.execute_sql(
            "SELECT n.person, n.id, s.import_id FROM json_each(?) j CROSS JOIN identity n ON n.person = j.value"
            f" JOIN ({_SPEAKS}) s ON s.identity = n.id",
            (json.dumps(sorted(set(people))),),
        ):
            if (channel := several.get(int(number))) is not None:
                told[int(identity)].add(channel)
                person_of[int(identity)] = int(person)
        chats = _Chats(database, told)
        for identity, speaking in told.items():
            for one in speaking:
                key, until = (one.account, person_of[identity]), chats.until(identity, one)
                self._of[key] = max(until, self._of.get(key, until))

    @property
    def newest(self) -> int | None:
        """The newest day that any archive tells of."""
        return max(self._accounts.values(), default=None)

    def of(self, account: int, *people: int) -> int | None:
        """Of several who were there: as far as most is known of one. None where no archive is of that account."""
        told = [self._of[account, person] for person in people if (account, person) in self._of]
        return max(told) if told else self._accounts.get(account)


def carried(
    database: SqliteDatabase, these: str = "", parameters: Sequence[str] = (), *, counted: bool = True
) -> Iterator[tuple[int, list[ChannelCover]]]:
    """(person, their identities on networks with archives, each with its contact days and how far it is known), by
    their numbers; where all are known up to the same day, one without days stands for them. these, parameters: an AND
    that narrows n.person. counted: contact days are counted, which takes long for somebody of whom there are thousands;
    else each has none."""
    all_of_them = channels(database)
    if not all_of_them:
        return
    speaking = _speaking(all_of_them)
    shared = _shared(speaking)
    ends = {network: max(one.until for one in told) for network, told in speaking.items()}
    # The plus keeps it from the index by network: one person is found by their number.
    whom = f"FROM identity n WHERE +n.network IN ({','.join('?' * len(speaking))}){these} ORDER BY n.person"
    if not shared and len(set(ends.values())) == 1:
        # Whatever each of them carries, all are known up to the same day: nobody's contact days are counted for it.
        alike = [ChannelCover(0, max(ends.values()))]
        for (person,) in database.execute_sql(f"SELECT DISTINCT n.person {whom}", (*speaking, *parameters)):
            yield int(person), alike
        return
    rows = database.execute_sql(
        f"SELECT n.person, n.id, n.network, {_DAYS if counted else 0} {whom}", (*speaking, *parameters)
    )
    apart = _apart(database, speaking, shared, these, parameters)
    for person, group in groupby(rows, key=itemgetter(0)):
        found = []
        for _, identity, network, days in group:
            until = apart.get(identity, ends[network])
            if until is not None:
                found.append(ChannelCover(int(days), until))
        if found:
            yield int(person), found


def covers(database: SqliteDatabase, lines: Sequence[Line]) -> dict[int, int]:
    """cover(person) of a page, UTC ms; who is not in it is known up to now. Like tie_reads.covers."""
    people = [line.id for line in lines]
    these = f" AND n.person {_HERE}"
    found = dict(carried(database, these, (json.dumps(people),), counted=False))
    if not found:
        return {}
    # Only where channels are known differently far it matters which of them carries most.
    several = [person for person, told in found.items() if len({one.known_until for one in told}) > 1]
    if several:
        found.update(carried(database, these, (json.dumps(several),)))
    first = min(one.known_until for told in found.values() for one in told)
    logged = _logged(database, people, first)
    ends = {person: cover(told, logged.get(person)) for person, told in found.items()}
    return {person: known for person, known in ends.items() if known is not None}


_SPEAKS = (
    "SELECT id AS identity, import_id FROM identity UNION ALL SELECT row AS identity, import_id FROM claim"
    f" WHERE entity = {int(Entity.IDENTITY)}"
)


def _speaking(found: Sequence[Channel]) -> dict[str, list[Channel]]:
    """network of an identity → the channels that may tell what passed with it: those of the network itself; people of
    chats and mails are known by their addresses and numbers."""
    from relate.domain import networks

    speaking: dict[str, list[Channel]] = defaultdict(list)
    for one in found:
        speaking[one.network].append(one)
        if networks.network(one.network).by_address:
            for network in _ADDRESSES:
                if network != one.network:
                    speaking[network].append(one)
    return speaking


def _shared(speaking: Mapping[str, list[Channel]]) -> list[str]:
    """The networks of which several channels may be known differently far."""
    return [
        network
        for network, told in speaking.items()
        if len({one.until for one in told}) > 1 or any(one.network != network or one.several for one in told)
    ]


def _apart(
    database: SqliteDatabase,
    speaking: Mapping[str, list[Channel]],
    shared: Sequence[str],
    these: str,
    parameters: Sequence[str],
) -> dict[int, int | None]:
    """identity → up to when it is known, on these networks of which several channels are known differently far: what
    one tells since says nothing of whom only another one holds. None: none of them speaks of it."""
    if not shared:
        return {}
    channel_of = {(network, number): one for network in shared for one in speaking[network] for number in one.imports}
    here = f"+n.network IN ({','.join('?' * len(shared))}){these}"
    told: dict[int, set[Channel]] = defaultdict(set)
    for identity, network, number in database.execute_sql(
        f"SELECT n.id, n.network, n.import_id FROM identity n WHERE {here}"
        " UNION ALL SELECT n.id, n.network, c.import_id FROM identity n CROSS JOIN claim c"
        f" ON c.entity = {int(Entity.IDENTITY)} AND c.row = n.id WHERE {here}",
        (*shared, *parameters) * 2,
    ):
        known = told[int(identity)]
        if (channel := channel_of.get((str(network), int(number)))) is not None:
            known.add(channel)
    chats = _Chats(database, told)
    return {identity: _end(database, identity, known, chats) if known else None for identity, known in told.items()}


def _end(database: SqliteDatabase, identity: int, told: set[Channel], chats: _Chats) -> int:
    """How far an identity is known that these speak of: of several accounts the one that tells the newest contact."""
    if len({one.account for one in told}) > 1 and len({one.until for one in told}) > 1:
        row = database.execute_sql(
            "SELECT i.account FROM participant p JOIN interaction i ON i.id = p.interaction WHERE p.identity = ?"
            f" AND i.kind NOT IN {NO_WORD} ORDER BY p.interaction DESC LIMIT 1",
            (identity,),
        ).fetchone()
        newest = {one for one in told if row is not None and one.account == row[0]}
        told = newest or told
    return max(chats.until(identity, one) for one in told)


class _Chats:
    """How far identities are known by the channels that speak of them: of several chats by those that each is in, whose
    every message names all who are in it."""

    def __init__(self, database: SqliteDatabase, told: Mapping[int, Collection[Channel]]) -> None:
        inside: dict[int, list[int]] = defaultdict(list)
        for identity, channels_ in told.items():
            for account in {one.account for one in channels_ if one.several}:
                inside[account].append(identity)
        self._last: dict[tuple[int, int], int] = {
            (account, int(identity)): int(at)
            for account, identities in inside.items()
            for identity, at in database.execute_sql(
                "SELECT j.value, (SELECT i.at FROM participant p JOIN interaction i ON i.id = p.interaction"
                " WHERE p.identity = j.value AND i.account = ? AND i.at IS NOT NULL"
                " ORDER BY p.interaction DESC LIMIT 1) FROM json_each(?) j",
                (account, json.dumps(identities)),
            )
            if at is not None
        }

    def until(self, identity: int, told: Channel) -> int:
        last = self._last.get((told.account, identity)) if told.several else None
        return told.until if last is None else min(last, told.until)


def _of_several_chats(database: SqliteDatabase, imports: Sequence[int]) -> set[int]:
    """Those of these imports that read more than one chat, each a file."""
    return (
        {
            int(row[0])
            for row in database.execute_sql(
                f"SELECT import_id FROM import_file WHERE import_id {_HERE} GROUP BY import_id HAVING count(*) > 1",
                (json.dumps(list(imports)),),
            )
        }
        if imports
        else set()
    )


def _mailboxes(database: SqliteDatabase, imports: Sequence[int]) -> dict[int, int]:
    """import → the first import of the same mailbox: one whose owner has an address of his in common with it."""
    addresses: dict[int, set[str]] = {number: set() for number in imports}
    if len(addresses) > 1:
        for number, key in database.execute_sql(
            "SELECT o.import_id, n.key FROM owner_identity o JOIN identity n ON n.id = o.identity"
            f" WHERE o.import_id {_HERE} AND o.is_me AND n.network = 'mail'",
            (json.dumps(list(imports)),),
        ):
            addresses[int(number)].add(str(key))
    boxes: list[tuple[set[str], list[int]]] = []
    for number, mine in addresses.items():
        same = [box for box in boxes if box[0] & mine]
        boxes = [box for box in boxes if not box[0] & mine]
        boxes.append((mine.union(*(box[0] for box in same)), [number, *(one for box in same for one in box[1])]))
    return {number: min(box) for _, box in boxes for number in box}


def _logged(database: SqliteDatabase, persons: Sequence[int], since: int) -> dict[int, int]:
    """The newest entry by hand with each of these people that is newer than the oldest archive: it extends a cover."""
    rows = database.execute_sql(
        "SELECT i.id, i.at FROM interaction i WHERE i.by_user = 1 AND i.id >= ? AND i.at IS NOT NULL"
        f" AND i.kind NOT IN {NO_WORD}",
        (first_id_of(since),),
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
