"""The head of a person's page: face, name, role and company, chips; the ways to write, the rhythm, the last talk."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from relate.services.views import PersonPage, State
from relate.ui import words
from relate.ui.contacts.actions import CIRCLES, RESTING, PeopleActions
from relate.ui.controls import FlowLayout, button, chip, icon_button, label, set_tooltip
from relate.ui.faces import Face, offer_faces
from relate.ui.person import phrases
from relate.ui.person.editing import EditableFact, InPlaceField
from relate.ui.reconnect.channels import Channel, channels, open_link
from relate.ui.theme import theme
from relate.ui.words import tr

MOST_CHANNELS: Final = 4
RHYTHMS: Final = (7, 14, 21, 30, 61, 91, 183, 365)
LONGEST_RHYTHM: Final = 3650
LEAST_NAME: Final = 200
"""The room that name, role and chips have at least beside the ways to write; with less those stand below."""
SPACING: Final = 12


class PersonHeader(QWidget):
    """`edited(field, new, old)` wants a fact changed; `details(bool)` shows or hides all facts."""

    edited = Signal(str, str, str)
    details = Signal(bool)
    tag_chosen = Signal(str)
    find_wanted = Signal()
    date_wanted = Signal()
    why_not_wanted = Signal()
    introduce_wanted = Signal()
    company_chosen = Signal(str)
    place_chosen = Signal(str)
    firm_wanted = Signal(str)
    split_wanted = Signal()

    def __init__(self, actions: PeopleActions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._page: PersonPage | None = None
        self.face = Face(60)
        self.name = EditableFact(tr("Name"), font=theme().font(2, bold=True))
        self.facts = {
            "role": EditableFact(tr("Role"), muted=True),
            "company": EditableFact(tr("Company"), muted=True),
            "place": EditableFact(tr("Place"), muted=True),
        }
        self._dot = label("·", "muted")
        self._dot.setContentsMargins(2, 0, 2, 0)
        self._does = QWidget()
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        self._circle = button("", "chip")
        self._circle.setMenu(QMenu(self._circle))
        self._tag_field = InPlaceField()
        self._tag_field.setAccessibleName(tr("New tag"))
        self._tag_field.setFixedWidth(theme().px(120))
        self._tag_field.hide()
        self.rhythm = button("", "quiet")
        self.rhythm.setMenu(QMenu(self.rhythm))
        self._last = label(role="muted")
        self._ways = QHBoxLayout()
        self._ways.setSpacing(4)
        self.details_button = icon_button("info", tr("All facts and where they are from"), checkable=True)
        self._more = icon_button("ellipsis", tr("More"))
        self._lay_out()
        self._connect()

    def show_page(self, page: PersonPage, now: int) -> None:
        self._page = page
        self.face.show_person(page.id, page.name, page.photo)
        self.name.show_value(page.name, tooltip=phrases.tooltip_of(page, "name"))
        role = f"{page.role}," if page.role and page.company else page.role
        self.facts["role"].show_value(page.role, role, phrases.tooltip_of(page, "role"))
        for field, value in (("company", page.company), ("place", page.place)):
            self.facts[field].show_value(value, tooltip=phrases.tooltip_of(page, field))
        self._dot.setVisible(bool(page.place and (page.role or page.company)))
        self._dot.setFixedHeight(self.facts["place"].sizeHint().height())
        self._does.updateGeometry()
        self._show_chips(page, now)
        self._show_ways(page)
        self.rhythm.setText(phrases.rhythm_words(page.rhythm, page.circle))
        self.rhythm.setAccessibleName(tr("Rhythm: {words}", words=self.rhythm.text()))
        self._last.setText(phrases.last_talked(page, now))

    # ---------------------------------------------------------------------------------------------- build

    def _lay_out(self) -> None:
        # Where there is no room beside the ways to write, company and place go on in the next line.
        line = FlowLayout(self._does, spacing=-2)  # each has its frame around it
        for widget in (self.facts["role"], self.facts["company"], self._dot, self.facts["place"]):
            line.addWidget(widget)
        middle = QVBoxLayout()
        middle.setSpacing(2)
        middle.addWidget(self.name)
        middle.addWidget(self._does)
        self._chips.setContentsMargins(4, 2, 0, 0)
        middle.addWidget(self._chips)
        middle.addStretch(1)
        self._ways.addStretch(1)
        self._beside = QWidget()
        right = QVBoxLayout(self._beside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(self._ways)
        right.addSpacing(2)
        words_row, icons_row = QHBoxLayout(), QVBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(0)
        said.addWidget(self.rhythm, 0, Qt.AlignmentFlag.AlignRight)
        self._last.setContentsMargins(0, 0, 8, 0)
        said.addWidget(self._last, 0, Qt.AlignmentFlag.AlignRight)
        words_row.addStretch(1)
        words_row.addLayout(said)
        icons_row.setSpacing(0)
        icons = QHBoxLayout()
        icons.setSpacing(0)
        icons.addWidget(self.details_button)
        icons.addWidget(self._more)
        icons_row.addLayout(icons)
        icons_row.addStretch(1)
        words_row.addLayout(icons_row)
        right.addLayout(words_row)
        right.addStretch(1)
        self._beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACING)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self.face, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(middle, 0, 1)
        grid.addWidget(self._beside, 0, 2)
        self._is_below = False

    def _settle(self) -> None:
        """The ways to write stand beside the name, and below it where it would have too little room."""
        taken = self.face.width() + self._beside.sizeHint().width() + 2 * SPACING
        is_below = self.width() < taken + theme().px(LEAST_NAME)
        if is_below != self._is_below:
            self._is_below = is_below
            self._grid.removeWidget(self._beside)
            if is_below:
                self._grid.addWidget(self._beside, 1, 0, 1, 3, Qt.AlignmentFlag.AlignRight)
            else:
                self._grid.addWidget(self._beside, 0, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def event(self, event: QEvent) -> bool:
        # Somebody else is shown, who can be written to in more ways.
        if event.type() == QEvent.Type.LayoutRequest:
            self._settle()
        return super().event(event)

    def _connect(self) -> None:
        self.name.saved.connect(partial(self._edited, "name"))
        for field, fact in self.facts.items():
            fact.saved.connect(partial(self._edited, field))
        self._tag_field.saved.connect(self._tag_typed)
        self._tag_field.cancelled.connect(self._tag_field.hide)
        self.details_button.toggled.connect(self.details)
        self._more.clicked.connect(self._open_more)
        circles = self._circle.menu()
        assert circles is not None
        for size in (*CIRCLES, None):
            text = tr("no circle") if size is None else tr("circle of {n}", n=size)
            circles.addAction(text).triggered.connect(partial(self._place, size))
        rhythms = self.rhythm.menu()
        assert rhythms is not None
        rhythms.addAction(tr("as learnt, or as the circle says")).triggered.connect(partial(self._set_rhythm, None))
        rhythms.addSeparator()
        for days in RHYTHMS:
            rhythms.addAction(words.every(days)).triggered.connect(partial(self._set_rhythm, days))
        rhythms.addAction(tr("Other …")).triggered.connect(self._ask_rhythm)

    def _show_chips(self, page: PersonPage, now: int) -> None:
        for keep in (self._circle, self._tag_field):
            self._flow.removeWidget(keep)
        self._flow.clear()
        self._circle.setText(tr("circle of {n}", n=page.circle) if page.circle else tr("no circle"))
        self._circle.setAccessibleName(tr("Circle: {words}", words=self._circle.text()))
        self._flow.addWidget(self._circle)
        if page.state is not State.ACTIVE:
            state = button(tr(str(page.state)), "chip", name=tr("State: {words}", words=tr(str(page.state))))
            state.clicked.connect(self._open_more)
            self._flow.addWidget(state)
        if page.how_met:
            met = button(words.one_line(page.how_met, 48), "chip", name=tr("How you met: {words}", words=page.how_met))
            met.clicked.connect(partial(self.details_button.setChecked, True))
            self._flow.addWidget(met)
        if (days := phrases.birthday_soon(page, now)) is not None:
            when = tr("birthday today") if days == 0 else tr("birthday in {span}", span=words.length(days))
            self._flow.addWidget(chip(when))
        for tag in page.tags:
            made = button(f"#{words.one_line(tag, 40)}", "chip", name=tr("Tag {tag}", tag=tag))
            made.clicked.connect(partial(self._open_tag, tag, made))
            self._flow.addWidget(made)
        add = button(tr("+ tag"), "chip", name=tr("Add a tag"))
        add.clicked.connect(partial(self._tag_field.begin, ""))
        self._flow.addWidget(add)
        self._flow.addWidget(self._tag_field)
        self._chips.updateGeometry()

    def _show_ways(self, page: PersonPage) -> None:
        while self._ways.count() > 1:
            item = self._ways.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        ways = sorted(channels(page), key=lambda way: way.network)
        grouped = [list(found) for _network, found in groupby(ways, key=lambda way: way.network)]
        order = [way.network for way in channels(page)]
        grouped.sort(key=lambda found: order.index(found[0].network))
        for found in grouped[:MOST_CHANNELS]:
            self._ways.addWidget(self._way(found))

    def _way(self, found: list[Channel]) -> QPushButton:
        made = button(words.network_name(found[0].network) or tr("Website"))
        set_tooltip(made, found[0].link)
        made.setAccessibleDescription(words.one_line(found[0].link))
        if len(found) == 1:
            made.clicked.connect(partial(_open, found[0].link))
            return made
        menu = QMenu(made)
        for way in found:
            menu.addAction(words.one_line(way.name, 80).replace("&", "&&")).triggered.connect(partial(_open, way.link))
        made.setMenu(menu)
        return made

    # ---------------------------------------------------------------------------------------------- slots

    def _edited(self, field: str, new: str, old: str) -> None:
        self.edited.emit(field, new, old)

    def _place(self, size: int | None) -> None:
        if self._page is not None:
            self._actions.place([self._page.id], size)

    def _set_rhythm(self, days: int | None) -> None:
        if self._page is not None:
            self._actions.set_rhythm(self._page.id, days)

    def _ask_rhythm(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(tr("Rhythm"))
        dialog.setLabelText(tr("Every how many days?"))
        dialog.setInputMode(QInputDialog.InputMode.IntInput)
        dialog.setIntRange(1, LONGEST_RHYTHM)
        dialog.setIntValue(round((self._page.rhythm.days if self._page else None) or 30))
        dialog.intValueSelected.connect(self._set_rhythm)
        dialog.open()

    def _tag_typed(self, tag: str) -> None:
        self._tag_field.hide()
        if tag and self._page is not None:
            self._actions.tag([self._page.id], tag)

    def _open_tag(self, tag: str, chip: QPushButton) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Everyone with this tag")).triggered.connect(partial(self.tag_chosen.emit, tag))
        if self._page is not None:
            take = partial(self._actions.untag, [self._page.id], tag)
            menu.addAction(tr("Take it away")).triggered.connect(take)
        menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))

    def _ask_to_forget(self) -> None:
        if self._page is None:
            return
        asked = QMessageBox(self)
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setIcon(QMessageBox.Icon.Warning)
        asked.setTextFormat(Qt.TextFormat.PlainText)
        asked.setWindowTitle(tr("Forget for good"))
        asked.setText(tr("Forget {name} for good?", name=words.one_line(self._page.name, 60)))
        asked.setInformativeText(
            tr(
                "Everything the library holds of them goes, also out of the history. Later archives leave them out. "
                "The copies of the library made until now are deleted, and a new one is made. "
                "This cannot be taken back; Delete can."
            )
        )
        forget = asked.addButton(tr("Forget for good"), QMessageBox.ButtonRole.DestructiveRole)
        asked.setDefaultButton(asked.addButton(QMessageBox.StandardButton.Cancel))
        forget.clicked.connect(partial(self._forget, self._page.id))
        asked.open()

    def _forget(self, person: int, _checked: bool = False) -> None:
        self._actions.forget(person)

    def _open_more(self) -> None:
        if self._page is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(tr("Find in the timeline") + "\tCtrl+Shift+F").triggered.connect(self.find_wanted)
        menu.addAction(tr("Go to a date in it") + "\tCtrl+G").triggered.connect(self.date_wanted)
        menu.addAction(tr("Why not on today’s list?")).triggered.connect(self.why_not_wanted)
        menu.addAction(tr("Introduce …")).triggered.connect(self.introduce_wanted)
        if company := self._page.company:
            menu.addSeparator()
            named = words.one_line(company, 40).replace("&", "&&")
            everyone = menu.addAction(tr("Everyone at {company}", company=named))
            everyone.triggered.connect(partial(self.company_chosen.emit, company))
            names = menu.addAction(tr("Other names of {company} …", company=named))
            names.triggered.connect(partial(self.firm_wanted.emit, company))
        if place := self._page.place:
            if not self._page.company:
                menu.addSeparator()
            town = words.one_line(place.partition(",")[0], 40).replace("&", "&&")
            here = menu.addAction(tr("Everyone in {place}", place=town))
            here.triggered.connect(partial(self.place_chosen.emit, place.partition(",")[0].strip()))
        if len(faces := self._actions.faces(self._page.id)) > 1:
            choosing = menu.addMenu(tr("Face"))
            offer_faces(choosing, faces, partial(self._actions.choose_face, self._page.id))
        menu.addSeparator()
        for state, text in RESTING.items():
            action = menu.addAction(tr(text))
            action.setCheckable(True)
            action.setChecked(self._page.state is state)
            action.triggered.connect(partial(self._actions.set_state, [self._page.id], state))
        menu.addSeparator()
        if len(self._page.identities) > 1:
            menu.addAction(tr("Split …")).triggered.connect(self.split_wanted)
        menu.addAction(tr("Delete")).triggered.connect(partial(self._actions.delete, [self._page.id]))
        menu.addAction(tr("Forget for good …")).triggered.connect(self._ask_to_forget)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))


def _open(link: str) -> None:
    open_link(link)
