"""The middle panel: a person's page above their timeline."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import NoSuchThing
from relate.domain.seeking import Trait
from relate.services.seeking import TraitView
from relate.services.views import FoundView, PersonPage, TimelineRow, WhyNotView
from relate.ui import words
from relate.ui.background import Background
from relate.ui.contacts.actions import PeopleActions
from relate.ui.controls import label
from relate.ui.person.band import ThreadBand
from relate.ui.person.header import PersonHeader
from relate.ui.person.phrases import top_gap
from relate.ui.person.since import LEAST_DAYS
from relate.ui.person.traits import TraitsBar
from relate.ui.person.upper import Upper
from relate.ui.timeline.panel import TimelinePanel
from relate.ui.words import tr

if TYPE_CHECKING:
    from relate.services.library import Library
    from relate.ui.person.details import DetailsPanel

SHOWS = What.PEOPLE | What.FACTS | What.TIES | What.TIMELINE | What.IMPORTS | What.OWNER

PAGE: Final = "page"


class Read(NamedTuple):
    """A person's page, and what happened since the last contact."""

    page: PersonPage
    since: list[TimelineRow]


class PersonPanel(QWidget):
    """Shows one person. `shown(page)` tells who; `gone()` that they are no longer in the library;
    `done(str)` what was done, for the toast with its *Undo*."""

    shown = Signal(object)
    gone = Signal()
    done = Signal(str)
    tag_chosen = Signal(str)
    company_chosen = Signal(str)
    place_chosen = Signal(str)
    introduce_wanted = Signal(object, object)
    """(person, other): the two, or None for whoever is to be found."""

    def __init__(
        self, library: Library, background: Background, actions: PeopleActions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._actions = library, background, actions
        self.page: PersonPage | None = None
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.header = PersonHeader(actions)
        self.band = ThreadBand()
        self.traits = TraitsBar()
        self.timeline = TimelinePanel(library, background)
        self._details: DetailsPanel | None = None
        self._details_of: PersonPage | None = None
        self._below = QStackedWidget()
        self._below.addWidget(self.timeline)
        self._log = QVBoxLayout()
        self._nobody = label(tr("Pick somebody in the list."), "muted")
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._whole = QWidget()
        self._whole.hide()
        self._lay_out()
        self._connect()

    def show_person(self, person: int) -> None:
        """Shows somebody; who went (deleted, merged) is followed to whom they are now."""
        now = self._library.people.current(person)
        if now is None:
            self._leave()
            return
        if self.page is not None and self.page.id != now:
            self._flush_notes()
        self._show_first(self._read(now))

    def show_soon(self, person: int) -> None:
        """Shows somebody whom nobody asked for, unless somebody is asked for meanwhile: read behind the window."""
        self._background.run(self._read, person, then=self._show_first, failed=self._not_there, lane=PAGE)

    def show_record(self, person: int, interaction: int) -> None:
        """Shows somebody, and the interaction that a reason rests on."""
        if self.page is None or self.page.id != self._library.people.current(person):
            self.show_person(person)
        self.header.details_button.setChecked(False)
        self.timeline.show_record(interaction)

    def find_words(self) -> None:
        """Opens the bar that finds words in the timeline shown."""
        if self.page is not None:
            self.header.details_button.setChecked(False)
            self.timeline.find_words()

    def go_to_date(self) -> None:
        """Opens it for a date."""
        if self.page is not None:
            self.header.details_button.setChecked(False)
            self.timeline.go_to_date()

    def ask_why_not(self) -> None:
        """Says why the person shown is not on today's list."""
        if self.page is not None:
            self._background.run(self._library.reconnect.why_not, self.page.id, then=self._say_why_not, lane="why not")

    @property
    def details(self) -> DetailsPanel:
        """All facts of the person shown; made when somebody first asks for them."""
        if self._details is None:
            from relate.ui.person.details import DetailsPanel

            self._details = DetailsPanel()
            self._below.addWidget(self._details)
            self._details.edited.connect(self._edit)
            self._details.noted.connect(self._note)
            self._details.split.connect(self._split)
            self._details.pinned.connect(self._pin)
        if self.page is not None and self._details_of is not self.page:
            self._details_of = self.page
            self._details.show_page(self.page)
        return self._details

    def set_log_bar(self, bar: QWidget) -> None:
        """Puts the line to log a conversation between the band and the timeline."""
        self._log.addWidget(bar)

    def on_change(self, change: ChangeSet) -> None:
        if self.page is None or not change.what & SHOWS:
            return
        if change.people is None or self.page.id in change.people:
            now = self._library.people.current(self.page.id)
            if now is None:
                self._leave()
            elif now != self.page.id:
                self.show_person(now)
            elif change.people is None:
                # All may be new, an import came in: its page is read where the window does not wait for it.
                self._background.run(self._read, now, then=self._show_anew, failed=self._not_there, lane=PAGE)
                self.timeline.on_change(change)
            else:
                self._show_anew(self._read(now))
                self.timeline.on_change(change)

    # ------------------------------------------------------------------------------------------- private

    def _read(self, person: int) -> Read:
        """Any thread."""
        page, since = self._library.people.page(person), list[TimelineRow]()
        if page.last_contact is not None and page.silence_days is not None and page.silence_days >= LEAST_DAYS:
            since = self._library.timeline.since(page.id, page.last_contact)
        return Read(page, since)

    def _show_first(self, read: Read) -> None:
        self._show(read)
        self.timeline.show_person(read.page.id, top_gap(read.page))

    def _show_anew(self, read: Read) -> None:
        if self.page is not None and self.page.id == read.page.id:
            self._show(read)
            self.timeline.set_top_gap(top_gap(read.page))

    def _not_there(self, problem: BaseException) -> None:
        """Whoever is shown went while they were read, or a bug."""
        if not isinstance(problem, NoSuchThing):
            self._background.bridge.complain(problem)
        elif self.page is not None:
            self.show_person(self.page.id)

    def _lay_out(self) -> None:
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(26, 18, 26, 8)
        inner.setSpacing(12)
        inner.addWidget(Upper(self.header, self.band, self.traits, spacing=12))
        inner.addLayout(self._log)
        inner.addWidget(self._below, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nobody, 1)
        column.addWidget(self._whole, 1)

    def _connect(self) -> None:
        self.header.edited.connect(self._edit)
        self.header.details.connect(self._show_details)
        self.header.find_wanted.connect(self.find_words)
        self.header.date_wanted.connect(self.go_to_date)
        self.header.why_not_wanted.connect(self.ask_why_not)
        self.header.introduce_wanted.connect(self._introduce)
        self.header.tag_chosen.connect(self.tag_chosen)
        self.header.company_chosen.connect(self.company_chosen)
        self.header.place_chosen.connect(self.place_chosen)
        self.header.firm_wanted.connect(self._show_firm)
        self.header.split_wanted.connect(self._show_identities)
        self.timeline.done.connect(self.done)
        self.band.typed.connect(self._add_to_thread)
        self.band.done.connect(self._thread_done)
        self.band.record.connect(self.timeline.show_record)
        self.band.kept.connect(self._keep_found)
        self.band.dropped.connect(self._drop_found)
        self.band.introduce.connect(self._introduce_promised)
        self.traits.introduce_wanted.connect(self._introduce)
        self.traits.record.connect(self.timeline.show_record)
        self.traits.kept.connect(self._keep_trait)
        self.traits.dropped.connect(self._drop_trait)

    def _show(self, read: Read) -> None:
        page = read.page
        if self.page is not None and self.page.id != page.id:
            self.traits.show_traits(())
        self._background.drop(PAGE)  # what is still being read is older
        self.page = page
        now = self._library.clock()
        self.header.show_page(page, now)
        self.band.show_page(page, now)
        self.band.show_since(read.since)
        self._background.run(
            self._library.seeking.traits, page.id, then=partial(self._show_traits, page.id), lane="traits"
        )
        if self.header.details_button.isChecked():
            self._below.setCurrentWidget(self.details)
        self._nobody.hide()
        self._whole.show()
        self.setAccessibleName(words.one_line(page.name, 120))
        self.shown.emit(page)

    def _flush_notes(self) -> None:
        if self._details is not None:
            self._details.notes.flush()

    def _leave(self) -> None:
        self.page = None
        self.gone.emit()  # first: whoever has the keys here can still be told
        self._whole.hide()
        self._nobody.show()

    def _show_details(self, wanted: bool) -> None:
        self._below.setCurrentWidget(self.details if wanted else self.timeline)

    def _show_identities(self) -> None:
        self.header.details_button.setChecked(True)
        self.details.go_to_identities()

    def _edit(self, field: str, new: str, old: str) -> None:
        if self.page is None:
            return
        command = self._library.people.set_fact(self.page.id, field, new or None, old or None)
        self._do(command, tr("{field} changed", field=tr(field.replace("_", " ")).capitalize()))

    def _pin(self, field: str, value: str) -> None:
        if self.page is not None:
            people, what = self._library.people, tr(field.replace("_", " ")).capitalize()
            if value:
                self._do(people.pin_fact(self.page.id, field, value), tr("{field} pinned", field=what))
            else:
                self._do(people.unpin_fact(self.page.id, field), tr("{field}: the newest again", field=what))

    def _note(self, text: str) -> None:
        if self.page is not None:
            self._do(self._library.people.set_note(self.page.id, text), tr("Note kept"))

    def _split(self, identities: list[int]) -> None:
        if self.page is not None:
            self._do(self._library.people.split(self.page.id, identities), tr("Split off as somebody else"))

    def _add_to_thread(self, kind: str, text: str) -> None:
        if self.page is not None:
            self._do(self._library.thread.add(self.page.id, kind, text), tr("Added to the thread"))

    def _keep_found(self, found: FoundView, text: str) -> None:
        if self.page is not None:
            self._do(self._library.thread.keep(self.page.id, found, text), tr("Kept in the thread"))

    def _drop_found(self, found: FoundView) -> None:
        if self.page is not None:
            self._do(self._library.thread.drop(self.page.id, found), tr("Not found again"))

    def _show_traits(self, person: int, traits: tuple[TraitView, ...]) -> None:
        if self.page is not None and self.page.id == person:
            self.traits.show_traits(traits)

    def _keep_trait(self, told: TraitView) -> None:
        if self.page is not None:
            says = tr("Looks for “{what}”") if told.trait is Trait.LOOKS_FOR else tr("Offers “{what}”")
            kept = self._library.seeking.keep(self.page.id, told.trait, told.text)
            self._do(kept, says.format(what=words.one_line(told.text, 60)))

    def _drop_trait(self, told: TraitView) -> None:
        if self.page is not None:
            self._do(self._library.seeking.drop(self.page.id, told.trait, told.text), tr("Not proposed again"))

    def _show_firm(self, name: str) -> None:
        from relate.ui.contacts.firm import FirmSheet

        FirmSheet(self._library, self._background, self._actions, name, self).open()

    def _introduce(self) -> None:
        if self.page is not None:
            self.introduce_wanted.emit(self.page.id, None)

    def _introduce_promised(self, uid: str) -> None:
        if self.page is not None:
            self.introduce_wanted.emit(self.page.id, self._library.introductions.other_of(uid))

    def _thread_done(self, uid: str) -> None:
        self._do(self._library.thread.done(uid), tr("Done"))

    def _say_why_not(self, view: WhyNotView) -> None:
        from relate.ui.person.why_not import WhyNotSheet

        if self.page is None or self.page.id != view.person:
            return  # somebody else was picked meanwhile
        sheet = WhyNotSheet(view, self.page.name, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    def _do(self, command: Future[Any], says: str) -> None:
        self._background.bridge.when_done(command, partial(self._say, says), self._failed)

    def _say(self, says: str, _result: object) -> None:
        self.done.emit(says)

    def _failed(self, problem: BaseException) -> None:
        """What was refused (a birthday that is no date) is said, and the page shows again what is true."""
        self._background.bridge.complain(problem)
        if self.page is not None:
            self.show_person(self.page.id)
