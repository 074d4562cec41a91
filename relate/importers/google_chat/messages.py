"""Messages of Google Chat: who wrote what to whom, what was attached, and the reactions to it.

{"creator": {"name", "email", "user_type"}, "created_date": "Tuesday, September 15, 2020 at 11:19:21 PM UTC", "text",
"topic_id", "message_id", "attached_files": [{"original_name"}], "annotations": […], "reactions": […]}; of a deleted
one the state alone. Google made its Hangouts one with Chat, so that a conversation may be in both of its exports: they
agree in who said what in which second (`coarse`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

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
from relate.importers.attachments import told_of
from relate.importers.google_chat.groups import Group
from relate.importers.google_chat.people import People, Somebody, somebody
from relate.importers.google_chat.times import moment
from relate.importers.json_items import Broken, Json, Run, listed, mapping, words
from relate.importers.json_rows import broken, left_out
from relate.importers.source import Source

_NUMBERED: Final = "google_chat.message.1"
_MESSAGE: Final = Kind.MESSAGE
# As Position(…) and InteractionRecord(…) in half of the time, for what is made by the million.
_position: Callable[[type[Position], tuple[str, int]], Position] = tuple.__new__
_record: Callable[[type[InteractionRecord], tuple[object, ...]], InteractionRecord] = tuple.__new__
_PLAIN: Final = 5
"""Fields of a message of words and nothing else: creator, created_date, text, topic_id, message_id."""


def said(who: str, what: str) -> tuple[str, ...]:
    """What Hangouts and Chat know alike of one message. who: "me" or the key of the writer's name, empty: nobody; what:
    the text without white space, else a word for what was sent."""
    return ("google.said.1", who, what if what.isascii() else text_key(what)) if who else ()


def messages(source: Source, group: Group, people: People) -> Iterator[Record | Skipped]:
    """Every message of a conversation, file by file."""
    reader = _Reader(group, people)
    for chunk in group.files:
        path, row = chunk.member.path, 0
        for one in chunk.told(source):
            if isinstance(one, Run):
                for value in one.values:
                    row += 1
                    where = _position(Position, (path, row))
                    plain = reader.plain(where, value)
                    if plain is not None:
                        yield plain
                    else:
                        yield from reader.read(where, value)
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
        if type(value) is not dict or len(value) != _PLAIN or self._group.threads is not None:
            return None
        try:
            creator, text, written = value["creator"], value["text"], value["created_date"]
            number, topic = value["message_id"], value["topic_id"]
            writer = self._writers.get((creator["email"], creator["name"]))  # type: ignore[call-overload, index]
        except (KeyError, TypeError):
            return None
        if writer is None or not (type(text) is type(written) is type(number) is type(topic) is str and number):
            return None
        if writer.introduce or len(writer.sides) < 2 or (at := moment(written)) is None:
            return None
        compact = "".join(text.split())
        if not compact:
            return None
        coarse = said(writer.coarse, compact)
        exact = (_NUMBERED, number)
        group = self._group
        told = (where, _MESSAGE, at, writer.sides, exact, coarse, group.conversation, group.title, text.strip(), "", "")
        return _record(InteractionRecord, told)

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
            said(writer.coarse, text_key(text) or f"[{detail}]"),
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
            return (_NUMBERED, number)
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
