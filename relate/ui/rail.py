"""The narrow rail at the left that leads to the places of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from relate.ui.icons import dress
from relate.ui.theme import theme
from relate.ui.words import tr

RAIL: Final = 64
PLACE: Final = 50
"""A place on the rail is so high with its word under its icon,"""
PLACE_ALONE: Final = 32
"""and so high with its icon alone, where the words have no room: large text in a low window."""
SPACING: Final = 2
ENDS: Final = 8
"""Above the first place and below the last."""
LINGER_MS: Final = 300
"""So long a drag stays over a place before the place opens."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the window: its key, its name on the rail, its icon; `below` stands at the rail's foot, `at_need`
    is on the rail only while `Rail.need` says so."""

    key: str
    title: str
    icon: str
    below: bool = False
    at_need: bool = False


TODAY = Place("today", "Today", "sun")
CIRCLES = Place("circles", "Circles", "target")
TO_MEET = Place("to meet", "To meet", "user-plus")
EVENTS = Place("events", "Events", "calendar")
NEWS = Place("news", "News", "newspaper", at_need=True)
REVIEW = Place("review", "Review", "blend", at_need=True)
HISTORY = Place("history", "History", "history", below=True)
SETTINGS = Place("settings", "Settings", "settings", below=True)
PLACES = (TODAY, CIRCLES, TO_MEET, EVENTS, NEWS, REVIEW, HISTORY, SETTINGS)


class Rail(QFrame):
    """`chosen(key)` when somebody goes to a place."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[Place] = PLACES, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "rail")
        self.setAccessibleName(tr("Places"))
        self.setFixedWidth(theme().px(RAIL))
        self._buttons: dict[str, _Button] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, ENDS, 5, ENDS)
        column.setSpacing(SPACING)
        stretched = False
        for place in places:
            if place.below and not stretched:
                column.addStretch(1)
                stretched = True
            made = self._button(place)
            self._buttons[place.key] = made
            self._group.addButton(made)
            column.addWidget(made)
            # Not before it has its place: to show it would open it as a window of its own.
            made.setVisible(not place.at_need)
        self._group.buttonClicked.connect(self._clicked)
        theme().changed.connect(self._weigh)
        self._number()

    def show_place(self, key: str) -> None:
        """Marks where one is; a place off the rail leaves the mark where it was."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)

    def need(self, key: str, needed: bool) -> None:
        """Puts a place that is there at need on the rail, or takes it off; every place keeps its key."""
        self._buttons[key].setVisible(needed)
        self._fit()

    def is_there(self, key: str) -> bool:
        """Whether a place is on the rail now."""
        return not self._buttons[key].isHidden()

    def mark(self, key: str, new: bool) -> None:
        """A dot on a place where something is new."""
        self._buttons[key].mark(new)

    def is_marked(self, key: str) -> bool:
        """Whether there is such a dot."""
        return self._buttons[key].new

    def key_of(self, n: int) -> str | None:
        """The n-th place from 1, for Ctrl+1 and on. Places that are on the rail only at need count always: a key leads
        to the same place every day."""
        keys = list(self._buttons)
        return keys[n - 1] if 1 <= n <= len(keys) else None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """That of the icons alone: the words need not fit."""
        return QSize(theme().px(RAIL), self._height_of(PLACE_ALONE))

    def _fit(self) -> None:
        """Words under the icons while all of them fit, else the icons alone; the words are in the tool tips."""
        worded = self._height_of(PLACE) <= self.height()
        style = Qt.ToolButtonStyle.ToolButtonTextUnderIcon if worded else Qt.ToolButtonStyle.ToolButtonIconOnly
        for made in self._buttons.values():
            made.setToolButtonStyle(style)
            made.setFixedHeight(theme().px(PLACE if worded else PLACE_ALONE))

    def _height_of(self, place: int) -> int:
        shown = sum(not made.isHidden() for made in self._buttons.values())
        return shown * (theme().px(place) + SPACING) + 2 * ENDS

    def _number(self) -> None:
        for n, made in enumerate(self._buttons.values(), start=1):
            made.setToolTip(f"{made.text()}  (Ctrl+{n})" if n <= 9 else made.text())

    def _button(self, place: Place) -> _Button:
        made = _Button()
        made.setText(tr(place.title))
        made.setProperty("place", place.key)
        made.setProperty("kind", "place")
        made.setAccessibleName(tr(place.title))
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        _set_weight(made, False)
        made.toggled.connect(partial(_set_weight, made))
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.setFixedHeight(theme().px(PLACE))
        made.setIconSize(QSize(20, 20))
        dress(made, place.icon, "muted", "accent")
        made.setAcceptDrops(place == CIRCLES)
        return made

    def _weigh(self) -> None:
        """A style sheet that is laid on anew brings back the weight that each word had under the first one."""
        for made in self._buttons.values():
            _set_weight(made, made.isChecked())

    def _clicked(self, pressed: QWidget) -> None:
        self.chosen.emit(str(pressed.property("place")))


class _Button(QToolButton):
    """A place on the rail, with a dot while something in it is new."""

    def __init__(self) -> None:
        super().__init__()
        self.new = False
        self._lingering = QTimer(self, singleShot=True, interval=LINGER_MS)
        self._lingering.timeout.connect(self.click)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """People of the list that linger over a place open it: there they can be let go."""
        from relate.ui.dragged import people_of

        if people_of(event):
            event.acceptProposedAction()
            self._lingering.start()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._lingering.stop()

    def dropEvent(self, event: QDropEvent) -> None:
        """Let go too early: the place opens, and nobody is placed."""
        self._lingering.stop()
        self.click()

    def mark(self, new: bool) -> None:
        if new != self.new:
            self.new = new
            self.setAccessibleDescription(tr("something new") if new else "")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.new:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour("bar"))
            size = theme().px(7)
            painter.drawEllipse(self.width() // 2 + theme().px(10), theme().px(5), size, size)


def _set_weight(made: QToolButton, bold: bool) -> None:
    """Bold where one is, if the word still fits."""
    font = theme().font(small=True, bold=bold)
    room = theme().px(RAIL) - 14
    if QFontMetrics(font).horizontalAdvance(made.text()) > room:
        font = theme().font(small=True)
        font.setPointSizeF(font.pointSizeF() * min(1.0, room / QFontMetrics(font).horizontalAdvance(made.text())))
    made.setFont(font)
