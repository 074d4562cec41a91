"""The line of somebody whom a single record tells of: nothing else has a say in it, so it is known with the record."""

from __future__ import annotations

from collections.abc import Sequence

from relate.domain.records import Field, IdentityKind
from relate.store.facts import KEYS_TO_SEARCH, TO_SEARCH, fallback_name, joined_words
from relate.store.people_cache import ADDRESSES, sort_key
from relate.store.sayings import UNSEARCHED
from relate.store.staged_tellings import PlainKey

FirstLine = tuple[str, str, str, str, str, int, int, str]
"""name, sort_key, role, company, networks, has_photo, listed, what else they are found by."""

_NAME, _ROLE, _COMPANY, _FACT_PHONE = (
    str(field.value) for field in (Field.NAME, Field.ROLE, Field.COMPANY, Field.PHONE)
)
_PHONE = str(IdentityKind.PHONE.value)


def first_line(told: Sequence[tuple[str, str]], keys: Sequence[PlainKey], photo: bool) -> FirstLine:
    """What people_cache.py would make of the facts (field, value) of new identities that nothing else is known of: of
    values that were seen at the same time the smallest is shown. Role and company are of one job: one archive says both
    of one identity."""
    best: dict[str, str] = {}
    words: list[str] = []
    numbers: list[str] = []
    for field, value in told:
        if field in TO_SEARCH:
            words.append(value)
            if field in _SHOWN and (field not in best or value < best[field]):
                best[field] = value
        elif field == _FACT_PHONE:
            numbers.append(value)
    networks: set[str] = set()
    for network, kind, key, _ in keys:
        if kind == _PHONE:
            numbers.append(key)
        else:
            if kind not in ADDRESSES:
                networks.add(network)
            if kind in KEYS_TO_SEARCH:
                words.append(key)
    name = best.get(_NAME) or fallback_name(
        [(field, value, 0, 0, 0, 0, 0) for field, value in told if field not in UNSEARCHED],
        [(kind, key) for _, kind, key, _ in keys],
    )
    return (
        name,
        sort_key(name),
        best.get(_ROLE, ""),
        best.get(_COMPANY, ""),
        " ".join(sorted((networks or {network for network, _, _, _ in keys}) - {"relate"})),
        int(photo),
        int(name != "" and bool(networks)),
        joined_words(words, numbers),
    )


_SHOWN = frozenset({_NAME, _ROLE, _COMPANY})
