"""A quiet line above the foot: something that can be done now or never, and takes neither the focus nor the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import itemgetter

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from relate.ui.controls import Elided, button
from relate.ui.theme import theme
from relate.ui.words import one_line


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of the line; `name` where the word alone does not tell a screen reader enough."""

    words: str
    do: Callable[[], object]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A sentence and what can be done about it, the likeliest first."""

    text: str
    choices: tuple[Choice, ...]


class QuietLine(QFrame):
    """Shows one offer, the oldest of the most urgent; the next one comes when that is done with."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "statusbar")
        self._offers: dict[str, tuple[bool, Offer]] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 4, 8, 4)
        self._row.setSpacing(8)
        self._text = Elided()
        self._row.addWidget(self._text, 1)
        self.buttons: list[QPushButton] = []
        self._shown: Offer | None = None
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if self._shown is not None else ""

    @property
    def keys(self) -> Sequence[str]:
        """Of all that is offered."""
        return tuple(self._offers)

    def offer(self, key: str, offer: Offer, *, waits: bool = False) -> None:
        """Puts it in line; what was offered under that key before is replaced in its place. waits: behind all that does
        not, for it stands until somebody has done something elsewhere."""
        self._offers[key] = waits, offer
        self._show_first()

    def withdraw(self, key: str) -> None:
        """It is done with, or not true any more."""
        if self._offers.pop(key, None) is not None:
            self._show_first()

    def _show_first(self) -> None:
        _, first = min(self._offers.values(), key=itemgetter(0), default=(False, None))
        if first is None or self._shown is None or _words(first) != _words(self._shown):
            self._make(first)
        self._shown = first

    def _make(self, offer: Offer | None) -> None:
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = []
        self.setVisible(offer is not None)
        if offer is None:
            return
        self._text.show_text(one_line(offer.text, 300))
        self.setAccessibleName(self._text.text())
        for place, choice in enumerate(offer.choices):
            made = button(choice.words, "plain" if place == 0 else "quiet", name=choice.name or choice.words)
            made.setFont(theme().font(small=True))
            made.clicked.connect(partial(self._do, place))
            self._row.addWidget(made)
            self.buttons.append(made)
        self.setFocusProxy(self.buttons[0])  # F6 leads there
        # A screen reader says it; the focus stays where the user is.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _do(self, place: int, _checked: bool = False) -> None:
        if self._shown is not None:
            self._shown.choices[place].do()


def _words(offer: Offer) -> tuple[str, ...]:
    return (offer.text, *(choice.words for choice in offer.choices))
