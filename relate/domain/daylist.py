"""The day's list: who waits for an answer, what is due this week, and the few people to reconnect with.

Pure and deterministic: the same facts on the same day give the same list, and what the day named stays for the day.
Source: design/ranking.md, "Priority" and "Budget"; design/product.md, "People to reconnect with".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from relate.domain.acts import LOOSER_AFTER_SKIPS, Acts, Named, held_back, passed_over
from relate.domain.budget import share, week_start
from relate.domain.candidates import Candidate, Sort
from relate.domain.priority import PASSED_OVER_DAYS, fading_back
from relate.domain.reasons import Reason, ReasonKind, strongest_first, without_switched_off
from relate.domain.today import DayList, Item, Section, Today
from relate.domain.waiting import this_week_items, waiting_items

OTHERS: Final = 9
"""So many people are ready for "Show others"."""
OUTER_EVERY: Final = 4
"""Each fourth place goes to the circles beyond the 15, so that nobody in a circle starves."""
BEYOND_EVERY: Final = 8
"""One place in eight goes to somebody whom no promise names, while nobody of the inner 15 is pressing."""
PRESSING: Final = 1.5
LET_GO: Final = 1.25
"""In promised rhythms: somebody of the inner 15 who waited so long takes such places too, unless others wait longer."""
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
    waiting, wrote_first = waiting_items(today, acts, staying | today.elsewhere)
    elsewhere = {item.person for item in waiting} | today.elsewhere
    this_week = this_week_items(today, staying | elsewhere)
    elsewhere |= {item.person for item in this_week}

    free = {
        person: each
        for person, each in pool.items()
        if person not in elsewhere and person not in staying and not _rests(each, acts, today.day)
    }
    # Places are counted over the weeks, so that with a small number, too, every turn comes.
    place = week_start(today.day) // 7 * today.budget.number + len(week) + len(named_today)
    ordered = _ordered(free, today, acts, place, staying | elsewhere)
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
    return held_back(Acts(today.acts), today.named, today.opened, today.day)


# ---------------------------------------------------------------------------------------------- reconnect


def _ordered(free: Mapping[int, Candidate], today: Today, acts: Acts, place: int, taken: set[int]) -> list[Candidate]:
    """Everybody who may be named, in the order of the places from `place` on."""
    asked_for = _all_asked_for(free, today, acts, taken)
    chosen = {each.person for each in asked_for}
    passed = passed_over(acts, today.named, today.opened, today.day, Section.RECONNECT)
    rest = [each for each in free.values() if each.person not in chosen]

    def lateness(each: Candidate) -> tuple[float, int]:
        # Whoever is promised every week must not wait two weeks to be named again after being passed over once.
        half_life = min(PASSED_OVER_DAYS, (each.rhythm or PASSED_OVER_DAYS * 2) / 2)
        days = passed.get(each.person)
        share = 1.0 if days is None else fading_back(days, half_life)
        return -each.lateness * share, each.person

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
        """The next for a place, None when nobody is left."""
        turn = place + 1
        pressing = bool(self.inner) and self.inner[0].lateness > PRESSING
        outer_first = turn % OUTER_EVERY == 0 and not (pressing and self.outer and self.outer[0].lateness < LET_GO)
        promised = [self.outer, self.inner] if outer_first else [self.inner, self.outer]
        free = [self.ranked, self.revive, self.explore]
        if turn % EXPLORE_EVERY == EXPLORE_EVERY - 2:
            free = [self.explore, self.ranked, self.revive]
        elif turn % REVIVE_EVERY == REVIVE_EVERY - 1:
            free = [self.revive, self.ranked, self.explore]
        beyond_first = turn % BEYOND_EVERY == BEYOND_EVERY - 1 and not pressing
        queues = [*free, *promised] if beyond_first else [*promised, *free]
        for queue in queues:
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
    extra, off = today.extra.get(each.person, ()), acts.switched_off(each.person)
    if not extra and not off:
        return each
    given = strongest_first((*extra, *each.reasons))
    if not off:
        return replace(each, reasons=given)
    left = without_switched_off(each.person, given, off, each.last)
    kinds = {reason.kind for reason in left}
    if not kinds & NAMING[each.sort] and ReasonKind.NEWS in kinds:
        # News names by itself: whoever is not to be named for a rhythm is still named for that.
        return replace(each, sort=Sort.NEWS, order=min(each.order, 1.0), reasons=left)
    return replace(each, reasons=left if kinds & NAMING[each.sort] else ())


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


def _reconnect(each: Named) -> bool:
    return each.section == Section.RECONNECT


def _in_order(persons: Iterable[int]) -> list[int]:
    return list(dict.fromkeys(persons))
