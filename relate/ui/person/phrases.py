"""The sentences of a person's page."""

from __future__ import annotations

from typing import Final

from relate.domain.moments import DAY_MS
from relate.services.views import FactView, PersonPage, Rhythm
from relate.ui import words
from relate.ui.timeline.lines import SILENCE_DAYS
from relate.ui.words import tr

_NUMBERS: Final = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


NO_CHANNEL: Final = frozenset({"vcard", "card", "relate", "you", "user"})
"""Sources through which nobody writes: they tell nothing of a silence."""


def rhythm_words(rhythm: Rhythm, circle: int | None) -> str:
    """ "every 3 weeks, learnt", "every month, circle of 15", "every 2 months, set by you"."""
    if rhythm.set_days:
        return tr("{every}, set by you", every=words.every(rhythm.set_days))
    if rhythm.usual_days:
        return tr("{every}, learnt", every=words.every(rhythm.usual_days))
    if rhythm.circle_days and circle:
        return tr("{every}, circle of {n}", every=words.every(rhythm.circle_days), n=circle)
    return tr("no rhythm yet")


def last_talked(page: PersonPage, now: int) -> str:
    if page.last_contact is None:
        return tr("never talked")
    return tr("last talked {ago}", ago=words.ago(words.days_between(page.last_contact, now)))


def top_gap(page: PersonPage) -> str:
    """The silence that lasts until now: "11 weeks, as far as mail and LinkedIn are known"; empty when it is short."""
    if page.silence_days is None or page.silence_days < SILENCE_DAYS:
        return ""
    length = words.length(page.silence_days)
    names = sorted(
        {words.network_name(network) for network in page.networks if network not in NO_CHANNEL}, key=str.casefold
    )
    names = [name.lower() if name in ("Mail", "Phone") else name for name in names]
    if not names or page.known_until is None:
        return length
    known = names[0] if len(names) == 1 else words.listed(names)
    verb = tr("is") if len(names) == 1 else tr("are")
    return tr("{length}, as far as {sources} {verb} known", length=length, sources=known, verb=verb)


def never_talked(page: PersonPage) -> str:
    """What is known of somebody who never wrote: "Connected 3 May 2016, you invited them; you were at Contoso then;
    six others joined that week.\""""
    if page.connected is None:
        return tr("Nothing passed between you yet that Relate knows of.")
    parts = [tr("Connected {date}", date=words.long_day(words.day_of(page.connected)))]
    if page.invited_by_me is not None:
        parts.append(tr("you invited them") if page.invited_by_me else tr("they invited you"))
    if page.my_position_then:
        parts.append(tr("you were at {company} then", company=words.one_line(page.my_position_then, 80)))
    if (n := page.connected_that_week) > 0:
        many = _NUMBERS[n] if n < len(_NUMBERS) else words.number(n)
        parts.append(tr("one other joined that week") if n == 1 else tr("{n} others joined that week", n=tr(many)))
    return ", ".join(parts) + "."


def source_of(fact: FactView) -> str:
    """Where a fact is from: "LinkedIn archive of 20 Nov 2026 and 2 more, as of 20 November 2026", "You, 3 May 2026"."""
    when = "" if fact.seen_ms is None else words.long_day(words.local(fact.seen_ms).date())
    if fact.by_user:
        return tr("You, {date}", date=when) if when else tr("You")
    if not fact.sources:
        return tr("as of {date}", date=when) if when else ""
    first = words.one_line(fact.sources[0], 120)
    if (more := len(fact.sources) - 1) > 0:
        first = tr("{source} and {n} more", source=first, n=more)
    return tr("{source}, as of {date}", source=first, date=when) if when else first


def tooltip_of(page: PersonPage, field: str) -> str:
    """The sources of the shown value of a field, one a line."""
    return "\n".join(source_of(fact) for fact in page.facts if fact.field == field and fact.shown)


def birthday_soon(page: PersonPage, now: int) -> int | None:
    """Days until the birthday, when that is within two weeks."""
    value = page.birthday
    if len(value) < 7 or not value[-5:-3].isdigit() or not value[-2:].isdigit() or value[-3] != "-":
        return None
    today = words.local(now).date()
    for year in (today.year, today.year + 1):
        try:
            when = today.replace(year=year, month=int(value[-5:-3]), day=int(value[-2:]))
        except ValueError:
            continue
        if 0 <= (when - today).days <= 14:
            return (when - today).days
    return None


def due(day: int, now: int) -> str:
    """When a promise falls due: "14 Jul"."""
    return words.short_day(words.date_of_day(day), words.local(now // DAY_MS * DAY_MS).date())
