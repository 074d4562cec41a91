"""One drop that is being read: what is going on, how far, how long still, and Cancel."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from relate.services.views import Progress
from relate.ui.controls import Elided, button, label
from relate.ui.imports import texts
from relate.ui.imports.queue import Drop
from relate.ui.words import one_line

STEPS = 1000
"""The bar's resolution."""


class ProgressCard(QWidget):
    """Shows a drop from waiting to done."""

    cancel_wanted = Signal(object)

    def __init__(self, drop: Drop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drop = drop
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        self.title = label(one_line(drop.title, 120), step=2, bold=True, wrap=True)
        self.phase = label(texts.waiting(), "muted", wrap=True)
        column.addWidget(self.title)
        column.addWidget(self.phase)
        self.bar = QProgressBar()
        self.bar.setRange(0, STEPS)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(one_line(drop.title, 120))
        column.addWidget(self.bar)
        row = QHBoxLayout()
        self.detail = Elided("", "muted")
        self.cancel = button(texts.cancel())
        self.cancel.clicked.connect(self._cancel)
        row.addWidget(self.detail, 1)
        row.addWidget(self.cancel)
        column.addLayout(row)

    def begin(self) -> None:
        self.phase.setText(texts.starting())
        # A bar of no length moves by itself until the first figure is there.
        self.bar.setRange(0, 0)

    def show_progress(self, progress: Progress) -> None:
        self.bar.setRange(0, STEPS)
        self.bar.setValue(round(min(max(progress.fraction, 0.0), 1.0) * STEPS))
        if progress.title:
            self.title.setText(one_line(progress.title, 200))
        if self.is_cancelled:
            progress = replace(progress, seconds_left=None)
        else:
            self.phase.setText(texts.phase(progress))
        self.detail.show_text(texts.rows_and_bytes(progress))
        self.bar.setAccessibleDescription(f"{self.phase.text()}, {self.detail.text()}")

    @property
    def is_cancelled(self) -> bool:
        """Whether it only waits until what is written is taken back."""
        return not self.cancel.isEnabled()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.phase.setText(texts.cancelling())
        self.cancel_wanted.emit(self._drop)
