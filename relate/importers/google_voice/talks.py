"""Texts and calls of Google Voice as records: whose number is whose, what is a person, what was said twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from relate.domain.moments import SECOND_MS, Moment
from relate.domain.normalise import name_key, phone_key, text_key
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
    me,
)
from relate.importers import dates
from relate.importers.attachments import lasted, told_of
from relate.importers.google_voice.page import Page, Said, Side
from relate.importers.json_rows import left_out

NETWORK: Final = "google_voice"
_DURATION: Final = re.compile(r"PT(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?$")
_SHORT: Final = re.compile(r"\+?\d{3,6}$")
_PLACEHOLDERS: Final = frozenset({"MMS Sent", "MMS Received"})
_PLACED, _RECEIVED, _MISSED, _VOICEMAIL, _RECORDED = "placed", "received", "missed", "voicemail", "recorded"
_CALLS: Final = (_RECORDED, _VOICEMAIL, _PLACED, _RECEIVED, _MISSED)
_SIGNS: Final = (
    (_PLACED, re.compile(r"placed", re.IGNORECASE)),
    (_RECEIVED, re.compile(r"received", re.IGNORECASE)),
    (_MISSED, re.compile(r"missed", re.IGNORECASE)),
    (_VOICEMAIL, re.compile(r"voicemail", re.IGNORECASE)),
    (_RECORDED, re.compile(r"recorded", re.IGNORECASE)),
)
_SPARE_MS: Final = 60 * SECOND_MS


def voice_key(number: str) -> IdentityKey:
    """A number as somebody Google Voice talks with; the number itself is theirs everywhere."""
    return IdentityKey(NETWORK, IdentityKind.ID, number)


@dataclass(slots=True)
class Book:
    """Whose number is whose in one archive. region: where numbers without a country belong ("US")."""

    owner: tuple[IdentityKey, ...]
    region: str = ""
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    introduced: set[tuple[str, str]] = field(default_factory=set)
    received: list[tuple[str, int, int]] = field(default_factory=list)
    """(number, begin, end) of calls that were taken, UTC ms: a recording of one is no second call."""

    @property
    def mine(self) -> IdentityKey:
        return self.owner[0] if self.owner else me(NETWORK)

    def number(self, text: str) -> str:
        """E.164 where there is such a number, else its digits."""
        return phone_key(text, self.region) or "".join(char for char in text if char.isdigit())

    def is_mine(self, number: str) -> bool:
        return voice_key(number) in self.owner

    def learn(self, side: Side) -> None:
        if side.number and _is_name(side) and not side.mine:
            self.numbers[name_key(side.name)].add(self.number(side.number))

    def of_name(self, name: str) -> str:
        """The one number that somebody of this name has in the archive; "" where there is none or are several."""
        found = self.numbers.get(name_key(name), set())
        return next(iter(found)) if len(found) == 1 else ""


def _is_name(side: Side) -> bool:
    """Somebody who is in no address book is named by their number."""
    return any(char.isalpha() for char in side.name)


def title_name(page: Page, from_file: str) -> str:
    """Whom a page is with, by its title, else by its file's name; "" where neither says a name."""
    lines = page.title.splitlines()
    # "Missed call from" alone: nobody knows who it was.
    said = lines[-1] if lines and (len(lines) > 1 or page.is_talk) else ""
    for text in (said, from_file):
        if any(char.isalpha() for char in text) and text.casefold() not in ("group conversation", "me to"):
            return " ".join(text.split())
    return ""


def needs_others(page: Page) -> bool:
    """Whether other pages must be read before: somebody on it has no number here, or it may tell of a call again."""
    if _kind(page) == _RECORDED:
        return True
    if page.is_call:
        return not page.with_whom.number
    return not page.is_group and not any(said.side.number and not said.side.mine for said in page.said)


def told(where_from: str, page: Page, book: Book, from_file: str) -> Iterator[Record | Skipped]:
    """A page's rows: its messages, or its one call."""
    spam = "spam" in page.labels
    deleted = page.deleted or "trash" in page.labels
    if page.is_call:
        where = Position(where_from, 1)
        if spam or deleted:
            yield _set_aside(where, page, spam)
        else:
            yield from _call(where, page, book, from_file)
        last = 1
    else:
        last = 0
        sides = _Sides(page, book, from_file)
        for last, said in enumerate(page.said, 1):
            where = Position(where_from, last)
            if spam or deleted:
                yield _set_aside(where, page, spam)
            else:
                yield from _message(where, said, sides, book)
    if page.failure or (not page.whole and (page.is_call or page.is_talk)):
        yield Skipped(Position(where_from, last + 1), Reason.INCOMPLETE, page.failure or "the page breaks off")
    elif not last:
        where = Position(where_from, 1)
        if page.is_talk or page.empty:
            yield Skipped(where, Reason.EMPTY, "a talk without messages" if page.is_talk else "the page is empty")
        else:
            yield Skipped(where, Reason.UNREADABLE, "neither a talk nor a call")


def _set_aside(where: Position, page: Page, spam: bool) -> Skipped:
    title = " ".join(page.title.split())
    return Skipped(where, Reason.SPAM if spam else Reason.HIDDEN_BY_YOU, title if spam else f"deleted by you: {title}")


class _Sides:
    """Who takes part in a talk: of a group everybody it lists, else the one it is with."""

    def __init__(self, page: Page, book: Book, from_file: str) -> None:
        self._book = book
        self.people: dict[IdentityKey, str] = {}
        self.is_group = page.is_group
        for side in (*page.people, *(said.side for said in page.said)):
            if not side.mine and (key := self.key(side)) is not None and key not in book.owner:
                self.people.setdefault(key, side.name if _is_name(side) else "")
        if not self.people and not page.is_group:
            name = title_name(page, from_file)
            side = Side("" if name else from_file, name)
            if (key := self.key(side)) is not None:
                self.people[key] = name
        self.conversation = ",".join(sorted(key.key for key in self.people))

    def key(self, side: Side) -> IdentityKey | None:
        """Who that is; None where neither a number nor a name is told."""
        book = self._book
        number = book.number(side.number) or (book.of_name(side.name) if _is_name(side) else "")
        if number:
            return voice_key(number)
        if name := name_key(side.name):
            return IdentityKey(NETWORK, IdentityKind.NAME, name, True)
        return None

    @property
    def service(self) -> str:
        """The short number of a service that writes by itself; "" where a person does."""
        keys = list(self.people)
        return keys[0].key if len(keys) == 1 and _SHORT.fullmatch(keys[0].key) else ""


def _message(where: Position, said: Said, sides: _Sides, book: Book) -> Iterator[Record | Skipped]:
    text = "" if said.text in _PLACEHOLDERS else said.text
    detail = told_of(said.attached)
    if said.text in _PLACEHOLDERS and not detail:
        detail = "photo"
    at = dates.utc_second(said.when)
    value = {"from": said.side.name or said.side.number, "when": said.when, "text": said.text}
    if not said.when and not said.text and not detail:
        yield left_out(where, Reason.UNREADABLE, dict(value))
        return
    if not text and not detail:
        yield left_out(where, Reason.EMPTY, dict(value))
        return
    if sides.service:
        yield left_out(where, Reason.NOT_A_PERSON, dict(value), f"{sides.service}, the number of a service")
        return
    writer = book.mine if said.side.mine else sides.key(said.side)
    if writer is None and len(sides.people) == 1:
        writer = next(iter(sides.people))
    if writer is None or not sides.people:
        yield left_out(where, Reason.NO_PERSON, dict(value), "a hidden number")
        return
    writer = book.mine if writer in book.owner else writer
    to = {book.mine: "", **sides.people}
    to.pop(writer, None)
    names = {**sides.people}
    yield from _introduce(where, sides.people, book)
    moment = str(at.ms // SECOND_MS) if at is not None else said.when
    yield InteractionRecord(
        where,
        Kind.MESSAGE,
        at,
        (Participant(writer, Role.FROM, names.get(writer, "")),
         *(Participant(key, Role.TO, name) for key, name in to.items())),
        ("google_voice.message.1", sides.conversation, moment, "me" if writer == book.mine else writer.key,
         text_key(text) or f"[{detail}]"),
        conversation=sides.conversation,
        text=text,
        detail=detail,
    )  # fmt: skip


def _introduce(where: Position, people: dict[IdentityKey, str], book: Book) -> Iterator[PersonRecord]:
    """Once for each number and name: whose number it is everywhere."""
    for key, name in people.items():
        if key.kind is not IdentityKind.ID or (key.key, name) in book.introduced:
            continue
        book.introduced.add((key.key, name))
        keys = [key]
        facts = [Fact(Field.NAME, name)] if name else []
        if key.key.startswith("+"):
            keys.append(IdentityKey("phone", IdentityKind.PHONE, key.key))
            facts.append(Fact(Field.PHONE, key.key))
        yield PersonRecord(where, tuple(keys), tuple(facts))


def _call(where: Position, page: Page, book: Book, from_file: str) -> Iterator[Record | Skipped]:
    kind = _kind(page)
    at = dates.utc_second(page.when)
    side = page.with_whom
    name = side.name if _is_name(side) else "" if side.number else title_name(page, from_file)
    number = book.number(side.number) or (book.of_name(name) if name else "")
    value = {"title": page.title, "when": page.when, "number": side.number}
    if at is None and not kind:
        yield left_out(where, Reason.UNREADABLE, dict(value))
        return
    if number and _SHORT.fullmatch(number):
        yield left_out(where, Reason.NOT_A_PERSON, dict(value), f"{number}, the number of a service")
        return
    if not number and not name_key(name):
        yield left_out(where, Reason.NO_PERSON, dict(value), "a hidden number")
        return
    key = voice_key(number) if number else IdentityKey(NETWORK, IdentityKind.NAME, name_key(name), True)
    if key in book.owner:
        yield left_out(where, Reason.NO_PERSON, dict(value), "a call to yourself")
        return
    seconds = _seconds(page.duration)
    if kind == _RECEIVED and at is not None and number:
        book.received.append((number, at.ms - _SPARE_MS, at.ms + seconds * SECOND_MS + _SPARE_MS))
    if kind == _RECORDED and at is not None and _was_received(book, number, at):
        yield left_out(where, Reason.NOT_KEPT, dict(value), "the recording of a call that is here already")
        return
    yield from _introduce(where, {key: name}, book)
    mine, theirs = (Role.FROM, Role.TO) if kind == _PLACED else (Role.TO, Role.FROM)
    moment = str(at.ms // SECOND_MS) if at is not None else page.when
    yield InteractionRecord(
        where,
        Kind.CALL,
        at,
        tuple(sorted((Participant(key, theirs, name), Participant(book.mine, mine)), key=lambda one: one.role)),
        ("google_voice.call.1", key.key, moment, kind),
        conversation=key.key,
        text=page.transcript if kind == _VOICEMAIL else "",
        detail=_detail(kind, seconds),
    )


def _was_received(book: Book, number: str, at: Moment) -> bool:
    return any(one == number and begin <= at.ms <= end for one, begin, end in book.received)


def _kind(page: Page) -> str:
    """What sort of call: by its label, which is the same in every language, else by the words of its title."""
    if not page.is_call:
        return ""
    for kind in _CALLS:
        if kind in page.labels:
            return kind
    return next((kind for kind, sign in _SIGNS if sign.search(page.title)), "")


def _detail(kind: str, seconds: int) -> str:
    if kind == _MISSED:
        return "missed"
    if kind == _VOICEMAIL:
        return "voicemail"
    if kind == _PLACED and seconds <= 0:
        return "missed"
    return lasted(seconds) if seconds > 0 else ""


def _seconds(duration: str) -> int:
    """Of "PT1H2M3S"."""
    found = _DURATION.match(duration)
    if found is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds
