"""The window instead of the window: why a library cannot be opened, the good backup, and what can be read of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QPushButton

from relate.domain.errors import KnownError
from relate.domain.moments import Moment, Precision
from relate.services.backups import Backups
from relate.services.problems import in_words, is_damaged
from relate.services.recovering import Recovery, Salvaged
from relate.ui import words
from relate.ui.background import Background
from relate.ui.bridge import Bridge
from relate.ui.words import counted, tr


class _NotWanted(KnownError):
    """The user decided before everything was read."""


class CannotOpen(QMessageBox):
    """Shown with `open`; `restored` says afterwards whether something good is in the library's place.

    Of a damaged library the newest good backup is offered, and while the user reads, what can still be read of the
    library itself is written beside it, so that he sees what either holds before he takes it.
    """

    def __init__(self, library: Path, sentence: str) -> None:
        super().__init__(QMessageBox.Icon.Warning, "Relate", "", QMessageBox.StandardButton.Close)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(words.harmless(sentence, 1000))
        self.restored = False
        self._backups = Backups(library)
        self._recovery = Recovery(library)
        self._bridge = Bridge(self)
        self._background = Background(self._bridge)
        self._not_wanted = False
        damaged = is_damaged(library)
        self._copy = self._backups.newest_good() if damaged else None
        self._good = ""
        self._restore: QPushButton | None = None
        self._recover: QPushButton | None = None
        if self._copy is not None:
            made = words.moment_words(Moment(self._copy.made_ms, Precision.MINUTE))
            self._good = tr("The backup of {date} is good.", date=made)
            self._restore = self.addButton(tr("Go on with the backup"), QMessageBox.ButtonRole.AcceptRole)
            self.setDefaultButton(self._restore)
        if damaged:
            self._recover = self.addButton(tr("Go on with what can be read"), QMessageBox.ButtonRole.AcceptRole)
            self._recover.setEnabled(False)
            self._say(tr("Reading what can still be read of the library …"))
            self._background.run(self._read, then=self._was_read, failed=self._not_read)
        self.buttonClicked.connect(self._clicked)
        self.finished.connect(self._over)

    def _say(self, of_library: str) -> None:
        kept = tr("Whatever you take, the damaged file is kept beside it; nothing is deleted.")
        self.setInformativeText("\n\n".join(part for part in (self._good, of_library, kept) if part))

    def _read(self) -> Salvaged:
        return self._recovery.read(self._tell)

    def _tell(self, _share: float) -> None:
        if self._not_wanted:
            raise _NotWanted

    def _was_read(self, found: Salvaged) -> None:
        assert self._recover is not None
        people = counted(found.people, "{n} person", "{n} people")
        rows = counted(found.interactions, "{n} row of the timeline", "{n} rows of the timeline")
        says = tr("Of the library itself {people} and {rows} can still be read.", people=people, rows=rows)
        if found.lost:
            lost = counted(found.lost, "{n} entry is lost", "{n} entries are lost")
            says += " " + tr(
                "At least {lost}; what stands in your archives comes back when you import them.", lost=lost
            )
        self._say(says)
        self._recover.setEnabled(True)
        if self._restore is None:
            self.setDefaultButton(self._recover)

    def _not_read(self, problem: BaseException) -> None:
        if self._recover is not None and not self._not_wanted:
            known = in_words(problem)
            self._say(str(known) if known else tr("Nothing can be read of the library itself any more."))
            self.removeButton(self._recover)
            self._recover = None

    def _clicked(self, button: QAbstractButton) -> None:
        self._stop_reading()
        try:
            if button is self._recover:
                self._recovery.put_in_place()
            elif button is self._restore and self._copy is not None:
                self._backups.restore(self._copy.path)
            else:
                return
        except KnownError as problem:
            # The box is closing already: whoever opened it says this in the terminal.
            self.setText(str(problem))
            return
        self.restored = True

    def _stop_reading(self) -> None:
        """Nobody reads the damaged file any more when it is moved."""
        self._not_wanted = True
        self._background.close()

    def _over(self) -> None:
        self._stop_reading()
        self._bridge.close()
        self._recovery.give_up()
