"""The place *To meet*: what is looked for and who fits, whom one wants to know, and what is followed."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.services.library import Library
from relate.services.to_meet_views import FollowedView, Source, ToMeetView, Wanted
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.contacts.menu import PeopleMenu, ask_for_tag
from relate.ui.controls import FlowLayout, LineEdit, button, frame, label
from relate.ui.meet import texts
from relate.ui.meet.line import FollowedLine, WantedLine
from relate.ui.meet.looking import FITS_AT_FIRST, LookingFor
from relate.ui.places.page import Page, clear, taken_out
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.words import counted, one_line, tr

LANE = "to meet"
SOON_MS = 150
AT_FIRST = 30


class ToMeetPlace(Page):
    """`done(str)` says what was done, for the toast with its *Undo*; `person_chosen(person)`;
    `record_chosen(person, interaction)`."""

    done = Signal(str)
    said = Signal(str)
    """Something to know, without an *Undo*."""
    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    introduce_wanted = Signal(object)

    def __init__(
        self,
        library: Library,
        background: Background,
        commands: ReconnectActions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """commands: how *Write* opens a way to somebody."""
        super().__init__(texts.title(), texts.says(), widest=900, parent=parent)
        self._library, self._background = library, background
        self._people = PeopleActions(library, background.bridge, self)
        self._people.done.connect(self.done)
        self._commands = commands or ReconnectActions(library, background, parent=self)
        self._commands.done.connect(self.done)
        self._commands.not_opened.connect(self._not_opened)
        self._source: Source | None = None
        self._most, self._most_fits = AT_FIRST, FITS_AT_FIRST
        self.view: ToMeetView | None = None
        self._build_looking()
        self._build_wanted()
        self._build_followed()
        self.column.addStretch()
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self.setFocusProxy(self.looking)
        background.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Reads everything that is shown."""
        self._background.run(
            self._library.to_meet.view, self._source, self._most, self._most_fits, then=self._show, lane=LANE
        )

    def wanted_lines(self) -> list[WantedLine]:
        return [line for line in self.findChildren(WantedLine) if not line.isHidden()]

    # ----------------------------------------------------------------------------------------------- building

    def _build_looking(self) -> None:
        heading = label(tr("I’m looking for"), bold=True)
        heading.setContentsMargins(0, 8, 0, 0)
        self.column.addWidget(heading)
        box = frame("card")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(12, 12, 12, 8)
        self.looking = LookingFor(self._library)
        self.looking.said.connect(self._look_for)
        self.looking.person_chosen.connect(self.person_chosen)
        self.looking.record_chosen.connect(self.record_chosen)
        self.looking.write_wanted.connect(self._commands.write)
        self.looking.introduce_wanted.connect(self.introduce_wanted)
        self.looking.more_wanted.connect(self._more_fits)
        inside.addWidget(self.looking)
        self.column.addWidget(box)

    def _build_wanted(self) -> None:
        self.heading = label(tr("Whom you want to know"), bold=True)
        self.heading.setContentsMargins(0, 12, 0, 0)
        self.column.addWidget(self.heading)
        self.wish = LineEdit()
        self.wish.setPlaceholderText(texts.wish_hint())
        self.wish.setAccessibleName(tr("Somebody you want to meet"))
        self.wish.setMaxLength(200)
        self.wish.returnPressed.connect(self._wish)
        self.column.addWidget(self.wish)
        chips = QWidget()
        self._chips = FlowLayout(chips)
        self.column.addWidget(chips)
        self._card = frame("card")
        self._list = QVBoxLayout(self._card)
        self._list.setContentsMargins(8, 8, 8, 8)
        self._list.setSpacing(0)
        self.column.addWidget(self._card)
        self._nobody = label(texts.looking(), "muted", wrap=True)
        self._card.hide()
        self.column.addWidget(self._nobody)

    def _build_followed(self) -> None:
        self.unfold = button("", "quiet")
        self.unfold.setCheckable(True)
        self.unfold.toggled.connect(self._fold)
        self.unfold.hide()
        self.column.addWidget(self.unfold, 0, Qt.AlignmentFlag.AlignLeft)
        self._followed_card = frame("card")
        self._followed = QVBoxLayout(self._followed_card)
        self._followed.setContentsMargins(0, 8, 0, 8)
        self._followed.setSpacing(0)
        self._followed_card.hide()
        self.column.addWidget(self._followed_card)

    # ----------------------------------------------------------------------------------------------- showing

    def _show(self, view: ToMeetView) -> None:
        before, self.view = self.view, view
        self.looking.show_lines(view.lines)
        if before is None or (before.counts, before.many) != (view.counts, view.many) or self._chips.count() == 0:
            self._show_chips(view)
        if before is None or (before.wanted, before.many) != (view.wanted, view.many):
            self._show_wanted(view)
        if before is None or before.followed != view.followed:
            self._show_followed(view)

    def _show_chips(self, view: ToMeetView) -> None:
        self._chips.clear()
        if len(view.counts) < 2:
            return
        offers: list[tuple[Source | None, str]] = [(None, tr("All"))]
        offers += [(source, texts.chip(source, n)) for source, n in view.counts]
        for source, words in offers:
            made = button(words, "chip")
            made.setCheckable(True)
            made.setChecked(source is self._source)
            made.clicked.connect(partial(self._narrow, source))
            self._chips.addWidget(made)
        self._chips.update()

    def _show_wanted(self, view: ToMeetView) -> None:
        former = taken_out(self._list, lambda line: isinstance(line, WantedLine) and line.wanted in view.wanted)
        kept = {line.wanted: line for line in former if isinstance(line, WantedLine)}
        for wanted in view.wanted:
            self._list.addWidget(kept.get(wanted) or self._line(wanted))
        if (others := view.many - len(view.wanted)) > 0:
            more = button(counted(others, "Show {n} other", "Show {n} others"), "link")
            more.clicked.connect(self._more)
            self._list.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._card.setVisible(bool(view.wanted))
        self._nobody.setText(texts.nobody())
        self._nobody.setVisible(not view.wanted)

    def _line(self, wanted: Wanted) -> WantedLine:
        photo = None
        if wanted.person is not None and wanted.has_photo:
            photo = self._library.people.photo(wanted.person)
        line = WantedLine(wanted, photo)
        line.opened.connect(self.person_chosen)
        line.record_chosen.connect(self.record_chosen)
        line.write_wanted.connect(self._write)
        line.add_wanted.connect(self._add)
        line.unwanted.connect(self._no_longer)
        line.menu_wanted.connect(self._menu)
        return line

    def _show_followed(self, view: ToMeetView) -> None:
        clear(self._followed)
        for followed in view.followed:
            line = FollowedLine(followed)
            line.unwanted.connect(self._not_followed)
            self._followed.addWidget(line)
        self._name_fold()
        self.unfold.setVisible(bool(view.followed))
        self._followed_card.setVisible(bool(view.followed) and self.unfold.isChecked())

    def _fold(self, shown: bool) -> None:
        self._followed_card.setVisible(shown)
        self._name_fold()

    def _name_fold(self) -> None:
        n = len(self.view.followed) if self.view is not None else 0
        self.unfold.setText(f"{'▾' if self.unfold.isChecked() else '▸'} {texts.followed(n)}")
        self.unfold.setAccessibleName(texts.followed(n))

    def _narrow(self, source: Source | None, _checked: bool = False) -> None:
        self._source, self._most = source, AT_FIRST
        pressed = self.sender()
        for n in range(self._chips.count()):
            item = self._chips.itemAt(n)
            made = item.widget() if item is not None else None
            if isinstance(made, QPushButton):
                made.setChecked(made is pressed)
        self.refresh()

    def _more(self) -> None:
        self._most *= 3
        self.refresh()

    def _more_fits(self) -> None:
        self._most_fits *= 4
        self.refresh()

    # ------------------------------------------------------------------------------------------------- doing

    def _look_for(self, uid: str | None, text: str) -> None:
        says = tr("Looking for “{text}”", text=one_line(text, 60)) if text else tr("No longer looked for")
        self._do(self._library.looking.set_line(text, uid), says)

    def _wish(self) -> None:
        text = self.wish.text().strip()
        if text:
            self.wish.clear()
            self._do(self._library.to_meet.wish(text), tr("To meet: {text}", text=one_line(text, 60)))

    def _write(self, wanted: Wanted) -> None:
        if wanted.person is not None:
            self._commands.write(wanted.person, wanted.name)

    def _not_opened(self, person: int) -> None:
        self.said.emit(tr("Nothing on this machine opens a way to them: their page may know more."))
        self.person_chosen.emit(person)

    def _add(self, wanted: Wanted) -> None:
        added = self._library.to_meet.become(wanted.uid)
        self._background.bridge.when_done(added, partial(self._added, wanted.name))

    def _added(self, name: str, _person: int) -> None:
        self.done.emit(tr("{name} added", name=one_line(name, 60)))
        self.refresh()

    def _no_longer(self, wanted: Wanted) -> None:
        self._do(self._library.to_meet.no_longer(wanted), texts.gone(wanted.name))

    def _not_followed(self, followed: FollowedView) -> None:
        self._do(self._library.to_meet.no_longer_follow(followed.key), texts.gone(followed.name))

    def _menu(self, wanted: Wanted, where: QPoint) -> None:
        assert wanted.person is not None
        row = next(iter(self._library.people.rows([wanted.person])), None)
        menu = PeopleMenu(
            self._people,
            [wanted.person],
            circle=row.circle if row is not None else None,
            state=row.state if row is not None else None,
            tags=self._library.people.tags(),
            parent=self,
        )
        first = menu.actions()[0]
        menu.insertAction(first, menu.addAction(tr("Open"), partial(self._open, wanted.person)))
        menu.insertAction(first, menu.addAction(texts.not_any_more(), partial(self._no_longer, wanted)))
        menu.insertSeparator(first)
        menu.wants_tag.connect(self._ask_tag)
        menu.popup(where)

    def _open(self, person: int) -> None:
        self.person_chosen.emit(person)

    def _ask_tag(self, people: list[int]) -> None:
        ask_for_tag(self._people, people, self)

    def _do(self, command: Future[Any], says: str) -> None:
        self._background.bridge.when_done(command, partial(self._say, says), self._failed)

    def _say(self, says: str, _result: object) -> None:
        self.done.emit(says)
        self.refresh()

    def _failed(self, problem: BaseException) -> None:
        self._background.bridge.complain(problem)
        self.refresh()

    # ---------------------------------------------------------------------------------------------------- Qt

    def _changed(self, change: ChangeSet) -> None:
        shown = What.WISHES | What.PEOPLE | What.TIMELINE | What.IMPORTS | What.EVENTS | What.OWNER
        if self.isVisible() and change.what & shown:
            self._soon.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._soon.start()
