"""*I'm looking for*: up to three lines, typed here, each with the people who fit it and the evidence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.looking import LONGEST_LINE, MOST_LINES
from relate.services.library import Library
from relate.services.to_meet_views import FitView, LineView
from relate.ui.controls import FlowLayout, LineEdit, button, icon_button, label
from relate.ui.meet import texts
from relate.ui.meet.elided_button import ElidedButton
from relate.ui.places.page import clear
from relate.ui.reconnect.line import PersonLine
from relate.ui.theme import theme
from relate.ui.words import counted, one_line, tr

FITS_AT_FIRST = 5


class FitLine(QWidget):
    """Somebody who fits; what speaks for it opens the record."""

    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    write_wanted = Signal(object, str)
    introduce_wanted = Signal(object)

    def __init__(self, fit: FitView, photo: bytes | None) -> None:
        super().__init__()
        self.fit = fit
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        does = ", ".join(part for part in (fit.role, fit.company) if part)
        beside = "" if fit.talked else tr("never talked")
        self.line = PersonLine(fit.person, fit.name, does, beside, photo=photo)
        self.line.chosen.connect(self.person_chosen)
        row.addWidget(self.line, 3)
        said = [each for each in fit.evidence if each.text and each.text not in (fit.role, fit.company)]
        for each in said[:1]:
            shown = ElidedButton(texts.evidence(each))
            shown.clicked.connect(partial(self._show, each.record))
            row.addWidget(shown, 4, Qt.AlignmentFlag.AlignVCenter)
        self.write = button(tr("Write"), name=tr("Write to {name}", name=one_line(fit.name, 60)))
        self.write.clicked.connect(self._write)
        row.addWidget(self.write, 0, Qt.AlignmentFlag.AlignVCenter)
        self.introduce = icon_button("handshake", tr("Introduce {name} to somebody", name=one_line(fit.name, 60)))
        self.introduce.clicked.connect(self._introduce)
        row.addWidget(self.introduce, 0, Qt.AlignmentFlag.AlignVCenter)

    def _introduce(self, _checked: bool = False) -> None:
        self.introduce_wanted.emit(self.fit.person)

    def _show(self, record: int | None, _checked: bool = False) -> None:
        if record is None:
            self.person_chosen.emit(self.fit.person)
        else:
            self.record_chosen.emit(self.fit.person, record)

    def _write(self) -> None:
        self.write_wanted.emit(self.fit.person, self.fit.name)


COUNT_WIDTH = 84
"""Of what stands beside a line: the lines end below each other, however many fit."""


class LookingFor(QWidget):
    """`said(uid or None, text)`: a line was typed, changed, or emptied; `more_wanted()`: more fits of each line."""

    said = Signal(object, str)
    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    write_wanted = Signal(object, str)
    introduce_wanted = Signal(object)
    more_wanted = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._lines: Sequence[LineView] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.fields = [LineEdit() for _ in range(MOST_LINES)]
        self._below: list[QVBoxLayout] = []
        self._counts = [label("", "muted", small=True) for _ in range(MOST_LINES)]
        self._rows: list[QWidget] = []
        for n, field in enumerate(self.fields):
            field.setMaxLength(LONGEST_LINE)
            field.setPlaceholderText(texts.line_hint(n))
            field.setAccessibleName(tr("I’m looking for, line {n}", n=n + 1))
            field.editingFinished.connect(partial(self._typed, n))
            box = QWidget()
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(12)
            row.addWidget(field, 1)
            self._counts[n].setMinimumWidth(theme().px(COUNT_WIDTH))
            row.addWidget(self._counts[n])
            column.addWidget(box)
            self._rows.append(box)
            below = QVBoxLayout()
            below.setContentsMargins(0, 0, 0, 4)
            below.setSpacing(0)
            column.addLayout(below)
            self._below.append(below)
        self.setFocusProxy(self.fields[0])
        self.show_lines(())

    def show_lines(self, lines: Sequence[LineView]) -> None:
        """A field for each line and one more while there is room; what is being typed stays."""
        before, self._lines = self._lines, lines
        for n, field in enumerate(self.fields):
            here = lines[n] if n < len(lines) else None
            was = before[n] if n < len(before) else None
            if not field.isModified():
                field.setText(here.text if here is not None else "")
            self._rows[n].setVisible(n <= len(lines))
            if here == was and here is not None:
                continue
            clear(self._below[n])
            self._counts[n].setText(texts.fit(here) if here is not None and here.count else "")
            if here is not None:
                self._show_fits(here, self._below[n])

    def fit_lines(self) -> list[FitLine]:
        return [line for line in self.findChildren(FitLine) if not line.isHidden()]

    def _show_fits(self, line: LineView, below: QVBoxLayout) -> None:
        for fit in line.fits:
            photo = self._library.people.photo(fit.person) if fit.has_photo else None
            made = FitLine(fit, photo)
            made.person_chosen.connect(self.person_chosen)
            made.record_chosen.connect(self.record_chosen)
            made.write_wanted.connect(self.write_wanted)
            made.introduce_wanted.connect(self.introduce_wanted)
            below.addWidget(made)
        if not line.count:
            nobody = label(texts.nobody_fits(), "muted", small=True)
            nobody.setContentsMargins(theme().px(10), 0, 0, 4)
            below.addWidget(nobody)
        if (others := line.count - len(line.fits)) > 0:
            more = button(counted(others, "Show {n} other", "Show {n} others"), "link")
            more.clicked.connect(self.more_wanted)
            row = FlowLayout()
            row.addWidget(more)
            box = QWidget()
            box.setLayout(row)
            below.addWidget(box)

    def _typed(self, n: int) -> None:
        if not self.fields[n].isModified():
            return
        self.fields[n].setModified(False)
        text = " ".join(self.fields[n].text().split())
        here = self._lines[n] if n < len(self._lines) else None
        if text != (here.text if here is not None else ""):
            self.said.emit(here.uid if here is not None else None, text)
