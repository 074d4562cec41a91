"""The circles: who is in them, what they ask for beside what the user gives, who drifts, who comes closer.

`view` scans: call it on a reader's thread. Source: design/ranking.md, "Circles, rhythm, freshness" and "Budget".
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relate.domain.budget import Promise, fit, happens_anyway
from relate.domain.circles import DEFAULT_RHYTHM, PIN, Closeness, Leaning, Proposals, Standing, propose
from relate.domain.cover import is_up_to_date
from relate.domain.moments import DAY_MS
from relate.services.list_views import Freshness, PersonRow
from relate.services.readers import Readers
from relate.services.settings import Settings
from relate.store import circle_reads

if TYPE_CHECKING:
    from relate.domain.changes import ChangeSet
    from relate.domain.priority import Ranking
    from relate.services.people_views import PeopleViews
    from relate.services.reconnecting import Reconnecting

RECENT_DAYS = 90
""" "12 days of contact since September" looks back so far."""
LEAST_RECENT = 3
"""Contact days in them: nobody comes closer by what was long ago."""
AVERAGED_DAYS = 56.0
MOST_SHOWN = 60
"""Of those who drift, come closer or are proposed: nobody reads more in one sitting."""
DECLINED_DAYS = 180
"""So long a proposal that was declined is not made again."""
_QUIET = (Freshness.QUIET, Freshness.DRIFTING, Freshness.DORMANT)
LEANINGS = "circles.leanings"
DECLINED = "circles.declined"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a circle. beyond: silent, as far as is known, for longer than the rhythm they were promised."""

    person: int
    name: str
    circle: int
    rhythm_days: float
    silence_days: float | None
    """None: never talked to."""
    beyond: bool
    freshness: str
    has_photo: bool
    known_until: int | None = None
    """As of when the silence is known (UTC ms), where that is not up to now."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Somebody in a list beside the circles; `towards` is another circle (0: none) they are proposed for, or None."""

    person: int
    name: str
    circle: int
    """0: beyond the circles."""
    rhythm_days: float | None
    """The one set by hand, else the learnt one where it may be said, else the promised one."""
    silence_days: float | None
    recent_days: int
    """Contact days of the last 90."""
    days: int
    """Contact days ever."""
    towards: int | None
    has_photo: bool
    known_until: int | None = None
    """As for a member."""


@dataclass(frozen=True, slots=True)
class Loosened:
    """Let these people of a circle go from one rhythm to a longer one (days); `saves` prompts a week."""

    circle: int
    rhythm: float
    looser: float
    people: tuple[int, ...]
    saves: float


@dataclass(frozen=True, slots=True)
class Asked:
    """Prompts a week the circles ask for, beyond those met anyway, beside the number; and how it would fit."""

    number: int
    asked: float
    loosened: tuple[Loosened, ...]
    asked_then: float

    @property
    def fits(self) -> bool:
        return self.asked <= self.number

    @property
    def enough(self) -> int:
        """The number that would do."""
        return math.ceil(self.asked - 1e-9)

    @property
    def enough_then(self) -> int:
        """The number that would do once all of it is loosened."""
        return math.ceil(self.asked_then - 1e-9)


@dataclass(frozen=True, slots=True)
class CirclesView:
    """Everything the place shows, as of one instant."""

    now: int
    members: tuple[Member, ...]
    asked: Asked
    drifting: tuple[Tie, ...]
    """In a circle, silent beyond its rhythm and quiet by their own; the inner circles first, then by how far beyond."""
    closer: tuple[Tie, ...]
    """In a circle, leaning inwards, and talked to lately."""
    proposed: tuple[Tie, ...]
    """In no circle, and close enough for one; the closest first."""
    outwards: tuple[Tie, ...]
    """In a circle that others have long been closer for; proposed for one further out, or for none."""
    earned: int
    """How many in no circle have earned a place, those not proposed by name too."""


class Circling:
    """The circles' service; who is in which is said through `People.set_circle`."""

    def __init__(self, reconnect: Reconnecting, people: PeopleViews, readers: Readers, settings: Settings) -> None:
        self._reconnect = reconnect
        self._people = people
        self._readers = readers
        self._settings = settings

    def view(self) -> CirclesView:
        """The circles as of now; who leans where is remembered, so that it can hold for its 30 days."""
        return self._reconnect.with_ranking(self._look)

    def decline(self, person: int, circle: int) -> Future[ChangeSet]:
        """*Not now*: this circle is not proposed to them again for half a year."""
        today = self._reconnect.zone().day(self._reconnect.now())
        kept = {one: said for one, said in self._declined().items() if said[1] > today - DECLINED_DAYS}
        kept[person] = (circle, today)
        return self._settings.set(DECLINED, json.dumps({str(one): list(said) for one, said in kept.items()}))

    def give(self, people_a_week: int) -> Future[ChangeSet]:
        """*Give more time*: the weekly number."""
        return self._settings.set("budget.people_per_week", people_a_week)

    # -- reading --------------------------------------------------------------------------------------------------

    def _look(self, ranking: Ranking) -> CirclesView:
        today = self._reconnect.zone().day(ranking.now)
        proposals = self._proposals(ranking, today)
        circle = {int(ranking.states.persons[row]): int(ranking.facts.ints("circle")[row]) for row in _placed(ranking)}
        declined = self._declined()
        ready = [one for one in proposals.ready if not _is_declined(one, declined, today)]
        inwards = [one for one in proposals.leanings if 0 < one.circle < circle.get(one.person, 0)]
        movable = {one.person: one.circle for one in ready}
        new = [one.person for one in ready if one.person not in circle]
        outwards = [
            one.person for one in ready if one.person in circle and (one.circle == 0 or one.circle > circle[one.person])
        ]
        drifting = _drifting(ranking)
        shown = {
            *circle, *new[:MOST_SHOWN], *outwards[:MOST_SHOWN],
            *(one.person for one in inwards),
        }  # fmt: skip
        lines = {row.id: row for start in _parts(sorted(shown)) for row in self._people.rows(start)}
        recent = circle_reads.contact_days_since(self._readers.connection(), sorted(lines), today - RECENT_DAYS)

        away = [
            person
            for person in drifting
            if person in lines and lines[person].freshness in _QUIET and person not in outwards
        ]

        def ties(persons: Sequence[int]) -> tuple[Tie, ...]:
            some = [person for person in persons if person in lines][:MOST_SHOWN]
            return tuple(_tie(ranking, lines[one], recent.get(one, 0), movable.get(one)) for one in some)

        return CirclesView(
            now=ranking.now,
            members=tuple(_member(ranking, lines[person]) for person in circle if person in lines),
            asked=self._asked(ranking),
            drifting=ties(away),
            closer=ties(
                [
                    one.person
                    for one in inwards
                    # Whoever drifts outwards is not on the way inwards, however much was said before.
                    if recent.get(one.person, 0) >= LEAST_RECENT
                    and one.person not in away
                    and not _is_declined(one, declined, today)
                ]
            ),
            proposed=ties(new),
            outwards=ties(outwards),
            earned=len(new),
        )

    def _proposals(self, ranking: Ranking, today: int) -> Proposals:
        """By V without the weight of the circle itself, which would hold everybody where they are."""
        value, facts, states = ranking.value, ranking.facts, ranking.states
        circles = facts.ints("circle").tolist()
        n, e = states.ints("n").tolist(), states.ints("episodes").tolist()
        able = ranking.open.tolist()
        everybody = [
            Closeness(person, float(value[row]) / PIN[circles[row]], n[row], e[row], circles[row])
            for row, person in enumerate(states.persons.tolist())
            if able[row] and (n[row] >= 3 or circles[row])
        ]
        before = [
            Leaning(int(person), int(said[0]), int(said[1])) for person, said in self._remembered(LEANINGS).items()
        ]
        found = propose(everybody, before, today)
        kept = json.dumps({str(one.person): [one.circle, one.since] for one in found.leanings})
        if kept != self._settings.get(LEANINGS, "{}"):
            self._settings.set(LEANINGS, kept)
        return found

    def _asked(self, ranking: Ranking) -> Asked:
        promises = [_promise(ranking, row) for row in _placed(ranking)]
        number = self._reconnect.budget().number
        found = fit(promises, number)
        loosened = tuple(
            Loosened(
                each.circle,
                each.rhythm,
                each.looser,
                tuple(
                    promise.person
                    for promise in promises
                    if promise.circle == each.circle
                    and promise.rhythm == each.rhythm
                    and promise.standing is Standing.ACTIVE
                    and 7 / each.rhythm > promise.anyway
                ),
                each.saves,
            )
            for each in found.loosenings
        )
        return Asked(number, found.asked, loosened, found.asked_then)

    def _declined(self) -> dict[int, tuple[int, int]]:
        return {int(person): (int(said[0]), int(said[1])) for person, said in self._remembered(DECLINED).items()}

    def _remembered(self, name: str) -> dict[str, list[int]]:
        found = json.loads(self._settings.get(name, "{}"))
        return found if isinstance(found, dict) else {}


def _placed(ranking: Ranking) -> list[int]:
    """The rows of people in a circle, by their ids."""
    import numpy as np

    return [int(row) for row in np.flatnonzero(ranking.facts.ints("circle") > 0)]


def _drifting(ranking: Ranking) -> list[int]:
    found = []
    for row in _placed(ranking):
        silence, promised = float(ranking.silence[row]), float(ranking.promised[row])
        if ranking.open[row] and promised and math.isfinite(silence) and silence > promised:
            circle = int(ranking.facts.ints("circle")[row])
            found.append((circle, -silence / promised, int(ranking.states.persons[row])))
    return [person for _, _, person in sorted(found)]


def _promise(ranking: Ranking, row: int) -> Promise:
    from relate.domain.state_table import is_learnt

    states = ranking.states
    n = int(states.ints("n")[row])
    usual: float | None = None
    if is_learnt(states, row):
        usual = float(states.floats("usual")[row])
    elif n:
        # Too few episodes for a rhythm, also of somebody met every week since the summer: their plain average. A burst
        # of some days is spread over two months.
        usual = max(ranking.now / DAY_MS - int(states.ints("first_day")[row]), AVERAGED_DAYS) / n
    return Promise(
        person=int(ranking.states.persons[row]),
        circle=int(ranking.facts.ints("circle")[row]),
        rhythm=float(ranking.promised[row]),
        anyway=happens_anyway(usual, float(ranking.silence[row])),
        standing=Standing(int(ranking.facts.ints("standing")[row])),
    )


def _member(ranking: Ranking, line: PersonRow) -> Member:
    row = ranking.states.row(line.id)
    assert row is not None
    silence, promised = float(ranking.silence[row]), float(ranking.promised[row])
    return Member(
        person=line.id,
        name=line.name,
        circle=line.circle or 0,
        rhythm_days=promised or DEFAULT_RHYTHM.get(line.circle or 0, 0.0),
        silence_days=silence if math.isfinite(silence) else None,
        beyond=bool(ranking.open[row]) and promised > 0 and math.isfinite(silence) and silence > promised,
        freshness=str(line.freshness),
        has_photo=line.has_photo,
        known_until=_known_until(ranking, row),
    )


def _tie(ranking: Ranking, line: PersonRow, recent: int, towards: int | None) -> Tie:
    from relate.domain.state_table import is_learnt

    row = ranking.states.row(line.id)
    assert row is not None
    silence, promised = float(ranking.silence[row]), float(ranking.promised[row])
    by_hand = float(ranking.facts.floats("rhythm_days")[row])
    learnt = float(ranking.states.floats("usual")[row]) if is_learnt(ranking.states, row) else None
    return Tie(
        person=line.id,
        name=line.name,
        circle=line.circle or 0,
        rhythm_days=(by_hand if by_hand > 0 else None) or learnt or promised or None,
        silence_days=silence if math.isfinite(silence) else None,
        recent_days=recent,
        days=int(ranking.states.ints("n")[row]),
        towards=towards,
        has_photo=line.has_photo,
        known_until=_known_until(ranking, row),
    )


def _known_until(ranking: Ranking, row: int) -> int | None:
    known = ranking.as_of(row)
    return None if is_up_to_date(ranking.now, known) else known


def _is_declined(leaning: Leaning, declined: Mapping[int, tuple[int, int]], today: int) -> bool:
    said = declined.get(leaning.person)
    return said is not None and said[0] == leaning.circle and said[1] > today - DECLINED_DAYS


def _parts(persons: Sequence[int], size: int = 200) -> list[Sequence[int]]:
    return [persons[start : start + size] for start in range(0, len(persons), size)]
