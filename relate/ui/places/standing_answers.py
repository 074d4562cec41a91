"""What is asked before every archive of a kind, in Settings: answered once for all, or asked each time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from relate.services.answers import Standing
from relate.ui.background import Background
from relate.ui.controls import label, name_box
from relate.ui.places.page import clear
from relate.ui.wheel import leave_wheel_to_the_page
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

LANE = "standing answers"


class StandingAnswers(QWidget):
    """A question a line, each with its choices."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._shown: list[Standing] = []
        self.boxes: list[QComboBox] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 4, 0, 0)
        self._lines.setSpacing(6)

    def refresh(self) -> None:
        """Reads what holds now; nothing is written by it."""
        self._background.run(self._library.answers.standing, then=self._show, lane=LANE)

    def _show(self, standing: list[Standing]) -> None:
        if standing == self._shown:
            return
        self._shown = standing
        clear(self._lines)
        self.boxes = []
        for one in standing:
            words = tr(one.words)
            box = QComboBox()
            name_box(box, words)
            for choice, said in (("", tr("Ask me before they are read")), *one.choices):
                box.addItem(tr(said), choice)
            box.setCurrentIndex(max(box.findData(one.chosen), 0))
            box.activated.connect(partial(self._choose, one, box))
            leave_wheel_to_the_page(box)
            self._lines.addWidget(label(words))
            self._lines.addWidget(box)
            self.boxes.append(box)
        self._lines.addWidget(label(tr("It holds for what is read from now on."), "muted", small=True, wrap=True))

    def _choose(self, asked: Standing, box: QComboBox, _index: int) -> None:
        self._background.bridge.when_done(self._library.answers.choose(asked, str(box.currentData())))
