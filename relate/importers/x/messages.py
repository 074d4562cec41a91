"""Direct messages, of two and of groups, with who was in the group when each was written.

[{"dmConversation": {"conversationId": "…", "messages": [{kind: {…}}, …]}}, …], the newest message first.
Every message, join and leave is a row of its own (formats/social.md 2.2).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import Moment
from relate.domain.records import (
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.json_items import ANY, Broken, Item, Json, items, listed, mapping, words
from relate.importers.source import Source
from relate.importers.x.files import GROUPS, Known
from relate.importers.x.names import NETWORK, People
from relate.importers.x.values import account_id, as_written, broken, left_out, moment

_EACH: Final = ((ANY, "dmConversation", "messages", ANY), (ANY, "messages", ANY))
JOINED: Final = "joined"
LEFT: Final = "left"


@dataclass(slots=True)
class Group:
    """Who is known of a group and when they came and went; times in UTC ms.

    moves: account → [(when, whether they came)]; names: (since when, what the group was called).
    """

    people: dict[str, None] = field(default_factory=dict)
    moves: dict[str, list[tuple[int, bool]]] = field(default_factory=dict)
    names: list[tuple[int, str]] = field(default_factory=list)
    _turns: list[int] = field(default_factory=list)

    def settle(self) -> None:
        """All of it has been read."""
        for moves in self.moves.values():
            moves.sort()
        self.names.sort()
        self._turns = sorted({when for moves in self.moves.values() for when, _ in moves})

    def turn(self, at: int) -> int:
        """How often somebody had come or gone by then."""
        return bisect_right(self._turns, at)

    def there(self, at: int) -> tuple[str, ...]:
        """Everybody in the group at that time. Whoever came at a known time was not there before."""
        return tuple(one for one in self.people if self._was_there(one, at))

    def _was_there(self, one: str, at: int) -> bool:
        moves = self.moves.get(one)
        if not moves:
            return True
        before = bisect_right(moves, (at, True))
        return moves[before - 1][1] if before else not moves[0][1]

    def name(self, at: int) -> str:
        """What it was called then; before the first known change nobody knows."""
        place = bisect_right(self.names, at, key=lambda name: name[0])
        return self.names[place - 1][1] if place else ""


@dataclass(frozen=True, slots=True)
class _Event:
    """One entry of a conversation: {"messageCreate": {…}}."""

    kind: str
    body: Mapping[str, Json]


def groups(source: Source, files: Sequence[Known]) -> dict[str, Group]:
    """The groups of the archive, by conversation: read once before their messages, which come newest first."""
    found: dict[str, Group] = {}
    for file in files:
        try:
            stream = source.open(file.member, times=2)
        except UnreadableSource:
            continue
        talk = _Talk()
        for item in items(stream, _EACH):
            event = talk.event(item)
            if event is not None and talk.conversation:
                _move(found.setdefault(talk.conversation, Group()), event)
    for group in found.values():
        group.settle()
    return found


def _move(group: Group, event: _Event) -> None:
    body = event.body
    at = moment(body.get("createdAt"))
    when = at.ms if at is not None else None
    match event.kind:
        case "messageCreate":
            _add(group, (account_id(body.get("senderId")),))
        case "joinConversation":
            _add(group, (*_accounts(body.get("participantsSnapshot")), account_id(body.get("initiatingUserId"))))
        case "participantsJoin":
            _add(group, (account_id(body.get("initiatingUserId")),))
            _turn(group, _accounts(body.get("userIds")), when, came=True)
        case "participantsLeave":
            _turn(group, _accounts(body.get("userIds")), when, came=False)
        case "conversationNameUpdate":
            _add(group, (account_id(body.get("initiatingUserId")),))
            if when is not None and (name := " ".join(words(body.get("name")).split())):
                group.names.append((when, name))


def _add(group: Group, accounts: Sequence[str]) -> None:
    group.people.update(dict.fromkeys(one for one in accounts if one))


def _turn(group: Group, accounts: Sequence[str], when: int | None, *, came: bool) -> None:
    _add(group, accounts)
    if when is not None:
        for one in accounts:
            group.moves.setdefault(one, []).append((when, came))


def _accounts(value: Json) -> tuple[str, ...]:
    return tuple(dict.fromkeys(number for one in listed(value) if (number := account_id(one))))


class _Talk:
    """Follows the stream of a file: which conversation the entry at hand belongs to."""

    def __init__(self) -> None:
        self.conversation = ""
        self._place: object = None

    def event(self, item: Item | Broken) -> _Event | None:
        """The entry an item is; None for everything else that is said of a conversation."""
        if item.path and item.path[0] != self._place:
            self._place, self.conversation = item.path[0], ""
        if not isinstance(item, Item) or len(item.path) < 2:
            return None
        if item.path[-1] == "conversationId":
            self.conversation = words(item.value)
        if not isinstance(item.path[-1], int) or "messages" not in item.path:
            return None
        for kind, body in mapping(item.value).items():
            if isinstance(body, dict):
                return _Event(kind, body)
        return _Event("", {})


def messages(source: Source, file: Known, people: People, known: Mapping[str, Group]) -> Iterator[Record | Skipped]:
    """Every entry of every conversation of a file, as a message, a join, a leave, or with the reason why it is none."""
    path = file.member.path
    talk = _Talk()
    row = 0
    reader = _Reader(people, known, grouped=file.part in GROUPS)
    for item in items(source.open(file.member, times=2 if file.part in GROUPS else 1), _EACH):
        event = talk.event(item)
        if isinstance(item, Broken):
            row += 1
            yield broken(path, row, item)
        elif event is not None:
            row += 1
            yield from reader.read(Position(path, row), talk.conversation, event, item.value)


class _Reader:
    """Entries of one file as records."""

    def __init__(self, people: People, known: Mapping[str, Group], *, grouped: bool) -> None:
        self._people, self._known, self._grouped = people, known, grouped
        self._sides: dict[tuple[str, int, str], tuple[Participant, ...]] = {}

    def read(self, where: Position, conversation: str, event: _Event, item: Json) -> Iterator[Record | Skipped]:
        match event.kind:
            case "messageCreate":
                yield from self._message(where, conversation, event.body, item)
            case "participantsJoin":
                yield from self._turn(where, conversation, event.body, JOINED, _accounts(event.body.get("userIds")))
            case "participantsLeave":
                yield from self._turn(where, conversation, event.body, LEFT, _accounts(event.body.get("userIds")))
            case "joinConversation":
                # It is the owner who joined: brought in by somebody, beside those who were there.
                brought = account_id(event.body.get("initiatingUserId"))
                who = (brought,) if brought and brought != self._people.my_number else ()
                yield from self._turn(where, conversation, event.body, JOINED, who, mine=True)
            case "conversationNameUpdate":
                yield left_out(where, Reason.NOT_KEPT, None, "a name that the group was given")
            case "":
                yield left_out(where, Reason.UNREADABLE if item else Reason.EMPTY, item)
            case _:
                yield left_out(where, Reason.NOT_KEPT, None, event.kind[:80])

    def _message(
        self, where: Position, conversation: str, body: Mapping[str, Json], item: Json
    ) -> Iterator[Record | Skipped]:
        number = account_id(body.get("id"))
        sender, at = account_id(body.get("senderId")), moment(body.get("createdAt"), number)
        group = self._known.get(conversation) if self._grouped else None
        if self._grouped:
            parts = self._in_group(conversation or f"message {number}", group, at, sender)
        else:
            receiver = account_id(body.get("recipientId"))
            sender, receiver = _both(conversation, sender, receiver)
            conversation = conversation or "-".join(sorted((sender, receiver), key=lambda one: (len(one), one)))
            parts = self._of_two(conversation, sender, receiver)
        others = [part for part in parts if part.key != self._people.mine]
        if not others:
            both = "a message to yourself" if sender and sender == self._people.my_number else ""
            yield left_out(where, Reason.NO_PERSON if sender else Reason.UNREADABLE, item, both)
            return
        raw = words(body.get("text"))
        text, attached = as_written(raw, body.get("urls"), None)
        yield from self._people.introduce(where, *(part.key for part in others))
        yield InteractionRecord(
            where,
            Kind.MESSAGE,
            at,
            parts,
            ("x.message.1", number)
            if number
            else ("x.message.1", "", conversation, sender, words(body.get("createdAt")), raw),
            conversation=conversation,
            title=group.name(at.ms) if group is not None and at is not None else "",
            text=text,
            detail="attachment" if not text and (attached or listed(body.get("mediaUrls"))) else "",
        )
        yield from self._reactions(where, conversation, body, parts[0])

    def _of_two(self, conversation: str, sender: str, receiver: str) -> tuple[Participant, ...]:
        people = self._people
        first = people.by_number(sender) if sender else _gone(conversation)
        second = people.by_number(receiver) if receiver else _gone(conversation)
        if first == second:
            return (people.part(first, Role.FROM),)
        return people.part(first, Role.FROM), people.part(second, Role.TO)

    def _in_group(
        self, conversation: str, group: Group | None, at: Moment | None, sender: str
    ) -> tuple[Participant, ...]:
        """The sender, and everybody who was in the group then; the owner always was: it is his archive."""
        people = self._people
        when = at.ms if at is not None else 1 << 60
        turn = (conversation, -1 if group is None else group.turn(when), sender)
        found = self._sides.get(turn)
        if found is None:
            there = () if group is None else group.there(when)
            first = people.by_number(sender) if sender else _gone(conversation)
            keys = dict.fromkeys((people.mine, *(people.by_number(one) for one in there)))
            keys.pop(first, None)
            found = (people.part(first, Role.FROM), *(people.part(key, Role.TO) for key in keys))
            self._sides[turn] = found
        return found

    def _reactions(
        self, where: Position, conversation: str, body: Mapping[str, Json], writer: Participant
    ) -> Iterator[Record]:
        for entry in listed(body.get("reactions")):
            reaction = mapping(entry)
            sender = account_id(reaction.get("senderId"))
            key = self._people.by_number(sender) if sender else None
            if key is None or key == writer.key:
                continue
            number, word = account_id(reaction.get("eventId")), words(reaction.get("reactionKey"))
            yield from self._people.introduce(where, key)
            yield InteractionRecord(
                where,
                Kind.REACTION,
                moment(reaction.get("createdAt"), number),
                (self._people.part(key, Role.FROM), writer._replace(role=Role.TO)),
                ("x.reaction.1", number)
                if number
                else ("x.reaction.1", words(body.get("id")), sender, words(reaction.get("createdAt")), word),
                conversation=conversation,
                detail=word,
            )

    def _turn(
        self,
        where: Position,
        conversation: str,
        body: Mapping[str, Json],
        way: str,
        accounts: tuple[str, ...],
        *,
        mine: bool = False,
    ) -> Iterator[Record | Skipped]:
        """Who came into the group or left it."""
        people = self._people
        keys = [key for one in accounts if (key := people.by_number(one)) != people.mine]
        mine = mine or people.my_number in accounts
        if not keys:
            yield left_out(where, Reason.NO_PERSON, None, f"you {way} the group" if mine else "")
            return
        at = moment(body.get("createdAt"))
        group = self._known.get(conversation)
        parts = tuple(people.part(key, Role.PRESENT) for key in keys)
        yield from people.introduce(where, *keys)
        yield InteractionRecord(
            where,
            Kind.NEWS,
            at,
            (*parts, people.part(people.mine, Role.PRESENT)) if mine else parts,
            ("x.group.1", conversation, f"you {way}" if mine else way, words(body.get("createdAt")), *sorted(accounts)),
            conversation=conversation,
            title=group.name(at.ms) if group is not None and at is not None else "",
            detail=f"you {way}" if mine else way,
        )


def _both(conversation: str, sender: str, receiver: str) -> tuple[str, str]:
    """Sender and receiver; the conversation's id holds both where the message has one of them alone."""
    ends = [account_id(one) for one in conversation.split("-")]
    if len(ends) == 2 and all(ends):
        if not sender and receiver in ends:
            sender = ends[1 - ends.index(receiver)]
        elif not receiver and sender in ends:
            receiver = ends[1 - ends.index(sender)]
    return sender, receiver


def _gone(conversation: str) -> IdentityKey:
    """An account that is gone, without a number: one for each conversation, never two of them together."""
    return IdentityKey(NETWORK, IdentityKind.ID, f"conversation:{conversation}", True)
