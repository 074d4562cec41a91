"""What the circles ask for a week beside what the user gives, what to loosen so that it fits, and for whom."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relate.services.circling import Asked, Loosened
from relate.ui.controls import button, frame, label
from relate.ui.places.page import clear, rows_of
from relate.ui.theme import theme
from relate.ui.words import counted, every, listed, tr

MOST_NAMED: Final = 24
THICK: Final = 6


class AskedCard(QWidget):
    """`loosen(people, days)`, `give(people a week)`; `names_wanted(people)` is answered by `show_names`."""

    loosen = Signal(object, float)
    give = Signal(int)
    names_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        card = frame("card")
        outside.addWidget(card)
        column = rows_of(card, 16, 8)
        column.addWidget(label(tr("What they ask for, a week"), bold=True))
        self.bar = AskedBar()
        column.addWidget(self.bar)
        self._says = label("", "muted", wrap=True)
        column.addWidget(self._says)
        self._offers = QVBoxLayout()
        self._offers.setSpacing(8)
        column.addLayout(self._offers)
        self._names = label("", "muted", small=True, wrap=True)
        self._names.hide()
        column.addWidget(self._names)
        # Until the circles were read it would say that nobody has a place, and that nothing is given.
        self.hide()

    def show_asked(self, asked: Asked, placed: int) -> None:
        """placed: how many are in a circle."""
        self.show()
        self.bar.show_asked(asked)
        self.bar.setVisible(placed > 0)
        self._names.hide()
        clear(self._offers)
        self._says.setText(says(asked, placed))
        if asked.fits or not placed:
            return
        for one in asked.loosened:
            if one.people:
                self._offers.addLayout(self._offer(one))
        more = button(tr("Give more time: {n} a week", n=asked.enough))
        more.setProperty("number", asked.enough)
        more.clicked.connect(self._give)
        row = QHBoxLayout()
        row.addWidget(more)
        row.addStretch()
        self._offers.addLayout(row)

    def show_names(self, names: list[str]) -> None:
        """Whom a loosening is about."""
        shown = names[:MOST_NAMED]
        text = listed(shown)
        if len(names) > len(shown):
            text = tr("{names} and {n} more", names=", ".join(shown), n=len(names) - len(shown))
        self._names.setText(text)
        self._names.show()

    def _offer(self, one: Loosened) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        whom = tr("Circle of {n}", n=one.circle)
        how = tr("from {rhythm} to {looser}", rhythm=every(one.rhythm), looser=every(one.looser))
        row.addWidget(label(f"{whom}: {how}", small=True, wrap=True), 1)
        show = button(counted(len(one.people), "Show the one", "Show the {n}"), name=f"{whom}: {tr('show them')}")
        show.setProperty("people", list(one.people))
        show.clicked.connect(self._show)
        let = button(tr("Loosen"), name=f"{whom}: {every(one.looser)}")
        let.setProperty("people", list(one.people))
        let.setProperty("days", one.looser)
        let.clicked.connect(self._loosen)
        row.addWidget(show)
        row.addWidget(let)
        return row

    def _show(self) -> None:
        self.names_wanted.emit(self.sender().property("people"))

    def _loosen(self) -> None:
        sender = self.sender()
        self.loosen.emit(sender.property("people"), float(sender.property("days")))

    def _give(self) -> None:
        self.give.emit(int(self.sender().property("number")))


def says(asked: Asked, placed: int) -> str:
    """What the circles ask for, in words; and what would make it fit."""
    if not placed:
        return tr("Nobody has a place yet, so nobody is promised anything.")
    whom = counted(asked.enough, "{n} person beyond those you meet anyway.", "{n} people beyond those you meet anyway.")
    if asked.fits:
        return tr("{whom} You give {n}: it fits.", whom=whom, n=asked.number)
    if not any(one.people for one in asked.loosened):
        return tr("{whom} You give {n}.", whom=whom, n=asked.number)
    return tr(
        "{whom} You give {n}. With these further apart it is {then}:", whom=whom, n=asked.number, then=asked.enough_then
    )


class AskedBar(QWidget):
    """How much is asked for, as a bar, and how much is given, as a mark on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked, self._given = 0.0, 0
        self.setFont(theme().font(small=True))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_asked(self, asked: Asked) -> None:
        self._asked, self._given = asked.asked, asked.number
        self.setAccessibleName(tr("Asked for {asked} a week, you give {n}", asked=asked.enough, n=asked.number))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(260), 2 * (QFontMetrics(self.font()).height() + 3) + 12)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        words = QFontMetrics(self.font()).height()
        top = words + 5
        whole = max(self._asked, self._given, 1) * 1.12
        scale = (self.width() - 2) / whole
        painter.setPen(Qt.PenStyle.NoPen)
        # In the dark what is shaded is as light as the card itself.
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(QRectF(0, top, self.width(), THICK), 2, 2)
        painter.setBrush(theme().colour("filled"))
        painter.drawRoundedRect(QRectF(0, top, self._asked * scale, THICK), 2, 2)
        painter.setBrush(theme().colour("ink"))
        at = self._given * scale
        painter.drawRect(QRectF(at - 1, top - 6, 2, THICK + 12))
        painter.setPen(theme().colour("muted"))
        self._write(painter, self._asked * scale, 0, str(round(self._asked + 0.4999)))
        self._write(painter, at, top + THICK + 6, tr("you give {n}", n=self._given))

    def _write(self, painter: QPainter, middle: float, top: float, words: str) -> None:
        metrics = painter.fontMetrics()
        wide = metrics.horizontalAdvance(words)
        left = min(max(middle - wide / 2, 0.0), self.width() - wide)
        painter.drawText(QRectF(left, top, wide + 1, metrics.height()), Qt.AlignmentFlag.AlignLeft, words)
