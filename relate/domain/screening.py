"""Most of whom to compare are told apart by their names and birthdays: the many at once, before anybody is looked at.

`Screen` gives the candidates that can still be above a floor of odds; `compare_above` compares those only as far as it
can still matter. What comes out is what `distance.compare` and `matching.odds` say of every pair above the floor.
numpy is imported late.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from relate.domain.blocking import is_made_of
from relate.domain.distance import (
    FEWEST,
    MOST,
    NAMES_AGREE,
    SHORT_WORD,
    Distance,
    Population,
    are_short_forms,
    beside_names,
    between_names,
    share_of,
)
from relate.domain.matching import COMMON, TOGETHER, WEIGHTS, odds
from relate.domain.portrait import Portrait
from relate.domain.signs import Sign

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Floats = npt.NDArray[np.float64]
    Bools = npt.NDArray[np.bool_]

Pair = tuple[int, int]
_BIRTHDAY: Final = frozenset(
    {Sign.BIRTHDAY_SAME, Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_SWAPPED, Sign.BIRTHDAY_NEAR, Sign.BIRTHDAY_OTHER}
)
_ADDRESS: Final = frozenset({Sign.ADDRESS_SAME, Sign.ADDRESS_NEAR, Sign.ADDRESS_OTHER})


def _most(signs: Iterable[Sign]) -> float:
    return max(0.0, *(WEIGHTS[sign] for sign in signs))


_OF_BIRTHDAYS: Final = _most(_BIRTHDAY)
_OF_ADDRESSES: Final = _most(_ADDRESS)
_OF_PLACES: Final = _most((Sign.PLACE_SAME, Sign.PLACE_OTHER))
_OF_COMPANIES: Final = _most((Sign.COMPANY_SAME, Sign.COMPANY_NEAR, Sign.COMPANY_OTHER))
_OF_ROLES: Final = _most((Sign.ROLE_SAME, Sign.ROLE_NEAR, Sign.ROLE_OTHER))
_START: Final = WEIGHTS["start"]
_ALONE, _WORD, _BESIDE = (WEIGHTS[name] for name in COMMON)
_OTHER: Final = Sign.NAME_OTHER
_SLACK: Final = 1e-6
"""Sums of the same numbers in another order differ by less."""
_WORDS: Final = 4
"""Names of more words are looked at one by one."""


class Compared(NamedTuple):
    signs: tuple[Sign, ...]
    odds: float


def compare_above(one: Portrait, other: Portrait, everybody: Population, floor: float) -> Compared | None:
    """The signs between two people and the odds that they are one, as a logarithm; None where those are not above the
    floor."""
    name, common = between_names(one, other, everybody)
    rest = _rest(one, other)
    told = _START + WEIGHTS[name] + _most_of_common(name, common) - floor + _SLACK
    if told + rest <= 0:
        return None
    signs = [name]
    for sign in beside_names(one, other, name):
        signs.append(sign)
        told += WEIGHTS[sign]
        if sign in _BIRTHDAY:
            rest -= _OF_BIRTHDAYS
        elif sign in _ADDRESS:
            rest -= _OF_ADDRESSES
        else:
            continue
        if told + rest <= 0:
            return None
    if name is _OTHER and len(signs) == 1:
        return None  # however often one talked with both
    distance = Distance(tuple(signs), common)
    found = odds(distance)
    return Compared(distance.signs, found) if found > floor else None


def _most_of_common(name: Sign, common: float) -> float:
    """What the frequency of a name weighs at most, whatever is found beside it."""
    return max(_ALONE * common, _BESIDE * common) if name in NAMES_AGREE else _WORD * common


def _rest(one: Portrait, other: Portrait) -> float:
    """What can speak for it beside the names at most."""
    found = 0.0
    if one.birthdays and other.birthdays:
        found += _OF_BIRTHDAYS
    if one.addresses and other.addresses:
        found += _OF_ADDRESSES
    elif (one.places or one.addresses) and (other.places or other.addresses):
        found += _OF_PLACES
    if one.companies and other.companies:
        found += _OF_COMPANIES
    if one.roles and other.roles:
        found += _OF_ROLES
    if not one.contacts.isdisjoint(other.contacts):
        found += WEIGHTS[Sign.CONTACT_SAME] + WEIGHTS[TOGETHER[2]]
    if not one.handles.isdisjoint(other.handles):
        found += WEIGHTS[Sign.HANDLE_SAME]
    if one.weeks and other.weeks:
        found += WEIGHTS[Sign.WEEKS_SAME]
    return found


class Screen:
    """Holds of each person, in numbers, what many can be told apart by at once.

    Only of whom has one name of two to four words, each of another sound, in a script that is read letter by letter;
    everybody else is let through, and so is whoever shares an address, a number or a handle, or may have one made of
    the other's name.
    """

    def __init__(self, everybody: Population) -> None:
        self._everybody = everybody
        self._place: dict[int, int] = {}
        self._table: Ints | None = None
        self._numbers: dict[str, int] = {}
        """Of each word, sound, company, place and role, as told apart by the letter before it."""
        self._spelt = [""]
        self._shares = array("d", [0.0])
        """Of each of them that is a sound: the logarithm of the share of people who have it. Number 0 is of nothing."""

    def can_be(self, pairs: Sequence[Pair], people: Mapping[int, Portrait], floor: float) -> list[Pair]:
        """Those of the pairs whose odds may be above the floor, in their order. people: everybody in a pair, none of
        whom changes."""
        if len(pairs) < _FEW:
            return list(pairs)
        import numpy as np

        whom, whence = np.unique(np.array(pairs, np.int64), return_inverse=True)
        table = self._with(whom.tolist(), people)
        places = np.fromiter(map(self._place.__getitem__, whom.tolist()), np.int64, len(whom))
        rows = table[places[whence]].reshape(len(pairs), 2, _COLUMNS)
        may = self._may_be(rows[:, 0], rows[:, 1], floor)
        reached = (rows[:, 0, _HAS] | rows[:, 1, _HAS]) & _REACHED > 0
        return [
            pairs[n]
            for n in np.flatnonzero(may | reached).tolist()
            if may[n] or not _is_apart(people[pairs[n][0]], people[pairs[n][1]])
        ]

    def _with(self, whom: Iterable[int], people: Mapping[int, Portrait]) -> Ints:
        """The numbers of everybody so far, and of these."""
        import numpy as np

        new = [one for one in whom if one not in self._place]
        count = len(self._place)
        table = self._table
        if table is None or count + len(new) > len(table):
            wider = np.zeros((2 * (count + len(new)), _COLUMNS), np.int64)
            if table is not None:
                wider[:count] = table[:count]
            table = self._table = wider
        if new:
            table[count : count + len(new)] = [self._row(people[one]) for one in new]
            self._place.update(zip(new, range(count, count + len(new)), strict=True))
        return table

    def _row(self, one: Portrait) -> tuple[int, ...]:
        """As the columns below."""
        name = one.names[0] if len(one.names) == 1 else None
        size = len(name.words) if name is not None else 0
        if name is None or name.script or not 2 <= size <= _WORDS or len(set(name.sounds)) < size:
            return (0,) * _COLUMNS
        empty = (-1,) * (_WORDS - size)
        born = one.birthdays[0] if len(one.birthdays) == 1 else (0, 0, 0)
        has = (
            bool(one.birthdays) | (len(one.birthdays) == 1) << 1 | bool(one.addresses) << 2 | bool(one.places) << 3
            | bool(one.companies) << 4 | bool(one.roles) << 5 | bool(one.weeks) << 6
            | (bool(one.contacts or one.handles or one.spelt) and _REACHED)
        )  # fmt: skip
        return (
            size,
            *[self._number("s" + told) for told in name.sounds], *empty,
            *[self._number("w" + word) for word in name.words], *empty,
            *born,
            has,
            self._number("k" + one.companies[0]) if len(one.companies) == 1 else -1,
            self._number("r" + " ".join(sorted(one.roles[0]))) if len(one.roles) == 1 else -1,
            self._number("p" + next(iter(one.places))) if len(one.places) == 1 else -1,
            *self._numbers_of(one),
        )  # fmt: skip

    def _numbers_of(self, one: Portrait) -> tuple[int, ...]:
        """The numbers of somebody's only address, where they are known to be all."""
        numbers = one.addresses[0].numbers if len(one.addresses) == 1 else frozenset[str]()
        if not 0 < len(numbers) <= _NUMBERS:
            return _NO_NUMBERS
        return (*[self._number("n" + number) for number in numbers], *_NO_NUMBERS[len(numbers) :])

    def _number(self, told: str) -> int:
        number = self._numbers.get(told)
        if number is None:
            number = self._numbers[told] = len(self._spelt)
            self._spelt.append(told[1:])
            self._shares.append(math.log(share_of(told[1:], 1.0, self._everybody)) if told[0] == "s" else 0.0)
        return number

    def _may_be(self, one: Ints, other: Ints, floor: float) -> Bools:
        """Whether the odds of each pair may be above the floor, as far as this tells."""
        import numpy as np

        sounds, theirs = one[:, _SOUND], other[:, _SOUND]
        size, sizes = one[:, :1], other[:, :1]
        places = np.arange(_WORDS)
        equal = (sounds[:, :, None] == theirs[:, None, :]) & (places < size)[:, :, None]
        mine, others = equal.any(2), equal.any(1)
        shared = mine.sum(1)
        fewer = np.minimum(size, sizes)[:, 0]
        may: Bools = (fewer == 0) | (shared == fewer)
        left = (~mine & (places < size))[:, :, None] & (~others & (places < sizes))[:, None, :]
        pair, here, there = np.nonzero(left & ~may[:, None, None])
        near = self._near(one[pair, _FIRST_WORD + here], other[pair, _FIRST_WORD + there])
        may[pair[near]] = True
        # What is left has other names; which of them is the first one, where that has no other like it.
        shares = np.frombuffer(self._shares)  # as it is: to copy all that are known so far would take ever longer
        expected = math.log(max(self._everybody.size, 1)) + np.where(mine, shares[sounds], 0.0).sum(1)
        given = ~mine[:, 0] | ~others[:, 0]
        weight = np.where(given, WEIGHTS[Sign.NAME_GIVEN], WEIGHTS[Sign.NAME_FAMILY])
        most = _START + weight + _WORD * np.clip(expected, FEWEST, MOST) + _others(one, other, given)
        may |= (shared > 0) & (most + _SLACK > floor)
        return may

    def _near(self, one: Ints, other: Ints) -> Bools:
        """Whether two words may be the same one although they do not sound alike; never False where `distance` says
        that they are."""
        import numpy as np
        from rapidfuzz.distance import OSA, Prefix
        from rapidfuzz.process import cpdist

        if not len(one):
            return np.zeros(0, bool)
        count = len(self._spelt)
        both, whence = np.unique(np.minimum(one, other) * count + np.maximum(one, other), return_inverse=True)
        mine = [self._spelt[n] for n in (both // count).tolist()]
        theirs = [self._spelt[n] for n in (both % count).tolist()]
        short = np.minimum(*(np.fromiter(map(len, words), np.int64, len(words)) for words in (mine, theirs)))
        named = np.fromiter(map(are_short_forms, mine, theirs), bool, len(mine))
        slips = cpdist(mine, theirs, scorer=OSA.distance, score_cutoff=2)
        begins = cpdist(mine, theirs, scorer=Prefix.similarity)
        near = (slips <= np.where(short < SHORT_WORD, 1, 2)) | ((begins == short) & (short != 2)) | named
        return np.asarray(near[whence], bool)


_FEW: Final = 64
"""Fewer pairs are compared sooner than they are screened."""
_SOUND: Final = slice(1, 1 + _WORDS)
_FIRST_WORD: Final = 1 + _WORDS
_BORN: Final = slice(1 + 2 * _WORDS, 4 + 2 * _WORDS)
_HAS: Final = 4 + 2 * _WORDS
_REACHED: Final = 1 << 7
"""The bit of who has an address, a number or a handle."""
_COMPANY, _ROLE, _TOWN = _HAS + 1, _HAS + 2, _HAS + 3
_NUMBERS: Final = 3
_NO_NUMBERS: Final = (-1,) * _NUMBERS
_NUMBER: Final = slice(_TOWN + 1, _TOWN + 1 + _NUMBERS)
_COLUMNS: Final = _TOWN + 1 + _NUMBERS
"""How many words; their sounds; the words themselves; year, month and day of birth; what is known, in bits; company,
role and place where there is one; the numbers of the only address."""


def _others(one: Ints, other: Ints, given: Bools) -> Floats:
    """What can speak for it at most beside names of which one differs. given: it is the first name."""
    import numpy as np

    both = one[:, _HAS] & other[:, _HAS]
    either = one[:, _HAS] | other[:, _HAS]
    born, theirs = one[:, _BORN], other[:, _BORN]
    same = born == theirs
    all_same = same.all(1)
    day = same[:, 1] & same[:, 2] & ((born[:, 0] == 0) | (theirs[:, 0] == 0))
    nearly = (same.sum(1) == 2) & ~day
    swapped = (born[:, 1] == theirs[:, 2]) & (born[:, 2] == theirs[:, 1])
    by_birthday = np.select(
        [(both & 2) == 0, all_same, day, nearly, swapped],
        [
            _OF_BIRTHDAYS * (both & 1),
            max(WEIGHTS[Sign.BIRTHDAY_SAME] + WEIGHTS[TOGETHER[1]], WEIGHTS[Sign.BIRTHDAY_DAY]),
            WEIGHTS[Sign.BIRTHDAY_DAY],
            max(WEIGHTS[Sign.BIRTHDAY_NEAR], WEIGHTS[Sign.BIRTHDAY_SWAPPED]),
            WEIGHTS[Sign.BIRTHDAY_SWAPPED],
        ],
        WEIGHTS[Sign.BIRTHDAY_OTHER],
    )
    homes = np.where(given, max(0.0, _OF_ADDRESSES + WEIGHTS[Sign.HOUSEHOLD]), _OF_ADDRESSES)
    mine, theirs = one[:, _NUMBER], other[:, _NUMBER]
    elsewhere = (mine[:, 0] >= 0) & (theirs[:, 0] >= 0)
    elsewhere &= ~((mine[:, :, None] == theirs[:, None, :]) & (mine >= 0)[:, :, None]).any((1, 2))
    at_home = np.where(elsewhere, WEIGHTS[Sign.ADDRESS_OTHER], homes)
    placed = np.where(_differ(one, other, _TOWN) & ((either & 4) == 0), WEIGHTS[Sign.PLACE_OTHER], _OF_PLACES)
    by_place = np.where((both & 8) > 0, placed, np.where((either & 12) == 12, _OF_PLACES, 0.0))
    by_company = np.where(_differ(one, other, _COMPANY), WEIGHTS[Sign.COMPANY_NEAR], _OF_COMPANIES)
    by_role = np.where(_differ(one, other, _ROLE), WEIGHTS[Sign.ROLE_NEAR], _OF_ROLES)
    return np.asarray(
        by_birthday
        + np.where((both & 4) > 0, at_home, by_place)
        + by_company * ((both & 16) > 0)
        + by_role * ((both & 32) > 0)
        + WEIGHTS[Sign.WEEKS_SAME] * ((both & 64) > 0),
        float,
    )


def _differ(one: Ints, other: Ints, column: int) -> Bools:
    """Where both have just one, and another one."""
    mine, theirs = one[:, column], other[:, column]
    differ: Bools = (mine != theirs) & (mine >= 0) & (theirs >= 0)
    return differ


def _is_apart(one: Portrait, other: Portrait) -> bool:
    """Whether nothing joins two people whose names differ: no address, no number, no handle, none made of a name."""
    return (
        one.contacts.isdisjoint(other.contacts)
        and one.handles.isdisjoint(other.handles)
        and not any(is_made_of(handle, other.names[0]) for handle in one.spelt)
        and not any(is_made_of(handle, one.names[0]) for handle in other.spelt)
    )
