"""The sources in Settings: how far each is known, when it counts as old, and how a newer archive is got."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from relate.services.sources import NEVER_OLD
from relate.services.views import SourceAge
from relate.ui.controls import Elided, button, label, name_box
from relate.ui.places.page import clear
from relate.ui.theme import theme
from relate.ui.wheel import leave_wheel_to_the_page
from relate.ui.words import counted, day_known, length, one_line, short_day, tr

CHOICES = (7, 14, 30, 60, 90, 180, 365, NEVER_OLD)
NAME_WIDTH = 200


class SourceLines(QWidget):
    """`old_after_chosen(key, days)`; `newer_wanted(key)`. Lines that stay are written anew, so that the focus stays."""

    old_after_chosen = Signal(str, int)
    newer_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.lines: dict[str, SourceLine] = {}

    def show_sources(self, sources: list[SourceAge]) -> None:
        if list(self.lines) != [source.key for source in sources] or not sources:
            clear(self._column)
            self.lines = {source.key: SourceLine(source.key, self) for source in sources}
            for line in self.lines.values():
                self._column.addWidget(line)
            if not sources:
                self._column.addWidget(label(tr("No archive was read yet."), "muted"))
        for source in sources:
            self.lines[source.key].show_source(source)


class SourceLine(QWidget):
    """One account."""

    def __init__(self, key: str, lines: SourceLines) -> None:
        super().__init__()
        self._key, self._lines = key, lines
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._name = Elided()
        self._name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name.setFixedWidth(theme().px(NAME_WIDTH))
        self._age = Elided(role="muted")
        self._newer = button(tr("request a new one"), "link")
        self._newer.clicked.connect(self._want)
        self.old_after = QComboBox()
        self.old_after.activated.connect(self._choose)
        leave_wheel_to_the_page(self.old_after)
        row.addWidget(self._name)
        row.addWidget(self._age, 1)
        row.addWidget(self._newer)
        row.addWidget(self.old_after, 0, Qt.AlignmentFlag.AlignRight)

    def show_source(self, source: SourceAge) -> None:
        title = one_line(source.title, 60)
        self._name.show_text(title)
        until = tr("until {day}", day=short_day(day_known(source.until_ms)))
        age = tr("{span} old", span=length(source.age_days)) if source.age_days else tr("from today")
        self._age.show_text(f"{until} · {age}")
        self._newer.setVisible(source.old)
        self._newer.setAccessibleName(tr("Request a new one: {source}", source=title))
        name_box(self.old_after, tr("When {source} counts as old", source=title))
        self.old_after.clear()
        offered = sorted({*CHOICES, source.old_after}, key=lambda days: (days == NEVER_OLD, days))
        for days in offered:
            self.old_after.addItem(_old_after(days), days)
        self.old_after.setCurrentIndex(self.old_after.findData(source.old_after))

    def _choose(self) -> None:
        self._lines.old_after_chosen.emit(self._key, int(self.old_after.currentData()))

    def _want(self) -> None:
        self._lines.newer_wanted.emit(self._key)


def _old_after(days: int) -> str:
    if days == NEVER_OLD:
        return tr("never old")
    return counted(days, "old after a day", "old after {n} days")
