"""The bar above a timeline: words are found in it one after the other, and a typed date is gone to."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from functools import partial
from operator import neg
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget, QWidgetAction

from relate.domain.records import Kind
from relate.domain.typed_dates import newest_day
from relate.services.timeline_views import can_be_found
from relate.ui import words
from relate.ui.background import Background
from relate.ui.calendar import DayCalendar
from relate.ui.controls import LineEdit, button, icon_button, label
from relate.ui.theme import theme
from relate.ui.timeline.view import TimelineView
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

AT_FIRST: Final = 50
"""So many of the newest are found at once; all of them are looked for when the typing pauses."""
PAUSE_MS: Final = 250
LEAST_FOR_BOTH: Final = 480
"""Narrower than that, the bar holds words or a date, whichever it was opened for."""
EVERYTHING: Final = "Everything"
KINDS: Final = {
    Kind.MESSAGE: "Messages",
    Kind.MAIL: "Mails",
    Kind.MEETING: "Meetings",
    Kind.CALL: "Calls",
    Kind.TALK: "Talks noted",
    Kind.NOTE: "Notes",
    Kind.INVITATION: "Invitations",
    Kind.COMMENT: "Comments",
    Kind.NEWS: "News",
    Kind.INTRODUCTION: "Introductions",
}
"""What a timeline is narrowed to, and what that is called."""


class Finding(QFrame):
    """Finds in the timeline of one person. Hidden until somebody wants it; Esc closes it. `closed()`.

    `narrowed(network, kind)`: only such rows are to be shown; None narrows nothing.
    """

    closed = Signal()
    narrowed = Signal(object, object)

    def __init__(
        self, library: Library, background: Background, view: TimelineView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._view = library, background, view
        self._person: int | None = None
        self._hits = array("q")
        self._at = 0
        self._all = True
        self._missed = False
        """Whether the hit one is at was not among the rows yet: it was found before they were read."""
        self.setProperty("kind", "band")
        self.field = LineEdit()
        self.field.setMaxLength(200)
        self.field.setPlaceholderText(tr("Find in this timeline"))
        self.field.setAccessibleName(tr("Find in this timeline"))
        self.date = LineEdit()
        self.date.setMaxLength(60)
        self.date.setPlaceholderText(tr("Go to: May 2019"))
        self.date.setAccessibleName(tr("Go to a date: a year, a month or a day"))
        self.date.setMaximumWidth(theme().px(150))
        self.says = label(role="muted", small=True)
        self.only = button(EVERYTHING, "chip")
        self._is_narrow = False
        self._for_date = False
        """Whether it was opened for a date."""
        self.newer = icon_button("chevron-up", tr("The newer one (Shift+Enter)"))
        self.older = icon_button("chevron-down", tr("The older one (Enter)"))
        self.calendar = icon_button("calendar", tr("Pick a day"))
        close = icon_button("x", tr("Close (Esc)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 8, 6)
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        for widget in (self.says, self.newer, self.older, self.only, self.date, self.calendar, close):
            row.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._find_all)
        self.field.textChanged.connect(self._typed)
        self.date.returnPressed.connect(self._go)
        self.older.clicked.connect(partial(self.step, 1))
        self.newer.clicked.connect(partial(self.step, -1))
        self.calendar.clicked.connect(self._open_calendar)
        self.only.clicked.connect(self._open_only)
        close.clicked.connect(self.close_bar)
        for edit in (self.field, self.date):
            edit.installEventFilter(self)
        self.hide()
        self._narrow(None, None)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        both = self.width() >= theme().px(LEAST_FOR_BOTH)
        for part in (self.field, self.newer, self.older, self.only):
            part.setVisible(both or not self._for_date)
        for part in (self.date, self.calendar):
            part.setVisible(both or self._for_date)

    def find_words(self) -> None:
        """Opens the bar for words."""
        self._open(self.field)

    def go_to_date(self) -> None:
        """Opens the bar for a date."""
        self._open(self.date)

    def set_person(self, person: int | None) -> None:
        """Whose timeline it is. With another person the bar closes."""
        if person != self._person:
            self._person = person
            self._put_away()

    def widen(self) -> None:
        """Everything is to be shown again."""
        if self._is_narrow:
            self._narrow(None, None)

    def refresh(self) -> None:
        """The timeline has other rows: what was found is looked for anew, and where one was stays."""
        if self.isVisible() and can_be_found(self.field.text()):
            if self._missed:
                self._show_hit()
            self._find_all()

    def step(self, by: int, _checked: bool = False) -> None:
        """To the next older hit, or the next newer one with -1; at either end it stays."""
        if self._hits:
            self._at = min(max(self._at + by, 0), len(self._hits) - 1)
            self._show_hit()

    def close_bar(self) -> None:
        if not self.isHidden():
            self._put_away()
            self.closed.emit()

    # ------------------------------------------------------------------------------------------------ finding

    def _put_away(self) -> None:
        self._background.drop("find")
        self._pause.stop()
        self.hide()
        self.field.setText("")
        self.date.setText("")
        self.widen()

    def _open(self, edit: LineEdit) -> None:
        self._for_date = edit is self.date
        self._settle()
        self.show()
        edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        edit.selectAll()

    def _typed(self, text: str) -> None:
        self._pause.stop()
        if self._person is None or not can_be_found(text):
            self._background.drop("find")
            self._hits, self._all = array("q"), True
            self._view.mark(None)
            self._tell()
            return
        find = self._library.timeline.found
        self._background.run(find, text, AT_FIRST, self._person, then=partial(self._found, text), lane="find")

    def _found(self, text: str, hits: array[int]) -> None:
        self._hits, self._at, self._all = self._shown(hits), 0, len(hits) < AT_FIRST
        self._view.mark(partial(self._library.timeline.places, text))
        if not self._all:
            self._pause.start()
        self._show_hit()

    def _find_all(self) -> None:
        text = self.field.text()
        if self._person is not None and can_be_found(text):
            ids = self._library.timeline.ids
            self._background.run(ids, self._person, None, None, text, then=self._found_all, lane="find")

    def _found_all(self, hits: array[int]) -> None:
        here = self._hits[self._at] if self._hits else None
        hits = self._shown(hits)
        self._hits, self._all = hits, True
        self._at = min(bisect_left(hits, -here, key=neg), max(len(hits) - 1, 0)) if here is not None else 0
        if here is None:
            self._show_hit()
        self._tell()

    def _shown(self, hits: array[int]) -> array[int]:
        """Those that are among the rows shown."""
        return array("q", filter(self._view.has, hits)) if self._is_narrow else hits

    def _show_hit(self) -> None:
        if self._hits:
            self._missed = not self._view.show_record(self._hits[self._at])
        self._tell()

    def _tell(self) -> None:
        count = len(self._hits)
        self.newer.setEnabled(count > 0 and self._at > 0)
        self.older.setEnabled(count > 0 and (self._at < count - 1 or not self._all))
        if count:
            of = words.number(count) if self._all else tr("{n} or more", n=count)
            self.says.setText(tr("{n} of {count}", n=words.number(self._at + 1), count=of))
        else:
            self.says.setText(tr("Nothing found.") if can_be_found(self.field.text()) else "")

    # ---------------------------------------------------------------------------------------------- narrowing

    def _open_only(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr(EVERYTHING)).triggered.connect(partial(self._narrow, None, None))
        menu.addSeparator()
        for kind, title in KINDS.items():
            menu.addAction(tr(title)).triggered.connect(partial(self._narrow, None, kind))
        menu.addSeparator()
        for network in sorted({source.network for source in self._library.sources.ages()}):
            menu.addAction(words.network_name(network)).triggered.connect(partial(self._narrow, network, None))
        menu.popup(self.only.mapToGlobal(self.only.rect().bottomLeft()))

    def _narrow(self, network: str | None, kind: Kind | None, _checked: bool = False) -> None:
        title = tr(KINDS[kind]) if kind is not None else words.network_name(network) if network else tr(EVERYTHING)
        self.only.setText(f"{title} ▾")
        self.only.setAccessibleName(tr("Only: {what}", what=title))
        self._is_narrow = network is not None or kind is not None
        self.narrowed.emit(network, kind)

    # -------------------------------------------------------------------------------------------------- dates

    def _go(self) -> None:
        today = words.local(self._library.clock()).date()
        day = newest_day(self.date.text(), today)
        if day is None:
            self.says.setText(tr("A date is “2019”, “May 2019” or “3 May 2019”."))
            return
        self._go_to(min(day, today))

    def _go_to(self, day: date) -> None:
        """To the last that was said until the end of a day."""
        midnight = datetime.combine(day + timedelta(days=1), time()).astimezone()
        self._tell()
        self._view.jump_to(int(midnight.timestamp()) - 1)
        self._view.setFocus()

    def _open_calendar(self) -> None:
        span = self._view.span
        if span is None:
            return
        first, last = (words.local(second * 1000).date() for second in span)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        month = DayCalendar(first, last, tr("Go to a date"))
        month.chosen.connect(self._go_to)
        month.chosen.connect(menu.close)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(month)
        menu.addAction(holder)
        menu.popup(self.calendar.mapToGlobal(self.calendar.rect().bottomLeft()))
        month.setFocus()

    # ----------------------------------------------------------------------------------------------------- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched is self.field:
            newer = event.key() == Qt.Key.Key_Up or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.step(-1 if newer else 1)
                return True
        return False
