"""The frame of every place that takes the middle: a column that scrolls, never wider than can be read; and the column
that stands at its left in some."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from relate.ui.controls import focus_in, label
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme

MARGIN = 40
ABOVE = 32
LEAST_SIDE = 200


class Side(QWidget):
    """The column at the left of a place: `usual` pixels wide at the usual size of text, and at most a third of the
    place, so that with large text what is picked in it can still be read beside it; never so narrow that its buttons
    are cut."""

    def __init__(self, place: QWidget, usual: int) -> None:
        super().__init__(place)
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._usual = usual
        place.installEventFilter(self)
        self._fit(place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self._fit(watched)
        return super().eventFilter(watched, event)

    def _fit(self, place: QWidget) -> None:
        least = theme().px(LEAST_SIDE)
        self.setFixedWidth(max(min(theme().px(self._usual), place.width() // 3), least))


class Page(QWidget):
    """Put what the place shows into `column`."""

    def __init__(self, title: str = "", says: str = "", widest: int = 760, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        row = QHBoxLayout(inside)
        row.setContentsMargins(theme().px(MARGIN), theme().px(ABOVE), theme().px(MARGIN), 24)
        middle = QWidget()
        middle.setMaximumWidth(theme().px(widest))
        row.addWidget(middle, 1000)
        row.addStretch(1)
        self.column = QVBoxLayout(middle)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        if title:
            self.column.addWidget(label(title, step=2, bold=True, wrap=True))
        if says:
            self.column.addWidget(label(says, "muted", wrap=True))
        self.scroller = Scrolled(inside, sideways=True)  # where large text has no room
        outside.addWidget(self.scroller)


def clear(layout: QLayout) -> None:
    """Removes and deletes everything in a layout, and in the layouts inside it.

    The focus stays here: Qt would lead it on to the field at the head, where Ctrl+Z takes back letters.
    """
    if (holder := layout.parentWidget()) is not None and focus_in(layout):
        holder.setFocus(Qt.FocusReason.OtherFocusReason)
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


def taken_out(layout: QLayout, stays: Callable[[QWidget], bool]) -> list[QWidget]:
    """Empties a layout of widgets: those that stay, to be put in again in another order; the others are deleted.

    Lines of which nothing changed keep the keys so, and thirty new ones take as long as five frames.
    """
    kept = []
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and stays(widget):
            kept.append(widget)
        elif widget is not None:
            widget.hide()
            widget.deleteLater()
    return kept


def rows_of(box: QWidget, margin: int = 16, spacing: int = 8) -> QVBoxLayout:
    """A column inside a card."""
    column = QVBoxLayout(box)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(spacing)
    return column


def spaced(row: QBoxLayout, spacing: int = 8) -> QBoxLayout:
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    return row
