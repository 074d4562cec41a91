"""Whom to compare with whom, without comparing everybody with everybody.

Each person has some twenty keys; who shares one is compared. A key that too many share is left out, since a finer one
stands beside it: a frequent name with the company, the place, the birthday. So the work grows with the number of
people, and whoever can be found to be one person shares at least one of the keys that few have.

Keys are numbers of 32 bits that mean the same on every computer and in every run; two that meet by chance cost one
comparison. numpy is imported late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from struct import pack
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from relate.domain.portrait import Address, Birthday, Name, Portrait
from relate.domain.scripts import is_read, latin_skeletons, skeletons
from relate.domain.sounding import short_forms, sound

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.int64]
    Packed = npt.NDArray[np.uint32]

MOST_FINE: Final = 24
"""People of one fine key (a whole name, an address) who are compared with each other."""
MOST_COARSE: Final = 8
"""The same for a coarse one (an initial with a family name), which holds many who are not the same."""
MOST_NAMED: Final = 12
"""People whose names a handle may stand for."""
_MOST_KEYS: Final = 63
_PLACES: Final = 1 << 20
_WHOLE, _PAIR, _INITIAL, _BEGINNINGS, _DAY, _BORN, _STREET, _NUMBERS, _CONTACT, _HANDLE, _SCRIPT, _WORK = (
    crc32(kind) for kind in b"whole pair initial beginnings day born street numbers contact handle script work".split()
)
"""What a key is of, so that two of different kinds are two."""


class Keys(NamedTuple):
    """words: for how frequent a name is. reach: the handles that a name may have, and what it may be in another script.
    handles: those there are, and the names in such scripts."""

    words: tuple[int, ...]
    reach: tuple[int, ...]
    handles: tuple[int, ...]
    fine: tuple[int, ...]
    coarse: tuple[int, ...]

    def pack(self) -> bytes:
        """As it is kept: how many of each in six bits, and the keys."""
        parts = [part[:_MOST_KEYS] for part in self]
        head = sum(len(part) << 6 * place for place, part in enumerate(parts))
        every = (head, *chain.from_iterable(parts))
        return pack(f"<{len(every)}I", *every)


def keys(one: Portrait) -> Keys:
    """Every key of a person."""
    words: list[int] = []
    reach: list[int] = []
    fine: list[int] = []
    coarse: list[int] = []
    met: list[int] = []
    beside, with_words, day = _what_else(one)
    starts = [crc32(what, _SCRIPT) for what in beside]
    by_work = list(_by_work(one)) if one.roles and one.companies else []
    for name in one.names:
        sounds = [told.encode() for told in name.sounds]
        words += [crc32(told) for told in sounds]
        for key in _by_name(name, sounds):
            fine.append(key)
            fine += [crc32(more, key) for more in beside]
        if starts:
            (met if name.script else reach).extend(_across_scripts(name, starts, by_work))
        if len(sounds) > 1:
            coarse += _by_initial(sounds)
            reach += [crc32(handle.encode()) for handle in possible_handles(name)]
        for start in with_words:
            coarse += [crc32(told, start) for told in sounds]
        for start in day:
            coarse += [crc32(told[:1], start) for told in sounds]
    for contact in one.contacts:
        fine.append(crc32(contact.encode(), _CONTACT))
    for born in one.birthdays:
        if born.year:
            coarse.append(crc32(b"%d" % born.year, crc32(_day(born), _BORN)))
    for address in one.addresses:
        fine += _by_address(address)
    for handle in one.handles:
        fine.append(crc32(handle.encode(), _HANDLE))
    handles = [*(crc32(letters.encode()) for letters in sorted(one.spelt)), *met]
    return Keys(_once(words), _once(reach), _once(handles), _once(fine), _once(coarse))


def _once(found: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(found))


def word_key(told: str) -> int:
    """The key by which the people are counted who have a word of this sound in their name."""
    return crc32(told.encode())


def possible_handles(name: Name) -> Iterator[str]:
    """The handles that people make of their name: "tomasrivera", "riveratomas", "trivera", "tomasr", "tomasriv"."""
    given, family = name.words[0], name.words[-1]
    for one, other in ((given, family), (family, given)):
        yield one + other
        yield one[:1] + other
        yield one + other[:1]
        yield one + other[:3]
    if len(name.words) > 2:
        yield "".join(name.words)


def is_made_of(handle: str, name: Name) -> bool:
    """Whether a handle is one of `possible_handles`, without making them all."""
    given, family = name.words[0], name.words[-1]
    for one, other in ((given, family), (family, given)):
        if handle[:1] == one[:1] and handle[1:] == other:
            return True
        if handle.startswith(one) and handle[len(one) :] in (other, other[:1], other[:3]):
            return True
    return len(name.words) > 2 and handle == name.whole


def _by_name(name: Name, sounds: Sequence[bytes]) -> list[int]:
    """The whole name, and each pair of its words with the first one as any of its short forms."""
    found = [crc32(" ".join(name.heard).encode(), _WHOLE)]
    first = sounds[0]
    short = [b"%d" % form for form in short_forms(name.words[0])]
    for word, family in zip(name.words[1:], sounds[1:], strict=True):
        found.append(_of_two(_PAIR, first, family))
        found += [_of_two(_PAIR, form, family) for form in short]
        found += [_of_two(_PAIR, b"%d" % form, first) for form in short_forms(word)]
    return found


def _across_scripts(name: Name, starts: Sequence[int], by_work: Sequence[int]) -> list[int]:
    """By what a name in another script is met, and a Latin one meets it: its consonants with what stands beside it; of
    characters, which nobody reads for sure, the work alone."""
    if name.script and not is_read(name.script):
        return list(by_work)
    told = skeletons(name.script) if name.script else latin_skeletons(name.words)
    found = [crc32(skeleton.encode(), start) for skeleton in told if skeleton for start in starts]
    return found if name.script else [*found, *by_work]


def _by_work(one: Portrait) -> Iterator[int]:
    """Each company with each role."""
    for company in one.companies[:2]:
        for role in one.roles[:2]:
            yield crc32(" ".join(sorted(role)).encode(), crc32(company.encode(), _WORK))


def _by_initial(sounds: Sequence[bytes]) -> Iterator[int]:
    """A family name with the initial before it, whichever of the words that is; the beginnings of both."""
    first = sounds[0]
    for other in sounds[1:3]:
        yield crc32(first[:1], crc32(other, _INITIAL))
        yield crc32(other[:1], crc32(first, _INITIAL))
        yield _of_two(_BEGINNINGS, first[:3], other[:3])


def _by_address(address: Address) -> Iterator[int]:
    """Each of its numbers with its street, and all of its numbers."""
    street = sound(max((word for word in address.words if word.isalpha()), key=len, default=""))
    start = crc32(street.encode(), _STREET)
    numbers = sorted(address.numbers)
    for number in numbers[:4]:
        yield crc32(number.encode(), start)
    if len(numbers) > 1:
        yield crc32(" ".join(numbers).encode(), _NUMBERS)


def _what_else(one: Portrait) -> tuple[list[bytes], list[int], list[int]]:
    """What tells the many apart who have a frequent name; the company and the place, with which any word of a name is a
    key, and the birthday, with which what a word begins with is one."""
    beside: list[bytes] = []
    with_words: list[int] = []
    for company in one.companies[:2]:
        beside.append(b"k" + company.encode())
        with_words.append(crc32(beside[-1]))
    for place in sorted(one.places)[:2]:
        beside.append(b"p" + place.encode())
        with_words.append(crc32(beside[-1]))
    beside += [b"d" + _day(born) for born in one.birthdays[:1]]
    for address in one.addresses[:1]:
        beside += [b"a" + number.encode() for number in sorted(address.numbers)[:2]]
    return beside, with_words, [crc32(_day(born), _DAY) for born in one.birthdays[:2]]


def _day(born: Birthday) -> bytes:
    """The same for a day and month the other way round."""
    return bytes(sorted(born[1:]))


def _of_two(start: int, one: bytes, other: bytes) -> int:
    """The same whichever comes first."""
    return crc32(other, crc32(one, start)) if one < other else crc32(one, crc32(other, start))


class Blocks:
    """The keys of many people together: who shares one, and how many people have a word in their name."""

    def __init__(self, packed: Mapping[int, bytes], among: frozenset[int] | None = None) -> None:
        """packed: the keys of each person as `Keys.pack` made them. among: only pairs with one of these will be asked
        for, so that of all others only the keys matter that one of these may have."""
        import numpy as np

        self.size = len(packed)
        persons: Numbers = np.fromiter(packed, np.int64, len(packed))
        lengths: Numbers = np.fromiter((len(one) // 4 for one in packed.values()), np.int64, len(packed))
        everything: Packed = np.frombuffer(b"".join(packed.values()), np.uint32)
        starts = np.cumsum(lengths) - lengths
        heads = everything[starts].astype(np.int64)
        begin = starts + 1
        parts: list[tuple[Packed, Numbers]] = []
        for place in range(5):
            counts = (heads >> 6 * place) & _MOST_KEYS
            ends = np.cumsum(counts)
            at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
            parts.append((everything[np.repeat(begin, counts) + at], np.repeat(persons, counts)))
            begin = begin + counts
        if among is not None:
            parts = _of_interest(parts, np.array(sorted(among), np.int64))
        self._parts = [(found[order], whose[order]) for found, whose, order in map(_in_order, parts)]
        self._counted: dict[str, int] = {}

    def bearers(self, told: str) -> int:
        """How many people have a word of this sound in their name."""
        count = self._counted.get(told)
        if count is None:
            import numpy as np

            words = self._parts[0][0]
            key = np.uint32(word_key(told))
            count = int(np.searchsorted(words, key, "right") - np.searchsorted(words, key))
            self._counted[told] = count
        return count

    def pairs(self, among: frozenset[int] | None = None) -> list[tuple[int, int]]:
        """Who is to be compared, the smaller number first, ascending. among: only pairs with one of these."""
        import numpy as np

        only = None if among is None else np.array(sorted(among), np.int64)
        reach, handles = self._parts[1], self._parts[2]
        found = [
            *_sharing(*self._parts[3], MOST_FINE, only),
            *_sharing(*self._parts[4], MOST_COARSE, only),
            *_meeting(handles, reach, only),
        ]
        if not found:
            return []
        one, other = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
        small, large = np.minimum(one, other), np.maximum(one, other)
        order = np.lexsort((large, small))
        small, large = small[order], large[order]
        new = np.ones(len(small), bool)
        new[1:] = (small[1:] != small[:-1]) | (large[1:] != large[:-1])
        new &= small != large
        return list(zip(small[new].tolist(), large[new].tolist(), strict=True))


def _in_order(part: tuple[Packed, Numbers]) -> tuple[Packed, Numbers, Numbers]:
    import numpy as np

    return (*part, np.argsort(part[0], kind="stable"))


def _of_interest(parts: Sequence[tuple[Packed, Numbers]], only: Numbers) -> list[tuple[Packed, Numbers]]:
    """Without the keys that nobody of `only` can have; all of the words, whose bearers are counted.

    Looked up by what is left of a key in a table of a million places: to sort four million keys takes half a second.
    """
    import numpy as np

    words, reach, handles, *others = parts
    seen = np.zeros(_PLACES, bool)
    for found, whose in (reach, handles):
        seen[found[_is_among(whose, only)] % _PLACES] = True
    kept = [
        words,
        *((found[near], whose[near]) for found, whose in (reach, handles) for near in [seen[found % _PLACES]]),
    ]
    for found, whose in others:
        seen[:] = False
        seen[found[_is_among(whose, only)] % _PLACES] = True
        near = seen[found % _PLACES]
        kept.append((found[near], whose[near]))
    return kept


def _is_among(whose: Numbers, only: Numbers) -> npt.NDArray[np.bool_]:
    """Of each, whether it is one of `only`, which is ascending."""
    import numpy as np

    if not len(only):
        return np.zeros(len(whose), bool)
    at = np.minimum(np.searchsorted(only, whose), len(only) - 1)
    found: npt.NDArray[np.bool_] = only[at] == whose
    return found


def _sharing(found: Packed, persons: Numbers, most: int, only: Numbers | None) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of people of one key that at most so many have. found: ascending."""
    import numpy as np

    if not len(found):
        return
    first = np.searchsorted(found, found, "left")
    sizes = np.searchsorted(found, found, "right") - first
    few = (sizes > 1) & (sizes <= most)
    if only is not None:
        wanted = np.zeros(len(found), bool)
        wanted[np.unique(first[np.isin(persons, only)])] = True
        few &= wanted[first]
    found, persons = found[few], persons[few]
    for apart in range(1, most):
        if apart >= len(found):
            return
        same = found[apart:] == found[:-apart]
        if not same.any():
            return
        one, other = persons[:-apart][same], persons[apart:][same]
        if only is not None:
            touched = np.isin(one, only) | np.isin(other, only)
            one, other = one[touched], other[touched]
        yield one, other


def _meeting(
    handles: tuple[Packed, Numbers], reach: tuple[Packed, Numbers], only: Numbers | None
) -> Iterator[tuple[Numbers, Numbers]]:
    """Pairs of somebody with a handle and somebody whose name it may stand for."""
    import numpy as np

    first = np.searchsorted(reach[0], handles[0], "left")
    counts = np.searchsorted(reach[0], handles[0], "right") - first
    few = (counts > 0) & (counts <= MOST_NAMED)
    first, counts, holders = first[few], counts[few], handles[1][few]
    if not len(first):
        return
    ends = np.cumsum(counts)
    at = np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)
    one, other = np.repeat(holders, counts), reach[1][np.repeat(first, counts) + at]
    if only is not None:
        touched = np.isin(one, only) | np.isin(other, only)
        one, other = one[touched], other[touched]
    yield one, other
