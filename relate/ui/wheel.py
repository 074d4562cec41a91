"""The wheel over a box that holds a value is for the page around it: who scrolls past must not change a setting."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


def leave_wheel_to_the_page(*boxes: QComboBox | QAbstractSpinBox) -> None:
    """The wheel changes these only while they have the keys; elsewhere the page scrolls."""
    for box in boxes:
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.installEventFilter(_ForThePage(box))


class _ForThePage(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
