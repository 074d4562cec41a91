"""A chat looked through once before it is read: how it is written, who is in it, what orders its dates can have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import BinaryIO, Final

from relate.domain.errors import UnreadableSource
from relate.domain.patterns import late
from relate.importers import text_blocks
from relate.importers.source import Member, Source
from relate.importers.whatsapp import groups, marks, words
from relate.importers.whatsapp.days import Evidence
from relate.importers.whatsapp.heads import (
    Cut,
    FirstLine,
    Form,
    Heads,
    Pieces,
    first_lines,
    form_of,
    is_plain,
    words_of,
)
from relate.importers.whatsapp.people import Person, is_you, person
from relate.importers.whatsapp.titles import Title, is_about, title_of

_HEAD: Final = 16_384
_LOOKED_AT: Final = 400
"""Lines of a file's beginning that tell what it is."""
_AT_ONCE: Final = 1 << 16
"""Bytes; the messages of so many are made together while all that belongs to them is still near the processor."""
_SURE_FROM: Final = 2_000
"""Messages; so many name everybody who is needed to tell whose chat it is."""
_LONGEST_LINE: Final = 2_000
_MOST_PEOPLE: Final = 5_000
"""Of one chat; WhatsApp's largest groups have 1,024, and whoever came later or earlier."""
_MOST_OWN_LINES: Final = 20_000
_MOST_LOOKED_AT: Final = 200
_LONGEST_NAME: Final = 120
_NO_NAME: Final = late(r"[\"“„«‘「][^\"”“»’」]*$|[\"“”„«»]$")
"""What stands before a colon inside quotes is a line of WhatsApp's: changed the subject from "Trip: north"."""
_ONLY_WHATSAPP: Final = re.compile(
    "whatsapp|end-to-end|ende-zu-ende|extremo a extremo|ponta a ponta|bout en bout|сквозн|<[^<>\\n]{4,40}>$|\u200e",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(slots=True)
class Chat:
    """What is known of one file. writers: how often each name stands before a message, as it is written. named: whom
    WhatsApp's own lines name. group: such a line tells of a group. first_title: what the group was called first."""

    member: Member
    title: Title
    form: Form
    plain: bool
    """Whether its heads are cut by a quick rule."""
    writers: Counter[str] = field(default_factory=Counter)
    named: dict[str, None] = field(default_factory=dict)
    dates: Evidence = field(default_factory=Evidence)
    group: bool = False
    first_title: str = ""
    last_title: str = ""
    """What it is called now, with the signs that a file's name cannot have."""
    own_sender: str = ""
    """Whose name iOS puts before WhatsApp's own first line: the partner's or the group's."""
    messages: int = 0
    own_lines: int = 0
    looked_at: int = 0
    of_itself: int = 0
    """Of so many messages in the chat's own name so many tell who came or went."""

    def people(self) -> dict[str, Person]:
        """Everybody who wrote, by what he is known by, the most talkative first; without the group itself, before whose
        name older iPhones put what happened in it."""
        found: dict[str, Person] = {}
        for written, _ in self.writers.most_common():
            one = person(written)
            found.setdefault(one.compared, one)
        if self.speaks and len(found) > 2:
            found.pop(person(self.title.name).compared, None)
        return found

    @property
    def speaks(self) -> bool:
        """Whether WhatsApp speaks in the group's name: most of what stands behind it tells who came or went."""
        return self.of_itself * 2 > self.looked_at


def chats_in(source: Source, members: Iterable[Member]) -> Iterator[Chat]:
    """The files that are chats, by their beginnings; nothing is known of them yet."""
    for member in members:
        if not member.name.casefold().endswith(".txt") or not member.size:
            continue
        try:
            head = source.head(member)[:_HEAD]
        except UnreadableSource:
            continue  # whoever names the unknown files says why
        title = title_of(source, member)
        told = words_of(b"".join(blocks(head))).split("\n")[:_LOOKED_AT]
        form = _recognised(told, called_so=title.sure or is_about(source, member))
        if form is not None:
            yield Chat(member, title, form, is_plain(form, told))


def _recognised(told: list[str], *, called_so: bool) -> Form | None:
    form = form_of(told)
    if form is None or called_so:
        return form
    first = next((line for line in told if line.strip()), "")
    heads = Heads(form)
    if heads.of(first) is None or sum(heads.of(line) is not None for line in told) < 2:
        return None
    # Protocols of programs look alike: "[2024-01-05 10:00:00] INFO: started".
    if form.opens == "-":
        return form if form.parts in "/.-" else None
    if form.opens == "[" and form.seconds and "," in first[:16]:
        return form
    return form if form.opens == "[" and _ONLY_WHATSAPP.search("\n".join(told)) else None


def blocks(stream: BinaryIO | bytes) -> Iterator[bytes]:
    """The bytes of a chat in blocks of whole lines, as UTF-8; what is none is told when it becomes words."""
    for block in text_blocks.blocks(BytesIO(stream) if isinstance(stream, bytes) else stream, _AT_ONCE):
        yield block.replace(b"\x00", b"")


def look(source: Source, chat: Chat, *, sure: bool = False) -> None:
    """Look through all of a chat, or as much of it as makes its order and its people sure. A file that breaks off tells
    less."""
    pieces = Pieces(chat.form, chat.plain, _LONGEST_LINE)
    find = first_lines(chat.form, _own_name(chat), _LONGEST_NAME)
    try:
        with source.peek(chat.member) if sure else source.open(chat.member, 2) as stream:
            for block in blocks(stream):
                _look(chat, find(block) if chat.plain else _first_lines(chat, pieces.of(block)))
                if sure and chat.messages >= _SURE_FROM and chat.dates.order() is not None:
                    break
    except UnreadableSource:
        pass  # reading it says so, after what stands before the break
    _look(chat, _first_lines(chat, pieces.ending()))


def _own_name(chat: Chat) -> str:
    """The name before which older iPhones put what happened in a group."""
    return chat.title.name if chat.form.opens == "[" else ""


def _first_lines(chat: Chat, cut: Cut) -> list[FirstLine]:
    """The same of messages that are cut already; a name stands by itself where it did before."""
    title = _own_name(chat)
    found: list[FirstLine] = []
    for date, rest in zip(cut.dates, cut.rests, strict=True):
        if not date:
            continue
        written, _, text = words_of(rest).partition(": ")
        told = date.encode()
        known = written in chat.writers and text[:1] != marks.OWN_WORDS and written != title
        found.append((told, written.encode(), b"") if known else (told, b"", rest.partition(b"\n")[0]))
    return found


def _look(chat: Chat, found: Sequence[FirstLine]) -> None:
    """Many messages at once: nearly all are of the same few people and days."""
    chat.messages += len(found)
    for date, _ in groupby(map(itemgetter(0), found)):
        chat.dates.see(words_of(date))
    often = Counter(map(itemgetter(1), found))
    lines = often.pop(b"", 0)
    for name, times in often.items():
        written = words_of(name)
        if written not in chat.writers:
            _take(chat, f"{written}: ")
            times -= 1
        if written in chat.writers:
            chat.writers[written] += times
    if lines:
        for _, name, line in found:
            if not name:
                _take(chat, words_of(line))


def _take(chat: Chat, rest: str) -> None:
    """A name not met before, or a line of WhatsApp's own."""
    written, text = parted(rest, chat.title.name)
    if written is None:
        _line_of_its_own(chat, rest)
        return
    if text.startswith(marks.OWN_WORDS) and words.said(text, by_somebody=True).kind == "itself":
        if not chat.own_sender:
            chat.own_sender = written
        _line_of_its_own(chat, text)
        return
    if written == chat.title.name and chat.form.opens == "[" and chat.looked_at < _MOST_LOOKED_AT:
        chat.looked_at += 1
        chat.of_itself += _name_people(chat, text)
    if written in chat.writers or len(chat.writers) < _MOST_PEOPLE:
        chat.writers[written] += 1


def _line_of_its_own(chat: Chat, line: str) -> None:
    chat.own_lines += 1
    if chat.own_lines > _MOST_OWN_LINES:
        return
    if _name_people(chat, line):
        chat.group = True
    before, after = groups.titles(line)
    if before:
        chat.group = True
        chat.first_title = chat.first_title or before
        chat.last_title = after


def _name_people(chat: Chat, line: str) -> bool:
    """Whether a line names people who came, went or were added; they are remembered."""
    names = groups.people_in(line)
    for name in names:
        if len(chat.named) < _MOST_PEOPLE and not is_you(name):
            chat.named.setdefault(name)
    return bool(names)


def parted(rest: str, title: str) -> tuple[str | None, str]:
    """Who writes, and what; (None, the line) where WhatsApp speaks itself."""
    if ": " in title and rest.startswith(f"{title}: "):
        return title, rest[len(title) + 2 :]
    written, colon, text = rest.partition(": ")
    if not colon:
        if rest.endswith(":"):
            written = rest[:-1]
        elif ":" in rest and not rest.startswith(marks.OWN_WORDS):
            # "Name:." without a blank; a link or a clock in a line of WhatsApp's own is no name.
            written, _, text = rest.partition(":")
            if " " in text or not text or "/" in text[:2] or text[0].isdigit() or len(written.split()) > 4:
                return None, rest
        else:
            return None, rest
    if not written or len(written) > _LONGEST_NAME or _NO_NAME.search(written):
        return None, rest
    return written, text
