"""The watched folder in Settings: off at first; which one, and that nothing is read by itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from relate.services.watching import FOLDER, ON
from relate.ui.background import Background
from relate.ui.controls import Elided, button, label
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

LANE = "is the watched folder there"


class WatchedFolder(QWidget):
    """Holds at once, as all settings do."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.on = QCheckBox(tr("Offer to read archives that arrive in a folder"))
        self.on.toggled.connect(self._switch)
        column.addWidget(self.on)
        row = QHBoxLayout()
        row.setContentsMargins(24, 0, 0, 0)
        row.setSpacing(12)
        self._path = Elided(role="muted")
        row.addWidget(self._path, 1)
        self.choose = button(tr("Choose a folder"), icon="folder")
        self.choose.clicked.connect(self._choose)
        row.addWidget(self.choose)
        column.addLayout(row)
        self._says = label("", "muted", small=True, wrap=True)
        self._says.setContentsMargins(24, 0, 0, 0)
        column.addWidget(self._says)
        self._filling = False

    def fill(self) -> None:
        """Shows what holds; nothing is written by it."""
        self._filling = True
        self.on.setChecked(self._library.settings.get(ON, False))
        self._filling = False
        self._path.show_text(str(self._folder))
        self._show_state(False)
        if self.on.isChecked():
            self._background.run(_is_missing, self._folder, then=self._show_state, lane=LANE)

    @property
    def _folder(self) -> Path:
        """The one chosen, else where browsers put what they download."""
        chosen = self._library.settings.get(FOLDER, "")
        if chosen:
            return Path(chosen)
        downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        return Path(downloads or Path.home())

    def _show_state(self, missing: bool) -> None:
        words = tr("Relate looks at their content, asks, and reads nothing by itself.")
        self._says.setText(tr("This folder cannot be opened now.") if missing else words)

    def _switch(self, on: bool) -> None:
        if not self._filling:
            self._background.bridge.when_done(self._library.watching.switch(on, self._folder))

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("Choose the folder to look into"), str(self._folder))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.choose_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_folder(self, name: str) -> None:
        """Looks into that folder from now on: whoever chooses one wants it."""
        self._background.bridge.when_done(self._library.watching.switch(True, Path(name)))


def _is_missing(folder: Path) -> bool:
    try:
        next(folder.iterdir(), None)
    except OSError:
        return True
    return False
