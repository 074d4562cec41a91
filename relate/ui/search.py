"""Ctrl+K: people, messages and commands that answer what is typed in the field at the head."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from relate.services.views import PeopleQuery, Shown
from relate.ui import words
from relate.ui.background import Background
from relate.ui.contacts.model import role_and_company
from relate.ui.controls import label
from relate.ui.faces import face
from relate.ui.icons import pixmap
from relate.ui.theme import theme
from relate.ui.timeline.wording import heading
from relate.ui.topbar import SearchField
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library

PEOPLE: Final = 6
MESSAGES: Final = 8
FEWEST_LETTERS: Final = 2
LEAST_WIDTH: Final = 320
ANSWER = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the popup: a person, what was said and where, or a command by its key."""

    title: str
    below: str
    person: int | None = None
    interaction: int | None = None
    command: str = ""
    icon: str = ""


def find(library: Library, text: str) -> list[Answer]:
    """People and messages for `text`; reader thread."""
    people = library.people
    found = people.rows(people.ids(PeopleQuery(shown=Shown.EVERYONE, text=text))[:PEOPLE])
    answers = [Answer(words.one_line(row.name, 120), role_and_company(row), person=row.id) for row in found]
    for hit in library.timeline.search(text, MESSAGES) if len(text) >= FEWEST_LETTERS else ():
        if hit.row.people:
            said = f"{words.moment_words(hit.row.at)} · {heading(hit.row, None)}"
            shown = words.one_line(hit.snippet or hit.row.text or hit.row.title, 160)
            answers.append(Answer(shown, said, hit.row.people[0][0], hit.row.id))
    return answers


class _AnswersModel(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.answers: list[Answer] = []

    def show(self, answers: list[Answer]) -> None:
        self.beginResetModel()
        self.answers = answers
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.answers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        answer = self.answers[index.row()]
        if role == ANSWER:
            return answer
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{answer.title}, {answer.below}"
        return None


class _AnswerDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        answer = index.data(ANSWER)
        look, rect = theme(), option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, look.colour("picked"))
        size = look.px(28)
        top = rect.top() + (rect.height() - size) // 2
        if answer.person is not None and answer.interaction is None:
            painter.drawPixmap(rect.left() + 12, top, face(answer.person, answer.title, size))
        else:
            picture = pixmap(answer.icon or "message-circle")
            painter.drawPixmap(rect.left() + 12 + (size - 20) // 2, top + (size - 20) // 2, picture)
        left, right = rect.left() + 12 + size + 12, rect.right() - 12
        bold, plain = look.font(bold=answer.interaction is None), look.font(small=True)
        for font, part, text, low in ((bold, "ink", answer.title, False), (plain, "muted", answer.below, True)):
            metrics = QFontMetrics(font)
            middle = rect.center().y()
            y = middle + 1 if low else middle - metrics.height()
            if not answer.below:
                y = middle - metrics.height() // 2
            painter.setFont(font)
            painter.setPen(look.colour(part))
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, right - left)
            painter.drawText(QRect(left, y, right - left, metrics.height()), Qt.AlignmentFlag.AlignVCenter, shown)


class SearchResults(QFrame):
    """The popup. `person_chosen(person)`, `record_chosen(person, interaction)`, `command_chosen(key)`."""

    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    command_chosen = Signal(str)

    def __init__(
        self, library: Library, background: Background, field: SearchField, commands: Sequence[Answer], window: QWidget
    ) -> None:
        super().__init__(window)
        self._library, self._background, self._field = library, background, field
        self._commands = tuple(commands)
        self._window = window
        self._moved = False
        self.setProperty("kind", "sheet")
        self.model = _AnswersModel(self)
        self.view = QTableView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_AnswerDelegate(self.view))
        self.view.setAccessibleName(tr("Found"))
        self.view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.view.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setShowGrid(False)
        self.view.setMouseTracking(True)
        self.view.horizontalHeader().hide()
        self.view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(theme().px(46))
        self._nothing = label(tr("Nothing found."), "muted")
        self._nothing.setContentsMargins(16, 12, 16, 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 6, 1, 6)
        column.addWidget(self._nothing)
        column.addWidget(self.view)
        self.hide()
        field.textChanged.connect(self._typed)
        field.moved.connect(self._move)
        field.chosen.connect(self._choose)
        field.escaped.connect(self.close_popup)
        self.view.clicked.connect(self._clicked)
        window.installEventFilter(self)

    def open(self) -> None:
        """Somebody is in the field: answers to what stands there, and the commands."""
        self._typed(self._field.text())

    def close_popup(self) -> None:
        """Away with it; the field is emptied."""
        self._background.drop("search")
        self._field.give_back()
        self._field.setText("")  # not clear(): what was looked for is over, and Ctrl+Z does not bring it back
        self.hide()

    def show_answers(self, answers: list[Answer]) -> None:
        """Shows what was found, and the commands whose name holds what is typed."""
        text = self._field.text().strip().casefold()
        shown = [command for command in self._commands if text in command.title.casefold()] if text else self._commands
        former = self.view.currentIndex().data(ANSWER) if self._moved else None
        # A command that was named stands before what was said: of that there is always more.
        said = [answer for answer in answers if answer.interaction is not None]
        self.model.show([*(answer for answer in answers if answer.interaction is None), *shown, *said])
        if self.model.answers:
            # An answer that comes while somebody goes through the list does not move the mark.
            self.view.selectRow(self.model.answers.index(former) if former in self.model.answers else 0)
        self._nothing.setVisible(not self.model.answers)
        self.view.setVisible(bool(self.model.answers))
        self._place()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.isVisible():
            return False
        if event.type() == QEvent.Type.Resize:
            self._place()
        elif event.type() == QEvent.Type.MouseButtonPress:
            self.close_popup()
        return False

    # ------------------------------------------------------------------------------------------- private

    def _typed(self, text: str) -> None:
        self._moved = False
        if text.strip():
            self._background.run(find, self._library, text.strip(), then=self.show_answers, lane="search")
        elif self._field.hasFocus():
            self._background.drop("search")
            self.show_answers([])

    def _place(self) -> None:
        where = self._field.mapTo(self._window, QPoint(0, self._field.height() + 4))
        rows = min(len(self.model.answers), 12)
        height = 14 + max(rows * theme().px(46), theme().px(44))
        # With large text the field may be narrow: names are read beside it.
        width = max(self._field.width(), min(theme().px(LEAST_WIDTH), self._window.width() - where.x() - 16))
        self.setGeometry(where.x(), where.y(), width, min(height, self._window.height() - where.y() - 24))

    def _move(self, by: int) -> None:
        if self.model.answers:
            self._moved = True
            row = min(max(self.view.currentIndex().row() + by, 0), len(self.model.answers) - 1)
            self.view.selectRow(row)

    def _choose(self) -> None:
        self._clicked(self.view.currentIndex())

    def _clicked(self, index: QModelIndex) -> None:
        answer = index.data(ANSWER)
        if not self.isVisible() or not isinstance(answer, Answer):
            return
        self.close_popup()
        if answer.command:
            self.command_chosen.emit(answer.command)
        elif answer.interaction is not None:
            self.record_chosen.emit(answer.person, answer.interaction)
        else:
            self.person_chosen.emit(answer.person)
