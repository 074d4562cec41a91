"""What somebody looks for and what they offer, as chips: what is kept, and what their messages propose."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from relate.domain.seeking import Trait
from relate.services.seeking import TraitView
from relate.ui.controls import FlowLayout, button, icon_button, label, set_tooltip
from relate.ui.person.editing import FactButton
from relate.ui.theme import theme
from relate.ui.words import one_line, tr

HEADS: Final = {Trait.LOOKS_FOR: "Looks for", Trait.OFFERS: "Offers"}
LONGEST: Final = 60
PROPOSED: Final = 2
"""Proposals of a kind that are shown at a time."""
HEAD: Final = 64


class ProposedChip(QFrame):
    """Something their messages say: one click leads to it, one keeps it, one drops it."""

    def __init__(self, told: TraitView) -> None:
        super().__init__()
        self.told = told
        self.setProperty("kind", "proposed")
        text = one_line(told.text, LONGEST)
        head = tr(HEADS[told.trait])
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 2, 0)
        row.setSpacing(0)
        self.said = FactButton()
        self.said.setProperty("kind", "faint")
        self.said.setFont(theme().font(small=True))
        self.said.setText(tr("“{text}”", text=text))
        self.said.setCursor(Qt.CursorShape.PointingHandCursor)
        self.said.setAccessibleName(tr("Proposed, {head}: {text}. Show where it was said", head=head, text=text))
        set_tooltip(self.said, tr("Proposed from what they wrote: {text}", text=told.text))
        row.addWidget(self.said)
        self.keep = icon_button("check", tr("Keep it, {head}: {text}", head=head, text=text))
        self.drop = icon_button("x", tr("It is not so: {text}", text=text))
        for made in (self.keep, self.drop):
            made.setIconSize(QSize(theme().px(14), theme().px(14)))
            row.addWidget(made)


class TraitsBar(QWidget):
    """A line for each of the two, hidden where there is nothing to say. `kept(TraitView)`, `dropped(TraitView)`,
    `record(interaction)`."""

    kept = Signal(object)
    dropped = Signal(object)
    record = Signal(object)
    introduce_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[TraitView, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(4)
        self._lines: dict[Trait, tuple[QWidget, QWidget, FlowLayout]] = {}
        self._heads: dict[Trait, QLabel] = {}
        for trait in Trait:
            line, chips = QWidget(), QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            head = label(tr(HEADS[trait]), "muted", small=True, bold=True)
            head.setMinimumWidth(theme().px(HEAD))
            row.addWidget(head, 0, Qt.AlignmentFlag.AlignTop)
            flow = FlowLayout(chips)
            row.addWidget(chips, 1)
            column.addWidget(line)
            self._lines[trait] = (line, chips, flow)
            self._heads[trait] = head
        self.hide()

    def show_traits(self, traits: Sequence[TraitView]) -> None:
        if tuple(traits) == self._shown:
            return
        self._shown = tuple(traits)
        for trait, (line, chips, flow) in self._lines.items():
            flow.clear()
            every = [told for told in traits if told.trait is trait]
            # The page is for the timeline: the next proposal comes when one of these is kept or dropped.
            here = [told for told in every if told.kept] + [told for told in every if not told.kept][:PROPOSED]
            for told in here:
                flow.addWidget(self._kept(told) if told.kept else self._proposed(told))
            head, high = self._heads[trait], flow.minimumSize().height()
            head.setContentsMargins(0, max(high - head.fontMetrics().height(), 0) // 2, 0, 0)
            line.setVisible(bool(here))
            chips.updateGeometry()
        self.setVisible(bool(traits))

    def _kept(self, told: TraitView) -> QPushButton:
        text = one_line(told.text, LONGEST)
        made = button(text, "chip", name=f"{tr(HEADS[told.trait])}: {text}")
        set_tooltip(made, told.text)
        made.clicked.connect(partial(self._open_menu, told, made))
        return made

    def _proposed(self, told: TraitView) -> ProposedChip:
        made = ProposedChip(told)
        made.said.clicked.connect(partial(self._show_record, told.record))
        made.keep.clicked.connect(partial(self._keep, told))
        made.drop.clicked.connect(partial(self._drop, told))
        return made

    def _open_menu(self, told: TraitView, chip: QPushButton, _checked: bool = False) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if told.record is not None:
            menu.addAction(tr("Show where it was said")).triggered.connect(partial(self._show_record, told.record))
        if told.trait is Trait.LOOKS_FOR:
            menu.addAction(tr("Who has it? Introduce …")).triggered.connect(self.introduce_wanted)
        menu.addAction(tr("It is not so")).triggered.connect(partial(self._drop, told))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _show_record(self, record: int | None, _checked: bool = False) -> None:
        self.record.emit(record)

    def _keep(self, told: TraitView, _checked: bool = False) -> None:
        self.kept.emit(told)

    def _drop(self, told: TraitView, _checked: bool = False) -> None:
        self.dropped.emit(told)
