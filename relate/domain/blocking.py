"""Whom to compare with whom, without comparing everybody with everybody.

Each person has some twenty keys; who shares one is compared. A key that too many share is left out, since a finer one
stands beside it: a frequent name with the company, the place, the birthday. So the work grows with the number of
people, and whoever can be found to be one person shares at least one of the keys that few have.

Keys are numbers of 32 bits that mean the same on every computer and in every run; two that meet by chance cost one
comparison. numpy is imported late.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple
from zlib import crc32

from relate.domain.portrait import Name, Portrait
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


class Keys(NamedTuple):
    """words: for how frequent a name is. reach: the handles that a name may have. handles: those there are."""

    words: tuple[int, ...]
    reach: tuple[int, ...]
    handles: tuple[int, ...]
    fine: tuple[int, ...]
    coarse: tuple[int, ...]

    def pack(self) -> bytes:
        """As it is kept: how many of each in six bits, and the keys."""
        parts = [part[:_MOST_KEYS] for part in self]
        head = sum(len(part) << 6 * place for place, part in enumerate(parts))
        return b"".join(key.to_bytes(4, "little") for part in ((head,), *parts) for key in part)


def keys(one: Portrait) -> Keys:
    """Every key of a person."""
    words: dict[int, None] = {}
    reach: dict[int, None] = {}
    fine: dict[int, None] = {}
    coarse: dict[int, None] = {}
    for name in one.names:
        words.update((word_key(told), None) for told in name.sounds)
        for key in _by_name(name):
            fine[key] = None
            fine.update((crc32(f"{key} {more}".encode()), None) for more in _beside(one))
        coarse.update((key, None) for key in _by_initial(name))
        coarse.update((key, None) for key in _with_what_else(name, one))
        if len(name.words) > 1:
            reach.update((crc32(f"h {handle}".encode()), None) for handle in possible_handles(name))
    fine.update((crc32(f"c {contact}".encode()), None) for contact in one.contacts)
    for born in one.birthdays:
        if born.year:
            coarse[crc32(f"b {born.year} {min(born[1:])} {max(born[1:])}".encode())] = None
    for address in one.addresses:
        street = max((word for word in address.words if word.isalpha()), key=len, default="")
        for number in sorted(address.numbers)[:4]:
            fine[crc32(f"a {number} {sound(street)}".encode())] = None
        if len(address.numbers) > 1:
            fine[crc32(f"n {' '.join(sorted(address.numbers))}".encode())] = None
    fine.update((crc32(f"o {handle}".encode()), None) for handle in one.handles)
    handles = tuple(crc32(f"h {letters}".encode()) for letters in sorted(one.spelt))
    return Keys(tuple(words), tuple(reach), handles, tuple(fine), tuple(coarse))


def word_key(told: str) -> int:
    """The key by which the people are counted who have a word of this sound in their name."""
    return crc32(f"w {told}".encode())


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


def _by_name(name: Name) -> Iterator[int]:
    """The whole name, and each pair of its words with the first one as any of its short forms."""
    sounds = name.sounds
    yield crc32(f"f {' '.join(sorted(sounds))}".encode())
    if len(sounds) == 1:
        return
    for family in range(1, len(sounds)):
        for form in (*sorted(short_forms(name.words[0])), sounds[0]):
            one, other = sorted((f"{form}", sounds[family]))
            yield crc32(f"g {one} {other}".encode())
        for form in sorted(short_forms(name.words[family])):
            one, other = sorted((f"{form}", sounds[0]))
            yield crc32(f"g {one} {other}".encode())


def _by_initial(name: Name) -> Iterator[int]:
    """A family name with the initial before it, whichever of the words that is; the beginnings of both."""
    first = name.sounds[0]
    for other in name.sounds[1:3]:
        yield crc32(f"i {other} {first[0]}".encode())
        yield crc32(f"i {first} {other[0]}".encode())
        one, two = sorted((first[:3], other[:3]))
        yield crc32(f"s {one} {two}".encode())


def _with_what_else(name: Name, one: Portrait) -> Iterator[int]:
    """Any word of the name, or what it begins with, with the company, the place, the birthday."""
    for company in one.companies[:2]:
        yield from (crc32(f"k {company} {told}".encode()) for told in name.sounds)
    for place in sorted(one.places)[:2]:
        yield from (crc32(f"p {place} {told}".encode()) for told in name.sounds)
    for born in one.birthdays[:2]:
        day = f"{min(born[1:])} {max(born[1:])}"
        yield from (crc32(f"d {day} {told[0]}".encode()) for told in name.sounds)


def _beside(one: Portrait) -> Iterator[str]:
    """What tells the many apart who have a frequent name."""
    yield from (f"k {company}" for company in one.companies[:2])
    yield from (f"p {place}" for place in sorted(one.places)[:2])
    yield from (f"d {min(born[1:])} {max(born[1:])}" for born in one.birthdays[:1])
    yield from (f"a {number}" for address in one.addresses[:1] for number in sorted(address.numbers)[:2])


class Blocks:
    """The keys of many people together: who shares one, and how many people have a word in their name."""

    def __init__(self, packed: Mapping[int, bytes]) -> None:
        """packed: the keys of each person as `Keys.pack` made them."""
        import numpy as np

        self.size = len(packed)
        persons: Numbers = np.fromiter(packed, np.int64, len(packed))
        lengths: Numbers = np.fromiter((len(one) // 4 for one in packed.values()), np.int64, len(packed))
        everything: Packed = np.frombuffer(b"".join(packed.values()), np.uint32)
        starts = np.cumsum(lengths) - lengths
        heads = everything[starts].astype(np.int64)
        begin = starts + 1
        self._parts: list[tuple[Packed, Numbers]] = []
        for place in range(5):
            counts = (heads >> 6 * place) & _MOST_KEYS
            ends = np.cumsum(counts)
            at = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - counts, counts)
            found = everything[np.repeat(begin, counts) + at]
            order = np.argsort(found, kind="stable")
            self._parts.append((found[order], np.repeat(persons, counts)[order]))
            begin = begin + counts
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
