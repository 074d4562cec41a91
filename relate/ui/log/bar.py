"""The line under the thread: today, last used channel, done; or one typed sentence, read into chips before Enter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget, QWidgetAction

from relate.domain.called import best_first, forms_of
from relate.domain.records import Kind
from relate.services.library import Library
from relate.services.views import PeopleQuery, Shown
from relate.ui.background import Background
from relate.ui.calendar import DayCalendar
from relate.ui.controls import FlowLayout, LineEdit, button, chip, key_cap
from relate.ui.log import texts
from relate.ui.log.draft import Draft, Found, name_as, pick, read
from relate.ui.log.question import Question
from relate.ui.reconnect.actions import last_channel
from relate.ui.words import day_of_date, listed, local, one_line

LONGEST = 2000
CANDIDATES = 5
LOOKED_THROUGH = 100
"""Of those whom the search of the list finds for a name: it looks in companies and notes too."""
DAYS_BACK = 6
"""How many days the menu of the date offers before the calendar."""
DAYS_AHEAD = 7
"""The same for the day of a promise."""


class LogBar(QWidget):
    """Logs a conversation with the person whose page is open, or with whom the line names.

    `done(str)` says what was logged, for the toast with its *Undo*.
    """

    done = Signal(str)
    logged = Signal(object)
    """The new interaction's id."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._draft = Draft(today=self._today())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.line = LineEdit()
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(texts.log_it())
        cap = key_cap("Ctrl L")
        inside = QHBoxLayout(self.line)
        inside.setContentsMargins(0, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(cap, 0, Qt.AlignmentFlag.AlignVCenter)
        self.line.setTextMargins(0, 0, cap.sizeHint().width() + 8, 0)
        column.addWidget(self.line)
        self._below = QWidget()
        self._chips = FlowLayout(self._below)
        self._below.hide()
        column.addWidget(self._below)
        self.question = Question(library, background)
        self.question.finished.connect(self._question_over)
        self.question.done.connect(self.done)
        self.question.hide()
        column.addWidget(self.question)
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self.log)
        self._show_hint()

    def set_person(self, person: int | None) -> None:
        """The person whose page is open; what was being typed stays."""
        if person is None:
            self._draft = replace(self._draft, here=None)
        else:
            rows = self._library.people.rows([person])
            name = rows[0].name if rows else ""
            usual = last_channel(self._library, person)[1]
            self._draft = replace(self._draft, here=(person, name), usual=usual, today=self._today())
        self.question.ask_about(())
        self._show_hint()
        self._read()

    @property
    def draft(self) -> Draft:
        return self._draft

    # ---------------------------------------------------------------------------------------------- reading

    def _typed(self) -> None:
        self._read()
        self._show_chips()

    def _read(self) -> None:
        self._draft = read(replace(self._draft, today=self._today()), self.line.text(), self._find)

    def _find(self, name: str) -> list[tuple[int, str]]:
        """People of that name, those talked to most first; where there are none, by other forms of it."""
        return self._bearing(name) or [one for form in forms_of(name) for one in self._bearing(form)][:CANDIDATES]

    def _mentioning(self, name: str) -> list[tuple[int, str]]:
        ids = self._library.people.ids(PeopleQuery(Shown.EVERYONE, text=name))[:CANDIDATES]
        return [(row.id, row.name) for row in self._library.people.rows(ids)]

    def _bearing(self, name: str) -> list[tuple[int, str]]:
        """A text search of the list: a few milliseconds."""
        ids = self._library.people.ids(PeopleQuery(Shown.EVERYONE, text=name))[:LOOKED_THROUGH]
        return best_first([(row.id, row.name) for row in self._library.people.rows(ids)], name)[:CANDIDATES]

    # ---------------------------------------------------------------------------------------------- the chips

    def _show_hint(self) -> None:
        here = self._draft.here
        first = here[1].split()[0] if here is not None and here[1].split() else ""
        self.line.setPlaceholderText(texts.hint(one_line(first, 30)))

    def _show_chips(self) -> None:
        self._chips.clear()
        draft = self._draft
        others = dict(draft.others)
        for person, name in draft.people:
            if others.get(person):
                fill = partial(self._person_menu, person, others[person])
                self._chips.addWidget(self._menu_chip(one_line(name, 40), fill))
            else:
                self._chips.addWidget(chip(one_line(name, 40)))
        for name in draft.unknown:
            fill = partial(self._unknown_menu, name)
            self._chips.addWidget(self._menu_chip(texts.pick_person(one_line(name, 40)), fill))
        if not draft.people and not draft.unknown:
            self._chips.addWidget(chip(texts.nobody()))
        self._chips.addWidget(self._menu_chip(texts.channel(draft.channel), self._channel_menu))
        if draft.channel not in (Kind.ATTEMPT, Kind.NOTE):
            self._chips.addWidget(self._menu_chip(texts.day(draft.day, draft.today), self._day_menu))
        if draft.phrase.promised:
            words = texts.promised(one_line(draft.promised, 60), draft.promised_by, draft.today)
            self._chips.addWidget(self._menu_chip(words, self._due_menu))
        if draft.phrase.ask_next:
            words = texts.ask_next(one_line(draft.phrase.ask_next, 60))
            self._chips.addWidget(self._menu_chip(words, self._ask_menu))
        log = button(texts.log_it(), "chip")
        log.setEnabled(draft.ready)
        log.clicked.connect(self.log)
        self._chips.addWidget(log)
        self._below.show()
        self._fit_chips()

    def _fit_chips(self) -> None:
        """All their lines, also in a low window: what gives way there is the timeline, which scrolls."""
        self._below.setMinimumHeight(self._chips.heightForWidth(self.width()))
        self._below.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._below.isHidden():
            self._fit_chips()

    def _menu_chip(self, words: str, fill: object) -> QPushButton:
        made = button(f"{words} ▾", "chip", name=words)
        assert callable(fill)
        made.clicked.connect(partial(self._open, made, fill))
        return made

    def _open(self, below: QPushButton, fill: object, _checked: bool = False) -> None:
        assert callable(fill)
        menu: QMenu = fill()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _person_menu(self, taken: int, others: Found) -> QMenu:
        menu = QMenu(self)
        for person, name in others:
            words = one_line(name, 60).replace("&", "&&")
            menu.addAction(words).triggered.connect(partial(self._choose_person, taken, (person, name)))
        return menu

    def _unknown_menu(self, name: str) -> QMenu:
        menu = QMenu(self)
        shown = one_line(name, 40).replace("&", "&&")
        menu.addAction(texts.new_person(shown)).triggered.connect(partial(self._add_person, name))
        if self._draft.here is not None:
            self._offer(menu, name, self._draft.here)
        # "Mum" may stand in a note or a tag of somebody.
        for person in self._mentioning(name):
            if person != self._draft.here:
                self._offer(menu, name, person)
        return menu

    def _offer(self, menu: QMenu, name: str, person: tuple[int, str]) -> None:
        words = (one_line(each, 40).replace("&", "&&") for each in (name, person[1]))
        menu.addAction(texts.is_person(*words)).triggered.connect(partial(self._name_person, name, person))

    def _channel_menu(self) -> QMenu:
        menu = QMenu(self)
        for kind in texts.CHANNELS:
            menu.addAction(texts.channel(kind)).triggered.connect(partial(self._choose_channel, kind))
        return menu

    def _day_menu(self) -> QMenu:
        menu = QMenu(self)
        for back in range(DAYS_BACK + 1):
            day = self._draft.today - timedelta(days=back)
            menu.addAction(texts.day(day, self._draft.today)).triggered.connect(partial(self._choose_day, day))
        dates = menu.addMenu(texts.on_a_date())
        calendar = DayCalendar.gone_by(self._draft.today, texts.on_a_date())
        calendar.chosen.connect(self._choose_day)
        calendar.chosen.connect(menu.close)
        holder = QWidgetAction(dates)
        holder.setDefaultWidget(calendar)
        dates.addAction(holder)
        return menu

    def _due_menu(self) -> QMenu:
        """The day a promise is for: the next days, a date, or none."""
        menu = QMenu(self)
        for ahead in range(DAYS_AHEAD + 1):
            day = self._draft.today + timedelta(days=ahead)
            menu.addAction(texts.coming(day, self._draft.today)).triggered.connect(partial(self._choose_due, day))
        dates = menu.addMenu(texts.on_a_date())
        calendar = DayCalendar.to_come(self._draft.today, texts.on_a_date())
        calendar.chosen.connect(self._choose_due)
        calendar.chosen.connect(menu.close)
        holder = QWidgetAction(dates)
        holder.setDefaultWidget(calendar)
        dates.addAction(holder)
        menu.addAction(texts.no_day()).triggered.connect(partial(self._choose_due, None))
        menu.addSeparator()
        menu.addAction(texts.no_promise()).triggered.connect(partial(self._take_as_words, "promised"))
        return menu

    def _ask_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(texts.no_question()).triggered.connect(partial(self._take_as_words, "ask_next"))
        return menu

    def _take_as_words(self, kind: str, _checked: bool = False) -> None:
        self._draft = replace(self._draft, plain=self._draft.plain | {kind})
        self._read()
        self._show_chips()
        self.line.setFocus()

    def _choose_due(self, day: date | None, _checked: bool = False) -> None:
        self._draft = replace(self._draft, chosen_due=day, due_taken_out=day is None)
        self._show_chips()
        self.line.setFocus()

    def _choose_person(self, taken: int, person: tuple[int, str], _checked: bool = False) -> None:
        self._draft = pick(self._draft, taken, person, self._find)
        self._show_chips()
        self.line.setFocus()

    def _add_person(self, name: str, _checked: bool = False) -> None:
        added = self._library.people.add(name)
        self._background.bridge.when_done(added, partial(self._person_added, name))

    def _person_added(self, name: str, person: int) -> None:
        self._name_person(name, (person, name))
        self.done.emit(texts.person_added(one_line(name, 60)))

    def _name_person(self, name: str, person: tuple[int, str], _checked: bool = False) -> None:
        self._draft = name_as(self._draft, name, person, self._find)
        self._show_chips()
        self.line.setFocus()

    def _choose_channel(self, kind: Kind, _checked: bool = False) -> None:
        self._draft = replace(self._draft, chosen_channel=kind)
        self._show_chips()
        self.line.setFocus()

    def _choose_day(self, day: date, _checked: bool = False) -> None:
        self._draft = replace(self._draft, chosen_day=day)
        self._show_chips()
        self.line.setFocus()

    # ------------------------------------------------------------------------------------------------ logging

    def log(self) -> None:
        """Logs what the chips say. Without a person nothing happens but the chip that asks for one."""
        self._read()
        draft = self._draft
        if not draft.ready:
            self._show_chips()
            return
        person = draft.people[0][0]
        who = listed([one_line(each, 40) for _, each in draft.people])
        if draft.channel is Kind.NOTE:
            self._keep(draft, person)
        elif draft.channel is Kind.ATTEMPT:
            tried = self._library.reconnect.tried(draft.talk(local(self._library.clock())))
            self._background.bridge.when_done(tried, partial(self._attempted, who))
        else:
            logged = self._library.timeline.log(draft.talk(local(self._library.clock())))
            asks = () if draft.phrase.promised or draft.phrase.ask_next else draft.people
            says = texts.logged(who, draft.day, draft.today)
            self._background.bridge.when_done(logged, partial(self._is_logged, says, asks))
        self._forget()
        # Not the words but the conversation is what Ctrl+Z takes back from here on.
        self.line.setText("")

    def _keep(self, draft: Draft, person: int) -> None:
        """What is for next time alone: no conversation, and no clock moves."""
        kept = (("promised", draft.promised), ("ask next", draft.phrase.ask_next))
        by = None if draft.promised_by is None else day_of_date(draft.promised_by)
        for kind, text in kept:
            if text:
                added = self._library.thread.add(person, kind, text, by if kind == "promised" else None)
                self._background.bridge.when_done(added, partial(self._is_kept, kind))

    def _is_kept(self, kind: str, _changed: object) -> None:
        self.done.emit(texts.kept(kind))

    def _is_logged(self, says: str, asks: Sequence[tuple[int, str]], interaction: int) -> None:
        self.done.emit(says)
        self.logged.emit(interaction)
        if asks:
            self.question.ask_about(asks)

    def _attempted(self, who: str, _interaction: object) -> None:
        self.done.emit(texts.attempted(who))

    def _forget(self) -> None:
        """Empty again; day and channel chosen by hand were for that conversation only."""
        self._draft = replace(
            self._draft,
            chosen_day=None,
            chosen_channel=None,
            chosen_due=None,
            due_taken_out=False,
            picked=(),
            plain=frozenset(),
        )
        self.line.clear()
        self._read()
        self._below.hide()

    def _question_over(self) -> None:
        self.line.setFocus()
        self._below.hide()

    def _today(self) -> date:
        return local(self._library.clock()).date()

    # ----------------------------------------------------------------------------------------------------- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line:
            if event.type() == QEvent.Type.FocusIn and isinstance(event, QFocusEvent):
                self.question.ask_about(())
                if event.reason() == Qt.FocusReason.ShortcutFocusReason:
                    self._read()
                    self._show_chips()
            elif event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
                self._forget()
                return True
        return False
