"""Messages, calls and reactions of Meta's conversations, those of the end-to-end-encrypted download as well.

The same message comes in several archives and, since 2024, in two downloads of one account, which agree in who wrote
what in which second to whom, and in nothing else: that is its exact key. Where somebody was renamed between two
archives, the conversation's number and the side still agree: that is the coarse one. formats/social.md 3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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
from relate.importers.json_items import Broken, Json, listed, mapping, number, words
from relate.importers.meta.pages import Block, read_page, trouble
from relate.importers.meta.people import Keys
from relate.importers.meta.rows import left_out
from relate.importers.meta.sentences import Says, says
from relate.importers.meta.text import mended
from relate.importers.meta.threads import Company, Talk, Thread, company, opened
from relate.importers.meta.times import day_of, milliseconds, moment
from relate.importers.source import Source

_SENT: Final = (
    ("photos", "photo", "photos"),
    ("videos", "video", "videos"),
    ("audio_files", "voice message", "voice messages"),
    ("gifs", "GIF", "GIFs"),
    ("files", "file", "files"),
    ("media", "attachment", "attachments"),
)
_BESIDE_WORDS: Final = frozenset({"sticker", "share", *(field for field, _, _ in _SENT)})
_OF_A_MESSAGE: Final = frozenset({"content", "text", "timestamp_ms", "timestamp"})
_CAME_OR_WENT: Final = frozenset({"subscribe", "unsubscribe"})


class Partner(NamedTuple):
    """The other side of a conversation between two: the key its messages carry, others stated to be the same, and what
    the conversation is known by ("": the names of both, which every era has)."""

    key: IdentityKey
    also: tuple[IdentityKey, ...] = ()
    called: str = ""


PartnerOf = Callable[[Thread, Talk, str], Partner | None]
"""Whom a conversation between two is with, by its folder and the name of the other; None: by that name alone."""


def messages(source: Source, thread: Thread, keys: Keys, partner_of: PartnerOf) -> Iterator[Record | Skipped]:
    """Everything of one conversation, file by file; every element of its lists is a row."""
    talk, chunks = opened(source, thread)
    reader = _Reader(thread, talk, keys, partner_of)
    for member, told in chunks:
        row = 0
        for one in told:
            if isinstance(one, Broken):
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


def page_messages(source: Source, thread: Thread, keys: Keys, partner_of: PartnerOf) -> Iterator[Record | Skipped]:
    """The same of a conversation in HTML: each block of its pages is a row."""
    pages = [(member, read_page(source, member)) for member in thread.chunks]
    talk = Talk(title=next((page.title for _, page in pages if page.title), ""))
    for _, page in pages:
        talk.names |= dict.fromkeys((*page.taking_part, *(block.name for block in page.blocks)))
    reader = _Reader(thread, talk, keys, partner_of)
    for member, page in pages:
        for count, block in enumerate(page.blocks, 1):
            yield from reader.read_block(Position(member.path, count), block)
        yield from trouble(page, member)


class _Reader:
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
        self._sides: dict[str, tuple[Participant, ...]] = {}
        self._written: dict[str, tuple[str, str, str]] = {}

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
        sides = self._sides.get(raw) or self._participants(raw)
        if len(sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        yield from self._introduction(where)
        yield from self._message(where, value, raw, told, sides)

    def _message(
        self, where: Position, value: dict[str, Json], raw: str, told: str, sides: tuple[Participant, ...]
    ) -> Iterator[Record | Skipped]:
        name, compared, side = self._written[raw]
        ms = milliseconds(value.get("timestamp_ms", value.get("timestamp")))
        at = None if ms is None else Moment(ms, Precision.SECOND, 0)
        second = "" if ms is None else str(ms // SECOND_MS)
        content = value.get("content", value.get("text"))
        text = mended(content) if isinstance(content, str) else ""
        detail, link, shared = ("", "", "") if value.keys().isdisjoint(_BESIDE_WORDS) else _sent(value)
        compact = text_key(text)
        kind = Kind.MESSAGE
        if "call_duration" in value or told == "call":
            kind, detail, text = Kind.CALL, _call(value), ""
        elif text:
            match says(text, name, something_sent=bool(detail or link)):
                case Says.REACTION:
                    yield left_out(where, Reason.NOT_KEPT, value, "tells of a reaction")
                    return
                case Says.CHANGE:
                    yield left_out(where, Reason.NOT_KEPT, value, "tells of a change of the conversation")
                    return
                case Says.ATTACHMENT:
                    text, detail = shared, detail or ("link" if link else "attachment")
        else:
            text = shared
        yield InteractionRecord(
            where,
            kind,
            at,
            sides,
            (*self._exact, compared, second, compact),
            ("message", self._native, side, compact) if self._native and side else (),
            self._conversation,
            self._title,
            text.strip(),
            detail,
            link,
        )
        if "reactions" in value:
            yield from self._reactions(where, value, sides[0], at, (compared, second, compact))

    def read_block(self, where: Position, block: Block) -> Iterator[Record | Skipped]:
        """What a block of a page becomes. Its time is of nobody's zone, and it is known by how it is written."""
        value: dict[str, Json] = {"sender_name": block.name, "content": block.text, "time": block.time}
        sides = self._sides.get(block.name) or self._participants(block.name)
        if len(sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        _, compared, side = self._written[block.name]
        if says(block.text, block.name, something_sent=False) in (Says.REACTION, Says.CHANGE):
            yield left_out(where, Reason.NOT_KEPT, value, "tells of a reaction or of a change of the conversation")
            return
        yield from self._introduction(where)
        compact = text_key(block.text)
        yield InteractionRecord(
            where,
            Kind.MESSAGE,
            block.at,
            sides,
            (f"{self._exact[0]}.page", self._exact[1], compared, block.time, compact),
            ("message", self._native, side, compact) if self._native and side else (),
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

    def _participants(self, raw: str) -> tuple[Participant, ...]:
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
        made = self._sides[raw] = tuple(sides)
        side = "" if not keys.owner_names else "out" if sender == keys.mine else "in"
        self._written[raw] = (name, compared, side)
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


def _sent(value: Mapping[str, Json]) -> tuple[str, str, str]:
    """What was sent beside or instead of words: a word for it, a link, the words of what was shared."""
    detail = link = text = ""
    for field, one, several in _SENT:
        if field in value and (found := listed(value[field])):
            detail = one if len(found) == 1 else f"{len(found)} {several}"
            break
    else:
        if "sticker" in value:
            detail = "sticker"
    share = mapping(value.get("share"))
    if share:
        told = words(share.get("link"))
        link = told if told.startswith(("https://", "http://")) else ""
        text = mended(words(share.get("share_text"))).strip()
        detail = detail or "link"
    return detail, link, text


def _call(value: Mapping[str, Json]) -> str:
    """ "missed", or how long it was."""
    seconds = number(value.get("call_duration")) or 0
    if value.get("missed") is True or seconds <= 0:
        return "missed"
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"
