"""One popup a day, inside the hours the user chose: the name and a neutral reason, and what to do about it.

When it is due is decided by `relate.domain.reminders`, once a minute by the wall clock; how it is shown is the
desktop's business, behind `Popups`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from relate.domain.reasons import ReasonKind
from relate.domain.reminders import (
    Meanwhile,
    Notice,
    NoticeKind,
    Reminder,
    ReminderHours,
    ReminderKind,
    due_reminder,
    was_away,
)
from relate.services.absence import meanwhile_of
from relate.services.library import Library
from relate.services.ports import OPEN, Button, Popup
from relate.services.sources import Awaited
from relate.services.views import Card, DayView, SourceAge
from relate.ui.background import Background
from relate.ui.imports import asking
from relate.ui.reconnect import texts
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.words import counted, date_of_day, day_of_date, local, one_line, tr

REMINDED = "reminder.last_day"
OPENED = "reminder.last_opened"
TOLD = "reminder.told"
MOST_TOLD = 60
LANE = "reminder"
BACK = "back after weeks"
NAMED = 3
NEUTRAL = frozenset(
    {
        ReasonKind.USUAL_RHYTHM, ReasonKind.PROMISED_RHYTHM, ReasonKind.CLOSE_ONCE, ReasonKind.LAST_TALK,
        ReasonKind.NEVER_TALKED, ReasonKind.NEWLY_CONNECTED, ReasonKind.BIRTHDAY,
    }
)  # fmt: skip
"""Reasons whose short words hold nothing that anybody wrote or was promised."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a reminder is made of. missed: whose birthday went by, with their names; meanwhile: since the window was
    last open, of weeks ago only."""

    day: DayView
    sources: list[SourceAge]
    asked_for: list[Awaited]
    missed: tuple[tuple[int, str], ...]
    meanwhile: Meanwhile


class Popups(Protocol):
    """What is needed of a way of showing popups (relate.desktop.notifications)."""

    acted: SignalInstance
    failed: SignalInstance

    def show(self, popup: Popup) -> bool: ...

    def withdraw(self) -> None: ...


class Reminding(QObject):
    """`person_wanted(person)` and `open_wanted()` ask for the window; `in_window(str)`: no popup could be shown.
    `came_back(sentences)`: the window is looked at again after weeks, and this happened meanwhile."""

    person_wanted = Signal(object)
    open_wanted = Signal()
    in_window = Signal(str)
    came_back = Signal(object)
    reminded = Signal(object)
    """The Popup that was shown."""

    def __init__(
        self,
        library: Library,
        background: Background,
        popups: Popups,
        commands: ReconnectActions,
        arrived: Callable[[], tuple[Notice, ...]] = tuple,
        parent: QObject | None = None,
    ) -> None:
        """arrived: the archives that lie in the watched folder."""
        super().__init__(parent)
        self._library, self._background, self._popups, self._commands = library, background, popups, commands
        self._arrived = arrived
        self._asking = False
        self._names: dict[int, str] = {}
        popups.acted.connect(self._acted)
        popups.failed.connect(self._failed)

    def look(self, now_ms: int) -> None:
        """Once a minute, and after waking up. Cheap as long as nothing can be due."""
        now = local(now_ms)
        # Anybody would do here: only whether the hour and the day allow a reminder at all is asked.
        possible = self._due(now, (0,), None)
        if possible is None or self._asking:
            return
        self._asking = True
        opened = self._library.settings.get(OPENED, 0)
        self._background.run(
            self._read, now_ms, opened, then=partial(self._remind, now), failed=self._could_not_read, lane=LANE
        )

    def seen(self, now_ms: int) -> None:
        """The window is open before the user's eyes: this day needs no reminder, and one on the screen goes."""
        today = local(now_ms).date()
        day, before = day_of_date(today), self._library.settings.get(OPENED, 0)
        if before != day:
            self._library.settings.set(OPENED, day)
            self._popups.withdraw()
            if before and was_away(date_of_day(before), today):
                self._background.run(self._read, now_ms, before, then=self._tell_meanwhile, lane=BACK)

    # ---------------------------------------------------------------------------------------------- deciding

    def _read(self, now_ms: int, opened: int) -> Read:
        reconnect, sources = self._library.reconnect, self._library.sources
        day, ages = reconnect.day(now_ms), sources.ages()
        if not opened or not was_away(date_of_day(opened), local(now_ms).date()):
            return Read(day, ages, sources.asked_for(), (), Meanwhile())
        missed = reconnect.birthdays_missed(opened)
        meanwhile = meanwhile_of(day, ages, [person for person, _ in missed], opened, reconnect.zone())
        return Read(day, ages, sources.asked_for(), missed, meanwhile)

    def _tell_meanwhile(self, read: Read) -> None:
        if not read.meanwhile.is_empty:
            self.came_back.emit(sentences(read.meanwhile, _names(read.day, read.missed)))

    def _due(
        self, now: datetime, people: tuple[int, ...], meanwhile: Meanwhile | None, notices: tuple[Notice, ...] = ()
    ) -> Reminder | None:
        hours = reminder_hours(self._library)
        if hours is None:
            return None
        return due_reminder(
            now,
            hours,
            people=people,
            last_reminded=_day_setting(self._library, REMINDED),
            last_opened=_day_setting(self._library, OPENED),
            meanwhile=meanwhile,
            notices=notices,
            told=frozenset(self._library.settings.get(TOLD, "").split()),
        )

    def _remind(self, now: datetime, read: Read) -> None:
        self._asking = False
        day = read.day
        people = tuple(card.person for card in day.reconnect)
        notices = (*ready_notices(read.asked_for), *self._arrived())
        reminder = self._due(now, people, read.meanwhile, notices)
        if reminder is None:
            return
        self._library.settings.set(REMINDED, day_of_date(reminder.day))
        if reminder.notices:
            before = self._library.settings.get(TOLD, "").split()
            told = [*before, *(notice.key for notice in reminder.notices)][-MOST_TOLD:]
            self._library.settings.set(TOLD, " ".join(told))
        self._names = _names(day)
        details = self._library.settings.get("reminder.details", False)
        popup = popup_of(reminder, day, details=details, missed=read.missed)
        if self._popups.show(popup):
            self.reminded.emit(popup)
        else:
            self._failed(popup)

    def _could_not_read(self, problem: BaseException) -> None:
        self._asking = False
        self._background.bridge.complain(problem)

    # ------------------------------------------------------------------------------------------------ acting

    def _acted(self, person: object, action: str) -> None:
        name = self._names.get(person, "") if isinstance(person, int) else ""
        acts: dict[str, Callable[[int], None]] = {
            "write": lambda who: self._commands.write(who, name),
            "talked": lambda who: self._commands.talked(who, name),
            "later": lambda who: self._commands.later(who, name, local(self._library.clock()).date() + timedelta(1)),
        }
        if isinstance(person, int) and action in acts:
            acts[action](person)
        elif action == OPEN and isinstance(person, int):
            self.person_wanted.emit(person)
        else:
            self.open_wanted.emit()

    def _failed(self, popup: Popup) -> None:
        """Nowhere to show it: the window says it, if it is open."""
        self.in_window.emit(f"{popup.title}: {popup.body}" if popup.body else popup.title)


def reminder_hours(library: Library) -> ReminderHours | None:
    """The hours of the settings. None when they hold nothing: no day is chosen, or it ends when it begins."""
    get = library.settings.get
    start, end = _minutes(get("reminder.from", "09:00")), _minutes(get("reminder.until", "18:00"))
    days = frozenset(int(sign) - 1 for sign in get("reminder.days", "1234567") if sign in "1234567")
    if start == end or not days:
        return None
    return ReminderHours(
        on=get("reminder.on", True),
        weekdays=days,
        start=start,
        end=end,
        paused_until=_day_setting(library, "reminder.paused_until"),
    )


def ready_notices(asked_for: list[Awaited]) -> tuple[Notice, ...]:
    """Each archive that should be ready; asked for once more it is told once more."""
    return tuple(
        Notice(NoticeKind.READY, f"ready:{one.network}:{one.asked_ms}", one.title) for one in asked_for if one.ready
    )


def popup_of(reminder: Reminder, day: DayView, *, details: bool, missed: tuple[tuple[int, str], ...] = ()) -> Popup:
    """The words of a reminder. Without `details` nothing of what anybody wrote or promised is in them. missed: whose
    birthday went by, with their names."""
    cards = {card.person: card for card in (*day.reconnect, *day.waiting, *day.this_week)}
    archives = [notice_words(notice) for notice in reminder.notices[:NAMED]]
    if reminder.kind is ReminderKind.ARCHIVES:
        return Popup(archives[0], " ".join(archives[1:]), (), None, tr("Open"))
    if reminder.kind is ReminderKind.AFTER_ABSENCE:
        said = " ".join((*sentences(reminder.meanwhile, _names(day, missed)), *archives))
        return Popup(texts.while_you_were_away(), said, (), None, tr("Open"))
    card = cards[reminder.people[0]]
    body = card.short if details or _is_neutral(card) else tr("A good day to be in touch.")
    others = len(reminder.people) - 1
    if others:
        body = f"{body.rstrip('.')} · {counted(others, 'and one other today', 'and {n} others today')}"
    buttons = (
        Button("write", texts.write()), Button("talked", texts.we_talked()), Button("later", tr("Later")),
    )  # fmt: skip
    body = "\n".join((one_line(body, 200), *archives))
    return Popup(one_line(card.name, 80), body, buttons, card.person, tr("Open"))


def notice_words(notice: Notice) -> str:
    """What a popup and the window's line say of an archive; nothing of anybody."""
    title = one_line(notice.title, 60)
    if notice.kind is NoticeKind.READY:
        return asking.should_be_ready(title)
    return tr("{archive} arrived and can be read.", archive=title)


def _is_neutral(card: Card) -> bool:
    return bool(card.reasons and card.short) and card.reasons[0].kind in NEUTRAL


def sentences(meanwhile: Meanwhile, called: dict[int, str]) -> tuple[str, ...]:
    """What happened while the user was away, with the names; nothing of what anybody wrote or was promised."""

    def names(people: tuple[int, ...]) -> str:
        known = [one_line(called[person], 40) for person in people if person in called]
        more = len(known) - NAMED
        others = " " + counted(more, "and one other", "and {n} others") if more > 0 else ""
        return ", ".join(known[:NAMED]) + others

    lines = []
    if who := names(meanwhile.wrote):
        lines.append(tr("{who} wrote.", who=who))
    if who := names(meanwhile.promises):
        one, some = tr("A promise fell due: {who}.", who=who), tr("Promises fell due: {who}.", who=who)
        lines.append(one if len(meanwhile.promises) == 1 else some)
    if who := names(meanwhile.birthdays):
        one, some = tr("A birthday went by: {who}.", who=who), tr("Birthdays went by: {who}.", who=who)
        lines.append(one if len(meanwhile.birthdays) == 1 else some)
    if meanwhile.old_archives:
        titles = [one_line(title, 60) for title in meanwhile.old_archives[:NAMED]]
        lines.append(tr("Old by now: {sources}.", sources=", ".join(titles)))
    return tuple(lines)


def _names(day: DayView, others: tuple[tuple[int, str], ...] = ()) -> dict[int, str]:
    return dict(others) | {card.person: card.name for card in (*day.reconnect, *day.waiting, *day.this_week)}


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    if not (hours.isdigit() and minutes.isdigit()):
        return 0
    return min(int(hours), 23) * 60 + min(int(minutes), 59)


def _day_setting(library: Library, name: str) -> date | None:
    day = library.settings.get(name, 0)
    return date_of_day(day) if day else None
