"""The place *News*: what changed between two archives of the same account, those who matter first."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.moments import DAY_MS
from relate.services.library import Library
from relate.services.news_page import NewsPage, NewsQuery, NewsRow, Only, Since
from relate.ui.background import Background
from relate.ui.controls import button, label
from relate.ui.places.news_lines import NewsModel
from relate.ui.places.news_view import NewsList
from relate.ui.places.page import ABOVE, MARGIN, clear
from relate.ui.reconnect import texts
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.channels import Channel
from relate.ui.theme import theme
from relate.ui.words import date_of_day, long_day, network_name, one_line, tr

LANE: Final = "news"
WIDEST: Final = 900
SEEN: Final = "news.seen"
"""The setting that holds the date of the newest archive whose news were looked at (UTC ms)."""
_TOUCHES: Final = What.PEOPLE | What.TIES | What.FACTS | What.IMPORTS | What.OWNER
PERIODS: Final = {
    Since.NEWEST: "Newest archives",
    Since.YEAR: "The last 12 months",
    Since.EVER: "All archives",
}
KINDS: Final = {
    Only.EVERYTHING: "All news",
    Only.WORK: "Roles and companies",
    Only.NAMES: "Names",
    Only.NEW: "New people",
}


class NewsPlace(QWidget):
    """Reads anew whenever people or archives changed. `person_chosen(id)` and `record_chosen(id, interaction)` lead to
    somebody, `log_wanted(id)` to the line where a conversation is noted; `done(str)` says what was done."""

    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    log_wanted = Signal(object)
    import_wanted = Signal()
    newer_wanted = Signal(str)
    """How a newer archive of a network is got."""
    done = Signal(str)
    seen = Signal()
    """What is there was looked at."""

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library, self._background = library, background
        self._query = NewsQuery()
        self._actions = ReconnectActions(library, background, parent=self)
        self._actions.done.connect(self.done)
        self._actions.not_opened.connect(self.person_chosen)
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("News"))
        self.model = NewsModel(library.news.view, library.clock, self)
        self.list = NewsList(self.model, library.people.photo)
        self.list.wanted.connect(self._open)
        self.list.asked_menu.connect(self._ask_menu)
        self.setFocusProxy(self.list)
        self.since, self.only, self.network = (button("", "chip") for _ in range(3))
        self.since.clicked.connect(self._choose_since)
        self.only.clicked.connect(self._choose_kind)
        self.network.clicked.connect(self._choose_network)
        self._networks: tuple[str, ...] = ()
        self._nothing = QVBoxLayout()
        self._lay_out()
        self._tell()
        background.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Reads the page anew."""
        self._background.run(self._library.news.page, self._query, then=self._show, lane=LANE)

    def narrow(self, query: NewsQuery) -> None:
        """Shows other news."""
        self._query = query
        self._tell()
        self.refresh()

    def _narrow(self, query: NewsQuery, _checked: bool = False) -> None:
        self.narrow(query)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    # ------------------------------------------------------------------------------------------------- private

    def _lay_out(self) -> None:
        outside = QHBoxLayout(self)
        outside.setContentsMargins(theme().px(MARGIN), theme().px(ABOVE), theme().px(MARGIN), 0)
        middle = QWidget()
        middle.setMaximumWidth(theme().px(WIDEST))
        outside.addWidget(middle, 1000)
        outside.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(label(tr("News"), step=2, bold=True, wrap=True))
        column.addWidget(label(tr("What changed between two archives of the same account."), "muted", wrap=True))
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for chip in (self.since, self.only, self.network):
            filters.addWidget(chip)
        filters.addStretch(1)
        column.addLayout(filters)
        self._nothing.setSpacing(12)
        column.addLayout(self._nothing)
        column.addWidget(self.list, 1)
        self._below = QWidget()
        column.addWidget(self._below, 1)

    def _changed(self, change: ChangeSet) -> None:
        if change.what & _TOUCHES and self.isVisible():
            self.refresh()

    def _tell(self) -> None:
        """What the list is narrowed to, on the chips."""
        network = tr("All networks") if self._query.network is None else network_name(self._query.network)
        for chip, says, name in (
            (self.since, tr(PERIODS[self._query.since]), tr("From when: {what}")),
            (self.only, tr(KINDS[self._query.only]), tr("Only: {what}")),
            (self.network, network, tr("From where: {what}")),
        ):
            chip.setText(f"{says} ▾")
            chip.setAccessibleName(name.format(what=says))

    def _show(self, page: NewsPage) -> None:
        self._networks = page.networks
        several = len(page.networks) > 1 or self._query.network is not None
        for chip in (self.since, self.only):
            chip.setVisible(page.anything)
        self.network.setVisible(page.anything and several)
        current, place = self.list.currentIndex().row(), self.list.verticalScrollBar().value()
        self.list.forget()
        self.model.show_page(page)
        self.list.executeDelayedItemsLayout()
        there = bool(self.model.lines)
        self.list.setVisible(there)
        self._below.setVisible(not there)
        if 0 <= current < len(self.model.lines):
            self.list.setCurrentIndex(self.model.index(current, 0))
            self.list.verticalScrollBar().setValue(place)
        self.list.pick_first()
        clear(self._nothing)
        if not page.anything:
            self._explain()
        elif not there:
            self._nothing.addWidget(label(tr("Nothing of that since then."), "muted"))
            everything = button(tr("Show all news"), "link")
            everything.clicked.connect(partial(self._narrow, NewsQuery(since=Since.EVER)))
            self._nothing.addWidget(everything, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._look_at()

    def _look_at(self) -> None:
        """What is there counts as seen."""
        self._background.run(self._library.news.newest_at, then=self._saw, lane="news seen")

    def _saw(self, newest: int | None) -> None:
        if newest is not None and self._library.settings.get(SEEN, 0) < newest:
            self._library.settings.set(SEEN, newest)
        self.seen.emit()

    def _explain(self) -> None:
        """What is needed before there is any news."""
        archives = self._library.news.archives()
        says = tr(
            "News needs two complete archives of the same account: what changed from the one to the other is told "
            "here. Request a new one every few months and drop it on the window."
        )
        self._nothing.addWidget(label(says, wrap=True))
        newest: dict[str, int] = {}
        for network, at in archives:
            newest.setdefault(network, at)
        for network, at in newest.items():
            day = long_day(date_of_day(at // DAY_MS))
            line = tr("{network}: an archive of {date} is here.", network=network_name(network), date=day)
            self._nothing.addWidget(label(line, "muted", wrap=True))
            newer = button(tr("How to get a newer one"), "link")
            newer.clicked.connect(partial(self._want_newer, network))
            self._nothing.addWidget(newer, 0, Qt.AlignmentFlag.AlignLeft)
        if not newest:
            files: QPushButton = button(tr("Import files"), icon="file-up")
            files.clicked.connect(self.import_wanted)
            self._nothing.addWidget(files, 0, Qt.AlignmentFlag.AlignLeft)

    def _want_newer(self, network: str, _checked: bool = False) -> None:
        self.newer_wanted.emit(network)

    # -------------------------------------------------------------------------------------------------- narrowing

    def _choose_since(self) -> None:
        choices = [(tr(title), replace(self._query, since=since)) for since, title in PERIODS.items()]
        self._open_choices(self.since, choices)

    def _choose_kind(self) -> None:
        choices = [(tr(title), replace(self._query, only=only)) for only, title in KINDS.items()]
        self._open_choices(self.only, choices)

    def _choose_network(self) -> None:
        choices = [(tr("All networks"), replace(self._query, network=None))]
        choices += [(network_name(network), replace(self._query, network=network)) for network in self._networks]
        self._open_choices(self.network, choices)

    def _open_choices(self, chip: QPushButton, choices: list[tuple[str, NewsQuery]]) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, query in choices:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(query == self._query)
            action.triggered.connect(partial(self._narrow, query))
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    # ---------------------------------------------------------------------------------------------------- people

    def _open(self, row: NewsRow) -> None:
        """To the person, and there to the row that says it."""
        find = self._library.news.record_of
        self._background.run(find, row.piece, then=partial(self._lead, row.person), lane="news record")

    def _lead(self, person: int, record: int | None) -> None:
        if record is None:
            self.person_chosen.emit(person)
        else:
            self.record_chosen.emit(person, record)

    def _ask_menu(self, row: NewsRow, where: QPoint) -> None:
        self._actions.find_channels(row.person, partial(self._open_menu, row, where))

    def _open_menu(self, row: NewsRow, where: QPoint, ways: tuple[Channel, ...]) -> None:
        person, name = row.person, row.who.name
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Show in the timeline")).triggered.connect(partial(self._show_row, row))
        if not row.piece.is_gone:
            menu.addSeparator()
            for way in ways[:6]:
                says = texts.write_by(one_line(way.name, 60)).replace("&", "&&")
                menu.addAction(says).triggered.connect(partial(self._write, person, name, way))
            menu.addAction(texts.we_talked()).triggered.connect(partial(self._talked, person, name))
            menu.addAction(tr("Log a conversation …")).triggered.connect(partial(self._log, person))
        menu.popup(where)

    def _show_row(self, row: NewsRow, _checked: bool = False) -> None:
        self._open(row)

    def _write(self, person: int, name: str, way: Channel, _checked: bool = False) -> None:
        self._actions.write(person, name, way)

    def _talked(self, person: int, name: str, _checked: bool = False) -> None:
        self._actions.talked(person, name)

    def _log(self, person: int, _checked: bool = False) -> None:
        self.log_wanted.emit(person)
