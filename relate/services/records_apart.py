"""Records on their way from the process that reads them to the one that stages them: plain values, for `marshal`.

What comes by the million, an interaction, is a telling (store/staged_tellings.py) on this side already.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, cast

from relate.domain.moments import Moment, Precision
from relate.domain.records import (
    EventRecord,
    Field,
    IdentityKey,
    IdentityKind,
    InteractionRecord,
    Participant,
    PersonRecord,
    Position,
    Reason,
    Record,
    Role,
    Skipped,
    TextPlace,
    WishRecord,
)
from relate.store.staged_tellings import PlainKey, Telling, Tellings, as_interaction

if TYPE_CHECKING:
    from relate.store.staging import Staging

_Moment = tuple[int, int, int | None] | None
_People = tuple[str, int, int, tuple[tuple[PlainKey, int, str], ...]]
_Person = tuple[str, int, tuple[PlainKey, ...], tuple[tuple[str, str], ...], bool, bytes | None]
_Skipped = tuple[str, int, str, str, str]
_Event = tuple[str, int, Telling, str, _Moment, _Moment, tuple[str, ...], str, str, bool]
_Wish = tuple[str, int, str, str, _Moment]
_Place = tuple[str, int, str, str, bool, int, int]
Plain = Telling | _People | _Person | _Skipped | _Place | _Event | _Wish
"""Of built-in types alone: a telling, or a word for what it is, the number of its row, and its values."""

_PEOPLE, _PERSON, _SKIPPED, _PLACE, _EVENT, _WISH = "people", "person", "skipped", "place", "event", "wish"
_WORDS: Final = {member: str(member.value) for kind in (Field, IdentityKind, Reason) for member in kind}
_KINDS: Final = {str(kind.value): kind for kind in IdentityKind}
_ROLES: Final = {int(role): role for role in Role}
_PRECISIONS: Final = {int(precision): precision for precision in Precision}


class Plainly:
    """Makes the records of one archive plain, in their order. `size`: about how many characters it has told so far."""

    def __init__(self) -> None:
        self._tellings = Tellings()
        self.size = 0

    def tell(self, record: Record | Skipped, into: list[Plain]) -> None:
        """Add what the record says to a list."""
        if type(record) is InteractionRecord:  # nearly always
            telling = self._telling(record, into)
            into.append(telling)
            self.size += len(telling[10])
            return
        row = record.where.row
        if isinstance(record, PersonRecord):
            if record.owner:
                self._tellings.begin_anew()
            words = _WORDS
            facts = tuple([(words[field], value) for field, value in record.facts])
            keys = tuple([(network, words[kind], text, local) for network, kind, text, local in record.keys])
            into.append((_PERSON, row, keys, facts, record.owner, record.photo))
            self.size += len(record.photo or b"") + sum([len(value) for _, value in facts])
        elif isinstance(record, Skipped):
            into.append((_SKIPPED, row, _WORDS[record.reason], record.says, record.raw))
            self.size += len(record.raw)
        elif isinstance(record, TextPlace):
            into.append((_PLACE, row, *record[1:]))
        elif isinstance(record, EventRecord):
            telling = self._telling(as_interaction(record), into)
            times = _moment(record.start), _moment(record.end)
            into.append(
                (_EVENT, row, telling, record.name, *times, record.exact, record.place, record.link, record.attended)
            )
        elif isinstance(record, WishRecord):
            into.append((_WISH, row, record.subject, record.text, _moment(record.at)))
        else:  # one that only a subclass could be: nothing is lost in silence
            raise TypeError(type(record).__name__)

    def _telling(self, record: InteractionRecord, into: list[Plain]) -> Telling:
        telling, new = self._tellings.of(record)
        if new:
            words = _WORDS
            people = tuple(
                [
                    ((network, words[kind], text, local), int(role), name)
                    for (network, kind, text, local), role, name in record.participants
                ]
            )
            into.append((_PEOPLE, telling[0], telling[1], people))
        return telling


def stage(staging: Staging, file: str, told: Sequence[Plain]) -> None:
    """Take in what the rows of one file told."""
    if not told:
        return
    staging.see(file, [plain[0] if type(plain[0]) is int else plain[1] for plain in told])
    tellings: list[Telling] = []
    people = 0  # the numbers of people that these tellings may have are below this one
    for plain in told:
        what = plain[0]
        if type(what) is int:
            tellings.append(cast("Telling", plain))
            continue
        # Tellings come by the million, between those who are on them: taken in together, unless what comes now is to
        # be behind them, or another way of being on an interaction gets a number that they mean.
        if what == _PERSON:
            _, row, keys, facts, owner, photo = cast("_Person", plain)
            staging.take_person(file, row, keys, facts, owner, photo)
            continue
        if what == _PEOPLE:
            number = cast("_People", plain)[2]
            if number < people:
                _take(staging, file, tellings)
            people = number + 1
        elif what != _SKIPPED:
            _take(staging, file, tellings)
        _stage_one(staging, file, plain)
    _take(staging, file, tellings)


def _take(staging: Staging, file: str, tellings: list[Telling]) -> None:
    if tellings:
        staging.take(file, tellings)
        tellings.clear()


def _stage_one(staging: Staging, file: str, plain: Plain) -> None:
    """Take in what is no telling and no person."""
    what = plain[0]
    where = Position(file, plain[1])
    if what == _PEOPLE:
        _, _, number, people = cast("_People", plain)
        participants = tuple([Participant(_key(key), _ROLES[role], name) for key, role, name in people])
        staging.take_people(number, participants, where)
    elif what == _SKIPPED:
        _, _, reason, says, raw = cast("_Skipped", plain)
        staging.add(Skipped(where, Reason(reason), says, raw))
    elif what == _PLACE:
        staging.add(TextPlace(where, *cast("_Place", plain)[2:]))
    elif what == _EVENT:
        _, _, telling, name, start, end, exact, place, link, attended = cast("_Event", plain)
        event = EventRecord(where, name, _instant(start), _instant(end), exact, place, link, attended)
        staging.take_event(event, telling)
    else:
        _, _, subject, text, at = cast("_Wish", plain)
        staging.add(WishRecord(where, subject, text, _instant(at)))


def _key(plain: PlainKey) -> IdentityKey:
    network, kind, text, local = plain
    return IdentityKey(network, _KINDS[kind], text, local)


def _moment(moment: Moment | None) -> _Moment:
    return None if moment is None else (moment.ms, int(moment.precision), moment.offset)


def _instant(plain: _Moment) -> Moment | None:
    return None if plain is None else Moment(plain[0], _PRECISIONS[plain[1]], plain[2])
