"""A fact that is edited where it stands: click or Enter to edit, Enter saves, Esc leaves it as it was."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from relate.ui import words
from relate.ui.controls import set_kind, set_tooltip


class FactButton(QPushButton):
    """A flat button whose text ends with … where there is no room for it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "fact")
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 7  # one for what a letter leans over
        return QSize(width, self.fontMetrics().height() + 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 40), self.sizeHint().height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width() - 6)
        option.text = shown.replace("&", "&&")


class InPlaceField(QLineEdit):
    """Enter and leaving it save, Esc cancels."""

    saved = Signal(str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "inplace")
        self.setMaxLength(500)
        self._open = False

    def begin(self, text: str) -> None:
        self._open = True
        self.setText(text)
        self.show()
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self._open = False
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A menu of the field itself (paste) is no leaving.
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self._save()

    def _save(self) -> None:
        if self._open:
            self._open = False
            self.saved.emit(self.text().strip())


class EditableFact(QWidget):
    """Shows a value, and edits it. `saved(new, old)` is emitted when it became another."""

    saved = Signal(str, str)

    def __init__(self, what: str, *, font: QFont | None = None, empty: str = "", muted: bool = False) -> None:
        """`what` names it for a screen reader ("Role"); `empty` stands where there is no value ("add a role"),
        without it an empty fact is not shown at all."""
        super().__init__()
        self._what, self._empty_text, self._muted = what, empty, muted
        self._value = self._typed = ""
        self._reads: str | None = None
        self._tooltip = ""
        self.shown = FactButton()
        self.field = InPlaceField()
        if font is not None:
            self.shown.setFont(font)
            self.field.setFont(font)
        self.field.setAccessibleName(what)
        self.field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.shown)
        row.addWidget(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.shown)
        self.shown.clicked.connect(self.edit)
        self.field.saved.connect(self._saved)
        self.field.cancelled.connect(self._close)
        self.show_value("")

    @property
    def value(self) -> str:
        return self._value

    def show_value(self, value: str, shown: str | None = None, tooltip: str = "", *, typed: str | None = None) -> None:
        """`shown` is how the value reads, where that differs ("CTO,"), `typed` how it is edited ("4 April").

        While it is being edited nothing moves.
        """
        self._value, self._typed = value, value if typed is None else typed
        self._reads, self._tooltip = shown, tooltip
        if self.field.isVisible():
            return
        text = words.one_line(shown if shown is not None else value, 300)
        self.shown.setText(text or self._empty_text)
        self.shown.setAccessibleName(f"{self._what}: {text}" if text else f"{self._what}: {self._empty_text}")
        set_tooltip(self.shown, tooltip)
        wanted = "fact" if text and not self._muted else "faint"
        if self.shown.property("kind") != wanted:
            set_kind(self.shown, wanted)
        self.shown.setVisible(bool(text or self._empty_text))
        # Without a parent, to show it would open it as a window of its own.
        if self.parentWidget() is not None or not (text or self._empty_text):
            self.setVisible(bool(text or self._empty_text))
        self.shown.updateGeometry()

    def edit(self) -> None:
        """Opens the field."""
        self.field.setMinimumWidth(max(self.shown.width() + 24, 160))
        self.shown.hide()
        self.field.begin(self._typed)

    def _saved(self, new: str) -> None:
        old = self._value
        self._close()
        if new not in (old, self._typed):
            self.show_value(new)
            self.saved.emit(new, old)

    def _close(self) -> None:
        had_focus = self.field.hasFocus()
        self.field.hide()
        self.show_value(self._value, self._reads, self._tooltip, typed=self._typed)
        if had_focus:
            self.shown.setFocus()
