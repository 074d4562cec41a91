"""Handles that move on: whose one is that several people went by, as far as numbers tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from relate.domain.sameness import are_two_people

NamesOf = Callable[[set[int]], Mapping[int, frozenset[str]]]
"""The name keys that each of these identities goes by."""


class Identity(NamedTuple):
    """As it is weighed. account: 0 where the key holds everywhere; person: whose it was so far."""

    id: int
    network: str
    account: int
    kind: str
    key: str
    person: int


class Link(NamedTuple):
    """Between the identities a and b. relation: "same" or "apart"; active: whether it joined so far."""

    id: int
    a: int
    b: int
    relation: str
    origin: str
    active: int

    @property
    def automatic(self) -> bool:
        """Stated by an import, or an address the user typed: joins unless something speaks against it."""
        return self.origin != "user"


def passed_on(scope: Mapping[int, Identity], links: Iterable[Link]) -> set[int]:
    """The links between a handle and accounts of its network by number, where several accounts went by the handle.

    Who gives a handle up leaves it to others: archives of two years then name two people by it, and it is neither's.
    """
    holders: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for link in links:
        for one, other in ((scope[link.a], scope[link.b]), (scope[link.b], scope[link.a])):
            # A number of the network's own; what an importer tells a conversation by is no account.
            number = other.kind == "id" and not other.account and other.network == one.network
            if one.kind == "handle" and number and link.automatic:
                holders[one.id].append((other.id, link.id))
    return {link for held in holders.values() if len({number for number, _ in held}) > 1 for _, link in held}


def left_to_others(scope: Mapping[int, Identity], links: Iterable[Link], names_of: NamesOf) -> set[int]:
    """The links between a handle and two conversations that somebody else has each: the number of a conversation says
    that whoever it is with goes by another handle too, and the name of the other one that it is not with him.

    The same two may have several conversations, so that numbers alone tell nothing.
    """
    chats: dict[int, dict[int, int]] = defaultdict(dict)
    handles: dict[int, set[int]] = defaultdict(set)
    for link in links:
        for one, other in ((scope[link.a], scope[link.b]), (scope[link.b], scope[link.a])):
            chat = other.kind == "id" and other.account and other.network == one.network
            if one.kind == "handle" and chat and link.automatic:
                chats[one.id][other.id] = link.id
                handles[other.id].add(one.id)
    shared = [held for held in chats.values() if len(held) > 1 and any(len(handles[chat]) > 1 for chat in held)]
    if not shared:
        return set()
    names = names_of({chat for held in shared for chat in held})
    return {
        link
        for held in shared
        if any(
            len(handles[one]) > 1 and one != other and are_two_people(names[one], names[other])
            for one in held
            for other in held
        )
        for link in held.values()
    }


def of_several(scope: Mapping[int, Identity], links: Iterable[Link], names_of: NamesOf) -> set[int]:
    """The links between an account and cards of several people that all name it, but for those whose name the account
    has: the page of a firm or a band stands on the cards of all its people."""
    cards: dict[int, dict[int, int]] = defaultdict(dict)
    others: dict[int, set[int]] = defaultdict(set)
    for link in links:
        if not link.automatic or link.relation != "same":
            continue
        for one, other in ((scope[link.a], scope[link.b]), (scope[link.b], scope[link.a])):
            if one.kind in ("handle", "id") and not one.account:
                if other.kind == "card":
                    cards[one.id][other.id] = link.id
                elif other.network == one.network:
                    others[one.id].add(other.id)
    found: set[int] = set()
    for account, held in cards.items():
        if len(held) < 2:
            continue
        names = names_of({account, *held, *others[account]})
        if any(are_two_people(names[one], names[other]) for one in held for other in held if one < other):
            own = names[account].union(*(names[other] for other in others[account]))
            found.update(link for card, link in held.items() if not own or are_two_people(own, names[card]))
    return found
