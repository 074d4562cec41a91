"""Every step, searched and taken back: each tells what its undo took and what it left."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.library import Library
from relate.services.views import ImportReport, StepView, UndoReport
from relate.ui.background import Background
from relate.ui.controls import Elided, LineEdit, button, frame, label, offer_to_clear
from relate.ui.imports.texts import undo_lines
from relate.ui.places.page import Page, clear
from relate.ui.theme import theme
from relate.ui.words import counted, harmless, local, long_day, one_line, tr

AT_FIRST = 60
LANE = "history"
TYPING_MS = 120
NAMED = 3
"""How many people a line names before it says that there are others."""


class StepLine(QWidget):
    """A step: when, what, and its undo."""

    undo_wanted = Signal(object)
    redo_wanted = Signal(object)
    import_chosen = Signal(object)

    def __init__(self, step: StepView) -> None:
        super().__init__()
        self.step = step
        self._is_asked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 6, 12, 6)
        self._column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        when = label(f"{local(step.at_ms):%H:%M}", "muted")
        when.setMinimumWidth(theme().px(48))
        row.addWidget(when)
        row.addWidget(Elided(_says(step), "muted" if step.undone else "ink"), 1)
        if step.import_id is not None and step.can_undo:
            result = button(tr("Show"), "link", name=tr("Show the result: {step}", step=one_line(step.title, 80)))
            result.clicked.connect(self._show_import)
            row.addWidget(result)
        self.undo = button(tr("Undo"), name=tr("Undo: {step}", step=one_line(step.title, 80)))
        if step.can_undo:
            self.undo.clicked.connect(self._undo)
            row.addWidget(self.undo)
        elif step.undone:
            row.addWidget(label(tr("taken back"), "muted", small=True))
            if step.can_put_back:
                self.undo = button(tr("Put back"), name=tr("Put back: {step}", step=one_line(step.title, 80)))
                self.undo.clicked.connect(self._redo)
                row.addWidget(self.undo)
        self._column.addLayout(row)

    def show_report(self, report: UndoReport) -> None:
        """Says below the line what its undo did."""
        # Of a step of the user's own only what could not be taken back is news; an import tells both.
        told = report if self.step.import_id is not None else replace(report, gone=())
        if not (told.gone or told.kept):
            return
        for words in undo_lines(told):
            line = label(words, "muted", small=True, wrap=True)
            line.setContentsMargins(theme().px(60), 0, 0, 0)
            self._column.addWidget(line)

    def _show_import(self) -> None:
        self.import_chosen.emit(self.step.import_id)

    def _undo(self) -> None:
        self._once(self.undo_wanted)

    def _redo(self) -> None:
        self._once(self.redo_wanted)

    def _once(self, wanted: SignalInstance) -> None:
        """The button is not put out of action: the keys would go on to the next one, and undo that as well."""
        if not self._is_asked:
            self._is_asked = True
            wanted.emit(self.step)


class HistoryPlace(Page):
    """The newest step first. Reads again whenever a step was made or taken back."""

    import_chosen = Signal(object)
    """The id of an import whose result is to be shown."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("History"),
            tr("Everything that was changed here, by you or by an import. Each step can be taken back at any time."),
            widest=900,
            parent=parent,
        )
        self._library, self._background = library, background
        self._limit = AT_FIRST
        self._reports: dict[int, UndoReport] = {}
        self._lines: list[StepLine] = []
        row = QHBoxLayout()
        row.setSpacing(8)
        self.search = LineEdit()
        self.search.setProperty("kind", "search")
        self.search.setPlaceholderText(tr("Search in what was done"))
        self.search.setAccessibleName(tr("Search in what was done"))
        offer_to_clear(self.search)
        self.setFocusProxy(self.search)
        row.addWidget(self.search, 1)
        self.redo = button(tr("Redo"), icon="redo-2", name=tr("Put back what was taken back last"))
        self.redo.clicked.connect(self._redo)
        self.redo.setEnabled(False)
        row.addWidget(self.redo)
        self.column.addLayout(row)
        self._answer = label("", "muted", wrap=True)
        self._answer.hide()
        self.column.addWidget(self._answer)
        self._steps = QVBoxLayout()
        self._steps.setSpacing(8)
        self.column.addLayout(self._steps)
        self.column.addStretch()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_MS)
        self._soon.timeout.connect(self.refresh)
        self.search.textChanged.connect(self._typed)
        background.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Reads the steps that fit the search."""
        self._background.run(self._read, self.search.text().strip(), self._limit, then=self._show, lane=LANE)

    def _read(self, text: str, limit: int) -> tuple[list[StepView], bool]:
        """The steps, and whether one can be done again."""
        return self._library.history.steps(text, limit), self._library.history.can_redo()

    def _typed(self) -> None:
        self._limit = AT_FIRST
        self._soon.start()

    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible() and (change.step is not None or change.what & (What.HISTORY | What.IMPORTS)):
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()

    # ----------------------------------------------------------------------------------------------- showing

    def _show(self, read: tuple[list[StepView], bool]) -> None:
        steps, can_redo = read
        if self.redo.hasFocus() and not can_redo:
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.redo.setEnabled(can_redo)
        at = self.window().focusWidget()
        if any(line.isAncestorOf(at) for line in self._lines):
            # Not to the next Undo, nor out of the place: a key pressed once more takes nothing back.
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        clear(self._steps)
        self._lines = []
        day = None
        inside: QVBoxLayout | None = None
        for step in steps:
            date = local(step.at_ms).date()
            if date != day or inside is None:
                day = date
                self._steps.addWidget(label(_day_words(step.at_ms, self._library.clock()), bold=True))
                box = frame("card")
                inside = QVBoxLayout(box)
                inside.setContentsMargins(0, 4, 0, 4)
                inside.setSpacing(0)
                self._steps.addWidget(box)
            inside.addWidget(self._line(step))
        if not steps:
            words = tr("No step fits.") if self.search.text().strip() else tr("Nothing was changed yet.")
            self._steps.addWidget(label(words, "muted"))
        if len(steps) == self._limit:
            more = button(tr("Show earlier ones"), "quiet")
            more.clicked.connect(self._show_earlier)
            self._steps.addWidget(more, 0, Qt.AlignmentFlag.AlignHCenter)

    def _line(self, step: StepView) -> StepLine:
        line = StepLine(step)
        line.undo_wanted.connect(self._undo)
        line.redo_wanted.connect(self._put_back)
        line.import_chosen.connect(self.import_chosen)
        self._lines.append(line)
        if step.undone and step.id in self._reports:
            line.show_report(self._reports[step.id])
        return line

    def _show_earlier(self) -> None:
        self._limit *= 2
        self.refresh()

    # ------------------------------------------------------------------------------------------------- undo

    def _undo(self, step: StepView) -> None:
        then = partial(self._undone, step.id)
        self._background.bridge.when_done(self._library.history.undo(step.id), then, self._failed)

    def _undone(self, step: int, report: UndoReport) -> None:
        self._reports[step] = report
        self.refresh()

    def _put_back(self, step: StepView) -> None:
        assert step.import_id is not None
        self._background.bridge.when_done(self._library.imports.redo(step.import_id), self._is_back, self._failed)

    def _is_back(self, report: ImportReport) -> None:
        self._say(tr("{title} is back.", title=one_line(report.title, 80)))
        self.refresh()

    def _redo(self) -> None:
        self._background.bridge.when_done(self._library.history.redo(), self._redone, self._failed)

    def _redone(self, report: UndoReport) -> None:
        self._say(tr("Put back: {title}", title=one_line(report.title, 80)))
        self.refresh()

    def _failed(self, problem: BaseException) -> None:
        self._background.bridge.complain(problem)
        self.refresh()

    def _say(self, words: str) -> None:
        self._answer.setText(harmless(words))
        self._answer.show()


def _says(step: StepView) -> str:
    """The title, and the people of the step that it does not name itself."""
    names = [one_line(name, 40) for _, name in step.people if name and name not in step.title]
    if others := max(len(names) - NAMED, 0) + step.others:
        names = [*names[:NAMED], counted(others, "and one other", "and {n} others")]
    return one_line(step.title, 200) + (f" · {', '.join(names)}" if names else "")


def _day_words(at_ms: int, now_ms: int) -> str:
    day, today = local(at_ms).date(), local(now_ms).date()
    if day == today:
        return tr("Today")
    return tr("Yesterday") if (today - day).days == 1 else long_day(day)
