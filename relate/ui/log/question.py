"""One question after a conversation, skipped with Esc: what mattered, what was promised, what to ask next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import LineEdit, button
from relate.ui.log import texts
from relate.ui.words import listed, one_line, tr

LONGEST = 500


class Question(QWidget):
    """A field and three kinds; Enter keeps it in the thread with whom one talked, Esc keeps nothing."""

    done = Signal(str)
    finished = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._people: tuple[int, ...] = ()
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
        row.addWidget(self.field, 1)
        skip = button(texts.skip(), "quiet")
        skip.clicked.connect(self.skip)
        row.addWidget(skip)
        self.field.returnPressed.connect(self.keep)
        self.kinds.buttonClicked.connect(self._back_to_field)
        for widget in (self.field, skip, *self.kinds.buttons()):
            widget.installEventFilter(self)

    def ask_about(self, people: Sequence[tuple[int, str]]) -> None:
        """Asks about somebody, by id and name: the answer is kept with all of them. Nobody takes the question away."""
        self._people = tuple(person for person, _ in people)
        self.field.clear()
        self.setVisible(bool(people))
        if people:
            asks = texts.question(listed([one_line(name, 40) for _, name in people]))
            self.field.setPlaceholderText(asks)
            self.field.setAccessibleName(asks)
            self.kinds.buttons()[0].setChecked(True)
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self) -> None:
        """Keeps what was typed; an empty field skips."""
        text = self.field.text().strip()
        if not text or not self._people:
            self.skip()
            return
        chosen = self.kinds.checkedButton() or self.kinds.buttons()[0]
        kind = str(chosen.property("question"))
        added = self._library.thread.add_to(self._people, kind, text)
        self._background.bridge.when_done(added, partial(self._say, texts.kept(kind)))
        self.ask_about(())
        self.finished.emit()

    def skip(self) -> None:
        self.ask_about(())
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
