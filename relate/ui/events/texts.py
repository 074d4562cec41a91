"""The sentences of the place *Events* and of what an import's result offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from relate.domain.event_rounds import Mark
from relate.domain.moments import Moment, Precision
from relate.domain.pasted_names import Pasted
from relate.services.event_views import (
    Acquaintance,
    Arrived,
    EventView,
    PastedGuest,
    ProposedEvent,
    RollPerson,
    RollView,
)
from relate.ui import words
from relate.ui.words import counted, date_of_day, listed, network_name, one_line, tr

NAMES = 3
"""How many people a line names before it says that there are others."""


def days(first: date, last: date) -> str:
    """ "14 March 2019", "14 to 16 March 2019", "30 March to 2 April 2019"."""
    if first == last:
        return words.long_day(first)
    begin = str(first.day)
    if first.year != last.year:
        begin = words.long_day(first)
    elif first.month != last.month:
        begin = tr("{day} {month}", day=first.day, month=words.month(first.month))
    return tr("{first} to {last}", first=begin, last=words.long_day(last))


def when(start: Moment | None, end: Moment | None) -> str:
    """As exact as it is known; "date not known"."""
    if start is None or start.precision < Precision.DAY:
        return words.moment_words(start)
    first = words.day_of(start)
    return days(first, first if end is None else max(words.day_of(end), first))


def year(event: EventView) -> str:
    """The heading it stands under."""
    return tr("No date") if event.start is None else str(words.day_of(event.start).year)


def line(event: EventView, *, arrived: bool = False) -> str:
    """ "14 to 16 March · 12 people" under its name. arrived: somebody of its list has become connected."""
    parts = [when(event.start, event.end)]
    if arrived:
        parts.append(tr("some connected since"))
    elif event.people:
        parts.append(people(event.people))
    if event.invited and not event.people:
        parts.append(tr("invited"))
    return " · ".join(parts)


def about(event: EventView) -> str:
    """When, where, and who tells of it."""
    source = tr("by you")
    if event.told_by_archive:
        source = tr("from an archive")
        if event.network == "event":
            source = tr("from a list of its guests")
        elif event.network:
            source = tr("from your {network} archive", network=network_name(event.network))
    if event.invited:
        source = tr("{source}, which says that you were invited", source=source)
    return " · ".join(part for part in (when(event.start, event.end), one_line(event.place, 120), source) if part)


def list_of(event: EventView) -> str:
    """ "SaaS Expo, 19 November 2026: 40 people on its list"."""
    about = ", ".join(
        (one_line(event.name, 60), when(event.start, event.end)) if event.start else (one_line(event.name, 60),)
    )
    return tr("{event}: {people} on its list", event=about, people=people(event.people))


def people(n: int) -> str:
    return counted(n, "{n} person", "{n} people")


def days_of(proposed: ProposedEvent) -> str:
    return days(date_of_day(proposed.first_day), date_of_day(proposed.last_day))


def question(proposed: ProposedEvent) -> str:
    """ "14 to 16 March 2019, 12 people: an event?" """
    return tr("{days}, {people}: an event?", days=days_of(proposed), people=people(len(proposed.people)))


def some_of(names: Sequence[str], count: int) -> str:
    """ "Ana, Bo and 10 others"."""
    shown = [one_line(name, 40) for name in names[:NAMES]]
    if (rest := count - len(shown)) > 0:
        shown.append(counted(rest, "{n} other", "{n} others"))
    return listed(shown)


def why_asked(proposed: ProposedEvent) -> str:
    """Why it is asked, and what a name does."""
    network = network_name(proposed.network)
    asked = tr("So many became connected on {network} within these days. ", network=network)
    if proposed.may_be_address_book:
        asked += tr("That many at once may be an address book that was read in. ")
    return asked + tr("Name it once, and the page of each of them says how you met.")


def may_be(event: EventView) -> str:
    return tr("It was “{name}”", name=one_line(event.name, 60))


def named(name: str, n: int) -> str:
    return tr("{name}: {people} met there", name=one_line(name, 60), people=people(n))


# a pasted list -------------------------------------------------------------------------------------------------------


def told_of(one: Pasted) -> str:
    """What a pasted line tells beside the name."""
    does = ", ".join(part for part in (one.role, one.company) if part)
    mail = one.mail if one.mail != one.name else ""
    return " · ".join(part for part in (does, mail, one.phone, one.link) if part)


def who(known: Acquaintance) -> str:
    """ "Ana Silva, CTO, Contoso"."""
    return one_line(", ".join(part for part in (known.name, known.role, known.company) if part), 120)


def is_known(guest: PastedGuest, one: Acquaintance) -> str:
    """The words on the chip of somebody known."""
    if guest.certain:
        return tr("known")
    does = one.company or one.role
    return tr("known, {does}", does=one_line(does, 40)) if does else tr("known by name")


def is_new(guest: PastedGuest) -> str:
    """The words on the chip of somebody new whose name somebody known has."""
    n = len(guest.known)
    return tr("new; {n} known are called so", n=n) if n > 1 else tr("new")


def pasted(n: int, known: int, left: int) -> str:
    """ "23 people: 14 you know, 9 new"."""
    if not n:
        return tr("Nobody in it yet: one name or address a line.")
    words = people(n)
    if known:
        words = tr("{people}: {known} you know, {new} new", people=words, known=known, new=n - known)
    elif n:
        words = tr("{people}, all of them new", people=words) if n > 1 else tr("{people}, new", people=words)
    if left:
        words += tr(". {left} more are left out: drop so long a list as a file.", left=counted(left, "{n}", "{n}"))
    return words


def put_in(n: int) -> str:
    return counted(n, "Put {n} person in", "Put {n} people in")


def put_into(name: str, n: int) -> str:
    return tr("{name}: {people} on its list", name=one_line(name, 60), people=people(n))


# walking through a list ----------------------------------------------------------------------------------------------

_MARKS = {Mark.KEEP: "kept", Mark.MAYBE: "maybe", Mark.SKIP: "skipped"}


def mark(what: Mark) -> str:
    """ "kept"."""
    return tr(_MARKS[what])


def to_mark(what: Mark) -> str:
    """The words of its button."""
    return {Mark.KEEP: tr("Keep"), Mark.MAYBE: tr("Maybe"), Mark.SKIP: tr("Skip")}[what]


def marked(one: RollPerson, what: Mark) -> RollPerson:
    """The same person, decided about."""
    return replace(one, mark=what)


def _counts(marks: Sequence[Mark | None]) -> str:
    told = [(mark(what), sum(each is what for each in marks)) for what in Mark]
    return ", ".join(tr("{n} {what}", n=words.number(n), what=what) for what, n in told if n)


def progress(marks: Sequence[Mark | None]) -> str:
    """ "12 of 260 decided: 8 kept, 3 maybe, 1 skipped"."""
    decided = sum(each is not None for each in marks)
    if not decided:
        return not_walked(len(marks))
    if decided == len(marks):
        return tr("All {n} decided: {counts}", n=words.number(len(marks)), counts=_counts(marks))
    n, everybody = words.number(decided), words.number(len(marks))
    return tr("{n} of {all} decided: {counts}", n=n, all=everybody, counts=_counts(marks))


def not_walked(n: int) -> str:
    return tr("{people} on the list. Say of each with one key whether to keep in touch.", people=people(n))


def walked(n: int) -> str:
    return tr("You are through with it: {people}.", people=people(n))


def standing(one: RollPerson) -> str:
    """What is known of them beside the list."""
    if one.met:
        return tr("You met them there")
    if one.talked:
        return tr("You have talked before")
    return tr("In your contacts, never talked") if one.listed else tr("Only on this list so far")


def promised(text: str, day: int | None) -> str:
    """An open promise."""
    if day is None:
        return tr("Promised: {text}", text=one_line(text, 200))
    return tr("Promised: {text}, by {day}", text=one_line(text, 200), day=words.long_day(date_of_day(day)))


def round_offered(kept: int, maybe: int) -> str:
    """What a round is, before it begins."""
    if not kept + maybe:
        return tr("Nobody of it is kept, so there is nobody to follow up with.")
    who = counted(kept, "{n} is kept", "{n} are kept") if kept else tr("Nobody is kept")
    if maybe:
        who = tr("{who}, {n} maybe", who=who, n=maybe)
    return tr("{who}. Follow up with at most 8 a day for five days, beside your weekly number.", who=who)


def round_stands(roll: RollView) -> str:
    if roll.round_over:
        return tr("The follow-up round is over.")
    if not roll.round_day:
        return tr("Following up: {days} to go, none today.", days=counted(roll.round_left, "{n} day", "{n} days"))
    return tr("Following up: day {n} of 5, in Today.", n=roll.round_day)


def said_marked(name: str, what: Mark) -> str:
    """For the toast."""
    return tr("{name}: {mark}", name=one_line(name, 60), mark=mark(what))


# who became connected since -------------------------------------------------------------------------------------------


def joined_offer(name: str, n: int) -> str:
    """ "Met at SaaS Expo: join these 19"."""
    return tr("Met at {name}: ", name=one_line(name, 60)) + counted(n, "join this one", "join these {n}")


def connected_as(one: Arrived) -> str:
    """ "connected 21 November 2026 as Ana Silva, CTO, Contoso · same company"."""
    said = tr("connected {day} as {who}", day=words.long_day(date_of_day(one.day)), who=who(one.connected))
    return tr("{said} · same company", said=said) if one.same_company else said
