"""What the user did with a suggestion, and how long somebody rests after it.

Source: design/ranking.md, "Shown and not taken".
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.domain.priority import fading_back
from relate.domain.reasons import ReasonKind, SwitchedOff

SHORTEST_REST: Final = 3
LONGEST_REST: Final = 30
REST_WITHOUT_RHYTHM: Final = 14
SKIP_WITHOUT_RHYTHM: Final = 30
NOT_YET_DAYS: Final = 30
NOT_YET_SHARE: Final = 0.5
MOST_ASKS: Final = 2
"""After *Write* it is asked once whether they answered, and after *Not yet* once more."""
AWAY_DAYS: Final = 5
LOOSER_AFTER_SKIPS: Final = 3


class ActKind(StrEnum):
    """What was done with a card."""

    LATER = "later"
    SKIP = "skip"
    REASON_OFF = "reason off"
    WROTE = "wrote"
    ANSWERED = "answered"
    NOT_YET = "not yet"
    LET_IT_GO = "let it go"
    TALKED = "talked"
    NO_ANSWER_NEEDED = "no answer needed"


ENDS_AN_ATTEMPT: Final = frozenset((ActKind.ANSWERED, ActKind.LET_IT_GO, ActKind.TALKED))


@dataclass(frozen=True, slots=True)
class Act:
    """One touch of a card: UTC milliseconds and home day; until: the home day of *Later*; reason: the one put off."""

    person: int
    kind: ActKind
    at: int
    day: int
    until: int | None = None
    reason: ReasonKind | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a day's list named: home day, section as in `daylist.Section`."""

    day: int
    person: int
    section: str


def rest_after_writing(rhythm: float | None) -> int:
    """Days somebody rests after *Write*: half a rhythm, 3 to 30."""
    if rhythm is None:
        return REST_WITHOUT_RHYTHM
    return math.ceil(min(max(rhythm / 2, SHORTEST_REST), LONGEST_REST))


def rest_after_skip(rhythm: float | None) -> int:
    """Days somebody rests after *Skip this time* and *Let it go*: until the next rhythm."""
    return math.ceil(rhythm) if rhythm is not None else SKIP_WITHOUT_RHYTHM


class Acts:
    """Everything done so far, by person; only what came after the last contact still holds."""

    __slots__ = ("_by_person",)

    def __init__(self, acts: Iterable[Act]) -> None:
        by_person: dict[int, list[Act]] = defaultdict(list)
        for act in sorted(acts, key=lambda each: each.at):
            by_person[act.person].append(act)
        self._by_person: Mapping[int, list[Act]] = by_person

    @property
    def persons(self) -> Iterable[int]:
        return self._by_person.keys()

    def since(self, person: int, last: int | None) -> Sequence[Act]:
        """The acts on a person after the last contact (UTC milliseconds), oldest first."""
        acts = self._by_person.get(person, ())
        return acts if last is None or not acts else [act for act in acts if act.at > last]

    def resting_until(self, person: int, last: int | None, rhythm: float | None) -> int | None:
        """The home day somebody may be named again, None where nothing holds them back."""
        for act in reversed(self.since(person, last)):
            if act.kind is ActKind.LATER:
                return act.until
            if act.kind in (ActKind.SKIP, ActKind.LET_IT_GO):
                return act.day + rest_after_skip(rhythm)
            if act.kind in (ActKind.WROTE, ActKind.NOT_YET):
                return act.day + rest_after_writing(rhythm)
            if act.kind in (ActKind.TALKED, ActKind.ANSWERED):
                # The conversation itself says when they are next; until it is in the library they rest all the same.
                return act.day + rest_after_skip(rhythm)
        return None

    def asked_for(self, person: int, last: int | None, day: int) -> int | None:
        """The home day of a *Later* that has come, None without; any later act or contact ends it."""
        for act in reversed(self.since(person, last)):
            if act.kind is ActKind.LATER:
                return act.until if act.until is not None and act.until <= day else None
            if act.kind not in (ActKind.REASON_OFF, ActKind.NO_ANSWER_NEEDED):
                return None
        return None

    def open_attempt(self, person: int, last: int | None, rhythm: float | None) -> tuple[Act, int] | None:
        """The first writing that has no answer yet, and the home day on which it may be asked about; else None."""
        attempts: list[Act] = []
        for act in self.since(person, last):
            if act.kind is ActKind.WROTE:
                attempts = [act]
            elif act.kind is ActKind.NOT_YET and attempts:
                attempts.append(act)
            elif act.kind in ENDS_AN_ATTEMPT:
                attempts = []
        if not 0 < len(attempts) <= MOST_ASKS:
            return None
        return attempts[0], attempts[-1].day + rest_after_writing(rhythm)

    def skips_in_a_row(self, person: int, last: int | None) -> int:
        """How often somebody was skipped since the last contact without anything else in between."""
        count = 0
        for act in reversed(self.since(person, last)):
            if act.kind is not ActKind.SKIP:
                break
            count += 1
        return count

    def switched_off(self, person: int) -> list[SwitchedOff]:
        """The reasons somebody is not named for."""
        return [
            SwitchedOff(person, act.reason, act.at)
            for act in self._by_person.get(person, [])
            if act.kind is ActKind.REASON_OFF and act.reason is not None
        ]

    def touched_on(self, person: int, day: int) -> bool:
        """Whether the card was answered on a day in a way that takes it from the list."""
        return any(act.day == day and act.kind is not ActKind.REASON_OFF for act in self._by_person.get(person, []))


def was_seen(day: int, opened: Sequence[int], today: int) -> bool:
    """Whether what a day named was seen; five days without opening Relate are a pause backwards.

    opened: the home days on which Relate was opened, ascending.
    """
    if day in opened:
        return True
    before = max((each for each in opened if each < day), default=None)
    after = min((each for each in opened if each > day), default=today)
    return before is not None and after - before < AWAY_DAYS


def passed_over(
    acts: Acts, named: Iterable[Named], opened: Sequence[int], today: int, section: str = "reconnect"
) -> dict[int, int]:
    """By person, how many days ago they were last named and nothing was done, however often before."""
    days: dict[int, int] = {}
    for each in named:
        if each.section == section and each.day < today and was_seen(each.day, opened, today):
            days[each.person] = max(each.day, days.get(each.person, each.day))
    return {person: today - day for person, day in days.items() if not acts.touched_on(person, day)}


def held_back(acts: Acts, named: Iterable[Named], opened: Sequence[int], today: int) -> dict[int, float]:
    """The share of P that stays, by person, after being passed over in silence and after *Not yet*: for `rank`."""
    shares = {person: fading_back(days) for person, days in passed_over(acts, named, opened, today).items()}
    for person in acts.persons:
        not_yet = [act.day for act in acts.since(person, None) if act.kind is ActKind.NOT_YET]
        if not_yet and today - not_yet[-1] < NOT_YET_DAYS:
            shares[person] = shares.get(person, 1.0) * NOT_YET_SHARE
    return shares
