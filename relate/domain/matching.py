"""Whether two people are one: what the signs weigh together, how clear the next candidate is, and the verdict.

The weights are logarithms of odds, found on made-up worlds by `tests/calibrate.py`; the probability that comes out is
true on other worlds (`tests/domain/test_matching.py`). A verdict can be held back whatever the sum: nothing is joined
by any of this, but what is called certain is offered all at once.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from relate.domain.distance import NAMES_AGREE, Distance
from relate.domain.sameness import Components
from relate.domain.signs import Sign


class Verdict(StrEnum):
    """How sure it is; POSSIBLE is the weakest that is shown."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


CERTAIN_FROM: Final = 0.99
LIKELY_FROM: Final = 0.85
POSSIBLE_FROM: Final = 0.3
WORTH_A_LOOK: Final = math.log(0.03 / 0.97)
"""Candidates with fewer odds are nobody's rivals."""
LEAN: Final = (0.91, 0.90)
"""What is said of the odds after all: an offset and a factor, found as the weights are."""
_CLEAR_OF_IT: Final = 2.0
"""By how much, as a logarithm, the odds must be better than those of the next candidate."""
_NEAR: Final = 0.02
_CLEAR: Final = 30.0
_ROUNDS: Final = 6
_MOST_SHIFT: Final = 1.2

COMMON: Final = ("common name", "common word", "common name beside more")
"""How many people have by chance what agrees in the names: of whole names, of a word or a handle, and of whole names
where an address or a birthday agrees too: two of a frequent name hardly live in one house."""
TOGETHER: Final = (
    "name and address", "birthday but not the name", "new family name at a known address",
    "name in characters at a known address",
)  # fmt: skip
"""What weighs otherwise together than each by itself: families share an address, twins a birthday; and who is called by
another family name at the same mail address or number has married, and who is called there in characters may be called
so (by hand, as what the names of other scripts and an address used by two weigh: the worlds hold hardly anybody who
did, no such names and no such addresses)."""
USUAL_SHARE: Final = 0.2
"""People with a second entry, as a share of all, where the weights say what is true."""
_AS_USUAL: Final = 150.0
"""So many people are believed to be as usual before the library itself has a say in that."""
WEIGHTS: Final[Mapping[str, float]] = {
    "start": -2.50,
    "common name": -0.99,
    "common word": -0.94,
    "common name beside more": -0.36,
    "name and address": -1.61,
    "birthday but not the name": -1.07,
    "new family name at a known address": 6.00,
    "name in characters at a known address": 6.00,
    Sign.NAME_SAME: 1.59,
    Sign.NAME_SPELLING: 0.50,
    Sign.NAME_SHORT: 1.09,
    Sign.NAME_INITIAL: 1.65,
    Sign.NAME_PART: 1.11,
    Sign.NAME_TYPO: 0.47,
    Sign.NAME_WORD: 1.29,
    Sign.NAME_FAMILY: -1.97,
    Sign.NAME_GIVEN: -1.82,
    Sign.NAME_OTHER: -4.47,
    Sign.HANDLE_NAME: 0.86,
    Sign.HANDLE_LIKE: -0.30,
    Sign.GENERATION: -4.27,
    Sign.HOUSEHOLD: -3.18,
    Sign.BIRTHDAY_SAME: 6.75,
    Sign.BIRTHDAY_DAY: 4.60,
    Sign.BIRTHDAY_SWAPPED: 2.45,
    Sign.BIRTHDAY_NEAR: 3.40,
    Sign.BIRTHDAY_OTHER: -4.23,
    Sign.ADDRESS_SAME: 4.77,
    Sign.ADDRESS_NEAR: 3.41,
    Sign.ADDRESS_OTHER: -1.17,
    Sign.PLACE_SAME: 1.61,
    Sign.PLACE_OTHER: -1.57,
    Sign.COMPANY_SAME: 3.66,
    Sign.COMPANY_NEAR: 1.66,
    Sign.COMPANY_OTHER: -1.19,
    Sign.ROLE_SAME: 2.56,
    Sign.ROLE_NEAR: 0.40,
    Sign.ROLE_OTHER: -1.02,
    Sign.CONTACT_SAME: 1.36,
    Sign.HANDLE_SAME: 6.14,
    Sign.PROFILES_TWO: -6.54,
    Sign.BOOK_SAME: -2.47,
    Sign.WEEKS_SAME: 4.69,
    Sign.NAME_ENDING: -0.69,
    Sign.NAME_SCRIPT: 0.50,
    Sign.NAME_UNREAD: -3.50,
    Sign.USED_BY_TWO: -3.00,
}

_START: Final = WEIGHTS["start"]
_ALONE, _WORD, _BESIDE = (WEIGHTS[name] for name in COMMON)
_ADDRESS_SAME, _BIRTHDAY_SAME = Sign.ADDRESS_SAME, Sign.BIRTHDAY_SAME
_NAME_FAMILY, _CONTACT_SAME = Sign.NAME_FAMILY, Sign.CONTACT_SAME
_NAME_SCRIPT, _NAME_UNREAD = Sign.NAME_SCRIPT, Sign.NAME_UNREAD
_AT_HOME, _BORN_ALIKE, _NEW_NAME, _UNREAD_NAME = (WEIGHTS[name] for name in TOGETHER)

_BESIDE_A_NAME: Final = frozenset(
    {
        Sign.BIRTHDAY_SAME, Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_SWAPPED, Sign.ADDRESS_SAME, Sign.CONTACT_SAME,
        Sign.HANDLE_SAME, Sign.COMPANY_SAME, Sign.WEEKS_SAME,
    }
)  # fmt: skip
"""Without one of these a pair is not certain, however rare the name."""
_SPEAKS_FOR_A_SCRIPT: Final = _BESIDE_A_NAME | {
    Sign.BIRTHDAY_NEAR, Sign.ADDRESS_NEAR, Sign.COMPANY_NEAR, Sign.PLACE_SAME,
}  # fmt: skip
"""Without one of these two names of different scripts are no proposal at all."""
_DIFFER: Final = frozenset({Sign.BIRTHDAY_OTHER, Sign.PROFILES_TWO, Sign.NAME_UNREAD, Sign.USED_BY_TWO})
"""With one of these a pair is possible at best."""
_BORN_TOGETHER: Final = frozenset({Sign.BIRTHDAY_SAME, Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_SWAPPED, Sign.BIRTHDAY_NEAR})
_NOT_CERTAIN: Final = frozenset(
    {
        Sign.NAME_INITIAL,
        Sign.NAME_SCRIPT,
        Sign.HANDLE_LIKE,
        Sign.NAME_WORD,
        Sign.NAME_FAMILY,
        Sign.NAME_GIVEN,
        Sign.GENERATION,
        Sign.BIRTHDAY_NEAR,
        Sign.HOUSEHOLD,
        Sign.NAME_ENDING,
        # An address that both have joins by itself wherever nothing speaks against it.
        Sign.CONTACT_SAME,
    }
)


class Scored(NamedTuple):
    """Two people, a < b, with the signs between them and the odds that they are one, as a logarithm."""

    a: int
    b: int
    signs: tuple[Sign, ...]
    odds: float


class Proposal(NamedTuple):
    """Two people who may be one. signs: the heaviest first, those against it too; rival: the best other candidate of
    either, when one is near."""

    a: int
    b: int
    probability: float
    verdict: Verdict
    signs: tuple[Sign, ...]
    rival: int | None = None


def parts(distance: Distance) -> Iterator[tuple[str, float]]:
    """What is weighed of a pair: (name in WEIGHTS, how much of it)."""
    yield "start", 1.0
    name = distance.signs[0]
    if name not in NAMES_AGREE:
        yield COMMON[1], distance.common
    else:
        beside = Sign.ADDRESS_SAME in distance.signs or Sign.BIRTHDAY_SAME in distance.signs
        yield COMMON[2] if beside else COMMON[0], distance.common
    for sign in distance.signs:
        yield sign, 1.0
    if name in NAMES_AGREE and Sign.ADDRESS_SAME in distance.signs:
        yield TOGETHER[0], 1.0
    if name not in NAMES_AGREE and Sign.BIRTHDAY_SAME in distance.signs:
        yield TOGETHER[1], 1.0
    if name is Sign.NAME_FAMILY and Sign.CONTACT_SAME in distance.signs:
        yield TOGETHER[2], 1.0
    if name is Sign.NAME_UNREAD and Sign.CONTACT_SAME in distance.signs:
        yield TOGETHER[3], 1.0


def odds(distance: Distance) -> float:
    """The logarithm of the odds that a pair is one person, as far as only these two are looked at."""
    signs = distance.signs
    beside = _ADDRESS_SAME in signs or _BIRTHDAY_SAME in signs
    # As `parts` tells them, written out: this is asked for every pair there is.
    if signs[0] in NAMES_AGREE:
        found = _START + (_BESIDE if beside else _ALONE) * distance.common
        if _ADDRESS_SAME in signs:
            found += _AT_HOME
    else:
        found = _START + _WORD * distance.common
        if _BIRTHDAY_SAME in signs:
            found += _BORN_ALIKE
        if signs[0] is _NAME_FAMILY and _CONTACT_SAME in signs:
            found += _NEW_NAME
        elif signs[0] is _NAME_UNREAD and _CONTACT_SAME in signs:
            found += _UNREAD_NAME
    for sign in signs:
        found += WEIGHTS[sign]
    return found


def proposals(scored: Iterable[Scored], people: int, lean: tuple[float, float] = LEAN) -> list[Proposal]:
    """What is worth showing, the surest first. people: how many there are in all. lean: another one only where it is
    looked for."""
    told = [pair for pair in scored if not _is_script_alone(pair.signs)]
    more = _shift([pair.odds for pair in told], people)
    worth = [pair._replace(odds=odds) for pair in told if (odds := pair.odds + more) > WORTH_A_LOOK]
    candidates = _Candidates(worth)
    found: list[Proposal] = []
    for pair in worth:
        value = lean[0] + lean[1] * candidates.odds(pair)
        probability = 1 / (1 + math.exp(-max(min(value, 30.0), -30.0)))
        if probability >= POSSIBLE_FROM:
            rival = candidates.rival(pair)
            signs = tuple(sorted(pair.signs, key=lambda sign: -abs(WEIGHTS[sign])))
            verdict = _verdict(pair.signs, probability, rival)
            found.append(Proposal(pair.a, pair.b, probability, verdict, signs, rival[0] if rival else None))
    return _without_detours(sorted(found, key=lambda made: (-made.probability, made.a, made.b)), told)


def _without_detours(found: list[Proposal], told: Iterable[Scored]) -> list[Proposal]:
    """Certain ones that, joined all together, would make one person of two who differ are likely at best: two profiles
    of one network do not become one by way of a card that fits both."""
    together = Components()
    for made in found:
        if made.verdict is Verdict.CERTAIN:
            together.unite(made.a, made.b)
    doubtful = {
        together.find(pair.a)
        for pair in told
        if not _DIFFER.isdisjoint(pair.signs) and together.find(pair.a) == together.find(pair.b)
    }
    return [
        made._replace(verdict=Verdict.LIKELY)
        if made.verdict is Verdict.CERTAIN and together.find(made.a) in doubtful
        else made
        for made in found
    ]


def _is_script_alone(signs: Sequence[Sign]) -> bool:
    """Whether nothing but what a name may be read as speaks for a pair."""
    return (_NAME_SCRIPT in signs or _NAME_UNREAD in signs) and _SPEAKS_FOR_A_SCRIPT.isdisjoint(signs)


def _shift(odds: Sequence[float], people: int) -> float:
    """What the library itself says of how many stand in it twice: added to the odds of each pair, as a logarithm.

    Two books of the same people and two networks with hardly anybody in common look different as wholes. Found by
    expectation and maximisation (Saerens, Latinne and Decaestecker 2002).
    """
    shift = 0.0
    for _ in range(8):
        pairs = sum(1 / (1 + math.exp(-min(one + shift, _CLEAR))) for one in odds)
        share = (pairs + _AS_USUAL * USUAL_SHARE) / (people + _AS_USUAL)
        shift = min(max(math.log(share / USUAL_SHARE), -_MOST_SHIFT), _MOST_SHIFT)
    return shift


class _Candidates:
    """Everybody's candidates, against each other.

    Whoever fits two people who are not each other can be only one of them, so the odds of the one stand against the
    other, less so the better that one is placed itself: a father fits his son's second card, but he has a second card
    of his own. Belief propagation on the graph of candidates: each end of a pair tells the other how free it is.
    """

    def __init__(self, worth: Sequence[Scored]) -> None:
        self._of: dict[int, dict[int, float]] = defaultdict(dict)
        for pair in worth:
            odds = math.exp(min(pair.odds, _CLEAR))
            self._of[pair.a][pair.b] = odds
            self._of[pair.b][pair.a] = odds
        self._told = {(a, b): odds for a, others in self._of.items() for b, odds in others.items()}
        contested = [(a, b) for a, b in self._told if len(self._of[a]) > 1]
        for _ in range(_ROUNDS):
            self._told.update({(a, b): self._of[a][b] / (1 + self._others(a, b)) for a, b in contested})

    def odds(self, pair: Scored) -> float:
        """The logarithm of a pair's odds with all candidates of both in sight."""
        against = (1 + self._others(pair.a, pair.b)) * (1 + self._others(pair.b, pair.a))
        return pair.odds - math.log(against)

    def rival(self, pair: Scored) -> tuple[int, bool] | None:
        """The best other candidate of either end, where it cannot be left out of sight, and whether the pair stands
        clear of it."""
        found = [
            (self._told[third, one], third, self._told[other, one])
            for one, other in ((pair.a, pair.b), (pair.b, pair.a))
            for third in self._of[one]
            if third != other and self._excludes(third, other) > 0.5
        ]
        best, third, own = max(found, default=(0.0, 0, 0.0))
        return (third, own > best * math.exp(_CLEAR_OF_IT)) if best > _NEAR else None

    def _others(self, one: int, other: int) -> float:
        """How much the further candidates of `one` stand against `other`."""
        return sum(self._told[third, one] * self._excludes(third, other) for third in self._of[one] if third != other)

    def _excludes(self, one: int, other: int) -> float:
        """How likely two are two people, so that nobody can be both."""
        return 1 / (1 + self._of[one].get(other, 0.0))


def _verdict(signs: Sequence[Sign], probability: float, rival: tuple[int, bool] | None) -> Verdict:
    name_alone = _BESIDE_A_NAME.isdisjoint(signs)
    if probability < LIKELY_FROM or not _DIFFER.isdisjoint(signs) or (name_alone and Sign.BOOK_SAME in signs):
        return Verdict.POSSIBLE
    if rival is not None and not rival[1]:
        return Verdict.POSSIBLE
    if Sign.NAME_ENDING in signs and Sign.CONTACT_SAME in signs and _BORN_TOGETHER.isdisjoint(signs):
        return Verdict.POSSIBLE  # Erik and Erika at one telephone
    if probability < CERTAIN_FROM or rival is not None or name_alone or not _NOT_CERTAIN.isdisjoint(signs):
        return Verdict.LIKELY
    return Verdict.CERTAIN
