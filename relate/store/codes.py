"""Numbers that stand in the library for the words of the domain. Never changed, only added to."""

from __future__ import annotations

from enum import IntEnum

from relate.domain.kinds import Kind

KIND_CODE: dict[Kind, int] = {
    Kind.MESSAGE: 1,
    Kind.MENTION: 2,
    Kind.REPLY: 3,
    Kind.REPOST: 4,
    Kind.COMMENT: 5,
    Kind.REACTION: 6,
    Kind.INVITATION: 7,
    Kind.ENDORSEMENT: 8,
    Kind.RECOMMENDATION: 9,
    Kind.CONNECTED: 10,
    Kind.FOLLOW: 11,
    Kind.MAIL: 12,
    Kind.CALL: 13,
    Kind.MEETING: 14,
    Kind.EVENT: 15,
    Kind.NOTE: 16,
    Kind.TALK: 17,
    Kind.ATTEMPT: 18,
    Kind.NEWS: 19,
    Kind.INTRODUCTION: 20,
}
NO_WORD = f"({','.join(str(KIND_CODE[kind]) for kind in (Kind.NOTE, Kind.INTRODUCTION, Kind.ATTEMPT))})"
"""For SQL: what the user notes by hand and what is no word with somebody: it tells of no silence's end."""
CODE_KIND: dict[int, Kind] = {code: kind for kind, code in KIND_CODE.items()}
RARE = "i.kind BETWEEN 7 AND 9"
"""For SQL, of an interaction i: an invitation, an endorsement or a recommendation. Those have an index of their own,
which is used where just these words stand (schema.Interaction); as IN they would cost each row that is written, of
whatever kind, a third of all it costs."""
LISTED = "(i.kind = 10 OR i.kind = 11 OR i.kind = 19)"
"""The same of becoming connected, following, and news."""


class Entity(IntEnum):
    """What a further claim (table claim) is on."""

    IDENTITY = 1
    INTERACTION_KEY = 2
    LINK = 3
    EVENT = 4
    WISH = 5


class Tone(IntEnum):
    """How a message counts: as it is, as a hello (.1), as a pitch (0)."""

    PLAIN = 0
    HELLO = 1
    PITCH = 2


HIDDEN_STATES = ("staged", "applying", "withdrawing")
"""States of an import whose rows no reader may see."""
UNFINISHED_STATES = (*HIDDEN_STATES, "settling", "leaving")
"""States that an import is only in while it is worked on. leaving: it hands over what others hold too, still in sight.
"""


class Status(IntEnum):
    """What a row of an import did; skipped rows have their own mark."""

    NONE = 0
    UNCHANGED = 1
    UPDATED = 2
    MATCHED = 3
    NEW = 4
