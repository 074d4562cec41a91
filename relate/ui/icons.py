"""The icons: Lucide's drawings (resources/icons, ISC), 20 px, stroke 1.5, in a colour of the present scheme."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import shiboken6
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from relate.ui.resources import resource
from relate.ui.theme import theme

SIZE: Final = 20


@lru_cache(maxsize=128)
def _drawing(name: str) -> str:
    return resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def _painted(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(name: str, part: str = "muted", size: int = SIZE) -> QPixmap:
    """The drawing `name` for painting, in the colour of a part of the scheme: "muted", "ink", "accent", "on_filled"."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _painted(name, QColor(theme().colour(part)).name(), size, ratio)


def icon(name: str, part: str = "muted", checked: str | None = None, size: int = SIZE) -> QIcon:
    """An icon in the present colours; `checked` is the part's colour when its button is down. See also `dress`."""
    made = QIcon(pixmap(name, part, size))
    if checked is not None:
        made.addPixmap(pixmap(name, checked, size), QIcon.Mode.Normal, QIcon.State.On)
    return made


def dress(button: QAbstractButton, name: str, part: str = "muted", checked: str | None = None, size: int = 20) -> None:
    """Gives `button` an icon that follows the theme for as long as the button lives."""
    _Dress(button, name, part, checked, theme().px(size))


class _Dress(QObject):
    """Lives as a child of its button, so that it goes with it."""

    def __init__(self, button: QAbstractButton, name: str, part: str, checked: str | None, size: int) -> None:
        super().__init__(button)
        for former in button.findChildren(_Dress, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if former is not self:
                former.setParent(None)
                former.deleteLater()
        self._button, self._name, self._part, self._checked, self._size = button, name, part, checked, size
        button.setIconSize(QSize(size, size))
        theme().changed.connect(self.paint_anew)
        if checked is not None:
            # Painted when it is first down: of the rail's eight places one is.
            button.toggled.connect(self.paint_anew)
        self.paint_anew()

    def paint_anew(self) -> None:
        if self.parent() is not None and shiboken6.isValid(self._button):
            checked = self._checked if self._button.isChecked() else None
            self._button.setIcon(icon(self._name, self._part, checked, self._size))


def program_icon() -> QIcon:
    """Relate's own icon, for the window, the tray and popups."""
    icon = QIcon()
    for size in (16, 22, 24, 32, 48, 64, 128, 256):
        icon.addFile(str(resource(f"icon/relate-{size}.png")), QSize(size, size))
    return icon
