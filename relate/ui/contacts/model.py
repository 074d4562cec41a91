"""The contact list's model: ids in order, and the rows of those on the screen in pages of 50."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from relate.services.list_views import PersonRow
from relate.ui import words
from relate.ui.words import tr

PAGE: Final = 50
PAGES: Final = 40
"""How many pages are remembered: 2,000 people, about a megabyte."""
ROW: Final = Qt.ItemDataRole.UserRole
_DRAGGED: Final = Qt.ItemFlag.ItemIsDragEnabled
_FLAGS: Final = (
    _DRAGGED | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)  # fmt: skip
"""What Qt says of every cell of a table, and that it can be dragged: made once, as it is asked for with every paint."""
Index = QModelIndex | QPersistentModelIndex


def freshness_word(row: PersonRow) -> str:
    """The word beside the shape: "quiet"; of a tie that held in an old archive how far that is: "as of Feb 2025"."""
    if row.as_of is None:
        return tr(str(row.freshness))
    known = words.day_known(row.as_of)
    return tr("as of {month} {year}", month=words.short_month(known.month), year=known.year)


def role_and_company(row: PersonRow) -> str:
    """ "CTO, Harbor", or the one of them that is known."""
    return words.one_line(", ".join(part for part in (row.role, row.company) if part), 160)


def below_name(row: PersonRow) -> str:
    """The line under the name: role and company, else where the person is known from."""
    return role_and_company(row) or ", ".join(dict.fromkeys(map(words.network_name, row.networks)))


class PeopleModel(QAbstractTableModel):
    """One column; the row's value is under the role `ROW`. Rows are read when they are painted."""

    def __init__(
        self,
        read: Callable[[Sequence[int]], list[PersonRow]],
        clock: Callable[[], int] = words.now_ms,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._read, self._clock = read, clock
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, PersonRow]] = OrderedDict()
        self._first: dict[int, PersonRow] = {}

    @property
    def ids(self) -> array[int]:
        """Who is listed, in order."""
        return self._ids

    def show_people(self, ids: array[int], first: Sequence[PersonRow] = ()) -> None:
        """Lists `ids` anew; first: the rows of the first of them, as far as they are read already. Whoever shows the
        model keeps selection and place (`PeopleView.show_people`)."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._first = {row.id: row for row in first}
        self.endResetModel()

    def forget(self, people: Iterable[int] | None) -> None:
        """The rows of these people (None: of anybody) are read anew when next painted."""
        if people is None:
            self._pages.clear()
            self._first.clear()
        else:
            changed = set(people)
            for person in changed.intersection(self._first):
                del self._first[person]
            for page, rows in list(self._pages.items()):
                if not changed.isdisjoint(rows):
                    del self._pages[page]
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def row_of(self, person: int) -> int:
        """Where somebody stands in the list; -1 when not in it."""
        try:
            return self._ids.index(person)
        except ValueError:
            return -1

    def person_at(self, row: int) -> int | None:
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def value(self, row: int) -> PersonRow | None:
        """The line at `row`; None when the person went in the meantime."""
        person = self._ids[row]
        first = self._first.get(person)
        if first is not None:
            return first
        page = row // PAGE
        rows = self._pages.get(page)
        if rows is None:
            wanted = self._ids[page * PAGE : (page + 1) * PAGE]
            rows = {read.id: read for read in self._read(wanted)}
            self._pages[page] = rows
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        return rows.get(person)

    # ------------------------------------------------------------------------------------------------ Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _FLAGS if index.isValid() else _DRAGGED

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (ROW, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.value(index.row())
        if row is None or role == ROW:
            return row
        name = words.one_line(row.name, 160)
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        parts = [name, below_name(row), freshness_word(row)]
        if row.last_contact is not None:
            parts.insert(
                2, tr("last contact {ago}", ago=words.ago(words.days_between(row.last_contact, self._clock())))
            )
        return ", ".join(part for part in parts if part)
