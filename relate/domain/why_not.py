"""Why somebody is not named today: the first thing that stands in the way, as a value the window puts in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.domain.acts import ActKind, Acts
from relate.domain.candidates import COLD_AFTER_DAYS
from relate.domain.circles import Standing
from relate.domain.priority import COLD_LEAST, Ranking, weight_of_what_is_known
from relate.domain.state_table import NEVER, is_learnt
from relate.domain.tie_facts import FactTable, TieFacts
from relate.domain.today import DayList


class Hindrance(StrEnum):
    """What stands in the way, in the order in which it is looked for."""

    NAMED = "named"
    """They are on the list."""
    RESTS = "rests"
    """Resting, seen anyway, never suggest, in memoriam: `standing`."""
    PUT_OFF = "put off"
    """*Later*, until `day`."""
    SKIPPED = "skipped"
    """*Skip this time* or *Let it go*, until `day`."""
    WROTE = "wrote"
    """I wrote, and they rest until `day`."""
    TALKED = "talked"
    """Told as talked or answered, until `day`."""
    SWITCHED_OFF = "switched off"
    """*Not because of this* for whatever speaks for them."""
    DAY_OFF = "day off"
    """Today names nobody."""
    TALKED_LATELY = "talked lately"
    """`silence` days are within the promised or usual rhythm of `rhythm` days."""
    LITTLE_KNOWN = "little known"
    """Never talked to, and nothing else speaks for them."""
    TOO_SOON = "too soon"
    """Little history, and `silence` days since."""
    NUMBER_USED = "number used"
    """This week's number of people is used up: `number`."""
    OTHERS_FIRST = "others first"
    """They may be named; for others a word helps more, or has waited longer."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """`silence` and `rhythm` in days, `day` a home day; 0 where they say nothing."""

    hindrance: Hindrance
    standing: Standing = Standing.ACTIVE
    day: int = 0
    silence: float = 0.0
    rhythm: float = 0.0
    number: int = 0


_RESTED_BY: Final = {
    ActKind.LATER: Hindrance.PUT_OFF,
    ActKind.SKIP: Hindrance.SKIPPED,
    ActKind.LET_IT_GO: Hindrance.SKIPPED,
    ActKind.WROTE: Hindrance.WROTE,
    ActKind.NOT_YET: Hindrance.WROTE,
    ActKind.TALKED: Hindrance.TALKED,
    ActKind.ANSWERED: Hindrance.TALKED,
}


def why_not(person: int, ranking: Ranking, chosen: DayList, acts: Acts, number: int) -> WhyNot | None:
    """The first hindrance on the day of a list; None for somebody the ranking does not know. number: people a week."""
    row = ranking.states.row(person)
    if row is None:
        return None
    if any(item.person == person for item in (*chosen.waiting, *chosen.this_week, *chosen.reconnect)):
        return WhyNot(Hindrance.NAMED)
    standing = Standing(int(ranking.facts.ints("standing")[row]))
    if standing is not Standing.ACTIVE:
        return WhyNot(Hindrance.RESTS, standing=standing)
    last = int(ranking.states.ints("last")[row])
    promised = float(ranking.promised[row])
    learnt = is_learnt(ranking.states, row)
    usual = float(ranking.states.floats("usual")[row])
    rhythm = promised or (usual if learnt else None)
    if (rests := _resting(person, acts, None if last == NEVER else last, rhythm, chosen.day)) is not None:
        return rests
    silence = float(ranking.silence[row])
    if math.isinf(silence):
        if promised:
            return WhyNot(Hindrance.TALKED_LATELY, silence=float(ranking.waited[row]), rhythm=promised)
        return WhyNot(Hindrance.LITTLE_KNOWN)
    if float(ranking.facts.floats("rhythm_days")[row]) > 0 and (waited := float(ranking.waited[row])) <= promised:
        # What was set by hand holds against the learnt one too.
        return WhyNot(Hindrance.TALKED_LATELY, silence=waited, rhythm=promised)
    late = max(float(ranking.states.floats("late")[row]), usual)
    due = min(promised or math.inf, late if learnt else math.inf)
    if math.isfinite(due) and silence <= due:
        return WhyNot(Hindrance.TALKED_LATELY, silence=silence, rhythm=promised if promised == due else usual)
    if not learnt and silence < COLD_AFTER_DAYS:
        return WhyNot(Hindrance.TOO_SOON, silence=silence)
    if not learnt and weight_of_what_is_known(_facts_of(ranking.facts, row)) < COLD_LEAST:
        return WhyNot(Hindrance.LITTLE_KNOWN, silence=silence)
    return _beside_others(chosen, acts, person, number)


def _resting(person: int, acts: Acts, last: int | None, rhythm: float | None, day: int) -> WhyNot | None:
    until = acts.resting_until(person, last, rhythm)
    if until is None or until <= day:
        return None
    newest = next(act for act in reversed(acts.since(person, last)) if act.kind in _RESTED_BY)
    return WhyNot(_RESTED_BY[newest.kind], day=until)


def _beside_others(chosen: DayList, acts: Acts, person: int, number: int) -> WhyNot:
    if acts.switched_off(person) and all(item.person != person for item in chosen.others):
        return WhyNot(Hindrance.SWITCHED_OFF)
    if not chosen.share:
        return WhyNot(Hindrance.DAY_OFF) if chosen.left else WhyNot(Hindrance.NUMBER_USED, number=number)
    return WhyNot(Hindrance.OTHERS_FIRST)


def _facts_of(table: FactTable, row: int) -> TieFacts:
    return TieFacts(**{name: table.ints(name)[row].item() for name in FactTable.DEFAULTS})
