"""The words of logging a conversation."""

from __future__ import annotations

from datetime import date

from relate.domain.records import Kind
from relate.ui.words import short_day, tr

CHANNELS = {
    Kind.MEETING: "met", Kind.CALL: "called", Kind.TALK: "talked", Kind.MESSAGE: "wrote", Kind.MAIL: "mailed",
    Kind.ATTEMPT: "tried",
}  # fmt: skip
"""A channel as the verb on its chip; in the order of its menu."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
QUESTIONS = {"mattered": "What mattered", "promised": "I promised", "ask next": "Ask next"}


def hint(name: str) -> str:
    """The example in the empty line, with the first name of whom it is about."""
    return tr("Coffee with {name} yesterday, hiring a designer", name=name) if name else tr(
        "Who did you talk with? “coffee with Ana yesterday”"
    )  # fmt: skip


def channel(kind: Kind) -> str:
    if kind is Kind.NOTE:
        return tr("only for next time")
    return tr(CHANNELS.get(kind, CHANNELS[Kind.TALK]))


def day(when: date, today: date) -> str:
    if when == today:
        return tr("today")
    return tr("yesterday") if (today - when).days == 1 else short_day(when, today)


def on_a_date() -> str:
    return tr("On a date …")


def nobody() -> str:
    return tr("with whom?")


def pick_person(text: str) -> str:
    return tr("Nobody is called “{text}”", text=text)


def new_person(name: str) -> str:
    return tr("New person: {name}", name=name)


def is_person(said: str, name: str) -> str:
    return tr("{said} is {name}", said=said, name=name)


def person_added(name: str) -> str:
    return tr("{name} added", name=name)


def log_it() -> str:
    return tr("Log it")


def logged(who: str, when: date, today: date) -> str:
    return tr("A conversation with {who} is noted: {day}.", who=who, day=day(when, today))


def attempted(who: str) -> str:
    return tr("The attempt to reach {who} is noted.", who=who)


def question(who: str) -> str:
    """who: with whom the conversation was; another page than theirs may be open."""
    return tr("One thing to keep about {who}?", who=who)


def kept(kind: str) -> str:
    return {"promised": tr("Your promise is kept in the thread."), "ask next": tr("Kept: you will ask next time.")}.get(
        kind, tr("Kept in the thread.")
    )


def skip() -> str:
    return tr("Skip")


def promised(text: str, by: date | None, today: date) -> str:
    if by is None:
        return tr("promised: {text}", text=text)
    return tr("promised: {text}, by {date}", text=text, date=coming(by, today))


def coming(when: date, today: date) -> str:
    """A day to come: "today", "tomorrow", "Fri 27 Nov"."""
    ahead = (when - today).days
    if ahead in (0, 1):
        return tr("today") if ahead == 0 else tr("tomorrow")
    return f"{tr(WEEKDAYS[when.weekday()])} {short_day(when, today)}" if ahead < 14 else short_day(when, today)


def no_day() -> str:
    return tr("No day")


def no_promise() -> str:
    return tr("No promise: keep it in the note")


def no_question() -> str:
    return tr("No question: keep it in the note")


def ask_next(text: str) -> str:
    return tr("ask: {text}", text=text)
