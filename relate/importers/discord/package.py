"""What a Discord package tells: the owner's own messages, whom they went to, and who his friends are.

Nothing that others wrote is in it: "I wrote to Ana on that day".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import Moment
from relate.domain.records import (
    Fact,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers import dates
from relate.importers.attachments import told_of
from relate.importers.discord.files import COLUMNS, Known
from relate.importers.discord.people import NETWORK, People, account_number, called, user_names
from relate.importers.discord.text import MENTION, shown
from relate.importers.json_items import ANY, Broken, Json, document, items, listed, mapping, words
from relate.importers.json_rows import broken, left_out
from relate.importers.source import Member, Source
from relate.importers.table import Table, shape_of

_DIRECT: Final = frozenset({"1", "DM"})
_GROUP: Final = frozenset({"3", "GROUP_DM"})
_FRIEND, _BLOCKED = frozenset({"1", "FRIEND"}), frozenset({"2", "BLOCKED"})
_ASKED_ME: Final = frozenset({"3", "PENDING_INCOMING", "INCOMING_REQUEST"})
_ASKED: Final = frozenset({"4", "PENDING_OUTGOING", "OUTGOING_REQUEST"})
_ID: Final = re.compile(rb'^\s*\{\s*"id"\s*:\s*"?(\d{15,20})"?\s*,')
_WITH: Final = "direct message with "


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a message of the owner's went. people: (number, name) of those it reached; server: where it was said to
    everybody, what that place is called, else empty; gone: to somebody whose account is gone."""

    id: str
    title: str = ""
    people: tuple[tuple[str, str], ...] = ()
    server: str = ""
    gone: bool = False


def value_of(source: Source, member: Member) -> Mapping[str, Json]:
    """The object in a small file; an empty one where it cannot be read."""
    try:
        return mapping(document(source.peek(member)))
    except UnreadableSource:
        return {}


def owner_number(source: Source, member: Member) -> str:
    """The number of the account whose file this is: it stands first, so that damage further on does not matter."""
    try:
        found = _ID.search(source.head(member, 4096))
    except UnreadableSource:
        return ""
    return found[1].decode("ascii") if found else ""


def recipients(source: Source, member: Member) -> list[str]:
    """The accounts that a channel's file lists."""
    return [one for one in map(account_number, listed(value_of(source, member).get("recipients"))) if one]


def channel(told: Mapping[str, Json], folder: str, index: Mapping[str, Json], people: People) -> Channel:
    """What channel.json and the index say of a channel."""
    number = account_number(told.get("id")) or folder.rpartition("/")[2].lstrip("c")
    kind, listed_as = words(told.get("type")), words(index.get(number))
    others = [
        one
        for one in dict.fromkeys(map(account_number, listed(told.get("recipients"))))
        if one and not people.is_mine(one)
    ]
    direct = kind in _DIRECT or listed_as.casefold().startswith(_WITH)
    if direct:
        text = listed_as[len(_WITH) :] if listed_as.casefold().startswith(_WITH) else listed_as
        name, _ = called(text)
        if len(others) == 1:
            people.learn(others[0], name)
            return Channel(number, people=((others[0], people.names.get(others[0], "")),))
        return Channel(number, people=tuple((one, "") for one in others), gone=not others)
    if not told:
        return Channel(number)  # nobody knows to whom its messages went
    title = " ".join((words(told.get("name")) or listed_as).split())
    if kind in _GROUP or (others and "guild" not in told):
        return Channel(number, title, tuple((one, people.names.get(one, "")) for one in others), gone=not others)
    place = " ".join(words(mapping(told.get("guild")).get("name")).split())
    return Channel(number, f"#{title}" if title else "", server=place or listed_as or "a server")


def partner_handle(channel_id: str, index: Mapping[str, Json]) -> tuple[str, str]:
    """(name, handle) of the other in a conversation between two, by the index."""
    text = words(index.get(channel_id))
    return called(text[len(_WITH) :]) if text.casefold().startswith(_WITH) else ("", "")


def messages(
    source: Source, file: Known, place: Channel, index: Mapping[str, Json], people: People
) -> Iterator[Record | Skipped]:
    """Every message of a channel, from a table or a list."""
    reader = _Reader(place, index, people)
    path, row = file.member.path, 0
    try:
        if file.member.name.casefold().endswith(".csv"):
            shape = shape_of(source.head(file.member), (COLUMNS,))
            if shape is None:
                yield Skipped(Position(path, 1), Reason.UNREADABLE, "its first line names no columns of Discord's")
                return
            with Table(source.open(file.member), shape) as table:
                at = [table.at(name) for name in ("ID", "Timestamp", "Contents", "Attachments")]
                for row, cells in table.rows:
                    where = Position(path, row)
                    if table.is_broken(cells):
                        yield Skipped(
                            where, Reason.UNREADABLE, "its cells cannot be told apart", "\t".join(cells)[:16_000]
                        )
                    else:
                        yield from reader.read(where, *(cells[place] for place in at))
                if table.cut is not None:
                    row = table.cut.number
                    yield Skipped(Position(path, row), Reason.INCOMPLETE, table.cut.says, table.cut.raw[:16_000])
        else:
            with closing(items(source.open(file.member), ((ANY,),))) as told:
                for item in told:
                    row += 1
                    where = Position(path, row)
                    value = None if isinstance(item, Broken) else item.value
                    if isinstance(item, Broken):
                        yield broken(where, item)
                    elif not isinstance(value, dict):
                        yield left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
                    else:
                        yield from reader.read(where, *(words(value.get(key)) for key in
                                                        ("ID", "Timestamp", "Contents", "Attachments")))  # fmt: skip
    except UnreadableSource as problem:
        row += 1
        yield Skipped(Position(path, row), Reason.INCOMPLETE, str(problem))
    if not row:
        yield Skipped(Position(path, 1), Reason.EMPTY, "a channel without messages")


class _Reader:
    def __init__(self, place: Channel, index: Mapping[str, Json], people: People) -> None:
        self._place, self._people = place, people
        self._introduced = False
        self._named = partner_handle(place.id, index) if len(place.people) == 1 else ("", "")

    def read(self, where: Position, number: str, when: str, text: str, attached: str) -> Iterator[Record | Skipped]:
        place, people = self._place, self._people
        number = account_number(number)
        at = dates.utc_second(when.strip())
        value: Json = {"ID": number, "Timestamp": when, "Contents": text}
        if not number and at is None:
            yield left_out(where, Reason.UNREADABLE, value)
            return
        detail = told_of(attached.split())
        if not text.strip() and not detail:
            yield left_out(where, Reason.EMPTY, value)
            return
        kind, to = Kind.MESSAGE, [(people.key(one), name or people.names.get(one, "")) for one, name in place.people]
        if place.server:
            kind = Kind.MENTION
            to = [(people.key(one), people.names.get(one, "")) for one in dict.fromkeys(MENTION.findall(text))
                  if not people.is_mine(one)]  # fmt: skip
            if not to:
                yield left_out(where, Reason.NOT_KEPT, value, "said in a server, to nobody in particular")
                return
        elif not to and not place.gone:
            yield left_out(where, Reason.NO_PERSON, value, "it is not known what this channel is")
            return
        elif place.gone:
            to = [(IdentityKey(NETWORK, IdentityKind.ID, f"channel:{place.id}", True), "")]
        if not self._introduced and self._named != ("", "") and place.people:
            self._introduced = True
            number_of_it, shown_as = place.people[0]
            yield people.record(where, number_of_it, *self._named, shown_as)
        yield InteractionRecord(
            where,
            kind,
            at,
            (Participant(people.mine, Role.FROM), *(Participant(key, Role.TO, name) for key, name in to)),
            ("discord.message.1", number) if number else ("discord.unnumbered.1", place.id, when, text),
            conversation=place.id,
            title=place.title,
            text=shown(text, people.names),
            detail=detail,
        )


def account_of(source: Source, file: Known, people: People) -> Iterator[Record | Skipped]:
    """The owner, and each friend, request and blocked account as a row behind him."""
    path = file.member.path
    count = 1
    rows: list[Record | Skipped] = []
    owner: PersonRecord | None = None
    told: dict[str, Json] = {}
    damage: list[Broken] = []
    try:
        with closing(items(source.open(file.member), (("relationships", ANY),))) as values:
            for item in values:
                if isinstance(item, Broken):
                    damage.append(item)
                elif item.path[:1] == ("relationships",) and len(item.path) == 2:
                    count += 1
                    rows += _relationship(Position(path, count), item.value, people)
                elif len(item.path) == 1 and item.path[0] in ("id", "username", "discriminator", "global_name"):
                    told[str(item.path[0])] = item.value
    except UnreadableSource as problem:
        damage.append(Broken((), str(problem), cut=True))
    name, _, display = user_names(told)
    if people.owner and account_number(told.get("id")):
        shown_as = display or name
        facts = (*((Fact(Field.NAME, shown_as),) if shown_as else ()),
                 *((Fact(Field.NICKNAME, name),) if name and name != shown_as else ()))  # fmt: skip
        owner = PersonRecord(Position(path, 1), people.owner, facts, owner=True)
        yield owner
    elif damage:
        yield broken(Position(path, 1), damage.pop(0))
    else:
        yield left_out(Position(path, 1), Reason.NO_PERSON, told, "an account without a number")
    yield from rows
    for one in damage:
        count += 1
        yield broken(Position(path, count), one)


def _relationship(where: Position, value: Json, people: People) -> Iterator[Record | Skipped]:
    told = mapping(value)
    number, kind = account_number(told.get("id")), words(told.get("type"))
    if not number:
        yield left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
        return
    if kind in _BLOCKED:
        yield left_out(where, Reason.HIDDEN_BY_YOU, value, "blocked")
        return
    name, handle, display = user_names(told.get("user"))
    display = " ".join(words(told.get("nickname")).split()) or display
    people.learn(number, display or name)
    yield people.record(where, number, name, handle, display)
    since: Moment | None = dates.utc_second(words(told.get("since"))) if told.get("since") else None
    key, shown_as = people.key(number), display or name
    if kind in _FRIEND and since is not None:
        yield InteractionRecord(
            where, Kind.CONNECTED, since,
            (Participant(key, Role.PRESENT, shown_as), Participant(people.mine, Role.PRESENT)),
            ("discord.friend.1", number),
        )  # fmt: skip
    elif kind in _ASKED_ME or kind in _ASKED:
        mine, theirs = (Role.TO, Role.FROM) if kind in _ASKED_ME else (Role.FROM, Role.TO)
        yield InteractionRecord(
            where, Kind.INVITATION, since, (Participant(key, theirs, shown_as), Participant(people.mine, mine)),
            ("discord.request.1", number, kind), detail="friend request",
        )  # fmt: skip
