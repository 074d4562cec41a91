"""The line at the foot: how far each source is known, and that nothing leaves this computer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from relate.ui import words
from relate.ui.controls import button, label
from relate.ui.theme import theme
from relate.ui.words import tr

if TYPE_CHECKING:
    from datetime import date

    from relate.services.views import SourceAge


class StatusBar(QFrame):
    """`refresh_wanted(SourceAge.key)`: somebody clicked a source that is old, to get a newer archive."""

    refresh_wanted = Signal(str)
    progress_clicked = Signal()
    made_up_unwanted = Signal()
    """The made-up people are to go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "statusbar")
        self.setFixedHeight(theme().px(28))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 16, 0)
        self._row.setSpacing(4)
        self._sources: list[QPushButton] = []
        self._progress = button("", "quiet", name=tr("What is being read"))
        self._progress.setFont(theme().font(small=True))
        self._progress.clicked.connect(self.progress_clicked)
        self._progress.hide()
        self._row.addWidget(self._progress)
        self._made_up = button(tr("Made-up people · take them away"), "quiet")
        self._made_up.setFont(theme().font(small=True))
        self._made_up.clicked.connect(self.made_up_unwanted)
        self._made_up.hide()
        self._row.addWidget(self._made_up)
        self._row.addStretch(1)
        self._row.addWidget(label(tr("Nothing leaves this computer"), "muted", small=True))
        self._backup = label("", "muted", small=True)
        self._backup.setContentsMargins(16, 0, 0, 0)
        self._row.addWidget(self._backup)

    def show_sources(self, sources: Sequence[SourceAge], today: date) -> None:
        """ "LinkedIn until 20 Nov"; one that is older than 30 days offers to request a new one."""
        for old in self._sources:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._sources = [self._source(source, today) for source in sources]
        for n, made in enumerate(self._sources):
            self._row.insertWidget(n, made)

    def show_backup(self, made_ms: int, now: int) -> None:
        """ "Backed up 09:12", or its day when that was not today."""
        made, today = words.local(made_ms), words.local(now).date()
        when = f"{made:%H:%M}" if made.date() == today else words.short_day(made.date(), today)
        self._backup.setText(tr("Backed up {when}", when=when))

    def show_made_up(self, there: bool) -> None:
        """Offers to take the made-up people away while there are some."""
        self._made_up.setVisible(there)

    def show_progress(self, title: str, fraction: float) -> None:
        """What is being read and how far it is, 0 to 1; nothing with an empty title."""
        self._progress.setVisible(bool(title))
        self._progress.setText(tr("Reading {what}, {percent} %", what=title, percent=round(fraction * 100)))

    @property
    def reading(self) -> bool:
        """Whether something is being read."""
        return not self._progress.isHidden()

    def _source(self, source: SourceAge, today: date) -> QPushButton:
        until = words.short_day(words.local(source.until_ms).date(), today)
        text = tr("{source} until {date}", source=words.one_line(source.title, 40), date=until)
        if source.old:
            text = tr("{source} ends {date} · request a new one", source=source.title, date=until)
        made = button(text, "quiet")
        made.setFont(theme().font(small=True))
        made.setToolTip(tr("Known until then, {span}", span=words.ago(source.age_days)))
        made.setProperty("source", source.key)
        made.clicked.connect(self._clicked)
        return made

    def _clicked(self) -> None:
        self.refresh_wanted.emit(str(self.sender().property("source")))
