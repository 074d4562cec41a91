"""The first list of a new library: three drawers that claim no rhythm, and whom to place first.

Source: design/ranking.md, "The first list of a new library".
"""

from __future__ import annotations

import math
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice, zip_longest
from typing import Final

from relate.domain.acts import ActKind, Acts
from relate.domain.circles import Standing
from relate.domain.cover import is_up_to_date
from relate.domain.priority import MOST_TURNS, SPREAD, YEAR_DAYS, Ranking, worth_by_age
from relate.domain.reasons import INVITED, Reason, ReasonKind, strongest_first, without_switched_off
from relate.domain.rhythm import DAY_MS

OWED_DAYS: Final = 365.0
"""An answer owed for longer than a year before the archive is a conversation that stopped."""
TIE_EPISODES: Final = 2
JUST_WRITTEN_DAYS: Final = 14.0
"""Whoever wrote in the last days before the archive waits, however little passed before."""
STOPPED_TURNS: Final = 4
STOPPED_FROM_DAYS: Final = 91.0
STOPPED_TO_DAYS: Final = 6 * YEAR_DAYS
NEW_DAYS: Final = 365.0
AT_A_TIME: Final = 3
BEYOND: Final = 1000
"""The ring of whoever is in no circle."""
MOST_IN_A_DRAWER: Final = 30
MOST_TO_PLACE: Final = 60
NEW_LIBRARY_DAYS: Final = 7
PLACED_ENOUGH: Final = 12
ENDS_WAITING: Final = frozenset((ActKind.NO_ANSWER_NEEDED, ActKind.ANSWERED, ActKind.LET_IT_GO, ActKind.TALKED))
_ANSWER: Final = frozenset((ReasonKind.THEY_WROTE_LAST, ReasonKind.ANSWERED_SINCE))


class Drawer(StrEnum):
    """A drawer of the first list."""

    ANSWER_OWED = "an answer you owe"
    CONVERSATION_STOPPED = "a conversation that stopped"
    NEVER_TALKED = "connected, no conversation yet"


@dataclass(frozen=True, slots=True)
class FirstFacts:
    """What an archive says of somebody; instants in UTC milliseconds, None where it says nothing.

    turns: changes of direction in the direct thread, without hellos. last_at: of its last message. theirs_last: that
    one is theirs, and nothing was talked since. wrote_before: I wrote in it before. contact_at: of the last contact of
    any kind. talked: without a direct thread, in a group or face to face. lines: the ids of its last two messages.
    known_until: the date of the archive; answer_until: of the one that holds that last message. company: theirs today.
    know_there: how many people I know there. episodes: runs of contact with weeks of silence between. circle: where the
    user placed them, 0 for nowhere. promised: days between talks that a circle or a rhythm by hand promises, else 0.
    """

    person: int
    known_until: int
    turns: int = 0
    last_at: int | None = None
    theirs_last: bool = False
    wrote_before: bool = False
    contact_at: int | None = None
    talked: bool = False
    lines: tuple[int, ...] = ()
    connected_at: int | None = None
    own_invitation: bool = False
    same_company: bool = False
    fits: bool = False
    company: str = ""
    know_there: int = 0
    standing: Standing = Standing.ACTIVE
    answer_until: int | None = None
    episodes: int = 1
    circle: int = 0
    promised: float = 0.0


@dataclass(frozen=True, slots=True)
class FirstCard:
    """Somebody in a drawer, with why."""

    person: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class OpenDrawer:
    """A drawer that has somebody in it, best first; the window opens one card of each, or three of the only one."""

    drawer: Drawer
    cards: tuple[FirstCard, ...]


def is_new_library(first_day: int | None, day: int, placed: int, *, said_nothing: bool = False) -> bool:
    """Whether the first list is shown: for a week after the first people came, until twelve people are placed.

    Where nobody ever wrote a word it stays for all of the week: a rhythm of those who were placed says nothing so soon.
    """
    is_young = first_day is not None and day - first_day < NEW_LIBRARY_DAYS
    return is_young and (placed < PLACED_ENOUGH or said_nothing)


def may_be_named(each: FirstFacts) -> bool:
    """Whether a drawer may hold somebody, where anybody ever wrote a word: as far as the day makes no difference."""
    silent = each.last_at is None and not each.talked
    return each.standing is Standing.ACTIVE and (_is_owed(each) or _stopped(each) or (silent and _has_ground(each)))


def first_list(
    people: Iterable[FirstFacts], now: int, day: int, acts: Acts, *, said_nothing: bool | None = None
) -> tuple[OpenDrawer, ...]:
    """The drawers that have somebody in them; each person in the first that fits. now: UTC milliseconds; day: today's.

    said_nothing: that nobody ever wrote a word; None to see it from these people, who are everybody then.

    Where nobody ever wrote a word (names and dates alone), the third drawer only: whom the user placed in a circle, the
    newest connections, people of the companies where I know most, three at a time. Whoever was answered with *Write*,
    *Later* and the like rests.
    """
    named = [each for each in people if each.standing is Standing.ACTIVE]
    silent = [each for each in named if each.last_at is None and not each.talked]
    free = _Free(acts, day)
    if len(silent) == len(named) if said_nothing is None else said_nothing:
        return free.opened(Drawer.NEVER_TALKED, ((each, _never_talked(each, now)) for each in _names_and_dates(silent)))
    owed = sorted(filter(_is_owed, named), key=_newest_of_a_tie)
    stopped = sorted((each for each in named if _stopped(each) and not _is_owed(each)), key=_worth_of_stopped)
    new = sorted(filter(_has_ground, silent), key=_worth_of_silent)
    return (
        *free.opened(Drawer.ANSWER_OWED, ((each, FirstCard(each.person, (_owed(each, now),))) for each in owed)),
        *free.opened(
            Drawer.CONVERSATION_STOPPED, ((each, FirstCard(each.person, (_stop(each, now),))) for each in stopped)
        ),
        *free.opened(Drawer.NEVER_TALKED, ((each, _never_talked(each, now)) for each in new)),
    )


def shown_first(drawers: Sequence[OpenDrawer]) -> list[tuple[Drawer, FirstCard]]:
    """The cards that are open to begin with: one of each drawer, three of the only one."""
    most = AT_A_TIME if len(drawers) == 1 else 1
    return [(each.drawer, card) for each in drawers for card in each.cards[:most]]


def shown_next(drawers: Sequence[OpenDrawer], most: int) -> list[tuple[Drawer, FirstCard]]:
    """Who comes after them: as many of each drawer in turn, `most` in all, drawer by drawer."""
    begun = AT_A_TIME if len(drawers) == 1 else 1
    turns = zip_longest(*(each.cards[begun:] for each in drawers))
    left = (drawer for turn in turns for drawer, card in zip(drawers, turn, strict=True) if card is not None)
    taken = Counter(each.drawer for each in islice(left, most))
    return [(each.drawer, card) for each in drawers for card in each.cards[begun : begun + taken[each.drawer]]]


def to_place(ranking: Ranking, most: int = MOST_TO_PLACE) -> list[int]:
    """The people to place in circles, by what is known of them: by V, then by what speaks for them; nobody placed."""
    import numpy as np

    able = ranking.open & (ranking.facts.ints("circle") == 0) & ((ranking.value > 0) | (ranking.cold > 0))
    rows = np.flatnonzero(able)
    order = np.lexsort((ranking.states.persons[rows], -ranking.cold[rows], -ranking.value[rows]))
    return [int(person) for person in ranking.states.persons[rows[order][:most]]]


class _Free:
    """Who may be named today, after all that was done with cards."""

    def __init__(self, acts: Acts, day: int) -> None:
        self._acts = acts
        self._day = day

    def opened(self, drawer: Drawer, cards: Iterable[tuple[FirstFacts, FirstCard]]) -> tuple[OpenDrawer, ...]:
        free = tuple(islice((card for each, card in cards if self._may_be_named(each, card)), MOST_IN_A_DRAWER))
        return (OpenDrawer(drawer, free),) if free else ()

    def _may_be_named(self, each: FirstFacts, card: FirstCard) -> bool:
        acts, person = self._acts, each.person
        if acts.touched_on(person, self._day):
            return False
        until = acts.resting_until(person, each.contact_at, None)
        if until is not None and until > self._day:
            return False
        naming = card.reasons[0]
        if naming.kind in _ANSWER and any(act.kind in ENDS_WAITING for act in acts.since(person, each.last_at)):
            return False
        return naming in without_switched_off(person, card.reasons, acts.switched_off(person), each.contact_at)


def _days_before(known_until: int, at: int | None) -> float:
    """Days between an instant and the archive's date; what came after it is not known."""
    return math.inf if at is None else max((known_until - at) / DAY_MS, 0.0)


def _silent_days(each: FirstFacts) -> float:
    """Since the last contact of any kind."""
    return _days_before(each.known_until, max(each.last_at or 0, each.contact_at or 0) or None)


def _is_owed(each: FirstFacts) -> bool:
    # A message of long after the archive has a wrong date.
    if not (each.theirs_last and each.wrote_before) or (each.last_at or 0) > each.known_until + DAY_MS:
        return False
    return _days_before(each.known_until, each.last_at) <= OWED_DAYS


def _ring(each: FirstFacts) -> int:
    """Whom the user placed comes first, the innermost first of all: each placement reorders at once."""
    return each.circle or BEYOND


def _newest_of_a_tie(each: FirstFacts) -> tuple[int, bool, int, int]:
    """Of those equally close the newest first; what was left of a single burst some time ago after all of those who
    came back."""
    single = each.episodes < TIE_EPISODES and _days_before(each.known_until, each.last_at) > JUST_WRITTEN_DAYS
    return _ring(each), single, -(each.last_at or 0), each.person


def _stopped(each: FirstFacts) -> bool:
    return each.turns >= STOPPED_TURNS and STOPPED_FROM_DAYS <= _silent_days(each) <= STOPPED_TO_DAYS


def _worth_of_stopped(each: FirstFacts) -> tuple[int, float, int, int]:
    known = math.log2(1 + min(each.turns, MOST_TURNS)) * SPREAD[min(each.episodes, len(SPREAD) - 1)]
    return _ring(each), -known * worth_by_age(_silent_days(each) / YEAR_DAYS), -each.turns, each.person


def _is_new(each: FirstFacts) -> bool:
    return each.connected_at is not None and each.known_until - each.connected_at <= NEW_DAYS * DAY_MS


def _has_ground(each: FirstFacts) -> bool:
    """Whoever the user placed has one: a first talk with one of five typed names must not take the other four away."""
    return bool(each.circle) or _is_new(each) or each.own_invitation or each.same_company or each.fits


def _worth_of_silent(each: FirstFacts) -> tuple[int, float, int, int]:
    ground = 1.0 * each.fits + 0.8 * each.own_invitation + 0.8 * each.same_company + 0.5 * _is_new(each)
    return _ring(each), -ground, -(each.connected_at or 0), each.person


def _names_and_dates(people: Sequence[FirstFacts]) -> list[FirstFacts]:
    """Three of those in circles, the innermost first, three of the newest, three of the company where I know most, and
    so on; each person once."""
    placed = deque(sorted((each for each in people if each.circle), key=lambda each: (each.circle, each.person)))
    newest = deque(
        sorted(
            (each for each in people if each.connected_at is not None),
            key=lambda each: (-(each.connected_at or 0), each.person),
        )
    )
    companies = deque(
        sorted(
            (each for each in people if each.company and each.know_there > 1),
            key=lambda each: (-each.know_there, each.company, -(each.connected_at or 0), each.person),
        )
    )
    chosen: dict[int, FirstFacts] = {}
    while (placed or newest or companies) and len(chosen) < MOST_IN_A_DRAWER:
        for queue in (placed, newest, companies):
            batch = 0
            while queue and batch < AT_A_TIME:
                each = queue.popleft()
                if each.person not in chosen:
                    chosen[each.person] = each
                    batch += 1
    return list(chosen.values())


def _owed(each: FirstFacts, now: int) -> Reason:
    until = each.known_until if each.answer_until is None else each.answer_until
    kind = ReasonKind.THEY_WROTE_LAST if is_up_to_date(now, until) else ReasonKind.ANSWERED_SINCE
    return Reason(kind, as_of=min(now, until), at=each.last_at, records=each.lines)


def _stop(each: FirstFacts, now: int) -> Reason:
    return Reason(
        ReasonKind.CONVERSATION_STOPPED,
        silence=_silent_days(each),
        as_of=min(now, each.known_until),
        at=each.last_at,
        records=each.lines,
    )


def _never_talked(each: FirstFacts, now: int) -> FirstCard:
    as_of = min(now, each.known_until)
    # Words of an invitation are contact, if no conversation: of whom they reached no talk is denied.
    invited = each.own_invitation and each.contact_at is not None
    reasons = [
        Reason(ReasonKind.NEWLY_CONNECTED, at=each.connected_at, as_of=as_of, detail=INVITED if invited else "")
        if each.connected_at is not None
        else Reason(ReasonKind.OWN_INVITATION)
        if invited
        else Reason(ReasonKind.PROMISED_RHYTHM, rhythm=each.promised, as_of=as_of)
        if each.circle and each.promised
        else Reason(ReasonKind.NEVER_TALKED, as_of=as_of)
    ]
    if each.fits:
        reasons.append(Reason(ReasonKind.FITS))
    if each.own_invitation and not invited:
        reasons.append(Reason(ReasonKind.OWN_INVITATION))
    if each.same_company:
        reasons.append(Reason(ReasonKind.SAME_COMPANY))
    elif each.company and each.know_there > 1:
        reasons.append(Reason(ReasonKind.COMPANY_I_KNOW, detail=each.company, count=each.know_there - 1))
    return FirstCard(each.person, strongest_first(reasons))
