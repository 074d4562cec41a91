"""Messages, calls and reactions of Meta's conversations, those of the end-to-end-encrypted download as well.

The same message comes in several archives and, since 2024, in two downloads of one account, which agree in who wrote
what in which second to whom, and in nothing else: that is its exact key. Where somebody was renamed between two
archives, the conversation's number and the side still agree: that is the coarse one. formats/social.md 3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from relate.domain.moments import SECOND_MS, Moment, Precision
from relate.domain.normalise import text_key
from relate.domain.records import (
    IdentityKey,
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
from relate.importers.json_items import Broken, Json, Run, listed, mapping, words
from relate.importers.meta.beside_words import BESIDE_WORDS, call, sent
from relate.importers.meta.pages import Block, conversation, read_page, trouble
from relate.importers.meta.people import Keys
from relate.importers.meta.rows import left_out
from relate.importers.meta.sentences import Says, may_be_a_sentence, says
from relate.importers.meta.text import mended
from relate.importers.meta.threads import Company, Talk, Thread, company, opened
from relate.importers.meta.times import FIRST_MS, LAST_MS, day_of, milliseconds, moment
from relate.importers.source import Source

_OF_A_MESSAGE: Final = frozenset({"content", "text", "timestamp_ms", "timestamp"})
_UNUSUAL: Final = BESIDE_WORDS | {
    "reactions", "type", "call_duration", "is_unsent", "isUnsent", "text", "timestamp", "senderName"
}  # fmt: skip
"""With one of these, a message is more than words, or is spelt as in other years."""
_CAME_OR_WENT: Final = frozenset({"subscribe", "unsubscribe"})


class Partner(NamedTuple):
    """The other side of a conversation between two: the key its messages carry, others stated to be the same, and what
    the conversation is known by ("": the names of both, which every era has)."""

    key: IdentityKey
    also: tuple[IdentityKey, ...] = ()
    called: str = ""


class _Writer(NamedTuple):
    """Somebody who writes in a conversation, as all his messages have him: his name, who has which part in them, and
    how their keys begin (coarse: empty where the conversation has no number or nobody knows which side is mine)."""

    name: str
    sides: tuple[Participant, ...]
    exact: tuple[str, ...]
    coarse: tuple[str, ...]


PartnerOf = Callable[[Thread, Talk, str], Partner | None]
"""Whom a conversation between two is with, by its folder and the name of the other; None: by that name alone."""


class Told(NamedTuple):
    """What a conversation was found to be, read to its end: the newest time in it (UTC ms, 0 without one) and the last
    of its rows."""

    newest: int
    last: Position


def messages(
    source: Source, thread: Thread, keys: Keys, partner_of: PartnerOf
) -> Generator[Record | Skipped, None, Told]:
    """Everything of one conversation, file by file; every element of its lists is a row."""
    talk, chunks = opened(source, thread)
    last = Position(thread.chunks[-1].path, 0)
    reader = Reader(thread, talk, keys, partner_of)
    for member, told in chunks:
        row = 0
        path = member.path
        for one in told:
            if isinstance(one, Run):
                for value in one.values:
                    row += 1
                    where = Position(path, row)
                    plain = reader.plain(where, value)
                    if plain is None:
                        yield from reader.read(where, value)
                    else:
                        yield plain
            elif isinstance(one, Broken):
                row += 1
                reason = Reason.INCOMPLETE if one.cut else Reason.UNREADABLE
                yield Skipped(Position(member.path, row), reason, one.says, one.raw)
            elif one.path[0:1] == ("messages",):
                row += 1
                where = Position(member.path, row)
                if len(one.path) == 1:
                    yield left_out(where, Reason.UNREADABLE, one.value)
                else:
                    yield from reader.read(where, one.value)
        last = Position(path, row)
    return Told(talk.newest, last)


def page_messages(source: Source, thread: Thread, keys: Keys, partner_of: PartnerOf) -> Iterator[Record | Skipped]:
    """The same of a conversation in HTML: each block of its pages is a row."""
    pages = [(member, conversation(read_page(source, member))) for member in thread.chunks]
    talk = Talk(title=next((page.title for _, page in pages if page.title), ""))
    for _, page in pages:
        talk.names |= dict.fromkeys((*page.taking_part, *(block.name for block in page.blocks)))
    reader = Reader(thread, talk, keys, partner_of)
    for member, page in pages:
        for count, block in enumerate(page.blocks, 1):
            yield from reader.read_block(Position(member.path, count), block)
        yield from trouble(page, member)


class Reader:
    """One conversation: participants worked out once for each who writes."""

    def __init__(self, thread: Thread, talk: Talk, keys: Keys, partner_of: PartnerOf) -> None:
        self._keys = keys
        self._company: Company = company(talk, keys)
        folder = talk.path.rpartition("/")[2] or thread.folder or thread.chunks[0].path
        self._gone = keys.one_of("conversation", folder)
        self._title = "" if self._company.direct else talk.title
        self._partner: Partner | None = None
        if self._company.direct and keys.owner_names:
            other = self._company.others[0] if self._company.others else ""
            self._partner = partner_of(thread, talk, other)
        told = self._partner.called if self._partner else ""
        named = self._company.direct and not self._company.gone
        self._conversation = told or (self._company.sign if named else folder)
        self._introduced = self._partner is None or not self._partner.also
        sign = self._company.sign
        if self._company.direct and (self._company.gone or not (self._partner is None or self._partner.also)):
            # Nobody's name, or that of two people.
            sign = f"{sign}|{folder}"
        self._exact = (f"{keys.network}.message.1", sign)
        self._reacted = (f"{keys.network}.reaction.1", sign)
        self._native = thread.native if keys.owner_names else ""
        self._writers: dict[str, _Writer] = {}

    def plain(self, where: Position, value: Json) -> InteractionRecord | None:
        """What a message of words and nothing else becomes, as nearly all are; None where `read` has to look closer,
        which would say the same of this one."""
        if type(value) is not dict or not _UNUSUAL.isdisjoint(value):
            return None
        content = value.get("content")
        ms = value.get("timestamp_ms")
        raw = value.get("sender_name")
        if type(content) is not str or not content or type(ms) is not int or type(raw) is not str:
            return None
        writer = self._writers.get(raw)
        if writer is None or len(writer.sides) < 2 or not self._introduced or not FIRST_MS <= ms < LAST_MS:
            return None
        text = content if content.isascii() else mended(content)
        if may_be_a_sentence(text, writer.name):
            return None
        compact = text_key(text)
        return InteractionRecord(
            where,
            Kind.MESSAGE,
            Moment(ms, Precision.SECOND, 0),
            writer.sides,
            (*writer.exact, str(ms // SECOND_MS), compact),
            (*writer.coarse, compact) if writer.coarse else (),
            self._conversation,
            self._title,
            text.strip(),
        )

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """What one message becomes: itself, and the reactions to it."""
        if not isinstance(value, dict):
            yield left_out(where, Reason.UNREADABLE, value)
            return
        raw = value.get("sender_name")
        if raw is None:
            raw = value.get("senderName")
        if not isinstance(raw, str):
            if value.keys().isdisjoint(_OF_A_MESSAGE):
                yield left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
                return
            raw = ""
        if value.get("is_unsent") is True or value.get("isUnsent") is True:
            yield left_out(where, Reason.DECLINED, value, "unsent by its writer")
            return
        kind = value.get("type")
        told = kind.casefold() if isinstance(kind, str) else ""
        if told in _CAME_OR_WENT:
            yield left_out(where, Reason.NOT_KEPT, value, "somebody came or went")
            return
        writer = self._writers.get(raw) or self._writer(raw)
        if len(writer.sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        for one in self._message(where, value, writer, told):
            if not isinstance(one, Skipped):
                yield from self._introduction(where)
            yield one

    def _message(
        self, where: Position, value: dict[str, Json], writer: _Writer, told: str
    ) -> Iterator[Record | Skipped]:
        ms = milliseconds(value.get("timestamp_ms", value.get("timestamp")))
        at = None if ms is None else Moment(ms, Precision.SECOND, 0)
        second = "" if ms is None else str(ms // SECOND_MS)
        content = value.get("content", value.get("text"))
        text = mended(content) if isinstance(content, str) else ""
        detail, link, shared = ("", "", "") if value.keys().isdisjoint(BESIDE_WORDS) else sent(value)
        compact = text_key(text)
        kind = Kind.MESSAGE
        if "call_duration" in value or told == "call":
            kind, detail, text = Kind.CALL, call(value), ""
        elif text:
            match says(text, writer.name, something_sent=bool(detail or link)):
                case Says.REACTION:
                    yield left_out(where, Reason.NOT_KEPT, value, "tells of a reaction")
                    return
                case Says.CHANGE:
                    yield left_out(where, Reason.NOT_KEPT, value, "tells of a change of the conversation")
                    return
                case Says.MISSED:
                    kind, detail, text = Kind.CALL, "missed", ""
                case Says.ATTACHMENT:
                    text, detail = shared, detail or ("link" if link else "attachment")
        else:
            text = shared
        yield InteractionRecord(
            where,
            kind,
            at,
            writer.sides,
            (*writer.exact, second, compact),
            (*writer.coarse, compact) if writer.coarse else (),
            self._conversation,
            self._title,
            text.strip(),
            detail,
            link,
        )
        if "reactions" in value:
            yield from self._reactions(where, value, writer.sides[0], at, (writer.exact[-1], second, compact))

    def read_block(self, where: Position, block: Block) -> Iterator[Record | Skipped]:
        """What a block of a page becomes. Its time is of nobody's zone, and it is known by how it is written."""
        value: dict[str, Json] = {"sender_name": block.name, "content": block.text, "time": block.time}
        writer = self._writers.get(block.name) or self._writer(block.name)
        if len(writer.sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        if says(block.text, block.name, something_sent=False) in (Says.REACTION, Says.CHANGE):
            yield left_out(where, Reason.NOT_KEPT, value, "tells of a reaction or of a change of the conversation")
            return
        yield from self._introduction(where)
        compact = text_key(block.text)
        yield InteractionRecord(
            where,
            Kind.MESSAGE,
            block.at,
            writer.sides,
            (f"{writer.exact[0]}.page", *writer.exact[1:], block.time, compact),
            (*writer.coarse, compact) if writer.coarse else (),
            self._conversation,
            self._title,
            block.text,
            "" if block.text else "attachment",
        )

    def _introduction(self, where: Position) -> Iterator[PersonRecord]:
        """Once, beside the first message: by what else the partner is known."""
        if not self._introduced and self._partner is not None:
            self._introduced = True
            yield PersonRecord(where, (*self._partner.also, self._partner.key))

    def _writer(self, raw: str) -> _Writer:
        """Who has which part in what this sender writes: he first, then everybody else, the owner too."""
        keys, between = self._keys, self._company
        name = mended(raw).strip()
        compared = keys.name(name)
        everybody: list[tuple[IdentityKey, str]] = []
        if keys.owner_names:
            everybody.append((keys.mine, ""))
        everybody += ((self._key(other), other) for other in between.others)
        if between.gone:
            everybody.append((self._key(""), ""))
        sender = keys.mine if compared in keys.owner_names else self._key(name)
        sides = [Participant(sender, Role.FROM, name if compared else "")]
        sides += [Participant(key, Role.TO, called) for key, called in dict(everybody).items() if key != sender]
        side = "out" if sender == keys.mine else "in"
        coarse = ("message", self._native, side) if self._native else ()
        made = self._writers[raw] = _Writer(name, tuple(sides), (*self._exact, compared), coarse)
        return made

    def _key(self, name: str) -> IdentityKey:
        if self._partner is not None:
            return self._partner.key
        return self._keys.named(name) or self._gone

    def _reactions(
        self,
        where: Position,
        value: Mapping[str, Json],
        author: Participant,
        at: Moment | None,
        message: Sequence[str],
    ) -> Iterator[InteractionRecord]:
        """Reactions have a time of their own only in the newest archives; otherwise the message's day is known."""
        for one in listed(value.get("reactions")):
            reaction = mapping(one)
            actor = mended(words(reaction.get("actor"))).strip()
            compared = self._keys.name(actor)
            mine = compared in self._keys.owner_names
            key = self._keys.mine if mine else self._key(actor)
            if key == author.key:
                continue
            yield InteractionRecord(
                where,
                Kind.REACTION,
                moment(reaction.get("timestamp")) or day_of(at),
                (Participant(key, Role.FROM, actor if compared else ""), Participant(author.key, Role.TO)),
                (*self._reacted, *message, compared),
                conversation=self._conversation,
                title=self._title,
                detail=mended(words(reaction.get("reaction")))[:40].strip(),
            )
