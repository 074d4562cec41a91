"""The icon in the system tray: today's people, Log a conversation, Pause, Open, Quit.

A tray may not exist (GNOME, some Wayland), and at login it may come after Relate. Without one the program says so
once and uses the window; it never becomes a process that nobody sees.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QSystemTrayIcon, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.library import Library
from relate.services.ports import Popup
from relate.services.views import Card, DayView
from relate.ui.background import Background
from relate.ui.calendar import DayCalendar
from relate.ui.controls import button, label
from relate.ui.reconnect.panel import SHOWS
from relate.ui.words import date_of_day, day_of_date, local, one_line, short_day, tr

NAMED = 5
"""How many people the menu names; the day's share is at most that."""
LANE = "tray"
TOLD = "tray.missing_told"
STAYS_TOLD = "tray.stays_told"
PAUSED = "reminder.paused_until"


class Tray(QObject):
    """Lives as long as the program. Signals ask the window; nothing is written here but the pause."""

    open_wanted = Signal()
    person_wanted = Signal(object)
    log_wanted = Signal()
    quit_wanted = Signal()
    missing = Signal(str)
    """There is no tray: the sentence to say, once in the life of a library."""
    appeared = Signal()
    """The icon is in the tray: closing the window may leave the program running now."""
    gone = Signal()
    """The tray went, and the icon with it: where the window is closed, nobody could come back to it."""
    stays = Signal(object)
    """The Popup that says where the program is without its window, once in the life of a library."""

    def __init__(self, library: Library, background: Background, picture: QIcon, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._day: DayView | None = None
        self._told = False
        self._pause_dialog: QDialog | None = None
        self.menu = QMenu()
        self.menu.setAccessibleName("Relate")
        self.icon = QSystemTrayIcon(picture, self)
        self.icon.setToolTip("Relate")
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self._fill()
        background.bridge.changed.connect(self._changed)

    @property
    def keeps_running(self) -> bool:
        """Whether closing the window may leave the program running: only where its icon can be seen."""
        return self.icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def start(self, *, last_try: bool = True) -> bool:
        """Shows the icon where there is a tray. With `last_try`, says once that there is none."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            if not self.icon.isVisible():
                self.icon.show()
                self.refresh()
                self.appeared.emit()
            return True
        if last_try and not self._library.settings.get(TOLD, False):
            self._library.settings.set(TOLD, True)
            self.missing.emit(
                tr("This desktop has no tray for icons. Reminders come while the window is open; closing it quits.")
            )
        return False

    def goes_on_unseen(self) -> bool:
        """The window was closed: whether the program goes on. The first time it says where it is now: nobody should
        think that it ended, or look for it in vain."""
        if not self.keeps_running:
            return False
        if not self._library.settings.get(STAYS_TOLD, False):
            self._library.settings.set(STAYS_TOLD, True)
            says = tr("A click on its icon opens the window again; Quit in the menu there ends Relate.")
            self.stays.emit(Popup(tr("Relate stays in the tray"), says, opens=tr("Open")))
        return True

    def look(self, _now_ms: object = None) -> None:
        """Once a minute: a tray that came late, as at login, still gets its icon; that one went is told."""
        if not self.icon.isVisible():
            self.start(last_try=False)
        elif not QSystemTrayIcon.isSystemTrayAvailable():
            self.gone.emit()

    def refresh(self) -> None:
        """Reads whom today names; not needed where the panel tells it (`show_day`)."""
        self._background.run(self._library.reconnect.day, then=self._read, lane=LANE)

    def show_day(self, day: DayView) -> None:
        """What the panel has just read: it need not be read twice."""
        self._told = True
        self._read(day)

    def close(self) -> None:
        self.icon.hide()
        self.menu.deleteLater()

    # ---------------------------------------------------------------------------------------------- the menu

    def _read(self, day: DayView) -> None:
        self._day = day
        self._fill()

    def _fill(self) -> None:
        self.menu.clear()
        cards = self._day.reconnect[:NAMED] if self._day is not None else ()
        for card in cards:
            self.menu.addAction(_line(card)).triggered.connect(partial(self._choose, card.person))
        if cards:
            self.menu.addSeparator()
        self.menu.addAction(tr("Log a conversation")).triggered.connect(self.log_wanted)
        self._fill_pause(self.menu.addMenu(tr("Pause")))
        self.menu.addSeparator()
        self.menu.addAction(tr("Open Relate")).triggered.connect(self.open_wanted)
        self.menu.addAction(tr("Quit")).triggered.connect(self.quit_wanted)

    def _fill_pause(self, menu: QMenu) -> None:
        today = local(self._library.clock()).date()
        paused = self._library.settings.get(PAUSED, 0)
        if paused > day_of_date(today):
            says = menu.addAction(tr("Paused until {day}", day=short_day(date_of_day(paused))))
            says.setEnabled(False)
            menu.addAction(tr("Remind me again")).triggered.connect(partial(self.pause_until, None))
            menu.addSeparator()
        for words, days in ((tr("For a day"), 1), (tr("For a week"), 7)):
            menu.addAction(words).triggered.connect(partial(self.pause_until, today + timedelta(days=days)))
        menu.addAction(tr("Until a date …")).triggered.connect(self._ask_date)

    def _changed(self, change: ChangeSet) -> None:
        if change.what & What.SETTINGS:
            self._fill()
        if change.what & SHOWS and self.icon.isVisible() and not self._told:
            self.refresh()

    # ------------------------------------------------------------------------------------------ what is chosen

    def pause_until(self, day: date | None, _checked: bool = False) -> None:
        """No reminders before that day; None: from now on again."""
        self._background.bridge.when_done(self._library.settings.set(PAUSED, 0 if day is None else day_of_date(day)))

    def _ask_date(self) -> None:
        self._pause_dialog = PauseDialog(local(self._library.clock()).date())
        self._pause_dialog.chosen.connect(self.pause_until)
        self._pause_dialog.open()

    def _choose(self, person: int, _checked: bool = False) -> None:
        self.person_wanted.emit(person)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.open_wanted.emit()


class PauseDialog(QDialog):
    """A day from tomorrow on: reminders come again on it. Not in the menu itself: trays draw their menus themselves."""

    chosen = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Pause reminders"))
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(label(tr("No reminders before this day:"), wrap=True))
        self.calendar = DayCalendar.to_come(today, self.windowTitle())
        column.addWidget(self.calendar)
        row = QHBoxLayout()
        row.setSpacing(8)
        pause, cancel = button(tr("Pause"), "filled"), button(tr("Cancel"))
        pause.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        row.addStretch()
        row.addWidget(cancel)
        row.addWidget(pause)
        column.addLayout(row)
        self.accepted.connect(self._tell)

    def _tell(self) -> None:
        self.chosen.emit(self.calendar.day)


def _line(card: Card) -> str:
    """The name alone: who sits beside must not read why. & would underline a letter."""
    return one_line(card.name, 60).replace("&", "&&")
