"""Messages of Google Chat: who wrote what to whom, what was attached, and the reactions to it.

{"creator": {"name", "email", "user_type"}, "created_date": "Tuesday, September 15, 2020 at 11:19:21 PM UTC", "text",
"topic_id", "message_id", "attached_files": [{"original_name"}], "annotations": […], "reactions": […]}; of a deleted
one the state alone. Google made its Hangouts one with Chat, so that a conversation may be in both of its exports: they
agree in who said what in which second (`coarse`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Final

from relate.domain.errors import UnreadableSource
from relate.domain.moments import DAY_MS, SECOND_MS, Moment, Precision
from relate.domain.normalise import name_key, text_key
from relate.domain.records import (
    IdentityKey,
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.accounted import broken, left_out
from relate.importers.attachments import told_of
from relate.importers.google_chat.groups import Group
from relate.importers.google_chat.people import People, Somebody, somebody
from relate.importers.google_chat.times import moment
from relate.importers.json_items import ANY, Broken, Json, Run, listed, mapping, runs, words
from relate.importers.source import Member, Source

_EACH: Final = (("messages", ANY),)
_PLAIN: Final = frozenset({"creator", "created_date", "text", "topic_id", "message_id"})


def said(who: str, text: str, detail: str) -> tuple[str, ...]:
    """What Hangouts and Chat know alike of one message. who: "me" or the key of the writer's name; empty: nobody."""
    return ("google.said.1", who, text_key(text) or f"[{detail}]") if who else ()


def messages(source: Source, group: Group, people: People) -> Iterator[Record | Skipped]:
    """Every message of a conversation, file by file."""
    reader = _Reader(group, people)
    for member in group.files:
        yield from _file(source, member, reader)


def _file(source: Source, member: Member, reader: _Reader) -> Iterator[Record | Skipped]:
    path, row = member.path, 0
    try:
        stream = source.open(member)
    except UnreadableSource as problem:
        yield Skipped(Position(path, 1), Reason.INCOMPLETE, str(problem))
        return
    with closing(runs(stream, _EACH)) as told:
        for one in told:
            if isinstance(one, Run):
                for value in one.values:
                    row += 1
                    plain = reader.plain(Position(path, row), value)
                    if plain is not None:
                        yield plain
                    else:
                        yield from reader.read(Position(path, row), value)
            elif isinstance(one, Broken):
                row += 1
                yield broken(Position(path, row), one)
            elif one.path[:1] == ("messages",):
                row += 1
                yield from reader.read(Position(path, row), one.value)
    if not row:
        yield Skipped(Position(path, 1), Reason.EMPTY, "a conversation without messages")


class _Writer:
    """Somebody who writes in a conversation: who has which part in what they write, and what it is known by."""

    __slots__ = ("coarse", "introduce", "key", "one", "sides", "sign")

    def __init__(self, one: Somebody, key: IdentityKey, sides: tuple[Participant, ...], *, mine: bool) -> None:
        self.one, self.key, self.sides = one, key, sides
        self.sign = one.sign
        self.coarse = "me" if mine else name_key(one.name)
        self.introduce = True
        """Nothing has been told of them yet."""


class _Reader:
    """One conversation."""

    def __init__(self, group: Group, people: People) -> None:
        self._group, self._people = group, people
        self._writers: dict[tuple[object, object], _Writer] = {}

    def plain(self, where: Position, value: Json) -> InteractionRecord | None:
        """What a message of words and nothing else becomes, as nearly all are; None where `read` has to look closer,
        which would say the same of this one."""
        if type(value) is not dict or not value.keys() <= _PLAIN or self._group.threads is not None:
            return None
        creator, text, written = value.get("creator"), value.get("text"), value.get("created_date")
        number = value.get("message_id")
        if type(creator) is not dict or type(text) is not str or type(written) is not str or type(number) is not str:
            return None
        told = (creator.get("email"), creator.get("name"))
        if type(told[0]) is not str or type(told[1]) is not str:
            return None
        writer = self._writers.get(told)
        at = moment(written)
        if writer is None or writer.introduce or len(writer.sides) < 2 or at is None or not number:
            return None
        stripped = text.strip()
        if not stripped:
            return None
        return InteractionRecord(
            where,
            Kind.MESSAGE,
            at,
            writer.sides,
            ("google_chat.message.1", number),
            said(writer.coarse, stripped, ""),
            self._group.conversation,
            self._group.title,
            stripped,
        )

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """What one message becomes: itself, and the reactions to it."""
        if not isinstance(value, dict):
            yield left_out(where, Reason.UNREADABLE, value)
            return
        state = words(value.get("message_state")).casefold()
        if state == "deleted" or "deletion_metadata" in value:
            yield left_out(where, Reason.DECLINED, value, "deleted")
            return
        one = somebody(value.get("creator"))
        if one.is_app:
            yield left_out(where, Reason.NOT_A_PERSON, value, f"written by an app: {one.name or one.mail}")
            return
        text = words(value.get("text")).strip()
        detail, link = _beside(value)
        if not text and not detail:
            reason = Reason.EMPTY if value.keys() & {"created_date", "message_id", "topic_id"} else Reason.UNREADABLE
            yield left_out(where, reason, value)
            return
        writer = self._writer(value.get("creator"), one)
        sides = self._sides(writer, words(value.get("topic_id")))
        if sides is None:
            yield left_out(where, Reason.NOT_KEPT, value, "said in a large space, not to you")
            return
        if len(sides) < 2:
            yield left_out(where, Reason.NO_PERSON, value, "a message to yourself")
            return
        if writer.introduce:
            writer.introduce = False
            if one.sign and writer.key != self._people.mine:
                yield self._people.record(where, one, writer.key)
        at = moment(words(value.get("created_date")))
        number = words(value.get("message_id"))
        yield InteractionRecord(
            where,
            Kind.MESSAGE,
            at,
            sides,
            self._exact(value, number, at, writer, text),
            said(writer.coarse, text, detail),
            self._group.conversation,
            self._group.title,
            text,
            detail,
            link,
        )
        if number and "reactions" in value:
            yield from self._reactions(where, value, writer, at, number)

    def _exact(
        self, value: Mapping[str, Json], number: str, at: Moment | None, writer: _Writer, text: str
    ) -> tuple[str, ...]:
        """By the message's own id, which the archives before 2021 do not have."""
        if number:
            return ("google_chat.message.1", number)
        second = str(at.ms // SECOND_MS) if at is not None else words(value.get("created_date"))
        return ("google_chat.unnumbered.1", self._group.conversation, second, writer.sign, text_key(text))

    def _writer(self, creator: Json, one: Somebody) -> _Writer:
        told = mapping(creator)
        called = (told.get("email"), told.get("name"))
        hashable = called if all(isinstance(part, str | None) for part in called) else ("", one.sign)
        writer = self._writers.get(hashable)
        if writer is None:
            people, group = self._people, self._group
            key = people.key(one, group.conversation)
            to = {people.mine: ""} if people.owner else {}
            if group.threads is None:
                to |= {people.key(other, group.conversation): other.name for other in group.people.values()}
            to.pop(key, None)
            others = (Participant(other, Role.TO, name) for other, name in to.items())
            sides = (Participant(key, Role.FROM, one.name), *others)
            writer = self._writers[hashable] = _Writer(one, key, sides, mine=people.is_mine(one))
        return writer

    def _sides(self, writer: _Writer, topic: str) -> tuple[Participant, ...] | None:
        """Who has which part; of a large space those of the thread, None where it is none of the owner's."""
        threads = self._group.threads
        if threads is None:
            return writer.sides
        there = threads.get(topic)
        if there is None:
            return None
        keys = {self._people.key(one, self._group.conversation): one.name for one in there.values()}
        keys.pop(writer.key, None)
        return (writer.sides[0], *(Participant(key, Role.TO, name) for key, name in keys.items()))

    def _reactions(
        self, where: Position, value: Mapping[str, Json], writer: _Writer, at: Moment | None, number: str
    ) -> Iterator[InteractionRecord]:
        """Of a reaction the day of its message is known, and by whom it is."""
        day = None if at is None else Moment(at.ms - at.ms % DAY_MS, Precision.DAY)
        for entry in listed(value.get("reactions")):
            reaction = mapping(entry)
            emoji = mapping(reaction.get("emoji"))
            sign = words(emoji.get("unicode")) or words(mapping(emoji.get("custom_emoji")).get("shortcode"))
            for address in listed(reaction.get("reactor_emails")):
                one = somebody({"email": address})
                key = self._people.key(one, self._group.conversation) if one.mail else None
                if key is None or key == writer.key:
                    continue
                known = self._group.people.get(one.mail)
                yield InteractionRecord(
                    where,
                    Kind.REACTION,
                    day,
                    (Participant(key, Role.FROM, known.name if known else ""), writer.sides[0]._replace(role=Role.TO)),
                    ("google_chat.reaction.1", number, one.mail, sign),
                    conversation=self._group.conversation,
                    title=self._group.title,
                    detail=sign[:40],
                )


def _beside(value: Mapping[str, Json]) -> tuple[str, str]:
    """A word for what goes with the words, and a link: files, or an invitation to a call or a document."""
    names = [
        words(file.get("original_name")) or words(file.get("export_name"))
        for file in map(mapping, listed(value.get("attached_files")))
    ]
    if names:
        return told_of(names), ""
    if words(value.get("text")):
        return "", ""
    for note in map(mapping, listed(value.get("annotations"))):
        call = mapping(mapping(note.get("video_call_metadata")).get("meeting_space"))
        if address := words(call.get("meeting_url")):
            return "invitation to a call", address if address.startswith("https://") else ""
        if drive := mapping(note.get("drive_metadata")):
            return words(drive.get("title")) or "file", ""
        if "video_call_metadata" in note or "gsuite_integration_metadata" in note:
            return "invitation to a call", ""
    return "", ""
