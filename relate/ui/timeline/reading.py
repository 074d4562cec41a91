"""The sheet below the timeline where a text is read as a whole, selected and copied."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relate.services.views import TimelineRow
from relate.ui import words
from relate.ui.controls import Elided, button, icon_button
from relate.ui.theme import theme
from relate.ui.timeline.wording import heading, when
from relate.ui.words import tr

MOST_LETTERS: Final = 20_000
"""A text widget stalls on megabytes; more than this is never read in a window anyway."""


class ReadingSheet(QFrame):
    """Shows one text; hidden until there is one. Esc closes it."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._head = Elided(role="muted", small=True)
        copy = button(tr("Copy"), "quiet", icon="copy", name=tr("Copy the text"))
        copy.clicked.connect(self._copy)
        close = icon_button("x", tr("Close the text"))
        close.clicked.connect(self.close_sheet)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "reading")
        self.text.setAccessibleName(tr("The whole text"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTabChangesFocus(True)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(copy)
        top.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 12)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.text)
        self.hide()

    def show_text(self, row: TimelineRow, text: str, person: int | None) -> None:
        """Shows `text`, the whole of what `row` shows a part of, up to 20,000 characters."""
        head = heading(row, person)
        self._head.show_text(head if row.since is not None else f"{when(row)} · {head}")
        self.text.setPlainText(words.harmless(text, MOST_LETTERS))
        lines = min(max(self.text.document().blockCount(), 2) + len(text) // 80, 12)
        self.text.setFixedHeight(lines * (self.text.fontMetrics().lineSpacing() + 1) + theme().px(16))
        self.show()

    def close_sheet(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
