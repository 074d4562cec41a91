"""The kinds of what passes between people: a word each, for importers, the library and the command line."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What passed between people; the words of the command line's `kind`."""

    MESSAGE = "message"
    MENTION = "mention"
    REPLY = "reply"
    REPOST = "repost"
    COMMENT = "comment"
    REACTION = "reaction"
    INVITATION = "invitation"
    ENDORSEMENT = "endorsement"
    RECOMMENDATION = "recommendation"
    CONNECTED = "connected"
    FOLLOW = "follow"
    MAIL = "mail"
    CALL = "call"
    MEETING = "meeting"
    EVENT = "event"
    NOTE = "note"
    TALK = "talk"
    ATTEMPT = "attempt"
    NEWS = "news"
    INTRODUCTION = "introduction"
    """The owner brought two people together; by hand alone."""
