"""What a record says of an interaction, as a row of a staging file: its keys, and what of it the record alone tells.

Apart from staging.py because nothing of the file is needed for it: of large archives this is done where they are read,
in a process of its own (services/reading_apart.py). What tells it from others (`variant`) and how the words are meant
(tones.py) could be told there too and is told where they are staged, so that both processes have about as much to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from relate.domain.moments import Precision
from relate.domain.records import EventRecord, IdentityKind, InteractionRecord, Kind, Participant, Role
from relate.store.codes import KIND_CODE
from relate.store.hashing import hashed

PlainKey = tuple[str, str, str, bool]
"""An IdentityKey, or the same by its plain words: both are equal, and found by each other."""
Telling = tuple[int, int, int, int | None, int | None, int, int | None, int, str, str, str, str, str]
"""row, people, key, coarse, at, precision, offset, kind, conversation, title, text, detail, link.
row: its number in its file; people: as `Tellings` counts them; conversation: its key; texts as the record has them;
others as the table has them."""

_MAX_MS = (1 << 40) * 1000
"""Far beyond any date (the year 36812), and what an id can hold."""
_UNDATED: Final = (None, int(Precision.YEAR), None)
_PRECISIONS: Final = {precision: int(precision) for precision in Precision}
_KINDS: Final = {kind: str(kind.value) for kind in IdentityKind}
_ROLES: Final = {role: str(role.value) for role in Role}
"""As their members are written, which takes longer to ask of them."""
_MOST_PEOPLE = 50_000
"""So many ways of being on an interaction are remembered; a mailbox may have a new one in each mail."""


class Tellings:
    """The tellings of one archive, made in the order of its records."""

    def __init__(self) -> None:
        self._people: dict[tuple[Participant, ...], int] = {}
        """The number of those on an interaction: archives say the same of thousands."""

    def begin_anew(self) -> None:
        """Number people anew: another owner of the archive is known, and what is told from now on knows of it."""
        self._people.clear()

    def of(self, record: InteractionRecord) -> tuple[Telling, bool]:
        """The telling, and whether its number of people is a new one; they count from 0, and at times anew from 0."""
        (_, row), kind, moment, participants, exact, coarse, thread, title, text, detail, link = record
        if moment is None or not 0 < moment[0] < _MAX_MS:
            at, precision, offset = _UNDATED
        else:
            at, exactness, offset = moment
            precision = _PRECISIONS[exactness]
        known = self._people.get(participants)
        number = self._number(participants) if known is None else known
        telling = (
            row,
            number,
            hashed(exact),
            hashed(coarse) if coarse else None,
            at,
            precision,
            offset,
            KIND_CODE[kind],
            thread,
            title,
            text,
            detail,
            link,
        )
        return telling, known is None

    def _number(self, participants: tuple[Participant, ...]) -> int:
        if len(self._people) >= _MOST_PEOPLE:
            self._people.clear()
        number = self._people[participants] = len(self._people)
        return number


def as_interaction(event: EventRecord) -> InteractionRecord:
    """An event's row in the timeline."""
    return InteractionRecord(
        event.where, Kind.EVENT, event.start, event.people, event.exact, title=event.name, detail="", link=event.link
    )


def signed(participants: Sequence[Participant]) -> str:
    """How `variant` names those on an interaction."""
    told = [f"{network}:{_KINDS[kind]}:{key}:{_ROLES[role]}" for (network, kind, key, _), role, _ in participants]
    return ",".join(sorted(told))


def variant(
    signature: str, at: int | None, precision: int, thread: str, title: str, text: str, detail: str, link: str
) -> int:
    """What tells one telling of an interaction from another: who, when, in which thread, and what else it says."""
    return hashed((signature, f"{at}:{precision}:{len(text)}", thread, title, detail, link))


def clean(text: str) -> str:
    """What SQLite and its index can hold: no NUL, no half of a surrogate pair."""
    if text.isascii():
        return text.replace("\x00", "") if "\x00" in text else text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
