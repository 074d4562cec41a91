"""The small drawing of two years: mine above the line, theirs below, the silence shaded and named."""

from __future__ import annotations

from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from relate.domain.cover import is_up_to_date
from relate.services.views import Card
from relate.ui.reconnect import texts
from relate.ui.theme import theme
from relate.ui.words import day_known, days_between, local, short_day, short_month, tr

MONTHS: Final = 24
HALF: Final = 14
"""The height of the highest bar, in pixels, above the line and below it."""
NAMED_FROM_DAYS: Final = 14
"""A shorter silence is not drawn: between two conversations there are always some days."""
DAYS_A_MONTH: Final = 30.4375
LEAST_BAR: Final = 0.22
"""One day of contact must be seen beside a month of thirty."""


class YearsDrawing(QLabel):
    """24 months of contact, the oldest at the left. Read aloud as one sentence: a label, which a bare widget is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mine: tuple[int, ...] = ()
        self._theirs: tuple[int, ...] = ()
        self._silence = 0.0
        self._unknown = 0.0
        self._named = ""
        self._begins = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme().font(small=True))
        theme().changed.connect(self._dress)

    def show_card(self, card: Card, now_ms: int) -> None:
        self._mine, self._theirs = card.months_mine[-MONTHS:], card.months_theirs[-MONTHS:]
        # What came after the archive's date is unknown, not silence: it is neither shaded nor counted.
        known = now_ms if is_up_to_date(now_ms, card.as_of) else min(card.as_of or now_ms, now_ms)
        self._unknown = days_between(known, now_ms)
        quiet = days_between(card.silent_since, known) if card.silent_since is not None else 0.0
        self._silence = quiet if quiet >= NAMED_FROM_DAYS else 0.0
        today = local(now_ms).date()
        self._named = texts.quiet_for(self._silence) if self._silence else ""
        if self._unknown:
            self._named = texts.as_of(self._named, short_day(day_known(known), today))
        months = today.year * 12 + today.month - 1 - (len(self._mine) - 1)
        first = date(months // 12, months % 12 + 1, 1)
        self._begins = tr("{month} {year}", month=short_month(first.month), year=first.year)
        mine, theirs = sum(n > 0 for n in self._mine), sum(n > 0 for n in self._theirs)
        self.setAccessibleName(texts.drawing(mine, theirs, self._named))
        if not self._mine:
            # To show what has no parent yet would open it as a window of its own.
            self.hide()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(280), self._band() + 4 + QFontMetrics(self.font()).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._mine:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_silence(painter)
        self._paint_bars(painter)
        self._paint_names(painter)

    def _paint_silence(self, painter: QPainter) -> None:
        middle = round(self._band() / 2)
        right = max(0.0, self.width() - self._unknown / DAYS_A_MONTH * self._step())
        painter.setPen(theme().colour("line"))
        painter.drawLine(0, middle, round(right), middle)
        if self._unknown:
            painter.setPen(QPen(theme().colour("line"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(round(right), middle, self.width(), middle)
        if self._silence:
            left = max(0.0, right - self._silence / DAYS_A_MONTH * self._step())
            painter.setPen(Qt.PenStyle.NoPen)
            # On a dark card the shading of the looks is the card's own colour: the ground is what can be seen there.
            painter.setBrush(theme().colour("ground" if theme().scheme.dark else "shaded"))
            painter.drawRoundedRect(QRectF(left, 0, right - left, self._band()), 3, 3)

    def _paint_bars(self, painter: QPainter) -> None:
        most = max(*self._mine, *self._theirs, 1)
        middle, step = self._band() / 2, self._step()
        half = theme().px(HALF)
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (mine, theirs) in enumerate(zip(self._mine, self._theirs, strict=False)):
            left = place * step
            for days, part, above in ((mine, "accent", True), (theirs, "theirs_bar", False)):
                if not days:
                    continue
                height = half * max(days / most, LEAST_BAR)
                top = middle - 1 - height if above else middle + 1
                painter.setBrush(theme().colour("filled" if above and not theme().scheme.dark else part))
                painter.drawRoundedRect(QRectF(left, top, step * 0.74, height), 2, 2)

    def _paint_names(self, painter: QPainter) -> None:
        painter.setPen(theme().colour("muted"))
        below = QRectF(0, self._band() + 4, self.width(), self.height() - self._band() - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._begins)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._named)

    def _band(self) -> int:
        return theme().px(HALF) * 2 + 6

    def _step(self) -> float:
        return self.width() / max(len(self._mine), 1)

    def _dress(self) -> None:
        self.setFont(theme().font(small=True))
        self.update()
