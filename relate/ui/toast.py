"""A quiet word at the foot of the window: what was done, with Undo; a known problem, to be read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from relate.ui import words
from relate.ui.controls import button, set_tooltip
from relate.ui.words import tr

SHOWN_MS: Final = 10_000
"""As long as *Undo* is offered (product.md)."""


class Toast(QFrame):
    """Lies over its window without taking the focus or a click beside it.

    `undo()`: somebody wants it taken back; `redo()`: somebody wants back what was just taken back.
    """

    undo = Signal()
    redo = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setProperty("kind", "toast")
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(False)
        self._offers_redo = False
        self.undo_button = button(tr("Undo"))
        close = button("×", name=tr("Close"))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self.undo_button)
        row.addWidget(close)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.undo_button.clicked.connect(self._undo)
        close.clicked.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text()

    def say(self, text: str, *, undo: bool = True, redo: bool = False) -> None:
        """Shows a sentence for ten seconds; the next one takes its place. `redo` offers the way back of an undo."""
        sentence = words.one_line(text, 200)
        self._text.setText(sentence)
        self.setAccessibleName(sentence)
        self._offers_redo = redo
        self.undo_button.setText(tr("Bring it back") if redo else tr("Undo"))
        self.undo_button.setAccessibleName(self.undo_button.text())
        set_tooltip(self.undo_button, tr("Ctrl+Shift+Z") if redo else tr("Ctrl+Z"))
        self.undo_button.setVisible(undo or redo)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _place(self) -> None:
        window = self._window
        self._text.setWordWrap(False)
        whole, room = self.sizeHint().width(), window.width() - 32
        # With large text in a small window it goes on in the next line: the end of a sentence is read too.
        self._text.setWordWrap(whole > room)
        width = min(whole, room)
        height = self.heightForWidth(width) if whole > room else self.sizeHint().height()
        self.setGeometry((window.width() - width) // 2, window.height() - height - 48, width, height)

    def _undo(self) -> None:
        self.hide()
        (self.redo if self._offers_redo else self.undo).emit()
