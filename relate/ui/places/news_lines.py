"""The lines of the place *News*, and their model: headings, people, companies that unfold, who is gone folded away."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relate.domain.news import NewsKind, Piece
from relate.services.news import NewsView
from relate.services.news_page import Group, NewsPage, NewsRow
from relate.ui import words
from relate.ui.controls import plain_tooltip
from relate.ui.words import counted, network_name, one_line, tr

GONE = "\ngone"
"""The key of the fold of those who are gone; no company has it."""
Index = QModelIndex | QPersistentModelIndex


class LineKind(Enum):
    HEADING = "heading"
    PERSON = "person"
    FOLD = "fold"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. HEADING and FOLD: `title` and what stands under it (`says`); FOLD: its key and whether it is open;
    PERSON: the row, `inside` a fold or not."""

    kind: LineKind
    title: str = ""
    says: str = ""
    key: str = ""
    is_open: bool = False
    row: NewsRow | None = None
    inside: bool = False


def lines_of(page: NewsPage, opened: Collection[str]) -> list[Line]:
    """The lines of a page; opened: the keys of the folds that are open."""
    lines: list[Line] = []

    def fold(key: str, title: str, says: str, rows: tuple[NewsRow, ...]) -> None:
        is_open = key in opened
        lines.append(Line(LineKind.FOLD, title, says, key, is_open))
        if is_open:
            lines.extend(Line(LineKind.PERSON, row=row, inside=True) for row in rows)

    if page.close:
        lines.append(Line(LineKind.HEADING, tr("Your circles, and people you have talked with")))
        lines += [Line(LineKind.PERSON, row=row) for row in page.close]
    if page.groups or page.others:
        lines.append(Line(LineKind.HEADING, tr("The others, by company")))
        for group in page.groups:
            fold(group.key, group_title(group), group_says(group), group.rows)
        lines += [Line(LineKind.PERSON, row=row) for row in page.others]
    if page.gone:
        lines.append(Line(LineKind.HEADING, tr("History")))
        people = len({row.person for row in page.gone})
        fold(GONE, tr("No longer in the list"), counted(people, "{n} person", "{n} people"), page.gone)
    return lines


def group_title(group: Group) -> str:
    return one_line(group.company, 120) or tr("{network}, no company known", network=network_name(group.network))


def group_says(group: Group) -> str:
    """ "14 new people here, 3 new roles": each person once, by the first of these that fits."""
    new = [row for row in group.rows if row.piece.has(NewsKind.NEW) or row.piece.has(NewsKind.COMPANY)]
    roles = [row for row in group.rows if row not in new and row.piece.has(NewsKind.ROLE)]
    names = [row for row in group.rows if row not in new and row not in roles]
    here = ("{n} new person here", "{n} new people here") if group.company else ("{n} new person", "{n} new people")
    said = (
        (new, *here),
        (roles, "{n} new role", "{n} new roles"),
        (names, "{n} new name", "{n} new names"),
    )
    return ", ".join(counted(len({row.person for row in some}), one, many) for some, one, many in said if some)


def why(row: NewsRow, now_ms: int) -> str:
    """Why this is worth a look: "circle of 15", "talked 7 months ago"; empty where nothing is known."""
    who = row.who
    if not who.is_close or row.piece.is_gone:
        return ""
    if who.circle is not None:
        return tr("circle of {n}", n=who.circle)
    assert who.last_contact is not None
    return tr("talked {ago}", ago=words.ago(words.days_between(who.last_contact, now_ms)))


class NewsModel(QAbstractTableModel):
    """One column. A piece is put into words when it is painted."""

    def __init__(
        self, said: Callable[[Piece], NewsView], clock: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._page: NewsPage | None = None
        self._opened: set[str] = set()
        self.lines: list[Line] = []
        self.said = lru_cache(maxsize=512)(said)

    def show_page(self, page: NewsPage) -> None:
        """Shows a page; the folds that were open stay so."""
        self._page = page
        self._fill()

    def toggle(self, row: int) -> None:
        """Opens or closes the fold in a row."""
        line = self.lines[row]
        self._opened ^= {line.key}
        self._fill()

    def line(self, row: int) -> Line | None:
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def why(self, row: NewsRow) -> str:
        return why(row, self._clock())

    def _fill(self) -> None:
        self.beginResetModel()
        self.lines = [] if self._page is None else lines_of(self._page, self._opened)
        self.said.cache_clear()
        self.endResetModel()

    # ------------------------------------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._spoken(self.lines[index.row()]))
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._spoken(self.lines[index.row()])

    def _spoken(self, line: Line) -> str:
        """A line as a screen reader says it."""
        if line.row is None:
            state = "" if line.kind is LineKind.HEADING else tr("unfolded") if line.is_open else tr("folded")
            return ", ".join(part for part in (line.title, line.says, state) if part)
        view = self.said(line.row.piece)
        parts = (one_line(line.row.who.name, 120), view.now, view.was or view.does, view.when, self.why(line.row))
        return ", ".join(one_line(part, 200) for part in parts if part)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.lines[index.row()].kind is not LineKind.HEADING:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.ItemIsEnabled
