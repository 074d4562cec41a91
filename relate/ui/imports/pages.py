"""The place of imports: what is being read above, what was brought below. The window stays usable all the while."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relate.services.answers import Said
from relate.services.views import ImportOutcome, ImportReport, Progress, UndoReport, UnknownFile
from relate.ui.background import Background
from relate.ui.controls import button, label
from relate.ui.imports import asking_texts, texts
from relate.ui.imports.mapping import MappingPage
from relate.ui.imports.progress import ProgressCard
from relate.ui.imports.questions import QuestionPage
from relate.ui.imports.queue import Drop, ImportQueue
from relate.ui.imports.result import ResultPage
from relate.ui.places.page import Page, clear
from relate.ui.words import harmless, one_line

if TYPE_CHECKING:
    from relate.services.asking import Asked
    from relate.services.library import Library

WIDEST = 1320
"""Pixels; wider lines are not read."""


class ImportPages(Page):
    """Reads what is dropped, one drop after the other, and shows what came of each."""

    finished = Signal(object)
    """An ImportOutcome: something was read. Also when nothing in it could be."""
    progressed = Signal(str)
    """What is being read and how far it is, for the status bar; "" when nothing is."""
    person_chosen = Signal(object)
    place_people = Signal()
    owner_wanted = Signal()
    new_people_wanted = Signal(object)
    event_wanted = Signal(object)
    today_wanted = Signal()
    files_wanted = Signal()
    """Other files are to be chosen."""
    how_to_wanted = Signal()
    """How an archive is got is to be shown."""
    said = Signal(str)
    """What came of an import that ended while another place was shown."""

    def __init__(
        self,
        library: Library,
        background: Background,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(widest=WIDEST, parent=parent)
        self._library, self._background, self._clock = library, background, library.clock
        self.queue = ImportQueue(library, background, self)
        self._cards: dict[Drop, ProgressCard] = {}
        self._questions: dict[Drop, QuestionPage] = {}
        self._build()
        self.queue.added.connect(self._added)
        self.queue.began.connect(self._began)
        self.queue.progressed.connect(self._progressed)
        self.queue.asked.connect(self._asked)
        self.queue.finished.connect(self._finished)
        self.queue.failed.connect(self._failed)
        self.queue.cancelled.connect(self._cancelled)

    def start(self, paths: Sequence[Path], *, knowing: bool = False) -> None:
        """Reads these files, folders and archives, now or after what is being read; knowing: as `Drop` has it."""
        if not self.queue.busy:
            clear(self._results)
        self.queue.add(list(paths), knowing=knowing)

    def show_import(self, import_id: int) -> None:
        """The result of an import of former days, with its undo. What is being read stays above it."""
        report = self._library.imports.report(import_id)
        clear(self._results)
        self._nothing.hide()
        self._results.addWidget(self._result(report))

    @property
    def busy(self) -> bool:
        return self.queue.busy

    # ---------------------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.column.setSpacing(16)
        self._running = QVBoxLayout()
        self._results = QVBoxLayout()
        self._nothing = label(texts.nothing_dropped(), "muted", wrap=True)
        self.column.addWidget(self._nothing)
        self.column.addLayout(self._running)
        self.column.addLayout(self._results)
        self.column.addStretch()

    # --------------------------------------------------------------------------------------- what the queue says

    def _added(self, drop: Drop) -> None:
        self._nothing.hide()
        card = ProgressCard(drop)
        card.cancel_wanted.connect(self._cancel)
        self._cards[drop] = card
        self._running.addWidget(card)

    def _began(self, drop: Drop) -> None:
        self._cards[drop].begin()
        self.progressed.emit(texts.reading(drop.title, 0.0))

    def _progressed(self, drop: Drop, progress: Progress) -> None:
        card, title = self._cards[drop], progress.title or drop.title
        card.show_progress(progress)
        self.progressed.emit(
            texts.cancelling_what(title) if card.is_cancelled else texts.reading(title, progress.fraction)
        )

    def _asked(self, drop: Drop, asked: Asked) -> None:
        """In the place of its progress, until it is answered."""
        card = self._cards[drop]
        card.hide()
        page = MappingPage(asked, self._library, self._background) if asked.has_columns else QuestionPage(asked)
        page.answered.connect(partial(self._answer, drop))
        page.left_out.connect(partial(self._leave_out, drop))
        page.cancel_wanted.connect(partial(self.queue.cancel, drop))
        self._questions[drop] = page
        self._running.insertWidget(self._running.indexOf(card), page)
        self.progressed.emit(texts.waits_for_answer(asked.archive.title))
        if self.isVisible():
            page.show()  # what is not shown yet does not get the keys of a window that lies behind another
            page.take_keys()
        else:
            self.said.emit(asking_texts.asks(asked.archive.title))

    def _answer(self, drop: Drop, said: Said) -> None:
        self._goes_on(drop)
        self.queue.answer(drop, said)

    def _leave_out(self, drop: Drop) -> None:
        self._goes_on(drop)
        self.queue.leave_out(drop)

    def _goes_on(self, drop: Drop) -> None:
        self._forget_question(drop)
        card = self._cards[drop]
        card.begin()
        card.show()
        card.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        self.progressed.emit(texts.reading(drop.title, 0.0))

    def _forget_question(self, drop: Drop) -> None:
        page = self._questions.pop(drop, None)
        if page is not None:
            page.hide()
            self._running.removeWidget(page)
            page.deleteLater()

    def _finished(self, drop: Drop, outcome: ImportOutcome) -> None:
        had_keys = self._cards[drop].isAncestorOf(QApplication.focusWidget() or self)
        self._remove(drop)
        for report in outcome.imports:
            self._results.addWidget(self._result(report))
            if report.id in outcome.answered:
                self._results.addWidget(self._answered(drop, report))
        for names, says in ((outcome.again, texts.parts_again), (outcome.apart, texts.parts_apart)):
            if names and outcome.imports:
                self._results.addWidget(label(says(names), "muted", wrap=True, selectable=True))
        if outcome.cancelled:
            self._say_cancelled(drop)
        if outcome.unknown:
            self._results.addWidget(self._unknown(drop, outcome.unknown, all_unknown=not outcome.imports))
        if outcome.imports:
            on = self._on_to_today()
            self._results.addWidget(on, 0, Qt.AlignmentFlag.AlignLeft)
            if had_keys:  # else they would go to the search at the head
                on.show()
                on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.finished.emit(outcome)
        if not self.isVisible():
            titles = [texts.ended(report) for report in outcome.imports]
            self.said.emit(" ".join(titles) or texts.unknown_title(True, len(outcome.unknown)))

    def _failed(self, drop: Drop, sentence: str) -> None:
        self._remove(drop)
        if not self.isVisible():
            self.said.emit(sentence or texts.bug())
        self._results.addWidget(self._trouble(drop, texts.failed_title(), (sentence or texts.bug(),), again=True))

    def _cancel(self, drop: Drop) -> None:
        self.queue.cancel(drop)
        if drop in self._cards:  # what is written of it is taken back first
            self.progressed.emit(texts.cancelling_what(self._cards[drop].title.text()))

    def _cancelled(self, drop: Drop) -> None:
        """Taken back while it waited, or while it was read."""
        self._remove(drop)
        self._say_cancelled(drop)

    def _say_cancelled(self, drop: Drop) -> None:
        self._results.addWidget(self._trouble(drop, one_line(drop.title, 120), (texts.cancelled(),), again=True))

    def _remove(self, drop: Drop) -> None:
        self._forget_question(drop)
        card = self._cards.pop(drop)
        card.hide()
        card.deleteLater()
        if not self._cards:
            self.progressed.emit("")

    # ------------------------------------------------------------------------------------------------- parts

    def _result(self, report: ImportReport) -> ResultPage:
        page = ResultPage(self._library, self._background, report, self._clock())
        page.person_chosen.connect(self.person_chosen)
        page.place_people.connect(self.place_people)
        page.owner_wanted.connect(self.owner_wanted)
        page.new_people_wanted.connect(self.new_people_wanted)
        page.event_wanted.connect(self.event_wanted)
        return page

    def _answered(self, drop: Drop, report: ImportReport) -> QWidget:
        """That it was read with answers, and the way to other ones: it goes, and is asked about again."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 16)
        row.addWidget(label(asking_texts.answered_before(), "muted"))
        again = button(asking_texts.otherwise(), "link")
        again.clicked.connect(partial(self._answer_otherwise, drop, report.id))
        row.addWidget(again)
        row.addStretch()
        return line

    def _answer_otherwise(self, drop: Drop, import_id: int, _checked: bool = False) -> None:
        sender = self.sender()
        if isinstance(sender, QWidget):
            sender.setEnabled(False)
        self._background.bridge.when_done(self._library.imports.undo(import_id), partial(self._undone, drop))

    def _undone(self, drop: Drop, _report: UndoReport) -> None:
        self.start(drop.paths)

    def _unknown(self, drop: Drop, files: Sequence[UnknownFile], *, all_unknown: bool) -> QWidget:
        title = texts.unknown_title(all_unknown, len(files))
        box = self._trouble(drop, title, tuple(_sentence(file) for file in files), again=False)
        if all_unknown:  # there is no result to go on from
            row = QHBoxLayout()
            row.setSpacing(8)
            for words, wanted in ((texts.other_files(), self.files_wanted), (texts.how_to(), self.how_to_wanted)):
                go = button(words)
                go.clicked.connect(wanted)
                row.addWidget(go)
            row.addStretch()
            box.inside.addLayout(row)
        return box

    def _trouble(self, drop: Drop, title: str, sentences: Sequence[str], *, again: bool) -> _Trouble:
        box = _Trouble()
        column = box.inside
        column.addWidget(label(title, step=1, bold=True, wrap=True))
        for sentence in sentences[:100]:
            column.addWidget(label(harmless(sentence, 500), wrap=True, selectable=True))
        if len(sentences) > 100:
            column.addWidget(label(texts.and_others(len(sentences) - 100), "muted"))
        if again:
            retry = button(texts.try_again())
            retry.clicked.connect(partial(self._retry, drop))
            column.addWidget(retry, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _retry(self, drop: Drop, _checked: bool = False) -> None:
        self.start(drop.paths)

    def _on_to_today(self) -> QWidget:
        on = button(texts.to_today())
        on.clicked.connect(self.today_wanted)
        return on


class _Trouble(QFrame):
    """A card that says what could not be read; `inside` holds its lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(16, 16, 16, 16)
        self.inside.setSpacing(8)


def _sentence(file: UnknownFile) -> str:
    """The reason names the file in most cases; where it does not, the name stands before it."""
    return file.reason if file.name in file.reason else f"{file.name}: {file.reason}"
