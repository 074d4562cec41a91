"""Who is the same person, as far as it can be computed: components of identities, and addresses that many share.

Source: design/data-model.md, "Sameness and persons".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from itertools import combinations

from relate.domain.names import have_no_common_reading, names_are_the_same, names_contradict

MOST_NAMES = 2
"""An address that three different names carry is an office line, info@ or the telephone of a family."""


class Components:
    """Identities joined one pair after the other; who was said to be apart is never joined by `try_unite`.

    Joining from the strongest link to the weakest leaves out exactly the weakest on each path between two apart ones.
    """

    def __init__(self, apart: Iterable[tuple[int, int]] = ()) -> None:
        self._parent: dict[int, int] = {}
        self._apart: dict[int, set[int]] = {}
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def find(self, identity: int) -> int:
        """The smallest identity of the component: the person."""
        parent = self._parent
        root = identity
        while (above := parent.get(root, root)) != root:
            root = above
        while (above := parent.get(identity, identity)) != root:
            parent[identity] = root
            identity = above
        return root

    def groups(self) -> Iterator[list[int]]:
        """Everybody who was joined with somebody, component by component, the smallest first."""
        found: dict[int, list[int]] = {}
        for identity in sorted({*self._parent, *self._parent.values()}):
            found.setdefault(self.find(identity), []).append(identity)
        yield from found.values()

    def unite(self, a: int, b: int) -> None:
        """Join two identities whatever was said before."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return
        if other < one:
            one, other = other, one
        self._parent[other] = one
        if other in self._apart:
            self._apart[one] = self._apart.get(one, set()) | self._apart.pop(other)

    def try_unite(self, a: int, b: int) -> bool:
        """Join two identities unless that would put two apart ones together; whether they are joined now."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return True
        if self._apart and any(self.find(enemy) == other for enemy in self._apart.get(one, ())):
            return False
        self.unite(one, other)
        return True


def are_two_people(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether all the names that one goes by contradict all those of the other; nobody without a name is told."""
    return bool(some and others) and all(names_contradict(one, other) for one in some for other in others)


class Shared(Enum):
    """What several carry. HOUSE: a number in a house, where John and Jack, Maria and Mia, Otto and Otto Jr. answer the
    same telephone: every name but the very same contradicts. NUMBER: any other, now and then that of a couple or of a
    child: a name in Chinese characters has to be read to agree with one in Latin letters."""

    MAIL = "mail"
    NUMBER = "number"
    HOUSE = "house"


_WHOLE_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
GENERATION_YEARS = 12
"""Two of one name who were born further apart are parent and child."""


def address_joins(
    carriers: Sequence[frozenset[str]],
    own: frozenset[str] = frozenset(),
    born: Sequence[frozenset[str]] = (),
    at: Shared = Shared.MAIL,
) -> bool:
    """Whether a mail address or phone number makes its carriers one person.

    carriers: for each identity that has the address the name keys it goes by (any of them may be its name today);
    own: names that were written at the address itself, each somebody who uses it. born: the birthdays with a
    year that are told of each carrier, "1984-04-12" or "1984". Contradicting names, a third name and birthdays of two
    people say that the address is shared. at: what it is.
    """
    told = {days for days in born if days}
    if any(are_born_apart(one, other) for one, other in combinations(sorted(told, key=sorted), 2)):
        return False
    named = {names for names in carriers if names}
    if len(frozenset().union(own, *named)) < 2:
        return True
    if _different(named | ({own} if own else set())) > MOST_NAMES:
        return False
    voices = sorted({tuple(sorted(names)) for names in named} | {(name,) for name in own})
    return not any(
        all(_contradict(mine, theirs, at) for mine in one for theirs in other) for one, other in combinations(voices, 2)
    )


def _contradict(one: str, other: str, at: Shared) -> bool:
    if at is Shared.HOUSE:
        return not names_are_the_same(one, other)
    return names_contradict(one, other) or (at is Shared.NUMBER and have_no_common_reading(one, other))


def are_born_apart(some: frozenset[str], others: frozenset[str]) -> bool:
    """Whether all the birthdays with a year that are told of one are another person's than all those of the other."""
    return bool(some and others) and all(_of_two(one, other) for one in some for other in others)


def _of_two(one: str, other: str) -> bool:
    """Whether two birthdays are of two people: those of a parent and a child, or days that no slip makes of each other.

    A wrong digit, two that are swapped, and day and month swapped are slips. In a town of 50,000 every pair of
    namesakes at one telephone that the years alone joined (11, cousins and Jr.s) is told apart by their days.
    """
    if abs(int(one[:4]) - int(other[:4])) > GENERATION_YEARS:
        return True
    if not (_WHOLE_DAY.fullmatch(one) and _WHOLE_DAY.fullmatch(other)):
        return False
    if one == other or f"{one[:4]}{one[7:]}{one[4:7]}" == other:
        return False
    wrong = [place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    if len(wrong) == 1:
        return False
    first, last = wrong[0], wrong[-1]
    swapped = len(wrong) == 2 and (one[first], one[last]) == (other[last], other[first])
    return not (swapped and last - first <= 2)


def _different(carriers: Iterable[frozenset[str]]) -> int:
    """How many different names there are, carriers that share one of their names counted once."""
    groups: list[frozenset[str]] = []
    for names in carriers:
        apart = [group for group in groups if not group & names]
        groups = [*apart, names.union(*(group for group in groups if group & names))]
    return len(groups)
