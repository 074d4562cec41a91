"""One question after a conversation, skipped with Esc: what mattered, what was promised, what to ask next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import LineEdit, button
from relate.ui.log import texts
from relate.ui.words import tr

LONGEST = 500


class Question(QWidget):
    """A field and three kinds; Enter keeps it in the person's thread, Esc keeps nothing."""

    done = Signal(str)
    finished = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._person: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.kinds = QButtonGroup(self)
        for place, (kind, words) in enumerate(texts.QUESTIONS.items()):
            made = button(tr(words), "chip")
            made.setCheckable(True)
            made.setChecked(place == 0)
            made.setProperty("question", kind)
            self.kinds.addButton(made)
            row.addWidget(made)
        self.field = LineEdit()
        self.field.setMaxLength(LONGEST)
        self.field.setPlaceholderText(texts.question())
        self.field.setAccessibleName(texts.question())
        row.addWidget(self.field, 1)
        skip = button(texts.skip(), "quiet")
        skip.clicked.connect(self.skip)
        row.addWidget(skip)
        self.field.returnPressed.connect(self.keep)
        self.kinds.buttonClicked.connect(self._back_to_field)
        for widget in (self.field, skip, *self.kinds.buttons()):
            widget.installEventFilter(self)

    def ask_about(self, person: int | None) -> None:
        """Asks about a person; None takes the question away."""
        self._person = person
        self.field.clear()
        self.setVisible(person is not None)
        if person is not None:
            self.kinds.buttons()[0].setChecked(True)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keeps what was typed; an empty field skips."""
        text = self.field.text().strip()
        if not text or self._person is None:
            self.skip()
            return
        chosen = self.kinds.checkedButton() or self.kinds.buttons()[0]
        kind = str(chosen.property("question"))
        added = self._library.thread.add(self._person, kind, text)
        self._background.bridge.when_done(added, partial(self._say, texts.kept(kind)))
        self.ask_about(None)
        self.finished.emit()

    def skip(self) -> None:
        self.ask_about(None)
        self.finished.emit()

    def _say(self, words: str, _result: object) -> None:
        self.done.emit(words)

    def _back_to_field(self) -> None:
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.skip()
            return True
        return False
