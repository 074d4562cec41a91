"""The names of a company in a small sheet: which count as one, one more joined by hand, one that was joined let go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.firms import Firm, FirmName
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.controls import Elided, LineEdit, button, frame, label, widen
from relate.ui.focus_order import go_on
from relate.ui.places.page import clear
from relate.ui.words import counted, one_line, tr

if TYPE_CHECKING:
    from relate.services.library import Library

TYPING_MS: Final = 120
MOST_NAMES: Final = 12


class FirmSheet(QDialog):
    """Esc closes it; what is joined or parted in it is a step each, with its *Undo*."""

    def __init__(
        self, library: Library, background: Background, actions: PeopleActions, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._library, self._background, self._actions, self._name = library, background, actions, name
        self.setWindowTitle(tr("Names of {company}", company=one_line(name, 60)))
        widen(self, 440)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        column.addWidget(label(one_line(name, 120), bold=True, wrap=True))
        self.says = label("", "muted", wrap=True)
        column.addWidget(self.says)
        self._names = QVBoxLayout()
        self._names.setSpacing(2)
        column.addLayout(self._names)
        column.addSpacing(8)
        self.field = LineEdit()
        self.field.setPlaceholderText(tr("The same company as …"))
        self.field.setAccessibleName(tr("The same company as …"))
        self.field.setMaxLength(200)
        column.addWidget(self.field)
        self._box = frame("card")
        self._found = QVBoxLayout(self._box)
        self._found.setContentsMargins(4, 4, 4, 4)
        self._found.setSpacing(0)
        self._box.hide()
        column.addWidget(self._box)
        column.addStretch(1)
        close = button(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        column.addWidget(close)
        self._soon = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._soon.timeout.connect(self._find)
        self.field.textEdited.connect(self._soon.start)
        self.field.returnPressed.connect(self._enter)
        background.bridge.changed.connect(self._on_change)
        self._read()

    def focusNextPrevChild(self, forward: bool) -> bool:
        return go_on(self, forward)

    def _on_change(self, change: ChangeSet) -> None:
        if change.what & What.PEOPLE:
            self._read()

    def _read(self) -> None:
        self._background.run(self._library.firms.firm, self._name, then=self.show_firm, lane="firm")

    def show_firm(self, firm: Firm) -> None:
        """Lists the names."""
        clear(self._names)
        for one in firm.names[:MOST_NAMES]:
            self._names.addWidget(self._line(one))
        others = len(firm.names) > 1
        self.says.setText(
            tr("These names count as one company.") if others else tr("No other name counts as this company.")
        )

    def _line(self, one: FirmName) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = one_line(one.name, 120)
        row.addWidget(Elided(name), 1)
        row.addWidget(label(counted(one.people, "{n} person", "{n} people"), "muted", small=True))
        if one.joined is not None:
            apart = button(tr("Another company"), "link", name=tr("{company} is another company", company=name))
            apart.setToolTip(tr("You joined them. This takes it back."))
            apart.setAutoDefault(False)
            apart.clicked.connect(partial(self._part, one))
            row.addWidget(apart)
        return line

    def _part(self, one: FirmName, _checked: bool = False) -> None:
        if one.joined is not None:
            self._actions.part_companies(one.joined, one.name)

    # --------------------------------------------------------------------------------------- one more

    def _find(self) -> None:
        text = self.field.text().strip()
        if not text:
            self._offer([])
            return
        self._background.run(self._library.firms.named, text, self._name, then=self._offer, lane="firm names")

    def _offer(self, names: list[str]) -> None:
        clear(self._found)
        for name in names:
            made = button(one_line(name, 60), "link", name=tr("The same company as {company}", company=name))
            made.setAutoDefault(False)
            made.setProperty("company", name)
            made.clicked.connect(self._chosen)
            self._found.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._box.setVisible(bool(names))

    def _chosen(self) -> None:
        chosen: QObject = self.sender()
        self._join(str(chosen.property("company")))

    def _enter(self) -> None:
        """The first one that is offered."""
        first = self._found.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None and self._box.isVisible():
            self._join(str(widget.property("company")))

    def _join(self, other: str) -> None:
        self.field.clear()
        self._offer([])
        self._actions.join_companies(self._name, other)
