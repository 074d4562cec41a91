"""The day's list: who waits for an answer, what is due this week, and the few people to reconnect with.

Pure and deterministic: the same facts on the same day give the same list, and what the day named stays for the day.
Source: design/ranking.md, "Priority" and "Budget"; design/product.md, "People to reconnect with".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from relate.domain.acts import LOOSER_AFTER_SKIPS, Act, ActKind, Acts, Named, held_back, was_seen
from relate.domain.budget import Budget, share, week_start
from relate.domain.candidates import Candidate, Sort
from relate.domain.circles import Standing
from relate.domain.cover import is_up_to_date
from relate.domain.reasons import Reason, ReasonKind, strongest_first, without_switched_off
from relate.domain.rhythm import DAY_MS

OTHERS: Final = 9
"""So many people are ready for "Show others"."""
WEEK_DAYS: Final = 7
WAITS_FROM_DAYS: Final = 1.0
WAITS_TO_DAYS: Final = 30.0
OUTER_EVERY: Final = 4
"""Each fourth place of the week goes to the circles beyond the 15, so that nobody in a circle starves."""
REVIVE_EVERY: Final = 4
EXPLORE_EVERY: Final = 8
"""Of the places promises leave free, each fourth is for a tie of old and each eighth for a look around."""

NAMING: Final[Mapping[Sort, frozenset[ReasonKind]]] = {
    Sort.PROMISED: frozenset((ReasonKind.PROMISED_RHYTHM, ReasonKind.USUAL_RHYTHM)),
    Sort.SLIPPING: frozenset((ReasonKind.USUAL_RHYTHM,)),
    Sort.REVIVE: frozenset((ReasonKind.CLOSE_ONCE,)),
    Sort.NEWS: frozenset((ReasonKind.NEWS,)),
    Sort.COLD: frozenset(
        (
            ReasonKind.CONVERSATION_STOPPED,
            ReasonKind.RECOMMENDED,
            ReasonKind.SAME_COMPANY,
            ReasonKind.OWN_INVITATION,
            ReasonKind.KNOWN_FROM_ELSEWHERE,
            ReasonKind.LAST_TALK,
            ReasonKind.FITS,
        )
    ),
    Sort.EXPLORE: frozenset((ReasonKind.LAST_TALK, ReasonKind.CONVERSATION_STOPPED)),
}
"""The reasons a candidate of each sort is named for; with all of them switched off they are not named."""


class Section(StrEnum):
    """Where on the panel somebody stands."""

    WAITING = "waiting"
    THIS_WEEK = "this week"
    RECONNECT = "reconnect"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A direct thread whose last word is theirs.

    at: of that message, UTC milliseconds. record: its interaction. wrote_before: I wrote in this thread before it.
    circle: theirs, 0 without. known_until: the cover of the channel, None when it is always up to date.
    """

    person: int
    at: int
    record: int
    wrote_before: bool
    circle: int = 0
    known_until: int | None = None
    standing: Standing = Standing.ACTIVE


@dataclass(frozen=True, slots=True)
class Due:
    """A promise, a birthday or a day to remember; day: home day it is due, None for a promise without a date."""

    person: int
    kind: ReasonKind
    day: int | None
    detail: str = ""
    records: tuple[int, ...] = ()
    standing: Standing = Standing.ACTIVE


@dataclass(frozen=True, slots=True)
class Item:
    """Somebody on the list, with the reasons that hold, the strongest first.

    asked: "Did … answer?" is due. offers_looser: skipping once more would be the third time in a row.
    """

    person: int
    section: Section
    reasons: tuple[Reason, ...]
    asked: bool = False
    offers_looser: bool = False


@dataclass(frozen=True, slots=True)
class DayList:
    """What one day shows. share: how many people the day may name; left: what the week leaves after today.

    others: who "Show others" gives next; not counted, but named people are never among them. wrote_first: strangers
    whose first message waits, folded away without a number. new: those of `reconnect` that are not in the day's
    recorded list yet.
    """

    day: int
    waiting: tuple[Item, ...]
    this_week: tuple[Item, ...]
    reconnect: tuple[Item, ...]
    others: tuple[Item, ...]
    wrote_first: tuple[int, ...]
    share: int
    left: int
    new: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Today:
    """Everything the day's list is made from.

    now: UTC milliseconds. day: home day. candidates: from `candidates.candidates`. named: what the lists of this week
    and of the last weeks named, today's included. opened: home days on which Relate was opened, ascending. extra:
    reasons that the records of a person give (news in words, an unanswered question), by person. rhythms, lasts: the
    promised or usual rhythm (days) and the last contact (UTC milliseconds) of people who are acted on without being
    candidates.
    """

    now: int
    day: int
    candidates: Sequence[Candidate]
    budget: Budget = field(default_factory=Budget)
    acts: Sequence[Act] = ()
    named: Sequence[Named] = ()
    opened: Sequence[int] = ()
    waiting: Sequence[Waiting] = ()
    due: Sequence[Due] = ()
    extra: Mapping[int, Sequence[Reason]] = field(default_factory=dict)
    rhythms: Mapping[int, float] = field(default_factory=dict)
    lasts: Mapping[int, int] = field(default_factory=dict)


def choose(today: Today) -> DayList:
    """The list of the day."""
    acts = Acts(today.acts)
    named_today = _in_order(each.person for each in today.named if each.day == today.day and _reconnect(each))
    week = {each.person for each in today.named if week_start(today.day) <= each.day < today.day and _reconnect(each)}
    places = share(today.budget, today.day, len(week))
    pool = {
        each.person: each for each in (_with_reasons(each, today, acts) for each in today.candidates) if each.reasons
    }
    staying = set(named_today)
    waiting, wrote_first = _waiting(today, acts, staying)
    elsewhere = {item.person for item in waiting}
    this_week = _this_week(today, staying | elsewhere)
    elsewhere |= {item.person for item in this_week}

    free = {
        person: each
        for person, each in pool.items()
        if person not in elsewhere and person not in staying and not _rests(each, acts, today.day)
    }
    ordered = _ordered(free, today, acts, len(week) + len(named_today), staying | elsewhere)
    fresh = ordered[: max(places - len(named_today), 0)]
    kept = [each for person in named_today if (each := _kept(person, pool, today, acts)) is not None]
    following = ordered[len(fresh) : len(fresh) + OTHERS]
    return DayList(
        day=today.day,
        waiting=tuple(_enriched(item, pool) for item in waiting),
        this_week=tuple(_enriched(item, pool) for item in this_week),
        reconnect=tuple(_item(each, acts) for each in (*kept, *fresh)),
        others=tuple(_item(each, acts) for each in following),
        wrote_first=wrote_first,
        share=places,
        left=max(today.budget.number - len(week | staying | {each.person for each in fresh}), 0),
        new=tuple(each.person for each in fresh),
    )


def held_back_today(today: Today) -> dict[int, float]:
    """The share of P that stays of whoever was passed over; for `priority.rank`, which comes before the candidates."""
    return held_back(Acts(today.acts), today.named, today.opened, today.day, Section.RECONNECT)


# ---------------------------------------------------------------------------------------------- reconnect


def _ordered(free: Mapping[int, Candidate], today: Today, acts: Acts, place: int, taken: set[int]) -> list[Candidate]:
    """Everybody who may be named, in the order of the week's places from `place` on (0 is the week's first)."""
    asked_for = _all_asked_for(free, today, acts, taken)
    chosen = {each.person for each in asked_for}
    shares = held_back(acts, today.named, today.opened, today.day, Section.RECONNECT)
    rest = [each for each in free.values() if each.person not in chosen]

    def lateness(each: Candidate) -> tuple[float, int]:
        return -each.lateness * shares.get(each.person, 1.0), each.person

    promised = [each for each in rest if each.sort is Sort.PROMISED]
    queues = _Queues(
        inner=sorted((each for each in promised if each.inner), key=lateness),
        outer=sorted((each for each in promised if not each.inner), key=lateness),
        ranked=_best(rest, Sort.SLIPPING, Sort.NEWS, Sort.COLD),
        revive=_best(rest, Sort.REVIVE),
        explore=_best(rest, Sort.EXPLORE),
    )
    ordered = list(asked_for)
    while (following := queues.take(place + len(ordered))) is not None:
        ordered.append(following)
    return ordered


@dataclass(slots=True)
class _Queues:
    """Who is next, by what names them; each list best first."""

    inner: list[Candidate]
    outer: list[Candidate]
    ranked: list[Candidate]
    revive: list[Candidate]
    explore: list[Candidate]

    def take(self, place: int) -> Candidate | None:
        """The next for a place of the week, None when nobody is left."""
        turn = place + 1
        promised = [self.outer, self.inner] if turn % OUTER_EVERY == 0 else [self.inner, self.outer]
        free = [self.ranked, self.revive, self.explore]
        # Places are counted over the week, so that promises do not always take the same turn from the others.
        if turn % EXPLORE_EVERY == 0:
            free = [self.explore, self.ranked, self.revive]
        elif turn % REVIVE_EVERY == REVIVE_EVERY - 1:
            free = [self.revive, self.ranked, self.explore]
        for queue in (*promised, *free):
            if queue:
                return queue.pop(0)
        return None


def _best(candidates: Iterable[Candidate], *sorts: Sort) -> list[Candidate]:
    return sorted((each for each in candidates if each.sort in sorts), key=lambda each: (-each.order, each.person))


def _kept(person: int, pool: Mapping[int, Candidate], today: Today, acts: Acts) -> Candidate | None:
    """Somebody this day named already, None once they were answered or nothing speaks for them any more."""
    if acts.touched_on(person, today.day):
        return None
    return _asked_for(person, pool, today, acts) or pool.get(person)


def _all_asked_for(free: Mapping[int, Candidate], today: Today, acts: Acts, taken: set[int]) -> list[Candidate]:
    """Those put off with *Later* to a day that has come, and not named since, the earliest day first."""
    asked = (_asked_for(person, free, today, acts) for person in sorted(acts.persons) if person not in taken)
    return sorted(
        (each for each in asked if each is not None), key=lambda each: (each.reasons[0].day or 0, each.person)
    )


def _asked_for(person: int, pool: Mapping[int, Candidate], today: Today, acts: Acts) -> Candidate | None:
    """Somebody put off to a day that has come and not named on a day since then, with that reason first."""
    each = pool.get(person)
    until = acts.asked_for(person, each.last if each is not None else today.lasts.get(person), today.day)
    if until is None or any(
        named.person == person and _reconnect(named) and until <= named.day < today.day for named in today.named
    ):
        return None
    if each is None:
        extra = strongest_first(today.extra.get(person, ()))
        last, rhythm = today.lasts.get(person), today.rhythms.get(person)
        each = Candidate(person, Sort.PROMISED, 0.0, 0.0, False, last, rhythm, extra)
    return replace(each, reasons=strongest_first((Reason(ReasonKind.ASKED_FOR, day=until), *each.reasons)))


def _with_reasons(each: Candidate, today: Today, acts: Acts) -> Candidate:
    """A candidate with the reasons of the records, and without those that were switched off."""
    given = strongest_first((*today.extra.get(each.person, ()), *each.reasons))
    off = acts.switched_off(each.person)
    if not off:
        return replace(each, reasons=given)
    left = without_switched_off(each.person, given, off, each.last)
    names = {reason.kind for reason in left} & NAMING[each.sort]
    return replace(each, reasons=left if names else ())


def _rests(each: Candidate, acts: Acts, day: int) -> bool:
    until = acts.resting_until(each.person, each.last, each.rhythm)
    return until is not None and until > day


def _item(each: Candidate, acts: Acts) -> Item:
    skips = acts.skips_in_a_row(each.person, each.last)
    return Item(each.person, Section.RECONNECT, each.reasons, offers_looser=skips >= LOOSER_AFTER_SKIPS - 1)


def _enriched(item: Item, pool: Mapping[int, Candidate]) -> Item:
    """One person, one place: what else speaks for them is said there too."""
    each = pool.get(item.person)
    return item if each is None else replace(item, reasons=strongest_first((*item.reasons, *each.reasons)))


# ---------------------------------------------------------------------------------------------- the other sections


def _waiting(today: Today, acts: Acts, taken: set[int]) -> tuple[list[Item], tuple[int, ...]]:
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
    if any(act.kind not in (ActKind.LATER, ActKind.SKIP, ActKind.REASON_OFF) for act in since):
        return False
    until = acts.resting_until(each.person, each.at, today.rhythms.get(each.person))
    return until is None or until <= today.day


def _waits(each: Waiting, now: int) -> Reason:
    """Nobody "waits" on a channel that is known no further than three days ago: the card asks "answered since?"."""
    as_of = now if each.known_until is None else min(now, each.known_until)
    known = is_up_to_date(now, each.known_until)
    kind = ReasonKind.THEY_WROTE_LAST if known else ReasonKind.ANSWERED_SINCE
    return Reason(kind, as_of=as_of, at=each.at, records=(each.record,))


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
    return Reason(ReasonKind.DID_THEY_ANSWER, as_of=today.now, at=wrote.at)


def _this_week(today: Today, taken: set[int]) -> list[Item]:
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


def _reconnect(each: Named) -> bool:
    return each.section == Section.RECONNECT


def _in_order(persons: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(persons))
