"""A reason in words whose clauses lead to the records behind them: thin underlines, mouse and keyboard.

Painted with QTextLayout, because text from outside must stay plain text, and a clause may go on in the next line.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from relate.services.views import Card, Clause
from relate.ui.theme import theme
from relate.ui.words import harmless, tr


@dataclass(frozen=True, slots=True)
class Span:
    """A clause's place in the sentence."""

    start: int
    length: int
    records: tuple[int, ...]


def spans(sentence: str, clauses: tuple[Clause, ...]) -> tuple[Span, ...]:
    """Where the clauses that rest on records stand in the sentence, from left to right, none over another."""
    found: list[Span] = []
    taken = [False] * len(sentence)
    for clause in clauses:
        if not clause.records or not clause.text:
            continue
        start = sentence.find(clause.text)
        while start >= 0 and any(taken[start : start + len(clause.text)]):
            start = sentence.find(clause.text, start + 1)
        if start >= 0:
            taken[start : start + len(clause.text)] = [True] * len(clause.text)
            found.append(Span(start, len(clause.text), clause.records))
    return tuple(sorted(found, key=lambda span: span.start))


class ReasonSentence(QLabel):
    """Says why; Tab goes through its clauses, Enter or a click shows what one rests on. A label, for the sake of those
    who hear it: a bare widget is told as one that holds others."""

    records_chosen = Signal(object)
    """The ids of the records behind a clause, a tuple of ints beyond 32 bits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._spans: tuple[Span, ...] = ()
        self._at = -1
        self._over = -1
        """The clause under the mouse."""
        self._layout = QTextLayout()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        theme().changed.connect(self._lay_out_again)

    def show_card(self, card: Card) -> None:
        clauses = tuple(clause for reason in card.reasons for clause in reason.clauses)
        if not any(clause.records for clause in clauses):
            clauses = tuple(Clause(reason.text, reason.records) for reason in card.reasons)
        self.show_sentence(card.why, clauses)

    def show_sentence(self, text: str, clauses: tuple[Clause, ...] = ()) -> None:
        self._text = harmless(text, 1000)
        self._spans = spans(self._text, clauses)
        self._at = self._over = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._spans else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self._text)
        self._lay_out_again()

    @property
    def clauses(self) -> tuple[str, ...]:
        """The words that lead somewhere."""
        return tuple(self._text[span.start : span.start + span.length] for span in self._spans)

    # ------------------------------------------------------------------------------------------------- size

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._lay_out(QTextLayout(), max(width, 1)))

    def sizeHint(self) -> QSize:
        width = max(self.width(), theme().px(240))
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme().px(120), self.fontMetrics().height())

    def _lay_out(self, layout: QTextLayout, width: int) -> float:
        layout.setText(self._text)
        layout.setFont(self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        spacing = self.fontMetrics().height() * 0.25
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, height))
            height += line.height() + spacing
        layout.endLayout()
        return height

    def _lay_out_again(self) -> None:
        self.setFont(theme().font())
        self._lay_out(self._layout, max(self.width(), 1))
        self.updateGeometry()
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._lay_out(self._layout, max(self.width(), 1))
        return super().event(event)

    # ---------------------------------------------------------------------------------------------- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme().colour("ink"))
        self._layout.draw(painter, QPointF(0, 0))
        # A thin line below the letters: that a clause leads somewhere must not be louder than what it says.
        for number, span in enumerate(self._spans):
            painter.setPen(QPen(theme().colour("accent" if number == self._over else "theirs"), 1))
            for part in self._rectangles(span):
                low = round(part.bottom()) + 1
                painter.drawLine(round(part.left()), low, round(part.right()), low)
        if self.hasFocus() and 0 <= self._at < len(self._spans):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().colour("bar"), 2))
            whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            for part in self._rectangles(self._spans[self._at]):
                painter.drawRoundedRect(part.adjusted(-2, 0, 2, 1).intersected(whole), 4, 4)

    def _rectangles(self, span: Span) -> list[QRectF]:
        parts = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            first = max(span.start, line.textStart())
            last = min(span.start + span.length, line.textStart() + line.textLength())
            last = first + len(self._text[first:last].rstrip())  # where a line ends no space is seen
            if first < last:
                left, right = _x(line.cursorToX(first)), _x(line.cursorToX(last))
                parts.append(QRectF(min(left, right), line.y(), abs(right - left), line.height()))
        return parts

    def _span_under(self, point: QPointF) -> int:
        for number, span in enumerate(self._spans):
            if any(part.adjusted(0, -1, 0, 3).contains(point) for part in self._rectangles(span)):
                return number
        return -1

    # ----------------------------------------------------------------------------------------- mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_over(self._span_under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._go_over(-1)
        super().leaveEvent(event)

    def _go_over(self, number: int) -> None:
        self.setCursor(Qt.CursorShape.PointingHandCursor if number >= 0 else Qt.CursorShape.ArrowCursor)
        if number != self._over:
            self._over = number
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        under = self._span_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and under >= 0:
            self._go_to(under)
            self.records_chosen.emit(self._spans[under].records)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and 0 <= self._at < len(self._spans):
            self.records_chosen.emit(self._spans[self._at].records)
            return
        super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes from clause to clause before it leaves the sentence."""
        following = self._at + (1 if forward else -1)
        if 0 <= following < len(self._spans):
            self._go_to(following)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        backwards = event.reason() == Qt.FocusReason.BacktabFocusReason
        self._go_to(len(self._spans) - 1 if backwards else 0)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.setAccessibleName(self._text)
        self.update()
        super().focusOutEvent(event)

    def _go_to(self, number: int) -> None:
        self._at = number
        if 0 <= number < len(self._spans):
            # A screen reader reads the clause it stands on, and that Enter leads somewhere.
            self.setAccessibleName(tr("{clause}: show what it rests on", clause=self.clauses[number].rstrip(".")))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.update()


def _x(answer: object) -> float:
    """PySide gives (x, cursor position) where C++ gives x."""
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]
