"""Who waits for an answer, which attempt to ask about, and what is due this week. Outside the budget.

Source: design/ranking.md, "Priority": *Waiting for your answer*, *Shown and not taken*.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from relate.domain.acts import ActKind, Acts, was_seen
from relate.domain.circles import Standing
from relate.domain.cover import is_up_to_date
from relate.domain.reasons import Reason, ReasonKind, strongest_first
from relate.domain.rhythm import DAY_MS
from relate.domain.today import Due, Item, Section, Today, Waiting

WEEK_DAYS: Final = 7
WAITS_FROM_DAYS: Final = 1.0
WAITS_TO_DAYS: Final = 30.0


def waiting_items(today: Today, acts: Acts, taken: set[int]) -> tuple[list[Item], tuple[int, ...]]:
    """Who waits for an answer, the newest first; attempts to ask about; and strangers who wrote first."""
    items: dict[int, Item] = {}
    strangers: list[int] = []
    for each in sorted(today.waiting, key=lambda waiting: (-waiting.at, waiting.person)):
        age = (today.now - each.at) / DAY_MS
        if each.standing in (Standing.IN_MEMORIAM, Standing.NEVER_SUGGEST) or age < WAITS_FROM_DAYS:
            continue
        if each.person in taken or each.person in items or not _still_waits(each, today, acts):
            continue
        if not each.wrote_before and not each.circle:
            strangers.append(each.person)
        elif age <= WAITS_TO_DAYS or each.circle:
            items[each.person] = Item(each.person, Section.WAITING, (_waits(each, today.now),))
    for person in sorted(acts.persons):
        if person not in taken and (reason := _attempt(person, today, acts)) is not None:
            before = items.get(person)
            reasons = strongest_first((*(before.reasons if before else ()), reason))
            items[person] = Item(person, Section.WAITING, reasons, asked=True)
    return list(items.values()), tuple(person for person in dict.fromkeys(strangers) if person not in items)


def _still_waits(each: Waiting, today: Today, acts: Acts) -> bool:
    """Whether nothing was done about a message of theirs since: no answer, no *No answer needed*, no *Later*."""
    since = acts.since(each.person, each.at)
    if not since:
        return True
    if any(act.kind not in (ActKind.LATER, ActKind.SKIP, ActKind.REASON_OFF) for act in since):
        return False
    until = acts.resting_until(each.person, each.at, today.rhythms.get(each.person))
    return until is None or until <= today.day


def _waits(each: Waiting, now: int) -> Reason:
    """Nobody "waits" on a channel that is known no further than three days ago: the card asks "answered since?"."""
    as_of = now if each.known_until is None else min(now, each.known_until)
    known = is_up_to_date(now, each.known_until)
    return _wrote(ReasonKind.THEY_WROTE_LAST if known else ReasonKind.ANSWERED_SINCE, as_of, each.at, each.record)


@lru_cache(maxsize=4096)
def _wrote(kind: ReasonKind, as_of: int, at: int, record: int) -> Reason:
    """Kept: hundreds may wait, and from one list to the next nearly all for the same."""
    return Reason(kind, as_of=as_of, at=at, records=(record,))


def _attempt(person: int, today: Today, acts: Acts) -> Reason | None:
    """ "Did … answer?": once after *Write*, once more after *Not yet*."""
    last = today.lasts.get(person)
    attempt = acts.open_attempt(person, last, today.rhythms.get(person))
    if attempt is None or attempt[1] > today.day:
        return None
    wrote, ask_day = attempt
    asked = (
        each.person == person
        and each.section == Section.WAITING
        and ask_day <= each.day < today.day
        and was_seen(each.day, today.opened, today.day)
        for each in today.named
    )
    if any(asked):
        return None
    return Reason(ReasonKind.DID_THEY_ANSWER, as_of=min(today.now, today.covers.get(person, today.now)), at=wrote.at)


def this_week_items(today: Today, taken: set[int]) -> list[Item]:
    """Promises that are due or have no date, and birthdays and days to remember of the next seven days."""
    by_person: dict[int, list[Reason]] = {}
    for each in sorted(today.due, key=_due_order):
        if each.person in taken or not _concerns(each, today.day):
            continue
        reason = Reason(each.kind, day=each.day, detail=each.detail, records=each.records)
        by_person.setdefault(each.person, []).append(reason)
    return [Item(person, Section.THIS_WEEK, tuple(reasons)) for person, reasons in by_person.items()]


def _due_order(each: Due) -> tuple[int, int, int]:
    # A promise without a date stands after everything with one.
    return each.day if each.day is not None else 2**31, list(ReasonKind).index(each.kind), each.person


def _concerns(each: Due, day: int) -> bool:
    if each.standing is Standing.IN_MEMORIAM:
        return False
    if each.kind is ReasonKind.PROMISE_DUE:
        return each.day is None or each.day < day + WEEK_DAYS
    return each.standing is not Standing.NEVER_SUGGEST and each.day is not None and day <= each.day < day + WEEK_DAYS
