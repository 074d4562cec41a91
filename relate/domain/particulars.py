"""What two people have in common beside their names: birthdays, postal addresses, places, companies, roles.

Each function says one sign, and is symmetric. rapidfuzz is imported late.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from relate.domain.portrait import Address, Birthday, Portrait
from relate.domain.signs import Sign

_BIRTHDAYS: Final = (
    Sign.BIRTHDAY_SAME, Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_SWAPPED, Sign.BIRTHDAY_NEAR, Sign.BIRTHDAY_OTHER
)  # fmt: skip
(
    _ADDRESS_NEAR, _ADDRESS_OTHER, _ADDRESS_SAME, _BIRTHDAY_DAY, _BIRTHDAY_NEAR, _BIRTHDAY_OTHER, _BIRTHDAY_SAME,
    _BIRTHDAY_SWAPPED, _COMPANY_NEAR, _COMPANY_OTHER, _COMPANY_SAME, _PLACE_OTHER, _PLACE_SAME, _ROLE_NEAR,
    _ROLE_OTHER, _ROLE_SAME,
) = (
    Sign.ADDRESS_NEAR, Sign.ADDRESS_OTHER, Sign.ADDRESS_SAME, Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_NEAR,
    Sign.BIRTHDAY_OTHER, Sign.BIRTHDAY_SAME, Sign.BIRTHDAY_SWAPPED, Sign.COMPANY_NEAR, Sign.COMPANY_OTHER,
    Sign.COMPANY_SAME, Sign.PLACE_OTHER, Sign.PLACE_SAME, Sign.ROLE_NEAR, Sign.ROLE_OTHER, Sign.ROLE_SAME,
)  # fmt: skip
"""Each in a name of its own: to look one up in its enum takes as long as all else that is done with it."""


def birthdays(mine: Sequence[Birthday], theirs: Sequence[Birthday]) -> Sign:
    """What the closest two of their birthdays are to each other; each has one at least."""
    if len(mine) == len(theirs) == 1:
        return _birthday(mine[0], theirs[0])
    found = {_birthday(one, other) for one in mine for other in theirs}
    return next(sign for sign in _BIRTHDAYS if sign in found)


def _birthday(one: Birthday, other: Birthday) -> Sign:
    both = bool(one.year and other.year)
    if one[1:] == other[1:]:
        if not both:
            return _BIRTHDAY_DAY
        if one.year == other.year:
            return _BIRTHDAY_SAME
    elif one.month == other.day and one.day == other.month and (one.year == other.year or not both):
        return _BIRTHDAY_SWAPPED
    differing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    if both and len(differing) == 1 and _mistyped_number(*differing[0]):
        return _BIRTHDAY_NEAR
    return _BIRTHDAY_OTHER


def _mistyped_number(one: int, other: int) -> bool:
    """Whether a number is the other with a digit wrong, two swapped, or counted one too far."""
    mine, theirs = f"{one:04}", f"{other:04}"
    wrong = [place for place in range(4) if mine[place] != theirs[place]]
    swapped = len(wrong) == 2 and wrong[0] + 1 == wrong[1] and sorted(mine) == sorted(theirs)
    return len(wrong) == 1 or swapped or abs(one - other) in (1, 10)


def addresses(mine: Sequence[Address], theirs: Sequence[Address]) -> Sign:
    """What the closest two of their postal addresses are to each other; each has one at least."""
    if len(mine) == len(theirs) == 1:
        return _address(mine[0], theirs[0])
    found = {_address(one, other) for one in mine for other in theirs}
    return next(sign for sign in (_ADDRESS_SAME, _ADDRESS_NEAR, _ADDRESS_OTHER) if sign in found)


def _address(one: Address, other: Address) -> Sign:
    if one.sorted_text == other.sorted_text:
        return _ADDRESS_SAME
    numbers = one.numbers & other.numbers
    if not numbers and one.numbers and other.numbers:
        return _ADDRESS_OTHER
    from rapidfuzz.fuzz import ratio, token_set_ratio

    all_numbers = len(numbers) == min(len(one.numbers), len(other.numbers)) and numbers
    alike = max(ratio(one.sorted_text, other.sorted_text), 0.97 * token_set_ratio(one.sorted_text, other.sorted_text))
    if all_numbers and alike >= 85:
        return _ADDRESS_SAME
    return _ADDRESS_NEAR if alike >= 75 else _ADDRESS_OTHER


def places(one: Portrait, other: Portrait) -> Sign | None:
    """Whether both are of one place, by name or by address; None where that is not known of both."""
    if not one.places and not other.places:
        return None
    if one.places & other.places:
        return _PLACE_SAME
    for placed, addressed in ((one, other), (other, one)):
        words = {word for address in addressed.addresses for word in address.words}
        if any(words.issuperset(place.split()) for place in placed.places):
            return _PLACE_SAME
    return _PLACE_OTHER if one.places and other.places else None


def companies(mine: Sequence[str], theirs: Sequence[str]) -> Sign:
    """What the closest two keys of companies are to each other; each has one at least."""
    if not set(mine).isdisjoint(theirs):
        return _COMPANY_SAME
    if any(companies_alike(one, other) for one in mine for other in theirs):
        return _COMPANY_NEAR
    return _COMPANY_OTHER


def companies_alike(one: str, other: str) -> bool:
    """Two keys of companies that may be one: a word more, a letter other, the initials."""
    short, long = sorted((one.split(), other.split()), key=len)
    if len("".join(short)) >= 4 and set(short) <= set(long):
        return True
    if len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long):
        return True
    from rapidfuzz.fuzz import ratio

    return bool(ratio(one, other, score_cutoff=88))


def roles(mine: Sequence[frozenset[str]], theirs: Sequence[frozenset[str]]) -> Sign:
    """What the closest two roles, as words, are to each other; each has one at least."""
    if any(one == other for one in mine for other in theirs):
        return _ROLE_SAME
    if any(len(word) > 3 for one in mine for other in theirs for word in one & other):
        return _ROLE_NEAR
    return _ROLE_OTHER
