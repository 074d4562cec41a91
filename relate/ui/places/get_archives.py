"""How do I get my archive: every source, its steps, and which were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from relate.ui.background import Background
from relate.ui.controls import button, label
from relate.ui.imports.how_to import HowToList
from relate.ui.places.page import Page
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

WIDEST = 900
"""What each source holds, what to choose and how soon it is there stand in one line."""


class GetArchives(Page):
    """`files_wanted()`: one is there already."""

    files_wanted = Signal()

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        says = tr("Your networks hold an archive of you. Ask for it, and drop what they send on this window.")
        super().__init__(tr("How do I get my archive?"), says, WIDEST, parent)
        sources = HowToList(library, background)
        self.column.addWidget(sources)
        together = tr(
            "Archives of different years, the parts of one download and several accounts go together: drop them in any "
            "order, at once or months apart. What a small or a partial one leaves out is never taken away."
        )
        self.column.addWidget(label(together, "muted", wrap=True))
        choose = button(tr("Choose files"), "filled")
        choose.clicked.connect(self.files_wanted)
        self.column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addStretch()
        if sources.lines:
            self.setFocusProxy(sources.lines[0].ask)
