"""Every word of the panel in one place. Words that never appear here: overdue, score, lead, pipeline, streak,
touchpoint, and any count of people that are owed something (product.md, "Words")."""

from __future__ import annotations

from datetime import date, timedelta

from relate.domain.circles import Looser
from relate.ui.words import counted, every, length, long_day, one_line, short_day, tr

DRAWERS = {
    "an answer you owe": "An answer you owe",
    "a conversation that stopped": "A conversation that stopped",
    "connected, no conversation yet": "Connected, no conversation yet",
}
"""The drawers of a new library's first list, in their order."""

MOST_PLACED = 12
"""As many are placed at a time."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def title() -> str:
    return tr("People to reconnect with")


def drawer(section: str) -> str:
    headings = {"reconnect": title, "waiting": waiting, "this week": this_week}
    return headings[section]() if section in headings else tr(DRAWERS.get(section, section))


def no_talk_known() -> str:
    return tr("No talk known yet")


def waiting() -> str:
    return tr("Waiting for your answer")


def following_up(name: str, number: int) -> str:
    """The heading of the follow-up round of an event."""
    return tr("After {name}, day {n} of 5", name=one_line(name, 40), n=number)


def you_wrote() -> str:
    return tr("You wrote")


def this_week() -> str:
    return tr("This week")


def show_others() -> str:
    return tr("Show others")


def write() -> str:
    return tr("Write")


def write_by(channel: str) -> str:
    return tr("Write: {channel}", channel=channel)


def draft_first() -> str:
    return tr("Draft a text first")


def we_talked() -> str:
    return tr("We talked")


def later() -> str:
    return tr("Later")


def more_about(name: str) -> str:
    return tr("More about {name}", name=name)


def skip() -> str:
    return tr("Skip this time")


def not_because() -> str:
    return tr("Not because of this")


def loosen() -> str:
    return tr("Loosen the rhythm")


def loosen_to(looser: Looser) -> str:
    """ "Loosen the rhythm: from every month to every 2 months"."""
    return tr("Loosen the rhythm: from {said} to {looser}", said=every(looser.said), looser=every(looser.days))


def let_rest() -> str:
    return tr("Let rest")


def seen_anyway() -> str:
    return tr("Seen anyway")


def never_suggest() -> str:
    return tr("Never suggest")


def in_memoriam() -> str:
    return tr("In memoriam")


def no_answer_needed() -> str:
    return tr("No answer needed")


def offers_looser(looser: Looser | None) -> str:
    """On the card of somebody who was skipped twice in a row; without a rhythm to loosen they may rest."""
    if looser is None:
        return tr("Skipped more than once in a row. Should they rest for now?")
    said, days = every(looser.said), every(looser.days)
    return tr("Skipped more than once in a row. Does {looser} fit better than {said}?", looser=days, said=said)


def did_answer(name: str) -> str:
    return tr("Did {name} answer?", name=name)


def yes() -> str:
    return tr("Yes")


def not_yet() -> str:
    return tr("Not yet")


def let_it_go() -> str:
    return tr("Let it go")


def quoted(line: str, mine: bool) -> str:
    return tr("You: “{line}”", line=line) if mine else tr("“{line}”", line=line)


def left_open(kind: str, why: str, text: str) -> str:
    """Where the thread begins: "You promised: “the price list”"; why is empty for what was typed or kept."""
    wordings = {
        "i promised": tr("You said: “{text}”", text=text),
        "they asked": tr("Not answered yet: “{text}”", text=text),
        "i asked": tr("You asked: “{text}”", text=text),
        "they promised": tr("They said: “{text}”", text=text),
        "planned": tr("Planned: “{text}”", text=text),
    }
    typed = tr("You promised: {text}", text=text) if kind == "promised" else tr("Ask next: {text}", text=text)
    return wordings.get(why, typed)


def is_done() -> str:
    return tr("Done")


def said_done(what: str) -> str:
    return tr("Done: {what}", what=what)


def is_within(text: str, line: str) -> bool:
    """Whether a line that is quoted says a text already."""
    return text.rstrip("….!? ").casefold() in " ".join(line.split()).casefold()


def quiet_for(days: float) -> str:
    """ "11 weeks quiet"."""
    return tr("{length} quiet", length=length(days))


def as_of(quiet: str, date: str) -> str:
    """ "7 months quiet, as of 15 Nov"; where no silence is known, how far it is."""
    return tr("{quiet}, as of {date}", quiet=quiet, date=date) if quiet else tr("known until {date}", date=date)


def drawing(mine: int, theirs: int, quiet: str) -> str:
    """What the small drawing shows, for a screen reader."""
    text = tr("Two years: you in {mine} of 24 months, they in {theirs}", mine=mine, theirs=theirs)
    return f"{text}; {quiet}" if quiet else text


def until(day: date) -> str:
    return tr("Until {day}", day=short_day(day))


def later_choices(today: date) -> tuple[tuple[str, date], ...]:
    """What *Later* offers, in its order. The weekend is the next Saturday, unless that is offered already: on a Friday
    it is tomorrow, on a Saturday in a week."""
    saturday = today + timedelta(days=(5 - today.weekday()) % 7 or 7)
    tomorrow, in_a_week = today + timedelta(days=1), today + timedelta(days=7)
    weekend = () if saturday in (tomorrow, in_a_week) else ((tr("At the weekend"), saturday),)
    return (
        (tr("Tomorrow"), tomorrow),
        *weekend,
        (tr("In a week"), in_a_week),
        (tr("In two weeks"), today + timedelta(days=14)),
        (tr("In a month"), _next_month(today)),
    )


def on_day(day: date, today: date) -> str:
    """Beside a choice of *Later*: "Sat 28"; in another month that is said too: "Fri 25 Dec"."""
    weekday = tr(WEEKDAYS[day.weekday()])
    return f"{weekday} {day.day}" if day.month == today.month else f"{weekday} {short_day(day, today)}"


def on_a_date() -> str:
    return tr("On a date …")


def _next_month(today: date) -> date:
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = ((first + timedelta(days=32)).replace(day=1) - timedelta(days=1)).day
    return first.replace(day=min(today.day, last))


# -------------------------------------------------------------------------------------------- what was done


def said_talked(name: str) -> str:
    return tr("A conversation with {name} today is noted.", name=name)


def said_wrote(name: str) -> str:
    return tr("Writing to {name} is noted as an attempt.", name=name)


def said_later(name: str, day: date) -> str:
    return tr("{name} comes back on {day}.", name=name, day=long_day(day))


def said_skipped(name: str) -> str:
    return tr("{name} is skipped this time.", name=name)


def said_reason_off(name: str) -> str:
    return tr("{name}: not because of this any more.", name=name)


def said_loosened(name: str, looser: Looser) -> str:
    said, days = every(looser.said), every(looser.days)
    return tr("The rhythm with {name} is {looser} now, no longer {said}.", name=name, looser=days, said=said)


def said_state(name: str, state: str) -> str:
    sentences = {
        "resting": tr("{name} rests.", name=name),
        "seen anyway": tr("{name} is seen anyway: no suggestions, birthdays stay.", name=name),
        "never suggest": tr("{name} is never suggested.", name=name),
        "in memoriam": tr("{name} is kept in memoriam.", name=name),
    }
    return sentences[state]


def said_answered(name: str, answer: str) -> str:
    sentences = {
        "yes": tr("{name} answered.", name=name),
        "not yet": tr("{name} is asked about once more, later.", name=name),
        "let go": tr("{name}: let go.", name=name),
    }
    return sentences[answer]


def said_no_answer(name: str) -> str:
    return tr("{name} needs no answer.", name=name)


def said_copied() -> str:
    return tr("The draft is copied.")


# ---------------------------------------------------------------------------------------------------- drafts


def draft_label(name: str) -> str:
    return tr("Draft for {name}", name=name)


def draft_hint() -> str:
    return tr("Write it here, copy it, and send it where you talk.")


def copy() -> str:
    return tr("Copy")


def close_draft() -> str:
    return tr("Close")


def no_channel(name: str) -> str:
    return tr("No address of {name} is known yet: copy the text and send it where you talk.", name=name)


def not_opened(link: str) -> str:
    return tr("Nothing on this computer opens {link}: copy the text and send it there.", link=link)


def opens(link: str) -> str:
    return tr("Opens {link}", link=link)


# ---------------------------------------------------------------------------------------------- empty states


def nothing_imported() -> tuple[str, str]:
    return (
        tr("Drop your files here"),
        tr("An archive of a network or an address book is enough for the first suggestions."),
    )


def choose_files() -> str:
    return tr("Choose files")


def names_only() -> str:
    return tr("Relate knows names, but no conversations yet. Mail and chats tell it who is close to you.")


def who_are_you() -> str:
    return tr("Who are you?")


def why_ask() -> str:
    return tr("Relate does not know which of these people is you, so it cannot tell whom to name.")


def is_this_you_too() -> str:
    return tr("Is this you too?")


def why_ask_again() -> str:
    return tr("Somebody who goes by your name or address sent messages, and they count as theirs until you say so.")


def tell_who() -> str:
    return tr("Tell Relate")


def add_sources() -> str:
    return tr("Add mail or chats")


def place_people(n: int = MOST_PLACED) -> str:
    """n: how many there are to place."""
    return counted(min(n, MOST_PLACED), "Place 1 person", "Place {n} people")


def is_this_right() -> str:
    return tr("Is this right?")


def done() -> str:
    return tr("Nobody is waiting. Enjoy the day.")


def done_but_waiting() -> str:
    return tr("Nobody else today.")


def while_you_were_away() -> str:
    return tr("While you were away")


def seen() -> str:
    return tr("All right")


def failed() -> str:
    return tr("Today’s people could not be read.")


def try_again() -> str:
    return tr("Try again")


def reading() -> str:
    return tr("Looking who fits today …")
