"""Why somebody is not on today's list, and what speaks for them, in a small sheet over their page."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from relate.domain.circles import Standing
from relate.domain.why_not import Hindrance, WhyNot
from relate.services.views import WhyNotView
from relate.ui.controls import button, label, widen
from relate.ui.words import counted, date_of_day, every, length, one_line, short_day, tr

STANDINGS: Final = {
    Standing.RESTING: "You let {name} rest.",
    Standing.SEEN_ANYWAY: "You see {name} anyway, so no suggestion is needed.",
    Standing.NEVER_SUGGEST: "You asked never to suggest {name}.",
    Standing.IN_MEMORIAM: "{name} is kept in memoriam.",
}


def sentence(because: WhyNot | None, name: str) -> str:
    """The answer, with the first name of whom it is about."""
    if because is None:
        return tr("Nothing is known of {name} that a suggestion could rest on.", name=name)
    if because.hindrance is Hindrance.RESTS:
        return tr(STANDINGS[because.standing], name=name)
    day = short_day(date_of_day(because.day))
    silence, rhythm = length(because.silence), every(because.rhythm) if because.rhythm else ""
    texts = {
        Hindrance.NAMED: tr("{name} is on today’s list.", name=name),
        Hindrance.PUT_OFF: tr("You chose Later: {name} comes back on {day}.", name=name, day=day),
        Hindrance.SKIPPED: tr("You skipped {name} this time; the next time is from {day} on.", name=name, day=day),
        Hindrance.WROTE: tr("You wrote to {name}; until {day} an answer has time.", name=name, day=day),
        Hindrance.TALKED: tr("You said that you talked; {name} comes up again from {day} on.", name=name, day=day),
        Hindrance.SWITCHED_OFF: tr("You switched off the reason that would name {name}.", name=name),
        Hindrance.DAY_OFF: tr("Today is a day without suggestions."),
        Hindrance.TALKED_LATELY: tr(
            "The last talk was {silence} ago, and you talk {rhythm}: nothing slips.", silence=silence, rhythm=rhythm
        ),
        Hindrance.LITTLE_KNOWN: tr(
            "Too little is known of you and {name} to name a reason. A circle or a rhythm would change that.", name=name
        ),
        Hindrance.TOO_SOON: tr("The last talk was only {silence} ago.", silence=silence),
        Hindrance.NUMBER_USED: counted(
            because.number, "This week’s one person is named already.", "This week’s {n} people are named already."
        ),
        Hindrance.OTHERS_FIRST: tr("{name} may be named; today others come first. “Show others” goes on.", name=name),
    }
    return texts[because.hindrance]


class WhyNotSheet(QDialog):
    """Esc closes it."""

    def __init__(self, view: WhyNotView, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        first = one_line(name, 60).split(" ", 1)[0]
        self.setWindowTitle(tr("Why not {name}?", name=one_line(name, 60)))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        self.because = label(sentence(view.because, first), bold=True, wrap=True)
        column.addWidget(self.because)
        on_list = view.because is not None and view.because.hindrance is Hindrance.NAMED
        if view.speaks:
            column.addWidget(label(tr("Named for:") if on_list else tr("What speaks for {name}:", name=first), "muted"))
            for reason in view.speaks:
                column.addWidget(label(one_line(reason, 300), wrap=True))
        close = button(tr("Close"))
        close.clicked.connect(self.accept)
        column.addSpacing(6)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        widen(self, 420)
