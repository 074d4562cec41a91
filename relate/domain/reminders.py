"""What is due to be shown now: at most one popup a day, inside the user's hours, merged after absence.

Pure: asked once a minute with the wall clock, so that sleep, restarts and clock changes cannot make a burst or lose a
day. Source: design/product.md, "Reminders".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

AWAY_DAYS: Final = 14
"""After so many days without opening Relate one card says what happened meanwhile."""
MINUTES_A_DAY: Final = 24 * 60


class ReminderKind(StrEnum):
    TODAY = "today"
    AFTER_ABSENCE = "after absence"
    ARCHIVES = "archives"
    """Nobody is named today: only archives are told of."""


class NoticeKind(StrEnum):
    READY = "ready"
    """An archive that was asked for should be ready by now."""
    ARRIVED = "arrived"
    """One lies in the watched folder."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A neutral line of a popup, told once. key: of the very asking or file, so that the next one is told too."""

    kind: NoticeKind
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class ReminderHours:
    """When a reminder may come: weekdays (0 is Monday), from and to in minutes of the local day.

    An end before the start reaches past midnight, and belongs to the weekday it began on. paused_until: the first day
    reminders come again.
    """

    on: bool = True
    weekdays: frozenset[int] = frozenset(range(5))
    start: int = 9 * 60
    end: int = 18 * 60
    paused_until: date | None = None

    def __post_init__(self) -> None:
        if not (0 <= self.start < MINUTES_A_DAY and 0 <= self.end <= MINUTES_A_DAY and self.start != self.end):
            raise ValueError("reminder hours are minutes of a day, and begin and end at different ones")


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """What happened while the user was away: people by id, and the titles of archives that have grown old.

    wrote: whose message came meanwhile and waits; promises: to whom one fell due; birthdays: whose was missed.
    """

    wrote: tuple[int, ...] = ()
    promises: tuple[int, ...] = ()
    birthdays: tuple[int, ...] = ()
    old_archives: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.wrote or self.promises or self.birthdays or self.old_archives)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One popup: of which day, the people it names in order, after an absence what happened meanwhile, and what there
    is to say of archives."""

    kind: ReminderKind
    day: date
    people: tuple[int, ...]
    meanwhile: Meanwhile = Meanwhile()
    notices: tuple[Notice, ...] = ()


def reminder_day(now: datetime, hours: ReminderHours) -> date | None:
    """The day whose reminder may be shown at a local time, None outside the hours; pauses are not looked at."""
    minute, day = now.hour * 60 + now.minute, now.date()
    if hours.start < hours.end:
        inside = hours.start <= minute < hours.end
    else:
        inside = minute >= hours.start or minute < hours.end
        if minute < hours.end:
            day -= timedelta(days=1)
    return day if inside and day.weekday() in hours.weekdays else None


def was_away(last_opened: date | None, day: date) -> bool:
    """Whether so much time went by since the window was last open that one card says what happened meanwhile."""
    return last_opened is not None and (day - last_opened).days >= AWAY_DAYS


def due_reminder(
    now: datetime,
    hours: ReminderHours,
    *,
    people: tuple[int, ...],
    last_reminded: date | None,
    last_opened: date | None,
    meanwhile: Meanwhile | None = None,
    confidential: frozenset[int] = frozenset(),
    notices: tuple[Notice, ...] = (),
    told: frozenset[str] = frozenset(),
) -> Reminder | None:
    """The popup to show at this local time, None for none.

    people: whom today's list names, the first first; confidential ones are in no popup. last_reminded: the day of the
    last popup, as `Reminder.day`. last_opened: when the window was last open: a day that was looked at needs none.
    However many days were missed, one is shown, of today; after two weeks away it says what happened meanwhile.
    notices: what there is to say of archives, beside the people or alone; those whose key was told are not said again.
    """
    day = reminder_day(now, hours)
    if not hours.on or day is None or (hours.paused_until is not None and day < hours.paused_until):
        return None
    # A clock set back must not bring the same day twice.
    if any(before is not None and before >= day for before in (last_reminded, last_opened)):
        return None
    shown = tuple(person for person in people if person not in confidential)
    untold = tuple(notice for notice in notices if notice.key not in told)
    away = was_away(last_opened, day)
    if away and meanwhile is not None and not (quiet := _without(meanwhile, confidential)).is_empty:
        return Reminder(ReminderKind.AFTER_ABSENCE, day, shown, quiet, untold)
    if not shown:
        return Reminder(ReminderKind.ARCHIVES, day, (), notices=untold) if untold else None
    return Reminder(ReminderKind.TODAY, day, shown, notices=untold)


def _without(meanwhile: Meanwhile, confidential: frozenset[int]) -> Meanwhile:
    def known(people: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(person for person in people if person not in confidential)

    return Meanwhile(
        known(meanwhile.wrote), known(meanwhile.promises), known(meanwhile.birthdays), meanwhile.old_archives
    )
