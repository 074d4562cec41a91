"""An empty library: one page without a form. Drop files, see how to get them, try it, or begin with five people."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from relate.services.library import Library
from relate.ui.background import Background
from relate.ui.controls import FlowLayout, button, frame, label
from relate.ui.imports.how_to import HowToLine, HowToList
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme
from relate.ui.words import tr

WIDEST = 840


class FirstStart(QWidget):
    """The page of an empty library. Dropping files on it is the window's own business, as everywhere."""

    files_chosen = Signal(list)
    """Paths that were picked in the file chooser."""
    demo_wanted = Signal()
    people_wanted = Signal()
    history_wanted = Signal()
    """What was taken back can be looked up and brought back."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        row = QHBoxLayout(inside)
        row.setContentsMargins(24, 24, 24, 24)
        middle = QWidget()
        middle.setMaximumWidth(theme().px(WIDEST))
        row.addStretch(1)
        row.addWidget(middle, 1000)
        row.addStretch(1)
        outside.addWidget(Scrolled(inside))
        self._fill(middle)

    def _fill(self, middle: QWidget) -> None:
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(label(tr("Keep the people you meet"), step=3, bold=True, wrap=True))
        promise = tr(
            "Your networks hold an archive of you. Drop it here: Relate finds the people, the conversations, "
            "and whom to write to today. Nothing leaves this computer."
        )
        says = label(promise, "muted", wrap=True)
        font = theme().font()
        font.setPointSizeF(font.pointSizeF() * 1.12)
        says.setFont(font)
        says.setMaximumWidth(theme().px(600))
        column.addWidget(says)
        column.addWidget(self._drop_zone())
        column.addWidget(label(tr("Get your archive"), bold=True))
        column.addWidget(HowToList(self._library, self._background, folded=True))
        below = QWidget()
        row = FlowLayout(below, spacing=8)
        self.demo = button(tr("Try it with made-up people"))
        self.demo.clicked.connect(self.demo_wanted)
        self.five = button(tr("Add five people you care about"))
        self.five.clicked.connect(self.people_wanted)
        row.addWidget(self.demo)
        row.addWidget(self.five)
        self.history = button(tr("Bring back what was here"), "link")
        self.history.setVisible(False)
        self.history.clicked.connect(self.history_wanted)
        row.addWidget(self.history)
        column.addWidget(below)
        column.addStretch(2)

    def _drop_zone(self) -> QWidget:
        zone = frame("drop")
        column = QVBoxLayout(zone)
        column.setContentsMargins(24, theme().px(40), 24, theme().px(40))
        column.setSpacing(10)
        for words, role, step in (
            (tr("Drop your files here"), "accent", 1),
            (tr("zip, folder or single files"), "muted", 0),
        ):
            line = label(words, "accent" if role == "accent" else "muted", step=step, bold=bool(step), wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(line)
        self.choose = button(tr("Choose files"), "filled")
        self.choose.clicked.connect(self.choose_files)
        column.addWidget(self.choose, 0, Qt.AlignmentFlag.AlignHCenter)
        return zone

    @property
    def how_to_buttons(self) -> list[QPushButton]:
        return [line.ask for line in self.findChildren(HowToLine)]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # An empty library with a history was not always empty.
        self.history.setVisible(bool(self._library.history.steps(limit=1)))

    def choose_files(self) -> None:
        """Asks for files without stopping the window."""
        dialog = file_dialog(self._library, self)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, names: list[str]) -> None:
        self.files_chosen.emit([Path(name) for name in names])


def file_dialog(library: Library, parent: QWidget) -> QFileDialog:
    """A chooser of several files that knows the endings of every source there is."""
    dialog = QFileDialog(parent, tr("Choose files to read"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    endings = " ".join(f"*{suffix}" for suffix in library.imports.suffixes())
    dialog.setNameFilters([tr("Archives and address books ({endings})", endings=endings), tr("All files (*)")])
    return dialog
