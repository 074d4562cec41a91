"""A month to pick a day from, in the program's own colours: no day of the week is red."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QToolButton, QWidget

from relate.ui.icons import dress
from relate.ui.theme import theme
from relate.ui.words import tr

DAYS_AHEAD = 730
DAYS_BACK = 36_525


class DayCalendar(QCalendarWidget):
    """The days from `first` to `last`. `chosen(date)` by a click or Enter."""

    chosen = Signal(object)

    def __init__(self, first: date, last: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDateRange(QDate(first.year, first.month, first.day), QDate(last.year, last.month, last.day))
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setGridVisible(False)
        self.setAccessibleName(name)
        for part, icon, words in (
            ("qt_calendar_prevmonth", "chevron-left", tr("The month before")),
            ("qt_calendar_nextmonth", "chevron-right", tr("The month after")),
        ):
            made = self.findChild(QToolButton, part)
            if isinstance(made, QToolButton):
                made.setAccessibleName(words)
                dress(made, icon, "ink")
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        theme().changed.connect(self._dress)
        self._dress()

    @classmethod
    def to_come(cls, today: date, name: str) -> DayCalendar:
        """From tomorrow on, two years far."""
        return cls(today + timedelta(days=1), today + timedelta(days=DAYS_AHEAD), name)

    @classmethod
    def gone_by(cls, today: date, name: str) -> DayCalendar:
        """Up to today, which is marked."""
        made = cls(today - timedelta(days=DAYS_BACK), today, name)
        made.setSelectedDate(made.maximumDate())
        return made

    @property
    def day(self) -> date:
        """The day that is marked."""
        marked = self.selectedDate()
        return date(marked.year(), marked.month(), marked.day())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(self.day)
            return
        super().keyPressEvent(event)

    def _choose(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    def _dress(self) -> None:
        look = theme()
        plain, heading = QTextCharFormat(), QTextCharFormat()
        plain.setForeground(look.colour("ink"))
        heading.setForeground(look.colour("muted"))
        heading.setBackground(look.colour("raised"))
        for weekday in Qt.DayOfWeek:
            self.setWeekdayTextFormat(weekday, plain)
        self.setHeaderTextFormat(heading)
        raised, ink, picked = (look.colour(part).name() for part in ("raised", "ink", "accent_ground"))
        accent = look.colour("accent").name()
        self.setStyleSheet(
            f"QCalendarWidget QWidget {{ background: {raised}; alternate-background-color: {raised}; color: {ink}; }}"
            f"QCalendarWidget QAbstractItemView {{ background: {raised}; outline: none;"
            f" selection-background-color: {picked}; selection-color: {accent}; }}"
        )
