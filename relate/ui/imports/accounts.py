"""Every row accounted for: folded to one line, unfolded to a table that says what became of each file's rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from relate.services.views import FileReport, ImportReport
from relate.ui.controls import Elided, button, frame, label, plain_tooltip
from relate.ui.imports import texts
from relate.ui.theme import theme
from relate.ui.words import number, one_line

MOST_ROWS = 12
"""Files shown before the table scrolls."""
NAMED = 40
"""Unread members that are named; an archive of media has thousands."""
Index = QModelIndex | QPersistentModelIndex


class FilesModel(QAbstractTableModel):
    """A file's report in each row."""

    def __init__(self, files: Sequence[FileReport]) -> None:
        super().__init__()
        self._files = tuple(files)
        self._columns = texts.columns()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 Qt's own default
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section, len(self._columns))
        return self._columns[section] if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        file = self._files[index.row()]
        cells = (
            one_line(file.name, 200), number(file.rows), number(file.new), number(file.matched), number(file.updated),
            number(file.unchanged), number(file.skipped), texts.reasons(file),
        )  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return cells[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column(), len(self._columns))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (0, len(self._columns) - 1):
            return plain_tooltip(cells[index.column()])
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == len(self._columns) - 1:
            return theme().colour("muted")
        return None


def _alignment(column: int, columns: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if column in (0, columns - 1) else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter


class RowAccount(QWidget):
    """The folded line and, when asked for, the table."""

    def __init__(self, report: ImportReport, beside: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(0)  # the frame around the button is as wide as a letter
        self.fold = button(f"▸ {texts.every_row()}", "fact", name=texts.every_row())
        self.fold.setStyleSheet("QPushButton { font-weight: 600; }")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._fold)
        row.addWidget(self.fold)
        self.summary = Elided("· " + texts.row_summary(report.files), "muted")
        row.addWidget(self.summary, 1)
        if beside is not None:
            row.addWidget(beside)
        column.addLayout(row)
        self._table: QWidget | None = None

    def _fold(self, unfolded: bool) -> None:
        self.fold.setText(f"{'▾' if unfolded else '▸'} {texts.every_row()}")
        self.fold.setAccessibleName(texts.every_row())
        self.summary.show_text("" if unfolded else "· " + texts.row_summary(self._report.files))
        if unfolded and self._table is None:
            self._table = self._unfolded()
            column = self.layout()
            assert column is not None
            column.addWidget(self._table)
        if self._table is not None:
            self._table.setVisible(unfolded)

    def _unfolded(self) -> QWidget:
        box = frame("card")
        column = QVBoxLayout(box)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(files_table(self._report.files))
        if self._report.unread:
            names = [one_line(name, 80) for name in self._report.unread[:NAMED]]
            rest = len(self._report.unread) - len(names)
            names += [texts.and_others(rest)] if rest else []
            words = label(texts.left_alone(names), "muted", small=True, wrap=True)
            words.setContentsMargins(8, 4, 8, 4)
            column.addWidget(words)
        return box


def files_table(files: Sequence[FileReport]) -> QTableView:
    table = QTableView()
    table.setModel(FilesModel(files))
    model = table.model()
    assert model is not None
    model.setParent(table)
    table.setAccessibleName(texts.every_row())
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    rule = theme().colour("line").name()
    table.setStyleSheet(
        "QTableView { background: transparent; } QHeaderView::section { padding: 6px 12px; }"
        f"QTableView::item {{ padding: 0 9px; border-bottom: 1px solid {rule}; }}"
    )
    table.verticalHeader().hide()
    line = QFontMetrics(theme().font()).height() + theme().px(14)
    table.verticalHeader().setDefaultSectionSize(line)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(len(texts.columns()) - 1, QHeaderView.ResizeMode.Stretch)
    # The widths are those of the first rows: a folder of ten thousand cards must not be measured whole.
    header.setResizeContentsPrecision(50)
    shown = min(len(files), MOST_ROWS)
    table.setFixedHeight(line * shown + header.sizeHint().height() + theme().px(8))
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    return table
