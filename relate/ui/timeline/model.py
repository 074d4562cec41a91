"""The timeline's model: lines over ids, and the rows on the screen in pages of 100."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relate.services.views import TimelineRow
from relate.ui import words
from relate.ui.timeline.lines import Line, LineKind, Lines
from relate.ui.timeline.wording import spoken, text_offered
from relate.ui.words import tr

PAGE: Final = 100
PAGES: Final = 8
Index = QModelIndex | QPersistentModelIndex
ReadRows = Callable[[Sequence[int], int | None], list[TimelineRow]]


def heading_words(line: Line, top_gap: str) -> str:
    """What a line that is no interaction says: "September 2026", "3 weeks"."""
    if line.kind is LineKind.TOP_GAP:
        return top_gap
    if line.kind is LineKind.GAP:
        return words.length(line.value)
    if line.value == 0:
        return tr("Date not known")
    year, month = divmod(line.value, 12)
    name = words.month(month + 1)
    return tr("{month} {year}", month=name, year=year) if line.year else name


class TimelineModel(QAbstractTableModel):
    """One column. `line` and `row` give what a row of the table is; nothing is read before it is painted."""

    def __init__(self, read: ReadRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._pages: OrderedDict[int, dict[int, TimelineRow]] = OrderedDict()
        self.lines = Lines(array("q"))
        self.person: int | None = None
        self.top_gap = ""

    def show_lines(
        self, person: int | None, lines: Lines, top_gap: str = "", first: Sequence[TimelineRow] = ()
    ) -> None:
        """Shows a timeline; `top_gap` is what the silence until now says, when `lines` begin with one. first: the first
        page of rows, where it is read already."""
        self.beginResetModel()
        self.person, self.lines, self.top_gap = person, lines, top_gap
        self._pages.clear()
        if first:
            self._pages[0] = {row.id: row for row in first}
        self.endResetModel()

    def line(self, row: int) -> Line:
        return self.lines.at(row)

    def row(self, index: int) -> TimelineRow | None:
        """The interaction at a place in the ids; None when it went in the meantime."""
        page = index // PAGE
        rows = self._pages.get(page)
        if rows is None:
            ids = self.lines.ids[page * PAGE : (page + 1) * PAGE]
            rows = {read.id: read for read in self._read(ids, self.person)}
            self._pages[page] = rows
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return rows.get(self.lines.ids[index])

    def interaction(self, row: int) -> TimelineRow | None:
        """The interaction in a row of the table; None in a heading or gap."""
        if not 0 <= row < len(self.lines):
            return None
        line = self.lines.at(row)
        return self.row(line.value) if line.kind is LineKind.ITEM else None

    # ------------------------------------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        line = self.lines.at(index.row())
        if line.kind is not LineKind.ITEM:
            return heading_words(line, self.top_gap)
        row = self.row(line.value)
        if row is None:
            return ""
        told = spoken(row, self.person)
        return f"{told}. {text_offered()}" if row.text_in_file else told

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines.at(index.row()).kind is LineKind.ITEM:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled
