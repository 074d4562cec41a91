"""Which companies are one: those written alike but for case, accents and legal form, and those the user joined.

Whoever compares companies asks here, with the user's word (`store/company_reads.companies`); `company_key` alone is the
spelling of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from relate.domain.normalise import company_key

_key_of = lru_cache(maxsize=1 << 16)(company_key)
"""Asked of every company of the library, whenever one of them is looked for."""


@dataclass(frozen=True, slots=True)
class Companies:
    """joined: by the key of a company that was joined with others by hand, the key that all of them share."""

    joined: Mapping[str, str] = field(default_factory=dict)

    def key(self, name: str) -> str:
        """The same for two names of one company; "" for none."""
        key = _key_of(name)
        return self.joined.get(key, key)

    def differing(self, former: Mapping[str, str]) -> set[str]:
        """The keys of spellings that are another company now than where `former` was what the user joined."""
        return {key for key in self.joined.keys() | former.keys() if self.joined.get(key, key) != former.get(key, key)}


UNJOINED: Final = Companies()


def companies_of(pairs: Iterable[tuple[str, str]]) -> Companies:
    """The companies where these pairs of keys are one each, whoever was joined with whom first."""
    leads: dict[str, str] = {}

    def root(key: str) -> str:
        while leads.get(key, key) != key:
            key = leads[key]
        return key

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        leads[second] = first
        leads.setdefault(first, first)
    return Companies({key: root(key) for key in leads})
