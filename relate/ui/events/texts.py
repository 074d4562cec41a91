"""The sentences of the place *Events* and of what an import's result offers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from relate.domain.moments import Moment, Precision
from relate.domain.pasted_names import Pasted
from relate.services.event_views import Acquaintance, EventView, PastedGuest, ProposedEvent
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


def line(event: EventView) -> str:
    """ "14 to 16 March · 12 people" under its name."""
    parts = [when(event.start, event.end)]
    if event.people:
        parts.append(people(event.people))
    if event.invited and not event.people:
        parts.append(tr("invited"))
    return " · ".join(parts)


def about(event: EventView) -> str:
    """When, where, and who tells of it."""
    source = tr("by you")
    if event.told_by_archive:
        source = tr("from an archive")
        if event.network:
            source = tr("from your {network} archive", network=network_name(event.network))
    if event.invited:
        source = tr("{source}, which says that you were invited", source=source)
    return " · ".join(part for part in (when(event.start, event.end), one_line(event.place, 120), source) if part)


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


def is_known(guest: PastedGuest) -> str:
    """The words on the chip of somebody known."""
    assert guest.known is not None
    if guest.certain:
        return tr("known")
    company = guest.known.company
    return tr("known, {company}", company=one_line(company, 40)) if company else tr("known by name")


def several(n: int) -> str:
    return tr("new; {n} are called so", n=n)


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
