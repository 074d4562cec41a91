"""The sheet below the timeline where a text is read as a whole, selected and copied."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from relate.services.views import TimelineRow
from relate.ui import words
from relate.ui.controls import Elided, button, icon_button, label
from relate.ui.theme import theme
from relate.ui.timeline.wording import heading, when
from relate.ui.words import tr

MOST_LETTERS: Final = 20_000
"""A text widget stalls on megabytes; more than this is never read in a window anyway."""


class ReadingSheet(QFrame):
    """Shows one text, or why there is none; hidden until there is one. Esc closes it. `file_known(row)`: the user knows
    where the file lies in which it is."""

    closed = Signal()
    file_known = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._head = Elided(role="muted", small=True)
        self._row: TimelineRow | None = None
        self._copies = button(tr("Copy"), "quiet", icon="copy", name=tr("Copy the text"))
        self._copies.clicked.connect(self._copy)
        self._close = icon_button("x", tr("Close the text"))
        self._close.clicked.connect(self.close_sheet)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("kind", "reading")
        self.text.setAccessibleName(tr("The whole text"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setTabChangesFocus(True)
        self._says = label("", "muted", wrap=True)
        self._says.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.where = button(tr("Show where it is …"), name=tr("Show where the file with this text is"))
        self.where.clicked.connect(self._know)
        top = QHBoxLayout()
        top.addWidget(self._head, 1)
        top.addWidget(self._copies)
        top.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 12)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.text)
        column.addWidget(self._says)
        column.addWidget(self.where, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_text(self, row: TimelineRow, text: str, person: int | None) -> None:
        """Shows `text`, the whole of what `row` shows a part of, up to 20,000 characters."""
        self._show_head(row, person)
        self._show(text=True)
        self.text.setPlainText(words.harmless(text, MOST_LETTERS))
        lines = min(max(self.text.document().blockCount(), 2) + len(text) // 80, 12)
        self.text.setFixedHeight(lines * (self.text.fontMetrics().lineSpacing() + 1) + theme().px(16))
        self.show()

    def show_words(self, row: TimelineRow, says: str, person: int | None, *, elsewhere: bool = False) -> None:
        """Shows a sentence in the place of a text that is not there, or not yet. elsewhere: its file may be somewhere
        else, which the user may know."""
        self._show_head(row, person)
        self._show(says=True, where=elsewhere)
        self._says.setText(words.harmless(says, MOST_LETTERS))
        self.show()

    @property
    def says(self) -> str:
        """The sentence in the place of a text; empty beside a text."""
        return "" if self._says.isHidden() else self._says.text()

    def close_sheet(self) -> None:
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def _show_head(self, row: TimelineRow, person: int | None) -> None:
        self._row = row
        head = heading(row, person)
        self._head.show_text(head if row.since is not None else f"{when(row)} · {head}")

    def _show(self, *, text: bool = False, says: bool = False, where: bool = False) -> None:
        shown = ((self.text, text), (self._copies, text), (self._says, says), (self.where, where))
        loses = any(widget.hasFocus() and not wanted for widget, wanted in shown)
        for widget, wanted in shown:
            widget.setVisible(wanted)
        if loses:  # the keys stay in the sheet
            (self.text if text else self._close).setFocus()

    def _know(self) -> None:
        self.file_known.emit(self._row)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
