"""How an archive is got: the steps of a source, and the sheet that asks for a newer one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from relate.services.views import SourceAge
from relate.ui.controls import button, label
from relate.ui.reconnect.channels import is_safe, open_link
from relate.ui.theme import theme
from relate.ui.words import local, long_day, one_line, tr

if TYPE_CHECKING:
    from relate.services.library import Library

WIDTH = 560


class HowToSteps(QWidget):
    """The steps in their order, and the page where they begin."""

    def __init__(self, steps: tuple[str, ...], link: str, takes: str = "") -> None:
        """`takes`: how long it takes, as a part of a sentence; without it nothing is said of it."""
        super().__init__()
        self._link = link
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        if takes:
            column.addWidget(label(tr("Ready in {time}.", time=takes.strip().rstrip(".")), "muted", wrap=True))
        for number, step in enumerate(steps, start=1):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label(f"{number}.", "muted"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(tr(step), wrap=True), 1)
            column.addLayout(row)
        if is_safe(link):
            # The address is the button's text: nothing opens that was not shown before.
            go = button(tr("Open {link}", link=link), "link", icon="external-link")
            go.clicked.connect(self._open)
            column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

    def _open(self) -> None:
        open_link(self._link)


class NewerArchive(QDialog):
    """How far a source is known, and how a newer archive of it is got. `files_wanted()`: it is there already."""

    files_wanted = Signal()

    def __init__(self, library: Library, source: SourceAge, parent: QWidget) -> None:
        super().__init__(parent)
        title = one_line(source.title, 60)
        self.setWindowTitle(tr("A newer archive: {source}", source=title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        until = long_day(local(source.until_ms).date())
        known = tr("{source} is known until {date}. What happened since then is unknown, not silence.",
                   source=title, date=until)  # fmt: skip
        column.addWidget(label(known, wrap=True))
        guide = library.sources.guide(source.network)
        if guide is not None:
            how = guide.how
            column.addWidget(HowToSteps(tuple(how.steps), how.link, how.takes if ";" in how.takes else ""))
        kept = tr("Drop it anywhere on the window: what is known already stays, only what is new is added.")
        column.addWidget(label(kept, "muted", wrap=True))
        row = QHBoxLayout()
        row.addStretch(1)
        close, choose = button(tr("Close")), button(tr("Choose files"), "filled")
        close.clicked.connect(self.reject)
        choose.clicked.connect(self._choose)
        row.addWidget(close)
        row.addWidget(choose)
        choose.setFocus()
        column.addLayout(row)

    def _choose(self) -> None:
        self.accept()
        self.files_wanted.emit()
