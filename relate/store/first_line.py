"""The line of somebody whom a single record tells of: nothing else has a say in it, so it is known with the record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from relate.domain.records import IdentityKey
from relate.store.facts import Saying, fallback_name, shown, text_to_search
from relate.store.people_cache import ADDRESSES, UNSEARCHED, Member, networks_of, sort_key

FirstLine = tuple[str, str, str, str, str, int, int, str]
"""name, sort_key, role, company, networks, has_photo, listed, what else they are found by."""


def first_line(told: Iterable[tuple[str, str]], keys: Sequence[IdentityKey], photo: bool) -> FirstLine:
    """What people_cache.py would make of the facts (field, value) of new identities that nothing else is known of."""
    sayings: list[Saying] = [(field, value, 0, 0, 0) for field, value in told if field not in UNSEARCHED]
    members: list[Member] = [(0, network, kind, key, 0, 0) for network, kind, key, _ in keys]
    best = shown(sayings)
    name = best.get("name") or fallback_name(sayings, [(member[2], member[3]) for member in members])
    reached_only = members[0][2] in ADDRESSES and all(member[2] in ADDRESSES for member in members)
    return (
        name,
        sort_key(name),
        best.get("role", ""),
        best.get("company", ""),
        networks_of(members),
        int(photo),
        int(name != "" and not reached_only),
        text_to_search(sayings, members, ()),
    )
