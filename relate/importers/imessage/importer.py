"""Messages of an iPhone or a Mac (iMessage, SMS, RCS): chat.db, or sms.db out of a phone's backup.

Source: formats/contacts.md 5.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import SECOND_MS, Moment, Precision
from relate.domain.normalise import mail_key, phone_key
from relate.domain.records import (
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
    me,
)
from relate.importers.archive import Archive, HowTo, Way
from relate.importers.imessage.database import Broken, Messages, RawChat, RawMessage, Value, opened
from relate.importers.imessage.pages import MAGIC, holds_messages
from relate.importers.imessage.typedstream import words_of
from relate.importers.numbers import Left, Numbers, country_of
from relate.importers.source import Member, Source

NETWORK: Final = "imessage"
_NAMES: Final = frozenset(("chat.db", "sms.db", "3d0d7e5fb2ce288813306e4d4636395e047a3d28"))
"""On a Mac, on an iPhone, and in the backup of one."""
_LOOKED_INTO: Final = 1000
_LOG, _INDEX = "-wal", "-shm"
_APPLE_EPOCH_MS: Final = 978_307_200_000
_NANOSECONDS_FROM: Final = 100_000_000_000
"""Until 2017 dates were seconds; as seconds this is the year 5170."""
_LAST_MS: Final = 4_102_444_800_000
_GROUP: Final = 43
_REACTIONS: Final = range(1000, 5000)
"""1000 a sticker put on a message, 2000 to 3007 reactions and their taking back, 4000 a vote."""
_SENT: Final = (("image/", "photo"), ("video/", "video"), ("audio/", "voice message"), ("text/vcard", "contact"))
_NO_WORDS: Final = str.maketrans("", "", "\ufffc\ufffd\x00")


class IMessage:
    """The database of messages of a Mac or an iPhone.

    The rows of the file are its messages in the order of their numbers, counted from 1. People are the numbers and
    addresses they write from; the database knows no names, an address book does.
    """

    source_id = "imessage"
    network = NETWORK
    title = "iMessage"
    icon = "messages-square"
    suffixes: tuple[str, ...] = (".db", ".zip")
    how_to: HowTo | None = HowTo(
        holds="messages of an iPhone or Mac, groups",
        takes="at once from a Mac; a backup of an iPhone takes its time",
        steps=(
            "Drop chat.db here, together with chat.db-wal and chat.db-shm: Relate reads a copy and writes nothing.",
        ),
        link="",
        ways=(
            Way(
                "Mac",
                (
                    "In Finder: Go, Go to Folder…, ~/Library/Messages.",
                    "Copy chat.db, chat.db-wal and chat.db-shm to the desktop.",
                ),
            ),
            Way(
                "iPhone",
                (
                    "Back the iPhone up to a computer, without encrypting the backup.",
                    "In the folder of the backup drop the file 3d/3d0d7e5fb2ce288813306e4d4636395e047a3d28 here.",
                ),
                "https://support.apple.com/108796",
            ),
        ),
    )

    def recognise(self, source: Source) -> Archive | None:
        """One database, whatever it is called, and the log beside it."""
        for member in _candidates(source):
            try:
                if source.head(member, len(MAGIC)) != MAGIC or not holds_messages(source.peek(member)):
                    continue
            except UnreadableSource:
                continue  # whoever names the unknown files says why
            beside = {one.path: one for one in source.members}
            log = beside.get(member.path + _LOG)
            unread = (member.path + _INDEX,) if member.path + _INDEX in beside else ()
            members = (member,) if log is None else (member, log)
            return Archive(self.source_id, self.network, self.title, members, None, complete=False, unread=unread)
        return None

    def read(self, source: Source, archive: Archive) -> Iterator[Record | Skipped]:
        """Every message, the owner first."""
        database, *logs = archive.members
        rows = 0
        try:
            with opened(source, database, logs[0] if logs else None) as messages:
                for one in _Reader(database.path, messages).records():
                    rows = one.where.row
                    yield one
        except UnreadableSource as problem:
            yield Skipped(Position(database.path, rows + 1), Reason.INCOMPLETE, str(problem))


def _candidates(source: Source) -> Iterator[Member]:
    """Those it may be, the usual names first; a backup of a phone has a hundred thousand files without an ending."""
    others: list[Member] = []
    for member in source.members:
        name = member.name.casefold()
        if name in _NAMES:
            yield member
        elif "." not in name or name.endswith((".db", ".sqlite", ".sqlite3", ".sqlitedb")):
            others.append(member)
    yield from others[:_LOOKED_INTO]


class _Reader:
    """The messages of one database as records."""

    def __init__(self, path: str, messages: Messages) -> None:
        self._path, self._messages = path, messages
        self._handles = messages.handles()
        self._chats = messages.chats()
        self._numbers = Numbers(NETWORK, country_of(address for address, _ in self._handles.values()))
        self._own = _own(self._chats.values())
        self._sides: dict[tuple[int, int, bool], tuple[Participant, ...] | Left] = {}
        self._met: set[IdentityKey] = set()
        self._addresses: dict[IdentityKey, IdentityKey] = {}
        """Of those who are not introduced yet."""

    def records(self) -> Iterator[Record | Skipped]:
        """Everything that the database says, the owner with the first row that says anything."""
        row = 0
        owner: tuple[IdentityKey, ...] = (*self._own, me(NETWORK))
        for row, one in enumerate(self._messages.messages(), 1):
            where = Position(self._path, row)
            told = Skipped(where, Reason.INCOMPLETE, one.says) if isinstance(one, Broken) else self._record(where, one)
            if isinstance(told, InteractionRecord):
                if owner:
                    yield PersonRecord(where, owner, owner=True)
                    owner = ()
                yield from self._introductions(told)
            yield told
        if not row:
            yield Skipped(Position(self._path, 1), Reason.EMPTY, "no message in it")

    def _introductions(self, told: InteractionRecord) -> Iterator[PersonRecord]:
        """Once of each, before what they are first in: whom the number or the address belongs to."""
        for part in told.participants:
            address = self._addresses.pop(part.key, None)
            if address is not None:
                yield PersonRecord(told.where, (part.key, address))

    def _key(self, handle: int) -> tuple[IdentityKey | None, Left | None]:
        """Somebody as he is known here: by the number or address, told to be the one that everybody knows him by."""
        address, left, _ = self._numbers.who(*self._handles.get(handle, ("", "")))
        if address is None or address.network == NETWORK or address in self._own:
            return address, left
        key = IdentityKey(NETWORK, IdentityKind.ID, address.key)
        if key not in self._met:
            self._met.add(key)
            self._addresses[key] = address
        return key, None

    def _record(self, where: Position, told: RawMessage) -> InteractionRecord | Skipped:
        left = _left_out(told)
        if left is None:
            chat = self._chats.get(told.chat)
            mine = told.from_me == 1
            parts = self._parts(told, chat, mine)
            if not isinstance(parts, Left):
                return self._message(where, told, chat, parts, mine)
            left = parts
        return Skipped(where, left.reason, left.says)

    def _message(
        self, where: Position, told: RawMessage, chat: RawChat | None, parts: tuple[Participant, ...], mine: bool
    ) -> InteractionRecord | Skipped:
        text = _words(told.text) or (words_of(told.body) if isinstance(told.body, bytes) else "")
        text = text.translate(_NO_WORDS).strip()
        detail = self._sent(told) if told.attachments or told.audio == 1 else ""
        if not text and not detail:
            return Skipped(where, Reason.EMPTY)
        group = chat is not None and chat.style == _GROUP
        between = chat.identifier if group and chat is not None else ""
        if not between:
            between = "~".join(sorted(one.key.key for one in parts if one.key != me(NETWORK)))
        guid = _words(told.guid)
        raw = () if guid else (between, _words(told.date), "out" if mine else "in", text)
        return InteractionRecord(
            where,
            Kind.MESSAGE,
            _moment(told.date),
            parts,
            ("imessage.message.1", guid, *raw),
            (),
            between,
            chat.name if group and chat is not None else "",
            text,
            detail,
        )

    def _parts(self, told: RawMessage, chat: RawChat | None, mine: bool) -> tuple[Participant, ...] | Left:
        """Who has which part in it: who wrote, and everybody else in the chat."""
        handle = told.handle if isinstance(told.handle, int) else 0
        key = told.chat if chat is not None else -1, handle, mine
        known = self._sides.get(key)
        if known is None:
            known = self._sides[key] = self._look(handle, chat, mine)
        return known

    def _look(self, handle: int, chat: RawChat | None, mine: bool) -> tuple[Participant, ...] | Left:
        there = chat.handles if chat is not None else ()
        sender = 0 if mine else handle or (there[0] if len(there) == 1 else 0)
        if not mine and not sender:
            return Left(Reason.NO_PERSON, "it does not say who wrote it")
        others = [one for one in (there or (handle,)) if one != sender]
        known = [self._key(one) for one in others]
        to = dict.fromkeys(key for key, _ in known if key is not None and key not in self._own)
        to_myself = Left(Reason.NO_PERSON, "a note to yourself")
        if mine:
            if to:
                return Participant(me(NETWORK), Role.FROM), *(Participant(key, Role.TO) for key in to)
            return next((left for _, left in known if left is not None), to_myself)
        who, left = self._key(sender)
        if who is None or who in self._own:
            return left or to_myself
        to.pop(who, None)
        rest = (Participant(key, Role.TO) for key in to)
        return Participant(who, Role.FROM), Participant(me(NETWORK), Role.TO), *rest

    def _sent(self, told: RawMessage) -> str:
        """A word for what was sent with it."""
        if told.audio == 1:
            return "voice message"
        things = self._messages.attached(told.number)
        words = [
            next((word for begins, word in _SENT if one.startswith(begins)), "file" if one else "") for one in things
        ]
        named = [word for word in words if word]
        if len(named) == 1:
            return named[0]
        if not named:
            return "attachment"
        return f"{len(named)} {named[0]}s" if len(set(named)) == 1 else f"{len(named)} attachments"


def _left_out(told: RawMessage) -> Left | None:
    """Why a row is no message that anybody wrote; None where it is one."""
    if isinstance(told.associated, int) and told.associated in _REACTIONS:
        return Left(Reason.NOT_KEPT, "a reaction")
    if told.item not in (0, None):
        return Left(Reason.NOT_KEPT, "tells of a change of the group")
    if told.retracted not in (0, None):
        return Left(Reason.DECLINED, "unsent by its writer")
    if told.spam == 1:
        return Left(Reason.SPAM, "")
    if told.from_me == 1 and told.error not in (0, None):
        return Left(Reason.NOT_KEPT, "could not be sent")
    return None


def _own(chats: Iterable[RawChat]) -> tuple[IdentityKey, ...]:
    """The addresses of the owner: those that his chats were signed in with or answered from."""
    found: dict[IdentityKey, None] = {}
    for chat in chats:
        for told in chat.own:
            address = told[2:] if told[:2].casefold() in ("e:", "p:") else told
            if mail := mail_key(address):
                found[IdentityKey("mail", IdentityKind.MAIL, mail)] = None
            elif number := phone_key(address):
                found[IdentityKey("phone", IdentityKind.PHONE, number)] = None
    return tuple(found)


def _moment(value: Value) -> Moment | None:
    """Nanoseconds since 2001, before 2017 seconds."""
    if not isinstance(value, int | float) or value <= 0:
        return None
    seconds = value // 1_000_000_000 if value >= _NANOSECONDS_FROM else value
    ms = int(seconds) * SECOND_MS + _APPLE_EPOCH_MS
    return Moment(ms, Precision.SECOND, 0) if ms < _LAST_MS else None


def _words(value: Value) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
