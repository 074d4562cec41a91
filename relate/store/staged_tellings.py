"""What a record says of an interaction, as a row of a staging file: all of it that the record alone tells.

Apart from staging.py because most of the time of staging goes here and nothing of the file is needed for it: of large
archives this is done where they are read, in a process of its own (services/reading_apart.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from relate.domain.greetings import gist, is_greeting
from relate.domain.moments import Moment, Precision
from relate.domain.records import EventRecord, IdentityKey, InteractionRecord, Kind, Participant, Role
from relate.store.codes import KIND_CODE
from relate.store.hashing import hashed

Telling = tuple[
    int, int, int, int, int | None, int | None, int, int | None, int, str, int, int | None, str, str, str, str
]
"""row, people, key, variant, coarse, at, precision, offset, kind, conversation, tone, gist, title, text, detail, link.
row: its number in its file; people: as `Tellings` counts them; conversation: its key; others as the table has them."""

_MAX_MS = (1 << 40) * 1000
"""Far beyond any date (the year 36812), and what an id can hold."""
_GREETING_LENGTH = 200
"""Characters; twelve words are never longer, so that long texts cost nothing."""
_TALKED = frozenset((Kind.MESSAGE, Kind.MAIL, Kind.INVITATION, Kind.REPLY, Kind.COMMENT, Kind.MENTION))
_UNDATED = (None, int(Precision.YEAR), None)
_MOST_SIDES = 50_000
"""So many ways of being on an interaction are remembered; a mailbox may have a new one in each mail."""


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who is on an interaction, as its telling says it: archives say the same of thousands of messages."""

    number: int
    signature: str
    names: tuple[str, ...]
    may_be_mine: bool


class Tellings:
    """The tellings of one archive, made in the order of its records."""

    def __init__(self) -> None:
        self._owners: set[IdentityKey] = set()
        self._sides: dict[tuple[Participant, ...], _Sides] = {}

    def add_owner(self, key: IdentityKey) -> None:
        """An identity that this archive says is its owner: what is told from now on knows of it."""
        self._owners.add(key)
        self._sides.clear()

    def of(self, record: InteractionRecord) -> tuple[Telling, bool]:
        """The telling, and whether its number of people is a new one; they count from 0, and at times anew from 0."""
        where, kind, moment, participants, exact, coarse, thread, title, text, detail, link = record
        at, precision, offset = _time(moment)
        sides = self._sides.get(participants)
        new = sides is None
        if sides is None:
            sides = self._work_out(participants)
        # What else it says tells one telling of an interaction from another: who, when, in which thread.
        variant = hashed((sides.signature, f"{at}:{precision}:{len(text)}", thread, title, detail, link))
        text = clean(text)
        tone, said = _tone(kind, text, sides)
        telling = (
            where.row,
            sides.number,
            hashed(exact),
            variant,
            hashed(coarse) if coarse else None,
            at,
            precision,
            offset,
            KIND_CODE[kind],
            thread,
            tone,
            said,
            clean(title) if title else "",
            text,
            clean(detail) if detail else "",
            clean(link) if link else "",
        )
        return telling, new

    def _work_out(self, participants: tuple[Participant, ...]) -> _Sides:
        if len(self._sides) >= _MOST_SIDES:
            self._sides.clear()
        told = sorted(f"{key.network}:{key.kind}:{key.key}:{role}" for key, role, _ in participants)
        owners = self._owners
        sides = self._sides[participants] = _Sides(
            len(self._sides),
            ",".join(told),
            tuple(name for _, _, name in participants if name),
            not owners or any(role is Role.FROM and key in owners for key, role, _ in participants),
        )
        return sides


def as_interaction(event: EventRecord) -> InteractionRecord:
    """An event's row in the timeline."""
    return InteractionRecord(
        event.where, Kind.EVENT, event.start, (), event.exact, title=event.name, detail="", link=event.link
    )


def clean(text: str) -> str:
    """What SQLite and its index can hold: no NUL, no half of a surrogate pair."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def _time(moment: Moment | None) -> tuple[int | None, int, int | None]:
    if moment is None or not 0 < moment.ms < _MAX_MS:
        return _UNDATED
    return moment.ms, int(moment.precision), moment.offset


def _tone(kind: Kind, text: str, sides: _Sides) -> tuple[int, int | None]:
    """A greeting is a hello at once; otherwise the gist of what may be the owner's words is kept for counting."""
    if not text or kind not in _TALKED:
        return 0, None
    if len(text) <= _GREETING_LENGTH and is_greeting(text):
        return 1, None
    if not sides.may_be_mine:
        return 0, None
    said = gist(text, sides.names)
    return 0, hashed((said,)) if said else None
