"""What an import brought: the first one shows the people talked with most, a later one what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import KnownError
from relate.services.event_views import ProposedEvent
from relate.services.views import Card, ImportReport, PersonRow, UndoReport
from relate.ui.background import Background
from relate.ui.contacts.model import role_and_company
from relate.ui.controls import button, frame, label
from relate.ui.events.texts import days_of, joined_offer, list_of, question
from relate.ui.imports import texts
from relate.ui.imports.accounts import RowAccount
from relate.ui.imports.brought import NEW_SHOWN, AboutEvents, Brought, Changed, about_events, read_brought
from relate.ui.imports.side_by_side import SideBySide
from relate.ui.places.page import clear
from relate.ui.reconnect import texts as drawers
from relate.ui.reconnect.line import PersonLine
from relate.ui.words import harmless, one_line

if TYPE_CHECKING:
    from relate.services.event_views import EventView
    from relate.services.library import Library

MOST_CHANGED = 200
"""More people with news than these are not read on one page."""
LINE = 44
"""Characters of the last line that a drawer quotes: what is said after it is read whole beside the other drawers."""
BELOW_TITLE = 20
"""Between what the page is about and what stands on it."""


class ResultPage(QWidget):
    """The result of one import, with its undo."""

    person_chosen = Signal(object)
    place_people = Signal()
    owner_wanted = Signal()
    new_people_wanted = Signal(object)
    """The id of the import whose new people are to be listed."""
    event_wanted = Signal(object)
    """(ProposedEvent or EventView): days that may have been one, to be named; or one to look at."""

    def __init__(
        self, library: Library, background: Background, report: ImportReport, now_ms: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._report = library, background, report
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(12)
        self.title = label(texts.title(report), step=2, bold=True, wrap=True)
        self.subtitle = label(one_line(texts.subtitle(report)), "muted", wrap=True)
        head = QVBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.title)
        head.addWidget(self.subtitle)
        if report.partial and report.state == "live":
            head.addWidget(label(texts.partial(), "muted", small=True, wrap=True))
        head.setContentsMargins(0, 0, 0, BELOW_TITLE - column.spacing())
        column.addLayout(head)
        self._question = QVBoxLayout()
        column.addLayout(self._question)
        self._brought = SideBySide()
        column.addWidget(self._brought)
        self._events = QVBoxLayout()
        column.addLayout(self._events)
        self.undo = button(texts.undo())
        self.undo.clicked.connect(self._undo)
        self.undo.setVisible(report.state == "live")
        self.account = RowAccount(report, self.undo)
        column.addWidget(self.account)
        self._after = QVBoxLayout()
        column.addLayout(self._after)
        background.bridge.changed.connect(self._library_changed)
        background.run(read_brought, library, report, now_ms, then=self._show, failed=self._explain)

    # ---------------------------------------------------------------------------------------------- showing

    def _show(self, brought: Brought) -> None:
        self.title.setText(texts.title(self._report, brought.conversations, brought.since))
        if not brought.owner_known:
            self._question.addWidget(self._owner_question())
        for event in brought.events.lists[:1]:
            self._question.addWidget(self._list_of(event))
        if self._report.first:
            self._show_first(brought)
        elif self._report.people_new or self._report.people_matched or brought.changed:
            self._show_later(brought)
        self._offer_events(brought.events)

    def _library_changed(self, change: ChangeSet) -> None:
        """Days that were named, or are none, are not offered any more."""
        if What.EVENTS in change.what and self._events.count():
            self._background.run(self._read_events, then=self._offer_events)

    def _read_events(self) -> AboutEvents:
        return about_events(self._library, self._report)

    def _offer_events(self, about: AboutEvents) -> None:
        """One quiet line for the newest event on whose list some of them stood, and one for the newest days that may
        have been an event; the place has all of them."""
        clear(self._events)
        for event, count in about.arrived[:1]:
            self._offer(joined_offer(event.name, count), texts.join_them(), texts.join_these(event.name), event)
        for days in about.proposed[:1]:
            says = texts.may_be_event(question(days), len(about.proposed) - 1)
            self._offer(says, texts.name_event(), texts.name_these(days_of(days)), days)

    def _list_of(self, event: EventView) -> QWidget:
        """Whose list it was, and the way to walk through it."""
        box = _card()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(12)
        row.addWidget(label(list_of(event), bold=True, wrap=True), 1)
        look = button(texts.look_at_it(), name=texts.look_at(event.name))
        look.clicked.connect(partial(self._want_event, event))
        row.addWidget(look)
        return box

    def _offer(self, says: str, does: str, name: str, what: ProposedEvent | EventView) -> None:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(label(says, "muted"))
        go = button(does, "link", name=name)
        go.clicked.connect(partial(self._want_event, what))
        row.addWidget(go)
        row.addStretch()
        self._events.addWidget(box)

    def _want_event(self, what: ProposedEvent | EventView, _checked: bool = False) -> None:
        self.event_wanted.emit(what)

    def _show_first(self, brought: Brought) -> None:
        left = _card()
        inside = _column(left)
        for place, (row, days) in enumerate(brought.top):
            does = role_and_company(row)
            inside.addWidget(self._line(row.id, row.name, does, texts.contact_days(days, place == 0), row.has_photo))
        if not brought.top:
            words = label(texts.nobody_talked(), wrap=True)
            words.setContentsMargins(12, 8, 12, 8)
            inside.addWidget(words)
        if brought.to_place:
            inside.addLayout(self._placing(brought.to_place))
        self._brought.put(0, texts.talked_most() if brought.top else "", left)
        if brought.begin_with:
            self._brought.put(1, texts.begin_with(len(brought.begin_with)), self._drawers(brought))

    def _placing(self, to_place: int) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        placing = button(drawers.place_people(to_place), "filled")
        placing.clicked.connect(self.place_people)
        row.addWidget(placing)
        row.addWidget(label(texts.sharpens(), "muted"))
        row.addStretch()
        return row

    def _drawers(self, brought: Brought) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in brought.begin_with:
            drawer = _card()
            inside = _column(drawer)
            # As beside the list: names alone tell of no talk.
            title = drawers.drawer(card.section) if brought.talked else drawers.no_talk_known()
            heading = label(title, "muted", small=True)
            heading.setContentsMargins(12, 4, 12, 0)
            inside.addWidget(heading)
            inside.addWidget(self._line(card.person, card.name, _begins_with(card), "", card.has_photo))
            column.addWidget(drawer)
        column.addStretch()
        return box

    def _show_later(self, brought: Brought) -> None:
        """Who has news, who is new, and where one of them is missing what it was in all."""
        parts: list[tuple[str, QWidget]] = []
        if brought.changed:
            changed = self._changed(brought.changed, NEW_SHOWN)
            parts.append((texts.have_news(len(brought.changed)), changed))
        if brought.new:
            new = [(row, role_and_company(row), "") for row in brought.new]
            listed = partial(self.new_people_wanted.emit, self._report.id)
            people = self._people(new, self._report.people_new, listed)
            parts.append((texts.new_people(self._report.people_new), people))
        if len(parts) < 2:
            parts.append((texts.what_is_new(), self._sums_card()))
        for place, (heading, widget) in enumerate(parts):
            self._brought.put(place, heading, widget)

    def _changed(self, changed: Sequence[Changed], most: int) -> QWidget:
        shown = [(one.person, one.words, one.close) for one in changed[:most]]
        return self._people(shown, len(changed), partial(self._show_all_changed, changed))

    def _show_all_changed(self, changed: Sequence[Changed]) -> None:
        self._brought.replace(0, self._changed(changed, MOST_CHANGED))

    def _people(self, shown: Sequence[tuple[PersonRow, str, str]], count: int, go_on: Callable[[], object]) -> QWidget:
        """A card of people, (who, what of them, why it matters), and the others, whom `go_on` shows."""
        box = _card()
        inside = _column(box)
        for row, words, beside in shown:
            inside.addWidget(self._line(row.id, row.name, words, beside, row.has_photo, warm=True))
        if (others := count - len(shown)) > 0:
            more = button(texts.and_others(others), "link")
            more.clicked.connect(go_on)
            inside.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch()
        return box

    def _sums_card(self) -> QWidget:
        box = _card()
        inside = _column(box)
        for total in self._sums():
            line = label(total, wrap=True)
            line.setContentsMargins(12, 4, 12, 4)
            inside.addWidget(line)
        inside.addStretch()
        return box

    def _sums(self) -> tuple[str, ...]:
        report = self._report
        lines = [texts.new_people(report.people_new)]
        if report.interactions_new:  # an address book has none, ever
            lines.append(texts.new_rows(report.interactions_new))
        if report.people_matched:
            lines.append(texts.known_already(report.people_matched))
        return tuple(lines)

    def _line(
        self, person: int, name: str, words: str, beside: str, has_photo: bool, *, warm: bool = False
    ) -> PersonLine:
        photo = self._library.people.photo(person) if has_photo else None
        line = PersonLine(person, name, words, beside, photo=photo, warm=warm)
        line.chosen.connect(self.person_chosen)
        return line

    def _owner_question(self) -> QWidget:
        box = _card()
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(label(texts.who_are_you(), bold=True))
        column.addWidget(label(texts.why_ask(), "muted", wrap=True))
        tell = button(texts.tell_who())
        tell.clicked.connect(self.owner_wanted)
        column.addWidget(tell, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    # ------------------------------------------------------------------------------------------------- undo

    def _undo(self) -> None:
        self.undo.setEnabled(False)
        self.undo.setText(texts.undoing())
        self._background.bridge.when_done(
            self._library.imports.undo(self._report.id), self._show_undone, self._undo_failed
        )

    def _show_undone(self, report: UndoReport) -> None:
        self.undo.hide()
        self.title.setText(texts.undone())
        self._brought.clear()
        for layout in (self._question, self._events):
            clear(layout)
        self._after.addWidget(undo_card(report))
        self.again = button(texts.put_back())
        self.again.clicked.connect(self._redo)
        self._after.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    def _undo_failed(self, problem: BaseException) -> None:
        self.undo.setEnabled(True)
        self.undo.setText(texts.undo())
        self._background.bridge.complain(problem)

    def _redo(self) -> None:
        self.again.setEnabled(False)
        self._background.bridge.when_done(
            self._library.imports.redo(self._report.id), self._back_again, self._redo_failed
        )

    def _back_again(self, _report: ImportReport) -> None:
        clear(self._after)
        self.undo.setText(texts.undo())
        self.undo.setEnabled(True)
        self.undo.show()
        self._background.run(read_brought, self._library, self._report, self._report.at_ms, then=self._show)

    def _redo_failed(self, problem: BaseException) -> None:
        self.again.setEnabled(True)
        self._background.bridge.complain(problem)

    def _explain(self, problem: BaseException) -> None:
        if not isinstance(problem, KnownError):
            self._background.bridge.complain(problem)
            return
        self._question.addWidget(label(harmless(str(problem)), "muted", wrap=True))


def _begins_with(card: Card) -> str:
    """The last line said, or else what they do, and why."""
    why = card.short or card.why
    if card.last_line:
        begins = drawers.quoted(one_line(card.last_line, LINE), card.last_line_mine)
    else:
        begins = ", ".join(one_line(part, LINE) for part in (card.role, card.company) if part and part not in why)
    return " · ".join(part for part in (begins, why) if part)


def undo_card(report: UndoReport) -> QFrame:
    """What an undo took away and what it left, and why."""
    box = _card()
    column = QVBoxLayout(box)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(4)
    for words in texts.undo_lines(report):
        column.addWidget(label(words, wrap=True))
    return box


def _card() -> QFrame:
    return frame("card")


def _column(box: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(box)
    column.setContentsMargins(8, 8, 8, 8)
    column.setSpacing(0)
    return column
