"""The right panel: today's people, who waits for an answer, and what the week brings."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import KnownError
from relate.domain.reasons import ReasonKind
from relate.domain.today import Section
from relate.services.library import Library
from relate.services.views import Card, DayView
from relate.ui.background import Background
from relate.ui.controls import label
from relate.ui.reconnect import texts
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.card import OpenCard
from relate.ui.reconnect.line import PersonLine
from relate.ui.reconnect.notices import Offer, heading, notice, quiet
from relate.ui.scrolled import Scrolled
from relate.ui.theme import theme

LANE = "reconnect"
SHOWS = (
    What.PEOPLE
    | What.FACTS
    | What.TIMELINE
    | What.TIES
    | What.IMPORTS
    | What.SUGGESTIONS
    | What.OWNER
    | What.SETTINGS  # the weekly number and the days off
)
"""What can change the day's list."""
HEADING = 1.1
"""A panel's title stands between a name and a page's title."""
WAITING = 5
"""How many who wait for an answer are shown at once; the others on demand, so that it is no list of debts."""
TOGETHER_MS = 8
"""Changes that follow each other this closely are read once."""


class ReconnectPanel(QWidget):
    """Shows the day; everything done here is one command with a sentence in `done` for the toast and its Undo."""

    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    done = Signal(str)
    import_wanted = Signal()
    place_people = Signal()
    owner_wanted = Signal()
    shown = Signal()
    """The panel has its newest answer."""
    day_read = Signal(object)
    """The DayView of that answer, for the tray."""

    def __init__(
        self,
        library: Library,
        background: Background,
        commands: ReconnectActions | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._background, self._clock = library, background, library.clock
        self.commands = commands or ReconnectActions(library, background, parent=self)
        self.commands.done.connect(self.done)
        self.commands.not_opened.connect(self._offer_draft)
        self.day: DayView | None = None
        self._put_in: DayView | None = None
        """The day whose widgets the panel holds; None while it holds a notice."""
        self._open: int | None = None
        self._picked: int | None = None
        self._others = False
        self._all_waiting = False
        self._meanwhile: tuple[str, ...] = ()
        self.card: OpenCard | None = None
        self.setProperty("kind", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(texts.title())
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TOGETHER_MS)
        self._soon.timeout.connect(self.refresh)
        self._build()
        background.bridge.changed.connect(self._changed)

    # ---------------------------------------------------------------------------------------------- reading

    def refresh(self) -> None:
        """Reads the day anew, behind the window; the old picture stays until the new one is there."""
        self._background.run(
            self._library.reconnect.day_at_once, self._clock(), then=self._show, failed=self._show_failure, lane=LANE
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.day is None:
            self.refresh()

    def _changed(self, change: ChangeSet) -> None:
        if change.what & SHOWS:
            self._soon.start()

    # ----------------------------------------------------------------------------------------------- showing

    def _build(self) -> None:
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(0)
        title = label(texts.title(), bold=True)
        font = theme().font(bold=True)
        font.setPointSizeF(font.pointSizeF() * HEADING)
        title.setFont(font)
        title.setContentsMargins(16, 16, 16, 8)
        outside.addWidget(title)
        self._scroll = Scrolled()
        outside.addWidget(self._scroll, 1)
        self._put([label(texts.reading(), "muted", wrap=True)])

    def _show(self, day: DayView) -> None:
        """Takes over what was read. A day that says nothing new keeps its widgets: a click on them is not lost."""
        if day != self._put_in:
            self._rebuild(day)
        else:
            self.shown.emit()
        self.day_read.emit(day)

    def _rebuild(self, day: DayView) -> None:
        draft = (self.card.card.person, self.card.draft) if self.card is not None else None
        self.day = day
        cards = self._cards(day)
        named = {card.person for card in cards}
        if self._picked not in named:
            self._picked = self._open if self._in_use() and self._open in named else None
        # Without a word of the user the next card is the open one, also when a new day or an import names others.
        self._open = self._picked if self._picked is not None else cards[0].person if cards else None
        self.card = None
        position = self._scroll.verticalScrollBar().value()
        self._put(self._contents(day))
        self._put_in = day
        self._scroll.verticalScrollBar().setValue(position)
        if draft is not None:
            self._keep_draft(*draft)
        self.shown.emit()

    def _in_use(self) -> bool:
        """Whether somebody writes on the open card, or stands on it with the keys."""
        if self.card is None:
            return False
        focused = QApplication.focusWidget()
        return bool(self.card.draft) or (focused is not None and self.card.isAncestorOf(focused))

    def _keep_draft(self, person: int, text: str) -> None:
        if self.card is not None and self.card.card.person == person:
            self.card.keep_draft(text)

    def _cards(self, day: DayView) -> tuple[Card, ...]:
        others = day.others if self._others else ()
        rounds = (card for each in day.rounds for card in each.cards)
        return (*day.reconnect, *others, *rounds, *day.waiting, *day.this_week)

    def _contents(self, day: DayView) -> Iterable[QWidget]:
        if day.people == 0:
            yield self._nothing_imported()
            return
        if self._meanwhile:
            yield self._while_you_were_away()
        if day.side_open:
            yield self._who_are_you(texts.who_are_you(), texts.why_ask())
        elif day.also_me:
            yield self._who_are_you(texts.is_this_you_too(), texts.why_ask_again())
        elif day.conversations == 0:
            yield self._names_only(day.to_place)
        if day.first_list:
            yield from self._drawers((*day.reconnect, *day.others) if self._others else day.reconnect)
            yield from self._more(day)
            if day.conversations and day.to_place:  # with names alone it stands above
                yield self._is_this_right(day.to_place)
        else:
            yield from map(self._line_or_card, day.reconnect)
        if not day.reconnect and day.conversations and not day.side_open:
            yield self._nobody(day)
        if not day.first_list:
            yield from self._more(day)
        for each in day.rounds:
            yield from self._section(texts.following_up(each.name, each.number), each.cards)
        yield from self._section(texts.you_wrote(), tuple(card for card in day.waiting if card.asked))
        yield from self._introduced(day)
        waiting = tuple(card for card in day.waiting if not card.asked)
        yield from self._section(texts.waiting(), waiting if self._all_waiting else waiting[:WAITING])
        if len(waiting) > WAITING and not self._all_waiting:
            yield quiet(texts.show_others(), self._show_all_waiting)
        yield from self._section(texts.this_week(), day.this_week)

    def _drawers(self, cards: tuple[Card, ...]) -> Iterable[QWidget]:
        for section in dict.fromkeys(card.section for card in cards):
            inside = tuple(card for card in cards if card.section == section)
            # Names alone tell of no talk: an address book holds those one speaks with every day. And whoever was typed
            # in and placed is connected nowhere.
            known = (self.day is None or self.day.conversations) and not any(
                reason.kind == ReasonKind.PROMISED_RHYTHM for card in inside for reason in card.reasons
            )
            yield from self._section(texts.drawer(section) if known else texts.no_talk_known(), inside)

    def _more(self, day: DayView) -> Iterable[QWidget]:
        if not day.others or (self._others and day.first_list):
            return
        if self._others:
            yield from map(self._line_or_card, day.others)
            return
        yield quiet(texts.show_others(), self._show_others)

    def _section(self, title: str, cards: tuple[Card, ...]) -> Iterable[QWidget]:
        if cards:
            yield heading(title)
            yield from map(self._line_or_card, cards)

    def _introduced(self, day: DayView) -> Iterable[QWidget]:
        """What came of the introductions of two weeks ago is asked."""
        if not day.introduced:
            return
        from relate.ui.introduce.asked import AskedLine
        from relate.ui.introduce.texts import you_introduced

        yield heading(you_introduced())
        for asked in day.introduced:
            line = AskedLine(asked)
            line.answered.connect(self.commands.came_of_it)
            line.record_chosen.connect(self.record_chosen)
            yield line

    def _line_or_card(self, card: Card) -> QWidget:
        photo = self._library.people.photo(card.person) if card.has_photo else None
        if card.person != self._open:
            line = PersonLine(card.person, card.name, in_a_line(card), photo=photo, whole="“" not in in_a_line(card))
            line.chosen.connect(self._open_card)
            return line
        self.card = OpenCard(card, self.commands, photo, self._clock())
        self.card.person_chosen.connect(self.person_chosen)
        self.card.record_chosen.connect(self.record_chosen)
        return self.card

    def _put(self, widgets: Iterable[QWidget]) -> None:
        """Replaces what the panel holds. The focus stays on the same person where it can."""
        inside = QWidget()
        inside.setProperty("kind", "scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 4, 12, 16)
        column.setSpacing(4)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch()
        focused = QApplication.focusWidget()
        had_focus = focused is not None and self._scroll.isAncestorOf(focused)
        if had_focus:
            self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.setWidget(inside)
        if had_focus and self.card is not None:
            self.card.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # -------------------------------------------------------------------------------------------- empty states

    def _nothing_imported(self) -> QWidget:
        big, small = texts.nothing_imported()
        return notice("drop", (label(big, "accent", step=1, bold=True), label(small, "muted", wrap=True)),
                            ((texts.choose_files(), "filled", self.import_wanted.emit),))  # fmt: skip

    def _names_only(self, to_place: int) -> QWidget:
        offers: list[Offer] = [(texts.add_sources(), "plain", self.import_wanted.emit)]
        if to_place:
            offers.append((texts.place_people(to_place), "plain", self.place_people.emit))
        return notice("card", (label(texts.names_only(), wrap=True),), offers)

    def _who_are_you(self, asks: str, why: str) -> QWidget:
        words = (label(asks, bold=True), label(why, wrap=True))
        return notice("card", words, ((texts.tell_who(), "plain", self.owner_wanted.emit),))

    def _is_this_right(self, to_place: int) -> QWidget:
        return notice("", (label(texts.is_this_right(), "muted"),),
                            ((texts.place_people(to_place), "plain", self.place_people.emit),))  # fmt: skip

    def _nobody(self, day: DayView) -> QWidget:
        also = day.waiting or day.this_week or day.introduced or day.rounds
        words = texts.done_but_waiting() if also else texts.done()
        return notice("card", (label(words, wrap=True),), ())

    def _while_you_were_away(self) -> QWidget:
        words = (label(texts.while_you_were_away(), bold=True), *(label(each, wrap=True) for each in self._meanwhile))
        return notice("card", words, ((texts.seen(), "plain", self._seen),))

    def _show_failure(self, problem: BaseException) -> None:
        if not isinstance(problem, KnownError):
            self._background.bridge.complain(problem)
        words = str(problem) if isinstance(problem, KnownError) else texts.failed()
        self.card = self._put_in = None
        self._put([notice("card", (label(words, wrap=True),), ((texts.try_again(), "plain", self.refresh),))])

    # -------------------------------------------------------------------------------------------- what is done

    def open_person(self, person: int, *, draft: bool = False) -> bool:
        """Opens somebody's card, as a click in the tray or on a popup asks. False when the day does not name them."""
        if self.day is None or person not in {card.person for card in (*self._cards(self.day), *self.day.others)}:
            return False
        self._others = self._others or person in {card.person for card in self.day.others}
        self._picked = person
        self._rebuild(self.day)
        if draft and self.card is not None:
            self.card.show_draft()
        return True

    def show_meanwhile(self, sentences: tuple[str, ...]) -> None:
        """One card above all others after weeks away, until it was read."""
        self._meanwhile = sentences
        if self.day is not None:
            self._rebuild(self.day)

    def _seen(self) -> None:
        self._meanwhile = ()
        # After the click is over: the button that was clicked goes.
        QTimer.singleShot(0, self, self._show_again)

    def _open_card(self, person: int) -> None:
        self._picked = person
        if self.day is not None:
            # After the click is over: the line that was clicked goes.
            QTimer.singleShot(0, self, self._show_again)
        self.person_chosen.emit(person)

    def _show_again(self) -> None:
        if self.day is not None:
            self._rebuild(self.day)
            if self.card is not None:
                self.card.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_others(self) -> None:
        self._others = True
        QTimer.singleShot(0, self, self._show_again)

    def _show_all_waiting(self) -> None:
        self._all_waiting = True
        QTimer.singleShot(0, self, self._show_again)

    def _offer_draft(self, person: int) -> None:
        if self.card is not None and self.card.card.person == person:
            self.card.show_draft(nowhere=True)


def in_a_line(card: Card) -> str:
    """Why, in a few words; of whoever waits for an answer also what they wrote."""
    why = card.short or card.why
    if card.section == Section.EVENT and "“" not in why:
        # The heading names the event already: beside it stands what was noted, else what they do.
        return ", ".join(part for part in (card.role, card.company) if part) or why
    if card.section != Section.WAITING or card.last_line_mine or not card.last_line:
        return why
    return f"{why} · {texts.quoted(card.last_line, False)}"
