"""How two people differ, as named signs: each says one thing that speaks for one person or against it.

`compare` finds the signs, at most one of a kind; what each weighs is in `matching.py`. rapidfuzz is imported late.
Source: design/style.md (beets): the names are the explanation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from relate.domain.blocking import possible_handles
from relate.domain.portrait import Address, Birthday, Name, Portrait, bare_handle
from relate.domain.sounding import short_forms


class Sign(StrEnum):
    """One thing that was found; the word is also the `kind` in `relate duplicates --json`."""

    NAME_SAME = "same name"
    NAME_SPELLING = "name spelt otherwise"
    NAME_SHORT = "short form of the name"
    NAME_INITIAL = "initial of the name"
    NAME_PART = "part of the name"
    NAME_TYPO = "name mistyped"
    NAME_WORD = "one word of the name"
    NAME_FAMILY = "other family name"
    NAME_GIVEN = "other first name"
    NAME_OTHER = "other name"
    HANDLE_NAME = "handle made of the name"
    HANDLE_LIKE = "handle like the name"
    GENERATION = "junior or senior"
    HOUSEHOLD = "household"
    BIRTHDAY_SAME = "same birthday"
    BIRTHDAY_DAY = "same day of birth"
    BIRTHDAY_SWAPPED = "day and month swapped"
    BIRTHDAY_NEAR = "birthday mistyped"
    BIRTHDAY_OTHER = "other birthday"
    ADDRESS_SAME = "same address"
    ADDRESS_NEAR = "similar address"
    ADDRESS_OTHER = "other address"
    PLACE_SAME = "same place"
    PLACE_OTHER = "other place"
    COMPANY_SAME = "same company"
    COMPANY_NEAR = "similar company"
    COMPANY_OTHER = "other company"
    ROLE_SAME = "same role"
    ROLE_NEAR = "similar role"
    ROLE_OTHER = "other role"
    CONTACT_SAME = "same address or number"
    HANDLE_SAME = "same handle"
    PROFILES_TWO = "two profiles of one network"
    BOOK_SAME = "both in one address book"
    WEEKS_SAME = "same weeks"


NAMES_AGREE: Final = frozenset(
    {Sign.NAME_SAME, Sign.NAME_SPELLING, Sign.NAME_SHORT, Sign.NAME_INITIAL, Sign.NAME_PART, Sign.NAME_TYPO}
)
_BEST_FIRST: Final = {
    sign: place
    for place, sign in enumerate(
        (
            Sign.NAME_SAME, Sign.NAME_SPELLING, Sign.NAME_SHORT, Sign.NAME_PART, Sign.NAME_TYPO, Sign.NAME_INITIAL,
            Sign.HANDLE_NAME, Sign.HANDLE_LIKE, Sign.NAME_WORD, Sign.NAME_FAMILY, Sign.NAME_GIVEN, Sign.NAME_OTHER,
        )
    )
}  # fmt: skip
_FEWEST = -12.0
_MOST = 4.0
_SHARED_WEEKS = 2


class Population(NamedTuple):
    """How often words are in the names of everybody: bearers(sound) of size people."""

    size: int
    bearers: Callable[[str], int]


class Distance(NamedTuple):
    """The signs of a pair. common: the logarithm of how many people can be expected to have, by chance, what agrees in
    the two names; 0 where nothing of them agrees."""

    signs: tuple[Sign, ...]
    common: float


def compare(one: Portrait, other: Portrait, everybody: Population) -> Distance:
    """Every sign there is between two people. Symmetric."""
    name, common = _names(one, other, everybody)
    signs = [name]
    if name is Sign.NAME_OTHER and not one.handles & other.handles and not one.contacts & other.contacts:
        return Distance((name,), 0.0)  # nothing that could outweigh it
    if _generations_differ(one.names, other.names):
        signs.append(Sign.GENERATION)
    address = _addresses(one.addresses, other.addresses)
    told = (
        _birthdays(one.birthdays, other.birthdays),
        address,
        _places(one, other) if address is None else None,
        _companies(one.companies, other.companies),
        _roles(one.roles, other.roles),
    )
    signs += [sign for sign in told if sign is not None]
    if name is Sign.NAME_GIVEN and (Sign.ADDRESS_SAME in signs or Sign.ADDRESS_NEAR in signs):
        signs.append(Sign.HOUSEHOLD)
    if one.contacts & other.contacts:
        signs.append(Sign.CONTACT_SAME)
    if one.handles & other.handles:
        signs.append(Sign.HANDLE_SAME)
    if one.profiles & other.profiles:
        signs.append(Sign.PROFILES_TWO)
    if one.books & other.books:
        signs.append(Sign.BOOK_SAME)
    if one.weeks and other.weeks and weeks_agree(one.weeks, other.weeks):
        signs.append(Sign.WEEKS_SAME)
    return Distance(tuple(signs), common)


def weeks_agree(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two people were talked with in the same weeks, three times as often as chance would have it."""
    shared = len(one & other)
    if shared < _SHARED_WEEKS:
        return False
    span = max(*one, *other) - min(*one, *other) + 1
    return shared > 3 * len(one) * len(other) / span


# names ---------------------------------------------------------------------------------------------------------------


def _names(one: Portrait, other: Portrait, everybody: Population) -> tuple[Sign, float]:
    """The closest pair of names; where none agree, whether a handle is made of one."""
    best, common = Sign.NAME_OTHER, 0.0
    for mine in one.names:
        for theirs in other.names:
            sign, shared = _closest(mine, theirs)
            if _BEST_FIRST[sign] < _BEST_FIRST[best]:
                best, common = sign, _common(shared, everybody)
            if best is Sign.NAME_SAME:
                return best, common
    if best not in NAMES_AGREE:
        for named, handled in ((one, other), (other, one)):
            if not handled.spelt and all(len(name.words) > 1 for name in handled.names):
                continue
            sign, shared = _by_handle(named.names, handled)
            if _BEST_FIRST[sign] < _BEST_FIRST[best]:
                best, common = sign, _common(shared, everybody)
    return best, common


_Shared = list[tuple[str, float]]
"""What agrees: the sound of a word, and how many times as many people fit it as have it; 0: an initial."""


def _closest(one: Name, other: Name) -> tuple[Sign, _Shared]:
    mine, theirs = one.words, other.words
    if one.in_order == other.in_order or one.whole == other.whole:
        sign = Sign.NAME_SAME if len(mine) > 1 else Sign.NAME_WORD
        return sign, [(sound, 1.0) for sound in one.sounds]
    if one.heard == other.heard:
        sign = Sign.NAME_SPELLING if len(mine) > 1 else Sign.NAME_WORD
        return sign, [(sound, 1.2) for sound in one.sounds]
    if len(mine) > len(theirs):
        one, other, mine, theirs = other, one, theirs, mine
    shared, how, lone, left = _aligned(one, other)
    if lone:
        return _partly(shared, how, lone, left), shared
    if len(mine) == 1:
        return Sign.NAME_WORD, shared
    worst = max(how, key=_BEST_FIRST.__getitem__)
    if left and worst not in (Sign.NAME_TYPO, Sign.NAME_INITIAL):
        worst = Sign.NAME_PART
    return worst, shared


def _aligned(one: Name, other: Name) -> tuple[_Shared, list[Sign], list[int], list[int]]:
    """Each word of the shorter name with a word of the longer: what agrees, how, and what is left on both sides."""
    left = list(range(len(other.words)))
    shared: _Shared = []
    how: list[Sign] = []
    lone: list[int] = []
    sounds = other.sounds
    for place, told in enumerate(one.sounds):
        for found in left if told in sounds else ():
            if sounds[found] == told:
                break
        else:
            lone.append(place)
            continue
        left.remove(found)
        shared.append((told, 1.0))
        how.append(Sign.NAME_SAME if one.words[place] == other.words[found] else Sign.NAME_SPELLING)
    for place in list(lone):
        word = one.words[place]
        near: tuple[int, int, Sign] | None = None
        for n in left:
            sign = _near(word, other.words[n])
            if sign is not None and (near is None or (_BEST_FIRST[sign], n) < near[:2]):
                near = (_BEST_FIRST[sign], n, sign)
        if near is not None:
            lone.remove(place)
            left.remove(near[1])
            how.append(near[2])
            wide = {Sign.NAME_SHORT: 2.0, Sign.NAME_TYPO: 3.0}.get(near[2], 0.0)
            longer = max((one.sounds[place], other.sounds[near[1]]), key=len)
            shared.append((longer, wide))
    return shared, how, lone, left


@lru_cache(maxsize=1 << 16)
def _near(one: str, other: str) -> Sign | None:
    """How two words that do not sound alike may still be the same one."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if short_forms(one) & short_forms(other):
        return Sign.NAME_SHORT
    if len(short) == 1:
        return Sign.NAME_INITIAL if long[0] == short else None
    if len(short) >= 3 and long.startswith(short):
        return Sign.NAME_SHORT
    if len(long) < 4 and len(short) == len(long) and sorted(short) != sorted(long):
        return None  # Ana and Ava
    most = 1 if len(short) < 5 else 2
    if len(long) - len(short) > most:
        return None
    from rapidfuzz.distance import OSA

    return Sign.NAME_TYPO if OSA.distance(one, other, score_cutoff=most) <= most else None


def _partly(shared: _Shared, how: list[Sign], lone: list[int], left: list[int]) -> Sign:
    """A word on each side has no other: whether that is the first name or the family name."""
    if not shared or (len(how) == 1 and how[0] is Sign.NAME_INITIAL):
        return Sign.NAME_OTHER
    if 0 in lone or 0 in left:
        return Sign.NAME_GIVEN
    return Sign.NAME_FAMILY


def _by_handle(names: Sequence[Name], handled: Portrait) -> tuple[Sign, _Shared]:
    """Whether somebody's handle, or the handle they took for a name, is made of one of these names."""
    handles = handled.spelt | {bare_handle(name.text) for name in handled.names if len(name.words) == 1}
    for name in names:
        if len(name.words) < 2:
            continue
        made = list(possible_handles(name))
        if handles.intersection((*made[0::4], *made[8:])):
            return Sign.HANDLE_NAME, [(sound, 1.0) for sound in name.sounds]
        if handles.intersection(made):
            return Sign.HANDLE_LIKE, [(name.sounds[-1], 1.0), (name.sounds[0], 0.0)]
    return Sign.NAME_OTHER, []


def _common(shared: Iterable[tuple[str, float]], everybody: Population) -> float:
    """How many of everybody have, by chance, what agrees: its logarithm. What a small library cannot know is taken from
    the world, where a word stands in four of a thousand names."""
    size = everybody.size
    expected = math.log(max(size, 1))
    for told, wide in shared:
        share = 0.06 if not wide else wide * (everybody.bearers(told) + 4) / (size + 1000)
        expected += math.log(min(share, 1.0))
    return min(max(expected, _FEWEST), _MOST)


def _generations_differ(mine: Sequence[Name], theirs: Sequence[Name]) -> bool:
    one = {name.generation for name in mine if name.generation}
    other = {name.generation for name in theirs if name.generation}
    return bool(one or other) and not one & other


# what else is known --------------------------------------------------------------------------------------------------


def _birthdays(mine: Sequence[Birthday], theirs: Sequence[Birthday]) -> Sign | None:
    if not mine or not theirs:
        return None
    found = {_birthday(one, other) for one in mine for other in theirs}
    return next(
        sign
        for sign in (
            Sign.BIRTHDAY_SAME, Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_SWAPPED, Sign.BIRTHDAY_NEAR, Sign.BIRTHDAY_OTHER
        )
        if sign in found
    )  # fmt: skip


def _birthday(one: Birthday, other: Birthday) -> Sign:
    both = bool(one.year and other.year)
    if one[1:] == other[1:]:
        if not both:
            return Sign.BIRTHDAY_DAY
        if one.year == other.year:
            return Sign.BIRTHDAY_SAME
    elif one.month == other.day and one.day == other.month and (one.year == other.year or not both):
        return Sign.BIRTHDAY_SWAPPED
    differing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    if both and len(differing) == 1 and _mistyped_number(*differing[0]):
        return Sign.BIRTHDAY_NEAR
    return Sign.BIRTHDAY_OTHER


def _mistyped_number(one: int, other: int) -> bool:
    """Whether a number is the other with a digit wrong, two swapped, or counted one too far."""
    mine, theirs = f"{one:04}", f"{other:04}"
    wrong = [place for place in range(4) if mine[place] != theirs[place]]
    swapped = len(wrong) == 2 and wrong[0] + 1 == wrong[1] and sorted(mine) == sorted(theirs)
    return len(wrong) == 1 or swapped or abs(one - other) in (1, 10)


def _addresses(mine: Sequence[Address], theirs: Sequence[Address]) -> Sign | None:
    if not mine or not theirs:
        return None
    found = {_address(one, other) for one in mine for other in theirs}
    return next(sign for sign in (Sign.ADDRESS_SAME, Sign.ADDRESS_NEAR, Sign.ADDRESS_OTHER) if sign in found)


def _address(one: Address, other: Address) -> Sign:
    if one.sorted_text == other.sorted_text:
        return Sign.ADDRESS_SAME
    from rapidfuzz.fuzz import ratio, token_set_ratio

    numbers = one.numbers & other.numbers
    all_numbers = len(numbers) == min(len(one.numbers), len(other.numbers)) and numbers
    alike = max(ratio(one.sorted_text, other.sorted_text), 0.97 * token_set_ratio(one.sorted_text, other.sorted_text))
    if all_numbers and alike >= 85:
        return Sign.ADDRESS_SAME
    if alike >= 75 and (numbers or not (one.numbers and other.numbers)):
        return Sign.ADDRESS_NEAR
    return Sign.ADDRESS_OTHER


def _places(one: Portrait, other: Portrait) -> Sign | None:
    if one.places & other.places:
        return Sign.PLACE_SAME
    for placed, addressed in ((one, other), (other, one)):
        words = {word for address in addressed.addresses for word in address.words}
        if any(words.issuperset(place.split()) for place in placed.places):
            return Sign.PLACE_SAME
    return Sign.PLACE_OTHER if one.places and other.places else None


def _companies(mine: Sequence[str], theirs: Sequence[str]) -> Sign | None:
    if not mine or not theirs:
        return None
    if not set(mine).isdisjoint(theirs):
        return Sign.COMPANY_SAME
    if any(companies_alike(one, other) for one in mine for other in theirs):
        return Sign.COMPANY_NEAR
    return Sign.COMPANY_OTHER


def companies_alike(one: str, other: str) -> bool:
    """Two keys of companies that may be one: a word more, a letter other, the initials."""
    short, long = sorted((one.split(), other.split()), key=len)
    if len("".join(short)) >= 4 and set(short) <= set(long):
        return True
    if len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long):
        return True
    from rapidfuzz.fuzz import ratio

    return bool(ratio(one, other, score_cutoff=88))


def _roles(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> Sign | None:
    if not mine or not theirs:
        return None
    if any(one == other for one in mine for other in theirs):
        return Sign.ROLE_SAME
    if any(len(word) > 3 for one in mine for other in theirs for word in one & other):
        return Sign.ROLE_NEAR
    return Sign.ROLE_OTHER
