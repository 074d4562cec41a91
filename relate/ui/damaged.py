"""The window instead of the window: why a library cannot be opened, and the good backup when there is one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox

from relate.domain.errors import KnownError
from relate.domain.moments import Moment, Precision
from relate.services.backups import Backups, Copy
from relate.services.problems import good_backup_of_damaged
from relate.ui import words
from relate.ui.words import tr


class CannotOpen(QMessageBox):
    """Shown with `open`; `restored` says afterwards whether a backup is in the library's place."""

    def __init__(self, library: Path, sentence: str) -> None:
        super().__init__(QMessageBox.Icon.Warning, "Relate", "", QMessageBox.StandardButton.Close)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words.harmless(sentence, 1000))
        self.restored = False
        self._library = library
        self._copy = good_backup_of_damaged(library)
        self._restore: QAbstractButton | None = None
        if self._copy is not None:
            self._offer(self._copy)
        self.buttonClicked.connect(self._clicked)

    def _offer(self, copy: Copy) -> None:
        made = words.moment_words(Moment(copy.made_ms, Precision.MINUTE))
        self.setInformativeText(
            tr("The backup of {date} is good. The damaged file is kept beside it, nothing is deleted.", date=made)
        )
        self._restore = self.addButton(tr("Go on with the backup"), QMessageBox.ButtonRole.AcceptRole)
        self.setDefaultButton(self._restore)

    def _clicked(self, button: QAbstractButton) -> None:
        if button is not self._restore or self._copy is None:
            return
        try:
            Backups(self._library).restore(self._copy.path)
        except KnownError as problem:
            # The box is closing already: whoever opened it says this in the terminal.
            self.setText(str(problem))
            return
        self.restored = True
