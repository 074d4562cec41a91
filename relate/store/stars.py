"""Records of a staged file as stars: the first identity that a record names, and the others it says are the same.

Who belongs to a star that nothing else touches is one person, and nothing has to be weighed (newcomers.py). A star is
tangled as soon as a second record joins one of its identities to something else, or a name has to be looked at; whoever
is in it is left to links.py.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from relate.domain.records import IdentityKind
from relate.store.name_index import NAMED_KINDS

ADDRESSES = frozenset({IdentityKind.MAIL, IdentityKind.PHONE})
WEIGHED_BY_NAME = NAMED_KINDS | ADDRESSES
"""Kinds of identities whose names have a say in who is who; a card has its own key and joins nobody by its name."""


class Stars:
    """The stars of the identities 1, 2, 3 …, each known by its first one."""

    def __init__(self) -> None:
        self._of = [0]
        self._tangled: set[int] = set()
        self._joining: set[int] = set()
        """Addresses that are the first of a record which names others."""
        self._named: set[int] = set()
        self._named_addresses: set[int] = set()
        self._named_in_part: set[int] = set()

    def add(self, identity: int, first: int, kind: str) -> int:
        """The next identity; first: that of its record, 0 when it is that itself. Gives its star."""
        star = self._of[first] if first else identity
        self._of.append(star)
        if kind == "name":
            self._tangled.add(star)  # whose it is depends on who else goes by it
        return star

    def of(self, identity: int) -> int:
        return self._of[identity]

    def link(self, first: int, other: int, kind: str) -> None:
        """A record says that they are the same; kind: of the first."""
        star, its = self._of[first], self._of[other]
        if star != first or its != star:
            self._tangled |= {star, its}
        if kind in ADDRESSES:
            if first in self._joining:
                self._tangled.add(star)
            self._joining.add(first)

    def named(self, identity: int, kind: str) -> None:
        """A whole name is said of an identity of these kinds."""
        self._named.add(identity)
        if kind in ADDRESSES:
            self._named_addresses.add(identity)

    def named_in_part(self, identity: int) -> None:
        self._named_in_part.add(identity)

    def tangled(self) -> AbstractSet[int]:
        """The stars whose people have to be looked at one by one."""
        tangled = self._tangled | {self._of[one] for one in self._named_in_part - self._named}
        for address in self._named_addresses:
            # Names written at an address itself may be somebody else's than its one carrier's.
            if self._of[address] != address or address in self._joining:
                tangled.add(self._of[address])
        return tangled
