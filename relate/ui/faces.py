"""Faces: a person's photo in a round frame, or the initials on a colour of the person's own.

The colour hangs on the person's id, so a changed name keeps it. In the dark it has 35 % less saturation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QMenu, QWidget

from relate.ui.theme import theme
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.domain.pictures import Picture

PhotoOf = Callable[[int], bytes | None]
"""Where a person's photo is read."""
COLOURS: Final = (
    "#4338ca", "#0369a1", "#0e7490", "#7c3aed", "#9d174d", "#b45309", "#be123c", "#166534", "#a16207", "#15803d",
    "#6d28d9", "#1d4ed8", "#0f766e", "#a21caf", "#475569", "#9a3412",
)  # fmt: skip
"""White on each of them has a contrast of at least 4.5 : 1."""
_BEHIND: Final = re.compile(r"\s*[,|(/]|\s[-–—·]\s")


def initials(name: str) -> str:
    """The first letters of the first and last word: "Maya Okafor" → "MO", "tomasriv" → "t", "" → "?".

    What stands behind a whole name is none of it: "Ana Silva, PhD", "Jo Park | hiring", "Bo Berg (he)".
    """
    name = name.replace("@", " ")
    words = _words(_BEHIND.split(name, maxsplit=1)[0])
    if len(words) < 2:  # "Okafor, Maya"
        words = _words(name)
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][0]
    return (words[0][0] + words[-1][0]).upper()


def _words(text: str) -> list[str]:
    """Marks of the direction of writing are no letters, and stand before whole names in exports."""
    seen = "".join(letter for letter in text if letter.isprintable() or letter.isspace())
    return [word for word in seen.split() if word[0].isalnum()]


def face_colour(person: int, dark: bool) -> QColor:
    """The ground of a person's initials."""
    # Knuth's multiplicative hash: neighbours in the list, whose ids often follow each other, differ.
    colour = QColor(COLOURS[((person * 2654435761) & 0xFFFFFFFF) >> 28])
    if dark:
        hue, saturation, lightness = colour.hslHueF(), colour.hslSaturationF(), colour.lightnessF()
        colour = QColor.fromHslF(max(hue, 0.0), saturation * 0.65, min(lightness, 0.36))
    return colour


@lru_cache(maxsize=2048)
def _painted(letters: str, ground: str, size: int, ratio: float, font_key: str) -> QPixmap:
    picture = empty_picture(size, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawEllipse(QRectF(0, 0, size, size))
    font = QFont()
    font.fromString(font_key)
    font.setPixelSize(max(round(size * 0.37), 8))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, letters)
    painter.end()
    return picture


def face(person: int, name: str, size: int, photo: bytes | None = None) -> QPixmap:
    """A round picture `size` logical pixels wide. An unreadable photo gives the initials."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    if photo is not None:
        round_photo = _photo(photo, size, ratio)
        if round_photo is not None:
            return round_photo
    ground = face_colour(person, theme().scheme.dark).name()
    return _painted(initials(name), ground, size, ratio, theme().font().toString())


@lru_cache(maxsize=256)
def _photo(photo: bytes, size: int, ratio: float) -> QPixmap | None:
    original = QPixmap()
    if not original.loadFromData(photo):
        return None
    scaled = original.scaled(
        QSize(round(size * ratio), round(size * ratio)),
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    picture = empty_picture(size, ratio)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = QPainterPath()
    frame.addEllipse(QRectF(0, 0, size, size))
    painter.setClipPath(frame)
    scaled.setDevicePixelRatio(ratio)
    extent = scaled.deviceIndependentSize()
    painter.drawPixmap(round((size - extent.width()) / 2), round((size - extent.height()) / 2), scaled)
    painter.end()
    return picture


def empty_picture(size: int, ratio: float) -> QPixmap:
    """Nothing to see yet, `size` logical pixels wide and high, `ratio` pixels of the screen each."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    return picture


def offer_faces(menu: QMenu, faces: Sequence[Picture], chosen: Callable[[str], object]) -> None:
    """An entry for each picture, the one that is shown first; `chosen` gets its hash."""
    for n, one in enumerate(faces):
        says = tr("The face shown now") if n == 0 else tr("Another face")
        entry = menu.addAction(QIcon(face(one.identity, "", theme().px(36), one.image)), says)
        entry.setIconVisibleInMenu(True)
        entry.triggered.connect(partial(chosen, one.sha))


class Face(QWidget):
    """A person's face as a widget. It says nothing to a screen reader: the name stands beside it."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = theme().px(size)
        self._person, self._name, self._photo = 0, "", None
        self.setFixedSize(self._size, self._size)
        theme().changed.connect(self.update)

    _person: int
    _name: str
    _photo: bytes | None

    def show_person(self, person: int, name: str, photo: bytes | None = None) -> None:
        self._person, self._name, self._photo = person, name, photo
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, face(self._person, self._name, self._size, self._photo))
