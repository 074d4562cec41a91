"""The menus of a card: *Later*, and everything else that can be said about a suggestion."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget, QWidgetAction

from relate.services.views import Card, State
from relate.ui.calendar import DayCalendar
from relate.ui.reconnect import texts
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.channels import Channel
from relate.ui.words import one_line


class LaterMenu(QMenu):
    """Until when: six answers, the last a calendar."""

    chosen = Signal(object)
    """A date."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, day in texts.later_choices(today):
            self.addAction(f"{words}\t{texts.on_day(day, today)}").triggered.connect(partial(self._choose, day))
        self.calendar = DayCalendar.to_come(today, texts.on_a_date())
        self.calendar.chosen.connect(self._choose_date)
        dates = self.addMenu(texts.on_a_date())
        holder = QWidgetAction(dates)
        holder.setDefaultWidget(self.calendar)
        dates.addAction(holder)

    def _choose(self, day: date) -> None:
        self.chosen.emit(day)

    def _choose_date(self, day: date) -> None:
        self.close()
        self.chosen.emit(day)


class CardMenu(QMenu):
    """`draft_wanted()` and `write_wanted(Channel)` concern the card itself; all else goes to the library."""

    draft_wanted = Signal()
    write_wanted = Signal(object)


def card_menu(
    card: Card, actions: ReconnectActions, ways: tuple[Channel, ...], parent: QWidget | None = None
) -> CardMenu:
    """What can be said about a card beside its three buttons."""
    menu = CardMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    person, name = card.person, card.name

    def add(words: str, function: object, *arguments: object) -> None:
        menu.addAction(words).triggered.connect(partial(_without_checked, function, arguments))

    add(texts.draft_first(), menu.draft_wanted.emit)
    for way in ways[:6]:
        add(texts.write_by(one_line(way.name, 60)), menu.write_wanted.emit, way)
    menu.addSeparator()
    if card.section in ("waiting", "an answer you owe"):
        add(texts.no_answer_needed(), actions.no_answer_needed, person, name)
    add(texts.skip(), actions.skip, person, name)
    if len(card.reasons) == 1:
        add(texts.not_because(), actions.not_because, person, name, card.reasons[0].kind)
    elif card.reasons:
        reasons = menu.addMenu(texts.not_because())
        for reason in card.reasons:
            reasons.addAction(one_line(reason.text, 80)).triggered.connect(
                partial(_without_checked, actions.not_because, (person, name, reason.kind))
            )
    if card.looser is not None:
        add(texts.loosen_to(card.looser), actions.loosen, person, name, card.looser)
    menu.addSeparator()
    add(texts.let_rest(), actions.set_state, person, name, State.RESTING)
    add(texts.seen_anyway(), actions.set_state, person, name, State.SEEN_ANYWAY)
    add(texts.never_suggest(), actions.set_state, person, name, State.NEVER_SUGGEST)
    add(texts.in_memoriam(), actions.set_state, person, name, State.IN_MEMORIAM)
    return menu


def _without_checked(function: object, arguments: tuple[object, ...], _checked: bool = False) -> None:
    """Qt tells a triggered action whether it is checked; no command wants to know."""
    assert callable(function)
    function(*arguments)
