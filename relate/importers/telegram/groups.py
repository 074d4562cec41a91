"""Groups: who was in one when something was written; of large ones only what is between the owner and somebody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from relate.domain.normalise import name_key
from relate.domain.records import (
    IdentityKey,
    IdentityKind,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.json_items import Json, listed, mapping, number, words
from relate.importers.json_rows import left_out
from relate.importers.telegram import values
from relate.importers.telegram.files import NETWORK
from relate.importers.telegram.first_look import Seen
from relate.importers.telegram.messages import Chat, Side, Talk

MOST_PEOPLE: Final = 50
"""In a group of more than these nobody talks to everybody: what others say to each other is none of mine."""
_MOST_REMEMBERED: Final = 50_000
"""Of a large group so many messages are known again when somebody answers them."""
REPLIES: Final = "replies"
_MOVES: Final = frozenset(("create_group", "invite_members", "remove_members"))
_CAME: Final = frozenset(("join_group_by_link", "join_group_by_request"))


def group_of(chat: Chat, side: Side) -> Talk:
    """The group as it is read, by how many people are in it."""
    chats = side.look.chats
    seen = chats.get((chat.type, chat.number)) or (Seen() if len(chats) > 1 else chats[("", "")])
    others = [one for one in seen.people if one != side.my_number and one not in side.bots]
    if chat.type == REPLIES:
        return Answers(chat, side)
    if len(others) > MOST_PEOPLE:
        return LargeGroup(chat, side)
    later = seen.came | {number for name in seen.brought if (number := side.look.number(name))}
    return Group(chat, side, [one for one in others if one not in later])


class Answers(Talk):
    """Answers to what I said below the posts of channels: each is to me."""

    kind = Kind.REPLY

    def parts(self, account: str, name: str) -> tuple[Participant, ...]:
        return Participant(self.side.key(account), Role.FROM, name), Participant(self.side.mine, Role.TO)


class Group(Talk):
    """A group in which everybody may be meant. Who came and went in it is told by its own lines; who neither came nor
    went was always there."""

    def __init__(self, chat: Chat, side: Side, at_first: Sequence[str]) -> None:
        super().__init__(chat, side)
        self.title = chat.name
        self._there: dict[IdentityKey, str] = {side.key(one): "" for one in at_first}
        """Everybody but me, with the name of those who have no number."""

    def parts(self, account: str, name: str) -> tuple[Participant, ...]:
        sender, mine = self.side.key(account), self.side.mine
        if sender != mine:
            self._comes(sender)
        to = [Participant(key, Role.TO, called) for key, called in self._there.items() if key != sender]
        if sender != mine and self.side.owner_is_known:
            to.insert(0, Participant(mine, Role.TO))
        return Participant(sender, Role.FROM, name), *to

    def _service(self, where: Position, value: dict[str, Json]) -> Iterator[Record | Skipped]:
        action = words(value.get("action"))
        if action in _CAME:
            account, is_person = values.account(value.get("actor_id"))
            if account and is_person and account not in self.side.bots:
                self._comes(self.side.key(account))
        elif action in _MOVES:
            for name in listed(value.get("members")):
                self._moves(words(name).strip(), came=action != "remove_members")
        yield from super()._service(where, value)

    def _moves(self, name: str, *, came: bool) -> None:
        """Somebody came or went, of whom the line has the name alone."""
        account, compared = self.side.look.number(name), name_key(name)
        if account in self.side.bots or not compared:
            return
        key = self.side.key(account) if account else IdentityKey(NETWORK, IdentityKind.NAME, compared, True)
        if came:
            self._comes(key, "" if account else name)
        elif self._there.pop(key, None) is not None:
            self.sides.clear()

    def _comes(self, key: IdentityKey, name: str = "") -> None:
        if key != self.side.mine and key not in self._there and len(self._there) < MOST_PEOPLE:
            self._there[key] = name
            self.sides.clear()


class LargeGroup(Talk):
    """A large group: kept is what I wrote to somebody and what somebody wrote to me, by what it answers or whom it
    names. The rest of it is said to nobody."""

    def __init__(self, chat: Chat, side: Side) -> None:
        super().__init__(chat, side)
        self.title = chat.name
        self._wrote: dict[int, str] = {}
        """By the number of a message whose it is, while it may still be answered."""
        self._to: IdentityKey | None = None

    def parts(self, account: str, name: str) -> tuple[Participant, ...]:
        sender, mine = self.side.key(account), self.side.mine
        if self._to is None or self._to == sender or mine not in (sender, self._to):
            return ()
        return Participant(sender, Role.FROM, name), Participant(self._to, Role.TO)

    def plain(self, _where: Position, _value: Json) -> None:
        """Whom it is said to has to be looked for in each."""

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        if not isinstance(value, dict) or value.get("type") != "message":
            self._to = None
            yield from super().read(where, value)
            return
        account, is_person = values.account(value.get("from_id"))
        answered, written = number(value.get("reply_to_message_id")), number(value.get("id"))
        whose = self._wrote.get(answered, "") if answered is not None else ""
        self._to = self.side.key(whose) if whose else None
        if account and is_person:
            if written is not None:
                self._remember(written, account)
            if account != self.side.my_number and self._names_me(value):
                self._to = self.side.mine
            if account not in self.side.bots and not self.parts(account, ""):
                yield left_out(where, Reason.NOT_KEPT, None, "said in a large group, not to you")
                return
        self.sides.clear()
        yield from self._message(where, value)

    def _names_me(self, value: Mapping[str, Json]) -> bool:
        """Whether my account is named in the text."""
        for piece in listed(value.get("text")):
            told = mapping(piece)
            kind, text = told.get("type"), words(told.get("text"))
            if kind == "mention_name" and self.side.my_number and words(told.get("user_id")) == self.side.my_number:
                return True
            if kind == "mention" and text.lstrip("@").lower() in self.side.my_handles:
                return True
        return False

    def _remember(self, written: int, account: str) -> None:
        self._wrote[written] = account
        if len(self._wrote) > _MOST_REMEMBERED:
            for old in list(self._wrote)[: _MOST_REMEMBERED // 2]:
                del self._wrote[old]
