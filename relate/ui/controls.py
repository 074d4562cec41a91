"""The parts that every panel is built of: labels, buttons, cards, chips; named for the style sheet and a screen reader.

All text is plain text: what an export says is never read as markup.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QStaticText
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFrame,
    QLabel,
    QLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from relate.ui.icons import dress
from relate.ui.theme import theme
from relate.ui.words import harmless, one_line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QComboBox

ButtonKind = Literal["plain", "filled", "quiet", "link", "chip", "tab", "fact"]
MOST_IN_A_TOOLTIP = 1000
"""Letters; a tooltip cannot be scrolled."""
FRAME = 8
"""Pixels at each side of a dialog that a desktop may draw a frame on."""
LabelRole = Literal["ink", "muted", "accent", "warm"]


def label(
    text: str = "",
    role: LabelRole = "ink",
    *,
    step: int = 0,
    bold: bool = False,
    small: bool = False,
    wrap: bool = False,
    selectable: bool = False,
) -> QLabel:
    """A label of plain text; `step` 2 is a page's title, 1 a name in a heading (`Theme.font`)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if step or bold or small:
        made.setFont(theme().font(step, bold=bold, small=small))
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def _enter_presses(pressed: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter does what a button says, as Space does; what is chosen or not is chosen by Space alone, and Enter is for
    the page that it stands on."""
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or pressed.isCheckable() or event.isAutoRepeat():
        return False
    pressed.click()
    return True


class _Button(QPushButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _enter_presses(self, event):
            super().keyPressEvent(event)


class _IconButton(QToolButton):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _enter_presses(self, event):
            super().keyPressEvent(event)


def button(text: str, kind: ButtonKind = "plain", *, icon: str | None = None, name: str | None = None) -> QPushButton:
    """A button. `name` is what a screen reader says where the text alone does not tell. One "filled" on the screen."""
    made = _Button(text.replace("&", "&&"))
    made.setProperty("kind", kind)
    made.setAccessibleName(one_line(name or text))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAutoDefault(False)
    if kind == "chip":
        made.setFont(theme().font(small=True))
    if icon is not None:
        dress(made, icon, "on_filled" if kind == "filled" else "muted", size=16)
    return made


def icon_button(icon: str | None, name: str, *, checkable: bool = False) -> QToolButton:
    """A button of a picture alone; its name is its tooltip too. None: it is dressed when it is first shown."""
    made = _IconButton()
    made.setAccessibleName(name)
    set_tooltip(made, name)
    made.setCheckable(checkable)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if icon is not None:
        dress(made, icon, "muted", "accent" if checkable else None)
    return made


def chip(text: str) -> QLabel:
    """A word or two in a thin frame, only to read."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", "chip")
    made.setFont(theme().font(small=True))
    return made


def key_cap(text: str) -> QLabel:
    """A key as it is printed on a keyboard: "Ctrl K"."""
    made = QLabel(text)
    made.setProperty("kind", "key")
    made.setFont(theme().font(small=True))
    return made


def frame(kind: Literal["card", "band", "rule", "drop", "sheet", "topbar", "statusbar", "rail", "toast"]) -> QFrame:
    """A surface of the style sheet: a card (corners 12), a band on a panel (10), a hairline, the drop zone."""
    made = QFrame()
    made.setProperty("kind", kind)
    return made


def set_kind(widget: QWidget, kind: str) -> None:
    """Changes what the style sheet takes a widget for, and repaints it."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class LineEdit(QLineEdit):
    """A line to type in. With nothing typed to take back, Ctrl+Z is the window's: it takes back what was just done."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence.StandardKey
            undo = event.matches(keys.Undo) and not self.isUndoAvailable()
            if undo or (event.matches(keys.Redo) and not self.isRedoAvailable()):
                event.ignore()
                return True
        return super().event(event)


def offer_to_clear(field: QLineEdit) -> None:
    """A quiet × at the end of what is typed; the style's own is a filled disc, which is white in the dark."""
    field.setClearButtonEnabled(True)
    for cross in field.findChildren(QToolButton):
        dress(cross, "x", "muted", size=16)


class Elided(QLabel):
    """One line that ends with … where there is no room; the whole text is its tooltip and its accessible name."""

    def __init__(self, text: str = "", role: LabelRole = "ink", *, bold: bool = False, small: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setFont(theme().font(bold=bold, small=small))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        inside = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        # A tooltip may be read as markup by Qt: the text is wrapped so that it cannot.
        set_tooltip(self, self.text() if cut else "")


def set_tooltip(widget: QWidget, text: str) -> None:
    """Says more of a widget to whoever points at it, and the same to a screen reader, which would else be given the
    tooltip with the markup around it."""
    widget.setToolTip(plain_tooltip(text))
    widget.setAccessibleDescription(harmless(text, MOST_IN_A_TOOLTIP))


def widen(dialog: QWidget, width: int) -> None:
    """Makes a dialog at least so wide at the usual size of text, and with a larger one no wider than the screen."""
    room = dialog.screen().availableGeometry().width() - 2 * FRAME
    dialog.setMinimumWidth(min(theme().px(width), room))


def name_box(box: QComboBox, words: str) -> None:
    """Says what is chosen in a box. On Linux Qt tells what stands in it as its name: this is told as more of it too."""
    box.setAccessibleName(words)
    box.setAccessibleDescription(words)


def plain_tooltip(text: str) -> str:
    """A tooltip that shows `text` as it is: Qt guesses whether a tooltip is markup, and an export may say "<b>"."""
    escaped = html.escape(harmless(text, MOST_IN_A_TOOLTIP), quote=False).replace("\n", "<br>")
    return f"<qt>{escaped}</qt>" if escaped else ""


def static_text(text: str, font: QFont) -> QStaticText:
    """A short text laid out once, for what is painted at every scroll."""
    made = QStaticText(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.prepare(font=font)
    return made


def asks_menu(event: QKeyEvent) -> bool:
    """Whether a key asks for what the right button shows: the menu key, or Shift+F10 where a keyboard has none."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and shift)


class FlowLayout(QLayout):
    """Lays its items in a row and goes on in the next where there is no room: chips."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._between = spacing  # Qt's own takes a negative one for the style's
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def clear(self) -> None:
        """Removes and deletes every widget."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self._between for item in self._items)
        return QSize(max(width - self._between, 0), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        placed: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(rect.width(), 1)))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                if move:
                    _on_one_line(placed, y, line)
                placed.clear()
                x, y, line = rect.x(), y + line + self._between, 0
            placed.append((item, x, size))
            x, line = x + size.width() + self._between, max(line, size.height())
        if move:
            _on_one_line(placed, y, line)
        return y + line - rect.y()


def _on_one_line(placed: list[tuple[QLayoutItem, int, QSize]], top: int, height: int) -> None:
    """Lower ones stand in the middle of the line, so that what they say stands on one line with the others."""
    for item, left, size in placed:
        item.setGeometry(QRect(QPoint(left, top + (height - size.height()) // 2), size))


def focus_in(layout: QLayout) -> bool:
    """Whether the focus is on something that a layout holds."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if widget is not None and stands_in(widget):
            return True
        if inner is not None and focus_in(inner):
            return True
    return False


def stands_in(widget: QWidget) -> bool:
    """Whether the focus is on a widget or on something inside it."""
    focused = QApplication.focusWidget()
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
