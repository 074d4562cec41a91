"""Messages of Slack: what was said in direct conversations, what mentions the owner or whom he mentions, and the
threads he wrote in. The rest of a channel was said to nobody in particular, and is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from relate.domain.moments import DAY_MS, SECOND_MS, Moment, Precision
from relate.domain.records import (
    InteractionRecord,
    Kind,
    Participant,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
)
from relate.importers.attachments import lasted, told_of
from relate.importers.json_items import Json, listed, mapping, number, words
from relate.importers.json_rows import each_row, left_out
from relate.importers.slack.conversations import Conversation, values
from relate.importers.slack.files import Known
from relate.importers.slack.people import Users
from relate.importers.slack.text import MENTION, shown
from relate.importers.source import Source

MOST_MENTIONED: Final = 10
"""Whoever names more people at once speaks to nobody."""
_FIRST_MS, _LAST_MS = 1_262_304_000_000, 4_102_444_800_000
_SAID: Final = frozenset({"", "me_message", "file_share", "thread_broadcast", "file_comment", "reply_broadcast"})
_APPS: Final = frozenset({"bot_message", "bot_add", "bot_remove", "bot_enable", "bot_disable", "slackbot_response",
                          "reminder_add", "assistant_app_thread", "app_conversation_join"})  # fmt: skip
_CALLS: Final = frozenset({"huddle_thread", "sh_room_created"})


def messages(
    source: Source, days: Sequence[Known], conversation: Conversation, users: Users, me: str
) -> Iterator[Record | Skipped]:
    """Every element of every day of a conversation. me: the owner's id, "" where nobody knows it."""
    reader = _Reader(conversation, users, me)
    for file in days:
        told = values(source, file.member, counted=True)
        yield from each_row(file.member.path, told, reader.read, "a day without messages")


class _Reader:
    def __init__(self, conversation: Conversation, users: Users, me: str) -> None:
        self._conversation, self._users, self._me = conversation, users, me

    def read(self, where: Position, value: Json) -> Iterator[Record | Skipped]:
        """What one message becomes: itself, and the reactions to it."""
        if not isinstance(value, dict) or "ts" not in value:
            yield left_out(where, Reason.UNREADABLE if value else Reason.EMPTY, value)
            return
        kind, user = words(value.get("subtype")), words(value.get("user"))
        if kind == "tombstone":
            yield left_out(where, Reason.DECLINED, value, "deleted")
        elif kind in _CALLS:
            yield from self._call(where, value, "" if self._users.is_app(user) else user)
        elif kind in _APPS or self._users.is_app(user) or (not user and "bot_id" in value):
            yield left_out(where, Reason.NOT_A_PERSON, value, "written by an app")
        elif kind not in _SAID:
            yield left_out(where, Reason.NOT_KEPT, value, "somebody came, went, or changed the channel")
        elif not user:
            yield left_out(where, Reason.NO_PERSON, value)
        else:
            yield from self._message(where, value, user)

    def _message(self, where: Position, value: Mapping[str, Json], user: str) -> Iterator[Record | Skipped]:
        text = words(value.get("text"))
        names = [
            words(file.get("name")) or words(file.get("title")) for file in map(mapping, listed(value.get("files")))
        ]
        detail = told_of(names)
        if not text.strip() and not detail:
            yield left_out(where, Reason.EMPTY, dict(value))
            return
        ts, thread = words(value.get("ts")), words(value.get("thread_ts"))
        kind, to = self._to(user, text, thread, ts)
        if kind is None:
            yield left_out(where, Reason.NOT_KEPT, dict(value), self._why())
            return
        if not to:
            yield left_out(where, Reason.NO_PERSON, dict(value), "a message to yourself")
            return
        at = _moment(ts)
        sides = (self._side(user, Role.FROM, value), *(self._side(one, Role.TO) for one in to))
        conversation = self._conversation
        in_thread = not conversation.direct and bool(thread)
        yield InteractionRecord(
            where,
            kind,
            at,
            sides,
            ("slack.message.1", self._users.team, conversation.id, ts),
            conversation=f"{conversation.id}/{thread}" if in_thread else conversation.id,
            title=conversation.title,
            text=shown(text, self._users.name),
            detail=detail,
        )
        yield from self._reactions(where, value, user, at, ts)

    def _to(self, user: str, text: str, thread: str, ts: str) -> tuple[Kind | None, list[str]]:
        """To whom it was said; no kind where that is nobody the owner knows of."""
        conversation, me = self._conversation, self._me
        if not me:
            return None, []
        if conversation.direct:
            if me not in conversation.members:
                return None, []
            return Kind.MESSAGE, [one for one in conversation.members if one != user and not self._users.is_app(one)]
        if (writers := conversation.threads.get(thread)) is not None:
            others = [one for one in writers if one != user and not self._users.is_app(one)]
            return (Kind.MESSAGE if thread == ts else Kind.REPLY), others
        mentioned = [one for one in dict.fromkeys(MENTION.findall(text)) if one != user and not self._users.is_app(one)]
        if me in mentioned and user != me:
            return Kind.MENTION, [me]
        if user == me and 0 < len(mentioned) <= MOST_MENTIONED:
            return Kind.MENTION, mentioned
        return None, []

    def _why(self) -> str:
        """Why a message is nobody's that the owner knows of. Where a company exports everything, it is others' too."""
        if not self._me:
            return "who you are in it is not known"
        return "said between others" if self._conversation.direct else "said in a channel, not to you"

    def _side(self, user: str, role: Role, value: Mapping[str, Json] | None = None) -> Participant:
        name = self._users.name(user)
        if not name and value is not None:  # of another workspace: the message has his profile with it
            told = mapping(value.get("user_profile"))
            name = " ".join((words(told.get("real_name")) or words(told.get("display_name"))).split())
        return Participant(self._users.key(user), role, name)

    def _call(self, where: Position, value: Mapping[str, Json], user: str) -> Iterator[Record | Skipped]:
        """A huddle: whoever was in it, and how long it was."""
        room = mapping(value.get("room"))
        begin, end = number(room.get("date_start")) or 0, number(room.get("date_end")) or 0
        there = [
            one
            for key in ("participant_history", "participants")
            for one in map(words, listed(room.get(key)))
            if one and not self._users.is_app(one)
        ]
        first = words(room.get("created_by")) or user or next(iter(there), "")
        invited = self._conversation.members if self._conversation.direct else ()
        others = [one for one in dict.fromkeys((*there, *invited)) if one != first and not self._users.is_app(one)]
        mine = bool(self._me) and self._me in (first, *there, *invited)
        if not first or not others or not mine:
            yield left_out(where, Reason.NOT_KEPT, dict(value), "a call without you")
            return
        alone = len(set(there) - {first}) == 0
        ts = words(value.get("ts"))
        yield InteractionRecord(
            where,
            Kind.CALL,
            _moment(ts),
            (self._side(first, Role.FROM), *(self._side(one, Role.TO) for one in others)),
            ("slack.message.1", self._users.team, self._conversation.id, ts),
            conversation=self._conversation.id,
            title=self._conversation.title,
            detail="missed" if alone and there else lasted(end - begin) if end > begin > 0 else "",
        )

    def _reactions(
        self, where: Position, value: Mapping[str, Json], author: str, at: Moment | None, ts: str
    ) -> Iterator[InteractionRecord]:
        """Of a reaction the day of its message is known; in a channel those by the owner or to him."""
        day = None if at is None else Moment(at.ms - at.ms % DAY_MS, Precision.DAY)
        for reaction in map(mapping, listed(value.get("reactions"))):
            name = words(reaction.get("name"))
            for one in dict.fromkeys(map(words, listed(reaction.get("users")))):
                if not one or one == author or self._users.is_app(one):
                    continue
                if not self._conversation.direct and self._me not in (one, author):
                    continue
                yield InteractionRecord(
                    where,
                    Kind.REACTION,
                    day,
                    (self._side(one, Role.FROM), self._side(author, Role.TO, value)),
                    ("slack.reaction.1", self._users.team, self._conversation.id, ts, one, name),
                    conversation=self._conversation.id,
                    title=self._conversation.title,
                    detail=f":{name}:"[:40],
                )


def _moment(ts: str) -> Moment | None:
    """Of "1609459200.000200": the second, and a number that tells messages of one second apart."""
    whole, _, _ = ts.partition(".")
    if not (whole.isascii() and whole.isdigit()) or len(whole) > 11:
        return None
    ms = int(whole) * SECOND_MS
    return Moment(ms, Precision.SECOND, 0) if _FIRST_MS <= ms < _LAST_MS else None
