"""What stands between the people of the panel: headings, quiet buttons, and the words of a day with nobody in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from relate.ui.controls import ButtonKind, button, frame, label

Offer = tuple[str, ButtonKind, Callable[[], object]]
"""A button: its words, its kind, and what it wants."""


def heading(text: str) -> QWidget:
    """The title of a section or a drawer."""
    made = label(text, bold=True)
    made.setContentsMargins(4, 16, 0, 4)
    return made


def quiet(words: str, wanted: Callable[[], object]) -> QWidget:
    """A button in the middle that nobody has to press: "Show others"."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    made = button(words, "quiet")
    made.clicked.connect(wanted)
    column.addWidget(made, 0, Qt.AlignmentFlag.AlignHCenter)
    return box


def notice(surface: str, words: Iterable[QWidget], offers: Iterable[Offer]) -> QWidget:
    """Words and what can be done, on a "card", the "drop" zone, or the ground ("")."""
    box = frame("drop") if surface == "drop" else frame("card") if surface == "card" else QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(8)
    for word in words:
        column.addWidget(word)
    for text, kind, wanted in offers:
        made = button(text, kind)
        made.clicked.connect(wanted)
        column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    return box
