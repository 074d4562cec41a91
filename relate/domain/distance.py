"""How two people differ, as named signs: each says one thing that speaks for one person or against it.

`compare` finds the signs, at most one of a kind; what each weighs is in `matching.py`. rapidfuzz is imported late.
Source: design/style.md (beets): the names are the explanation.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from relate.domain.blocking import possible_handles
from relate.domain.names import differ_at_the_end
from relate.domain.naming import NICKNAMES
from relate.domain.particulars import addresses, birthdays, companies, places, roles
from relate.domain.portrait import Name, Portrait, bare_handle, handles_in
from relate.domain.scripts import is_read, words_read
from relate.domain.signs import Sign

NAMES_AGREE: Final = frozenset(
    {
        Sign.NAME_SAME, Sign.NAME_SPELLING, Sign.NAME_SHORT, Sign.NAME_INITIAL, Sign.NAME_PART, Sign.NAME_TYPO,
        Sign.NAME_SCRIPT,
    }
)  # fmt: skip
_BEST_FIRST: Final = {
    sign: place
    for place, sign in enumerate(
        (
            Sign.NAME_SAME, Sign.NAME_SPELLING, Sign.NAME_SHORT, Sign.NAME_PART, Sign.NAME_TYPO, Sign.NAME_INITIAL,
            Sign.NAME_SCRIPT, Sign.HANDLE_NAME, Sign.HANDLE_LIKE, Sign.NAME_WORD, Sign.NAME_FAMILY, Sign.NAME_GIVEN,
            Sign.NAME_UNREAD, Sign.NAME_OTHER,
        )
    )
}  # fmt: skip
SHORT_WORD: Final = 5
"""Words of fewer letters are one slip of the pen apart at most, others two."""
FEWEST: Final = -12.0
MOST: Final = 4.0
"""Within what `Distance.common` stays."""
_SHARED_WEEKS = 2
_NO_HANDLES: Final = frozenset[str]()


class Population(NamedTuple):
    """How often words are in the names of everybody: bearers(sound) of size people."""

    size: int
    bearers: Callable[[str], int]


class Distance(NamedTuple):
    """The signs of a pair. common: the logarithm of how many people can be expected to have, by chance, what agrees in
    the two names; 0 where nothing of them agrees."""

    signs: tuple[Sign, ...]
    common: float


(
    _NAME_SAME, _NAME_SPELLING, _NAME_SHORT, _NAME_INITIAL, _NAME_PART, _NAME_TYPO, _NAME_WORD, _NAME_FAMILY,
    _NAME_GIVEN, _NAME_OTHER, _HANDLE_NAME, _HANDLE_LIKE, _GENERATION, _HOUSEHOLD, _BIRTHDAY_SAME, _BIRTHDAY_DAY,
    _BIRTHDAY_SWAPPED, _BIRTHDAY_NEAR, _BIRTHDAY_OTHER, _ADDRESS_SAME, _ADDRESS_NEAR, _ADDRESS_OTHER, _PLACE_SAME,
    _PLACE_OTHER, _COMPANY_SAME, _COMPANY_NEAR, _COMPANY_OTHER, _ROLE_SAME, _ROLE_NEAR, _ROLE_OTHER, _CONTACT_SAME,
    _HANDLE_SAME, _PROFILES_TWO, _BOOK_SAME, _WEEKS_SAME, _NAME_ENDING, _NAME_SCRIPT, _NAME_UNREAD,
    _USED_BY_TWO,
) = Sign  # fmt: skip
"""Each in a name of its own: to look one up in its enum takes as long as all else that is done with it."""


def compare(one: Portrait, other: Portrait, everybody: Population) -> Distance:
    """Every sign there is between two people. Symmetric."""
    name, common = between_names(one, other, everybody)
    return Distance((name, *beside_names(one, other, name)), common)


def beside_names(one: Portrait, other: Portrait, name: Sign) -> Iterator[Sign]:
    """Every sign but that of the names, as it is found; none where nothing could outweigh that the names differ."""
    if name is _NAME_OTHER and one.handles.isdisjoint(other.handles) and one.contacts.isdisjoint(other.contacts):
        return
    if (name is _NAME_SHORT or name is _NAME_TYPO) and _end_otherwise(one.names, other.names):
        yield _NAME_ENDING
    if _generations_differ(one.names, other.names):
        yield _GENERATION
    if one.birthdays and other.birthdays:
        yield birthdays(one.birthdays, other.birthdays)
    address = addresses(one.addresses, other.addresses) if one.addresses and other.addresses else None
    if address is not None:
        yield address
        if name is _NAME_GIVEN and address is not _ADDRESS_OTHER:
            yield _HOUSEHOLD
    elif (place := places(one, other)) is not None:
        yield place
    if one.companies and other.companies:
        yield companies(one.companies, other.companies)
    if one.roles and other.roles:
        yield roles(one.roles, other.roles)
    yield from _shared(one, other)


def _shared(one: Portrait, other: Portrait) -> Iterator[Sign]:
    """What two people have in common by their addresses, accounts and books, and by when one talked with them."""
    if not one.contacts.isdisjoint(other.contacts):
        yield _CONTACT_SAME
    if not one.handles.isdisjoint(other.handles) and (one.handles & other.handles) - _in_shared(one, other):
        yield _HANDLE_SAME
    if not one.profiles.isdisjoint(other.profiles):
        yield _PROFILES_TWO
    if not one.books.isdisjoint(other.books):
        yield _BOOK_SAME
    if one.of_two or other.of_two:
        yield _USED_BY_TWO
    if one.weeks and other.weeks and weeks_agree(one.weeks, other.weeks):
        yield _WEEKS_SAME


def _in_shared(one: Portrait, other: Portrait) -> frozenset[str]:
    """The handles that are no more than the beginning of an address both have: said once, it counts once."""
    shared = not one.contacts.isdisjoint(other.contacts)
    return handles_in(one.contacts & other.contacts) if shared else _NO_HANDLES


def weeks_agree(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two people were talked with in the same weeks, three times as often as chance would have it."""
    shared = len(one & other)
    if shared < _SHARED_WEEKS:
        return False
    span = max(*one, *other) - min(*one, *other) + 1
    return shared > 3 * len(one) * len(other) / span


# names ---------------------------------------------------------------------------------------------------------------


def between_names(one: Portrait, other: Portrait, everybody: Population) -> tuple[Sign, float]:
    """The closest pair of names, or whether a handle is made of one; and `Distance.common`."""
    best, shared = _NAME_OTHER, _NOTHING
    for mine in one.names:
        for theirs in other.names:
            sign, agreeing = _closest(mine, theirs)
            if (mine.script or theirs.script) and sign not in NAMES_AGREE:
                sign, agreeing = _across_scripts(mine, theirs) or (sign, agreeing)
            if _BEST_FIRST[sign] < _BEST_FIRST[best]:
                best, shared = sign, agreeing
            if best is _NAME_SAME:
                return best, _common(shared, everybody)
    if best not in NAMES_AGREE:
        besides = _in_shared(one, other)
        for named, handled in ((one, other), (other, one)):
            if not handled.spelt and all(len(name.words) > 1 for name in handled.names):
                continue
            sign, agreeing = _by_handle(named.names, handled, besides)
            if _BEST_FIRST[sign] < _BEST_FIRST[best]:
                best, shared = sign, agreeing
    return best, _common(shared, everybody) if best is not _NAME_OTHER and best is not _NAME_UNREAD else 0.0


_Shared = list[tuple[str, float]]
"""What agrees: the sound of a word, and how many times as many people fit it as have it; 0: an initial."""
_NOTHING: Final[_Shared] = []


def _closest(one: Name, other: Name) -> tuple[Sign, _Shared]:
    mine, theirs = one.words, other.words
    if one.in_order == other.in_order or one.whole == other.whole:
        sign = _NAME_SAME if len(mine) > 1 else _NAME_WORD
        return sign, [(sound, 1.0) for sound in one.sounds]
    if one.heard == other.heard:
        sign = _NAME_SPELLING if len(mine) > 1 else _NAME_WORD
        return sign, [(sound, 1.2) for sound in one.sounds]
    if len(mine) > len(theirs):
        one, other, mine, theirs = other, one, theirs, mine
    shared, how, lone, left = _aligned(one, other)
    if lone:
        return _partly(shared, how, lone, left), shared
    if len(mine) == 1:
        return _NAME_WORD, shared
    worst = max(how, key=_BEST_FIRST.__getitem__)
    if left and worst not in (_NAME_TYPO, _NAME_INITIAL):
        worst = _NAME_PART
    return worst, shared


def _across_scripts(one: Name, other: Name) -> tuple[Sign, _Shared] | None:
    """A name that is not read letter by letter, and one that is: whether they can be one, or nobody knows; None where
    they cannot, or where both are alike in that."""
    if bool(one.script) is bool(other.script):
        return None
    written, latin = (one, other) if one.script else (other, one)
    if not is_read(written.script):
        return None if set(one.sounds) & set(other.sounds) else (_NAME_UNREAD, _NOTHING)
    agreeing = words_read(written.script, latin.words)
    if not agreeing:
        return None
    shared = [(sound, 3.0) for sound in latin.sounds[:agreeing]]
    return (_NAME_SCRIPT if agreeing > 1 else _NAME_WORD), shared


def _aligned(one: Name, other: Name) -> tuple[_Shared, list[Sign], list[int], list[int]]:
    """Each word of the shorter name with a word of the longer: what agrees, how, and what is left on both sides."""
    sounds, words = other.sounds, other.words
    left = list(range(len(sounds)))
    shared: _Shared = []
    how: list[Sign] = []
    lone: list[int] = []
    for place, told in enumerate(one.sounds):
        found = next((n for n in left if sounds[n] == told), -1) if told in sounds else -1
        if found < 0:
            lone.append(place)
            continue
        left.remove(found)
        shared.append((told, 1.0))
        how.append(_NAME_SAME if one.words[place] == words[found] else _NAME_SPELLING)
    for place in tuple(lone):
        word = one.words[place]
        nearest, near = -1, _NAME_OTHER
        for n in left:
            sign = _near(word, words[n])
            if sign is not None and _BEST_FIRST[sign] < _BEST_FIRST[near]:
                nearest, near = n, sign
        if nearest >= 0:
            lone.remove(place)
            left.remove(nearest)
            how.append(near)
            wide = 2.0 if near is _NAME_SHORT else 3.0 if near is _NAME_TYPO else 0.0
            shared.append((max((one.sounds[place], sounds[nearest]), key=len), wide))
    return shared, how, lone, left


def _near(one: str, other: str) -> Sign | None:
    """How two words that do not sound alike may still be the same one."""
    if are_short_forms(one, other):
        return _NAME_SHORT
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    size = len(short)
    if long.startswith(short):
        return _NAME_INITIAL if size == 1 else _NAME_SHORT if size >= 3 else _mistyped(short, long)
    return None if size == 1 else _mistyped(short, long)


def _mistyped(short: str, long: str) -> Sign | None:
    most = 1 if len(short) < SHORT_WORD else 2
    if len(long) - len(short) > most:
        return None
    if len(long) < 4 and len(short) == len(long) and sorted(short) != sorted(long):
        return None  # Ana and Ava
    return _NAME_TYPO if _slips(short, long, most) <= most else None


def _slips(one: str, other: str, most: int) -> int:
    """How many slips of the pen apart, as far as that is at most so many."""
    return _osa()(one, other, score_cutoff=most)


@cache
def _osa() -> Callable[..., int]:
    from rapidfuzz.distance import OSA  # with the first comparison

    return OSA.distance


def _partly(shared: _Shared, how: list[Sign], lone: list[int], left: list[int]) -> Sign:
    """A word on each side has no other: whether that is the first name or the family name."""
    if not shared or (len(how) == 1 and how[0] is _NAME_INITIAL):
        return _NAME_OTHER
    if 0 in lone or 0 in left:
        return _NAME_GIVEN
    return _NAME_FAMILY


def _by_handle(names: Sequence[Name], handled: Portrait, besides: frozenset[str]) -> tuple[Sign, _Shared]:
    """Whether somebody's handle, or the handle they took for a name, is made of one of these names; but for some."""
    handles = (handled.spelt - besides if besides else handled.spelt) | {
        bare_handle(name.text) for name in handled.names if len(name.words) == 1
    }
    begins = {handle[:1] for handle in handles}
    for name in names:
        # Whatever is made of a name begins with one of its two ends.
        if len(name.words) < 2 or not (name.words[0][0] in begins or name.words[-1][0] in begins):
            continue
        made = list(possible_handles(name))
        if handles.intersection((*made[0::4], *made[8:])):
            return _HANDLE_NAME, [(sound, 1.0) for sound in name.sounds]
        if handles.intersection(made):
            return _HANDLE_LIKE, [(name.sounds[-1], 1.0), (name.sounds[0], 0.0)]
    return _NAME_OTHER, []


def _common(shared: Iterable[tuple[str, float]], everybody: Population) -> float:
    """How many of everybody have, by chance, what agrees: its logarithm. What a small library cannot know is taken from
    the world, where a word stands in four of a thousand names."""
    expected = math.log(max(everybody.size, 1))
    for told, wide in shared:
        expected += math.log(share_of(told, wide, everybody))
    return min(max(expected, FEWEST), MOST)


def share_of(told: str, wide: float, everybody: Population) -> float:
    """The share of everybody whose name has a word that fits this sound; wide as in what agrees."""
    return min(wide * (everybody.bearers(told) + 4) / (everybody.size + 1000), 1.0) if wide else 0.06


def are_short_forms(one: str, other: str) -> bool:
    """Whether two words can be short forms of one first name ("Bob", "Robert")."""
    forms = NICKNAMES.get(one)
    return forms is not None and not forms.isdisjoint(NICKNAMES.get(other, ()))


def _end_otherwise(mine: Sequence[Name], theirs: Sequence[Name]) -> bool:
    """Whether first names that are nearly the same differ in their endings: a slip of the pen, or Erik and Erika."""
    return any(_ends_otherwise(*pair) for one in mine for other in theirs for pair in ((one, other), (other, one)))


def _ends_otherwise(one: Name, other: Name) -> bool:
    first = one.words[0]
    return first not in other.words and any(_end_apart(first, word) for word in other.words if word not in one.words)


def _end_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= 3 and differ_at_the_end(short, long) and not are_short_forms(short, long)


def _generations_differ(mine: Sequence[Name], theirs: Sequence[Name]) -> bool:
    one = {name.generation for name in mine if name.generation}
    other = {name.generation for name in theirs if name.generation}
    return bool(one or other) and not one & other
