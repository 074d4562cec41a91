"""What signal-export (carderne) makes of Signal's database: a folder a chat, in it `data.json` with one message a line,
or the older text `chat.md`. The owner is "Me" in both; a chat is called as its folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.kinds import Kind
from relate.domain.moments import Moment, Precision
from relate.domain.normalise import name_key, text_key
from relate.domain.records import (
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.json_values import Broken, listed, mapping, words
from relate.importers.json_window import Json
from relate.importers.signal.frames import COARSE, chat_name
from relate.importers.signal.lines import values
from relate.importers.signal.people import ME, NETWORK
from relate.importers.source import Member, Source
from relate.importers.told_before import ToldBefore

_RAW: Final = 2000
HEAD: Final = re.compile(r"\[(\d{4}-\d{2}-\d{2}),? (\d{2}:\d{2}(?::\d{2})?)\] ([^:\n]{1,100}): ?(.*)", re.DOTALL)
_REACTIONS: Final = re.compile(r"\n?\(- [^\n]{1,2000} -\)\s*$")
_STICKER: Final = re.compile(r"\n?\(\( [^\n]{0,40} \)\)\s*$")
_ATTACHED: Final = re.compile(r"!?\[([^\]\n]{0,200})\]\((\.{1,2}/[^)\n]{1,400})\)\s*")
_QUOTE: Final = re.compile(r"^\s*(?:>[^\n]*\n+)+")
_CALL: Final = re.compile(r"(?:Incoming|Outgoing|Missed)(?: (?:voice|video|group|adhoc))? call(?: \((.{1,40})\))?$")
_MINUTES: Final = re.compile(r"(\d+)m")
_PICTURES: Final = ("png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "apng", "svg", "heic")
_SOUNDS: Final = ("m4a", "aac", "mp3", "ogg", "opus", "wav", "flac")
_FILMS: Final = ("mp4", "mov", "mkv", "mpeg", "webm", "qt")
_LONGEST: Final = 200_000
_DELETED: Final = "(This message was deleted)"


class Exported:
    """Reads one chat."""

    def __init__(self, source: Source, member: Member) -> None:
        self._source = source
        self._member = member
        self._title = title_of(source, member)
        self._others: dict[str, None] = {}
        self._before = ToldBefore(COARSE, chat_name(self._title))

    def read(self) -> Iterator[Record | Skipped]:
        """Every message; the names of all who write are looked for first."""
        try:
            for one in self._values(2):
                if not isinstance(one, Broken) and _is_somebody(sender := words(one.get("sender")).strip()):
                    self._others.setdefault(sender)
        except UnreadableSource:
            pass  # said below, in its place
        path, row = self._member.path, 0
        try:
            for one in self._values(2):
                row += 1
                where = Position(path, row)
                if isinstance(one, Broken):
                    yield Skipped(where, Reason.INCOMPLETE if one.cut else Reason.UNREADABLE, one.says, one.raw)
                else:
                    yield self._message(where, one)
        except UnreadableSource as problem:
            yield Skipped(Position(path, row + 1), Reason.INCOMPLETE, str(problem))
            return
        if row == 0:
            yield Skipped(Position(path, 1), Reason.EMPTY, "no message in it")

    def _values(self, times: int) -> Iterator[Mapping[str, Json] | Broken]:
        with self._source.open(self._member, times) as stream:
            if self._member.name.casefold().endswith(".json"):
                yield from values(stream)
            else:
                lines = iter(lambda: stream.readline(1 << 20), b"")
                yield from _of_text(line.decode("utf-8", "replace") for line in lines)

    def _message(self, where: Position, one: Mapping[str, Json]) -> InteractionRecord | Skipped:
        raw = json.dumps(one, ensure_ascii=False)[:_RAW]
        at = _moment(words(one.get("date")))
        sender = words(one.get("sender")).strip()
        if at is None:
            return Skipped(where, Reason.UNREADABLE, "no time that can be read", raw)
        body = words(one.get("body")).strip()
        if one.get("deleted") is True or body == _DELETED:
            return Skipped(where, Reason.DECLINED, "deleted by its writer", raw)
        kind, detail = Kind.MESSAGE, _sent(one)
        if found := _CALL.fullmatch(body):
            kind, body, detail = Kind.CALL, "", _call(found[0], found[1] or "")
        if not body and not detail:
            return Skipped(where, Reason.EMPTY, "", raw)
        if sender != "Me" and not _is_somebody(sender):
            return Skipped(where, Reason.NO_PERSON, "its writer is not named", raw)
        others = list(self._others) or ([self._title] if self._title else [])
        sides = [(ME, "")] if sender == "Me" else [(_key(sender), sender), (ME, "")]
        told = {key: Participant(key, Role.TO if n else Role.FROM, name) for n, (key, name) in enumerate(sides)}
        for name in others:
            told.setdefault(_key(name), Participant(_key(name), Role.TO, name))
        if len(told) < 2:
            return Skipped(where, Reason.NO_PERSON, "a note to yourself", raw)
        compact = text_key(body).replace("`", "")
        grouped = len(self._others) > 1 or (bool(self._others) and not self._between_two())
        key = chat_name(self._title) or "|".join(sorted(others))
        return InteractionRecord(
            where,
            kind,
            at,
            tuple(told.values()),
            ("signal.exported.1", key, str(at.ms // 1000), "" if sender == "Me" else name_key(sender), compact),
            self._before.of(compact, "out" if sender == "Me" else "in") if compact else (),
            f"{'group' if grouped else 'with'}:{key}",
            self._title if grouped else "",
            body,
            detail,
        )

    def _between_two(self) -> bool:
        return not self._title or any(chat_name(one) == chat_name(self._title) for one in self._others)


def title_of(source: Source, member: Member) -> str:
    """A chat's name: that of the folder it lies in; "" where it was dropped without it."""
    outer = member.path.split("/")[:-1]
    if outer:
        return outer[-1].strip()
    return source.called.strip() if source.kind == "folder" else ""


def is_text(head: bytes) -> bool:
    """Whether this is the text form for sure: "Me" is in it, and its first line begins with a message."""
    told = head.decode("utf-8", "replace").lstrip("\ufeff")
    lines = [line for line in told.split("\n") if line.startswith("[")]
    heads = [found for line in lines if (found := HEAD.match(line)) is not None]
    return told.startswith("[") and HEAD.match(told) is not None and any(found[3] == "Me" for found in heads)


def _of_text(lines: Iterator[str]) -> Iterator[Mapping[str, Json] | Broken]:
    """The messages of the text form, their quotes, reactions and what was sent taken from their words."""
    message: list[str] = []
    size = 0
    for line in lines:
        line = line.rstrip("\r\n")
        if HEAD.match(line) is not None:
            if message:
                yield _message_of("\n".join(message))
            message, size = [line], len(line)
        elif size < _LONGEST:
            message.append(line)
            size += len(line)
    if any(line.strip() for line in message):
        yield _message_of("\n".join(message))


def _message_of(text: str) -> Mapping[str, Json] | Broken:
    found = HEAD.match(text.lstrip("\ufeff"))
    if found is None:
        return Broken((), "no message begins here", text[:_RAW])
    day, clock, sender, body = found.groups()
    body = _REACTIONS.sub("", body)
    sticker = _STICKER.search(body)
    body = _STICKER.sub("", body)
    attachments: list[Json] = [{"name": name, "path": path} for name, path in _ATTACHED.findall(body)]
    body = _QUOTE.sub("", _ATTACHED.sub("", body))
    return {
        "date": f"{day}T{clock}", "sender": sender, "body": body, "attachments": attachments,
        "sticker": {"emoji": ""} if sticker else None,
    }  # fmt: skip


def _is_somebody(sender: str) -> bool:
    return bool(sender) and sender not in ("Me", "No-Sender") and bool(name_key(sender) or sender)


def _key(name: str) -> IdentityKey:
    return IdentityKey(NETWORK, IdentityKind.NAME, name_key(name) or name.casefold(), True)


def _moment(text: str) -> Moment | None:
    """The clock of the computer that made the export: of no known zone, where it names none."""
    if len(text) > 40:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not 2010 <= when.year < 2100:
        return None
    return Moment.of(when, Precision.MINUTE_UNKNOWN_ZONE if when.tzinfo is None else Precision.SECOND)


def _sent(one: Mapping[str, Json]) -> str:
    if one.get("sticker"):
        return "sticker"
    several = listed(one.get("attachments"))
    if not several:
        return ""
    ending = words(mapping(several[0]).get("path")).rpartition(".")[2].casefold()
    kinds = ((_PICTURES, "photo"), (_SOUNDS, "voice message"), (_FILMS, "video"))
    word = next((word for endings, word in kinds if ending in endings), "file")
    return word if len(several) == 1 else f"{len(several)} {word}s"


def _call(body: str, how: str) -> str:
    if body.startswith("Missed") or how.startswith(("unanswered", "declined")):
        return "missed"
    minutes = _MINUTES.search(how)
    return f"{minutes[1]} min" if minutes else ""
