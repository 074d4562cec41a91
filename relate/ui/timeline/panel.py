"""A timeline with what belongs to it: the sheet for whole texts, the menu to hide, mend and copy."""

from __future__ import annotations

from array import array
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.moments import Moment
from relate.domain.records import Kind
from relate.services.views import PersonRow, TimelineRow
from relate.ui import words
from relate.ui.background import Background
from relate.ui.controls import label
from relate.ui.theme import theme
from relate.ui.timeline.lines import Lines
from relate.ui.timeline.model import PAGE, TimelineModel
from relate.ui.timeline.reading import ReadingSheet
from relate.ui.timeline.view import TimelineView
from relate.ui.timeline.wording import spoken
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library
    from relate.services.texts import FoundText
    from relate.ui.timeline.finding import Finding

LEAST: Final = 36
"""The height that the lines keep in a low window: so that the bar above them is whole."""
FEW: Final = 2000
"""Up to so many interactions a timeline is read at once, without a blank moment."""


class TimelinePanel(QWidget):
    """One person's timeline. `done(str)` says what was done, for the toast with its *Undo*."""

    done = Signal(str)

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._person: int | None = None
        self._top_gap = ""
        self._record: int | None = None
        self.model = TimelineModel(library.timeline.rows, self)
        self.view = TimelineView(self.model)
        self.view.setMinimumHeight(theme().px(LEAST))
        self.sheet = ReadingSheet()
        self._finding: Finding | None = None
        self._only: tuple[str | None, Kind | None] = (None, None)
        """The source and the kind that the timeline is narrowed to."""
        self._empty = label(role="muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._empty.hide()
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        column.addWidget(self.sheet)
        self.view.read.connect(self._read)
        self.view.asked_menu.connect(self._open_menu)
        self.view.selectionModel().currentRowChanged.connect(self._other_row)
        self.sheet.closed.connect(self.view.setFocus)
        self.sheet.file_known.connect(self._ask_where)
        self.view.find_wanted.connect(self.find_words)

    def show_person(self, person: int, top_gap: str = "") -> None:
        """Shows somebody's timeline; `top_gap` says how long nothing was heard, empty when that is not worth a line."""
        if person != self._person:
            self.sheet.hide()
        self._person, self._top_gap = person, top_gap
        if self._finding is not None:
            self._finding.set_person(person)
        self._read_lines()

    def set_top_gap(self, words: str) -> None:
        """How long nothing was heard is said otherwise from now on."""
        if words != self._top_gap:
            self._top_gap = words
            self._read_lines()

    def show_record(self, interaction: int) -> None:
        """Scrolls to an interaction of the person shown, now or when their timeline has come."""
        self._record = None if self.view.show_record(interaction) else interaction
        if self._record is not None and self._finding is not None:
            self._finding.widen()

    @property
    def finding(self) -> Finding:
        """The bar to find words and dates; made when somebody first wants it."""
        if self._finding is None:
            from relate.ui.timeline.finding import Finding

            self._finding = Finding(self._library, self._background, self.view)
            self._finding.set_person(self._person)
            self._finding.closed.connect(self.view.setFocus)
            self._finding.narrowed.connect(self._narrow)
            self._column.insertWidget(0, self._finding)
        return self._finding

    def find_words(self) -> None:
        """Ctrl+Shift+F, and "/" in the timeline."""
        self.finding.find_words()

    def go_to_date(self) -> None:
        """Ctrl+G."""
        self.finding.go_to_date()

    def on_change(self, change: ChangeSet) -> None:
        mine = change.people is None or self._person in change.people
        if (
            self._person is not None
            and mine
            and change.what & (What.TIMELINE | What.PEOPLE | What.OWNER | What.IMPORTS)
        ):
            self.show_person(self._person, self._top_gap)

    # ------------------------------------------------------------------------------------------- private

    def _read_lines(self) -> None:
        if self._person is not None:
            show = partial(self._show, self._person)
            self._background.run(
                self._library.timeline.opening, self._person, *self._only, PAGE, then=show, lane="timeline"
            )

    def _narrow(self, network: str | None, kind: Kind | None) -> None:
        if self._only != (network, kind):
            self._only = (network, kind)
            self._read_lines()

    def _show(self, person: int, opening: tuple[array[int], list[TimelineRow]]) -> None:
        if person != self._person:
            return
        ids, first = opening
        whole = self._only == (None, None)
        asides = self._library.timeline.derived(person)
        lines = Lines(ids, top_gap=bool(self._top_gap) and whole, silences=whole, asides=asides)
        self.view.show_lines(person, lines, self._top_gap if whole else "", first)
        self._empty.setVisible(not ids)
        self.view.setVisible(bool(ids))
        if not ids:
            # That nothing is known is said above; here, how it comes to be.
            nothing = tr("What you note above appears here. Mail and chats bring what was said before.")
            self._empty.setText(nothing if whole else tr("Nothing of that between you."))
        if self._finding is not None:
            self._finding.refresh()
        if self._record is not None:
            self.view.show_record(self._record)
            self._record = None

    def _read(self, row: TimelineRow) -> None:
        self._background.drop("text")
        if row.text_in_file:
            self.sheet.show_words(row, tr("Reading it from its file …"), self._person)
            found = partial(self._show_found, row)
            self._background.run(self._library.texts.of, row.id, then=found, lane="text")
        elif row.since is not None and row.detail:
            self._show_text(row, f"{row.text}, {row.detail}")
        elif row.cut:
            self._background.run(self._library.timeline.text, row.id, then=partial(self._show_text, row), lane="text")
        else:
            self._show_text(row, row.text)

    def _show_found(self, row: TimelineRow, found: FoundText) -> None:
        if found.problem:
            self.sheet.show_words(row, found.problem, self._person, elsewhere=bool(found.file))
        elif found.text:
            self._show_text(row, found.text)
        else:
            self.sheet.show_words(row, tr("Nothing was written in it."), self._person)

    def _ask_where(self, row: TimelineRow) -> None:
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, tr("Where is the file with this text now?"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(partial(self.look_in, row))
        dialog.open()

    def look_in(self, row: TimelineRow, name: str) -> None:
        """Looks for the text of a row in the file of that name."""
        found = partial(self._show_found, row)
        self._background.run(self._library.texts.look_in, row.id, Path(name), then=found, lane="text")

    def _show_text(self, row: TimelineRow, text: str) -> None:
        self.sheet.show_text(row, text, self._person)

    def _other_row(self) -> None:
        row = self.view.current_interaction()
        if row is not None and self.sheet.isVisible():
            self._read(row)

    def _open_menu(self, row: TimelineRow, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Read it whole")).triggered.connect(partial(self._read, row))
        menu.addAction(tr("Copy")).triggered.connect(partial(self._copy, row))
        if row.since is not None:
            # What follows from two archives is no row of the library that could be another.
            menu.popup(where)
            return
        menu.addSeparator()
        menu.addAction(tr("Another time …")).triggered.connect(partial(self._ask_time, row))
        menu.addAction(tr("Another person …")).triggered.connect(partial(self._ask_person, row))
        if row.by_user:
            menu.addAction(tr("Other words …")).triggered.connect(partial(self._ask_words, row))
        menu.addAction(tr("Hide")).triggered.connect(partial(self.hide_row, row))
        menu.popup(where)

    def _copy(self, row: TimelineRow) -> None:
        QGuiApplication.clipboard().setText(spoken(row, self._person))

    def hide_row(self, row: TimelineRow) -> None:
        """Takes an interaction out of sight; History and the toast bring it back."""
        says = partial(self._say, tr("Hidden"))
        self._background.bridge.when_done(self._library.timeline.hide(row.id), says)

    def change_time(self, row: TimelineRow, when: Moment) -> None:
        says = partial(self._say, tr("Moved to {date}", date=words.moment_words(when)))
        self._background.bridge.when_done(self._library.timeline.edit(row.id, at=when), says)

    def give_to(self, row: TimelineRow, person: PersonRow) -> None:
        """It was with somebody else: there it stands from now on."""
        says = partial(self._say, tr("Given to {name}", name=words.one_line(person.name, 60)))
        self._background.bridge.when_done(self._library.timeline.move(row.id, person.id, self._person), says)

    def change_words(self, row: TimelineRow, text: str) -> None:
        says = partial(self._say, tr("Other words kept"))
        self._background.bridge.when_done(self._library.timeline.edit(row.id, text=text), says)

    def _say(self, text: str, _result: object) -> None:
        self.done.emit(text)

    def _ask_time(self, row: TimelineRow) -> None:
        from relate.ui.timeline.mending import TimeDialog

        dialog = TimeDialog(row, self)
        dialog.chosen.connect(self.change_time)
        dialog.open()

    def _ask_person(self, row: TimelineRow) -> None:
        from relate.ui.timeline.mending import PersonDialog

        dialog = PersonDialog(self._library, self._background, row, self)
        dialog.chosen.connect(self.give_to)
        dialog.open()

    def _ask_words(self, row: TimelineRow) -> None:
        self._background.run(self._library.timeline.text, row.id, then=partial(self._open_words, row), lane="text")

    def _open_words(self, row: TimelineRow, text: str) -> None:
        from relate.ui.timeline.mending import WordsDialog

        dialog = WordsDialog(row, text, self)
        dialog.chosen.connect(self.change_words)
        dialog.open()
