"""Which of several values of a field is shown, what somebody is called, and by which words they are found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from relate.domain import networks
from relate.domain.records import Field

SINGLE: frozenset[str] = frozenset(
    field.value  # plain strings, which are found twice as fast
    for field in (
        Field.NAME,
        Field.FIRST_NAME,
        Field.LAST_NAME,
        Field.COMPANY,
        Field.ROLE,
        Field.DEPARTMENT,
        Field.HEADLINE,
        Field.PLACE,
        Field.BIRTHDAY,
        Field.HOW_MET,
        Field.NOTE,
    )
)
"""Fields that show one value; the others show all that is not hidden."""

TO_SEARCH = (SINGLE - {Field.FIRST_NAME, Field.LAST_NAME, Field.BIRTHDAY}) | {
    field.value
    for field in (
        Field.NICKNAME,
        Field.MAIL,
        Field.ADDRESS,
        Field.GROUP,
        Field.RELATION,
        # What somebody looks for is left out: whoever seeks the same as the user is nobody who has it.
        Field.OFFERS,
    )
}
KEYS_TO_SEARCH = frozenset({"profile", "handle", "mail"})
_NOT_DIGIT = re.compile(r"\D+")
_NO_DIGITS = bytes(set(range(128)) - set(b"0123456789"))
_TAILS = (10, 9, 8, 7)
"""How many last digits of a phone number find it: people type it without the country's code and the zero."""


Saying = tuple[str, str, int, int, int]
"""One claim on a value that counts now: field, value, by_user (1: the user's own word, which beats every import; 2:
what he pinned, which beats that), seen_at, and how far its network is trusted. A plain tuple, since 100,000 of them
pass through here at an import."""


def trust_in(network: str) -> int:
    """How well a network knows its people; decides between two that were seen at the same time."""
    return networks.network(network).trust


def order(saying: Saying) -> tuple[int, int, int, str]:
    """Sorts the claims on a field that shows one value, the shown one first.

    What the user pinned, his own word, then what the newest archive says, then the network that knows best, then the
    smaller value.
    """
    _, value, by_user, seen_at, trust = saying
    return (-by_user, -seen_at, -trust, value)


def shown(sayings: Iterable[Saying]) -> dict[str, str]:
    """field → the value shown, for fields that show one. One that the user cleared is "" whatever the imports say."""
    return in_line(sayings)[0]


def fallback_name(sayings: Sequence[Saying], keys: Sequence[tuple[str, str]]) -> str:
    """What somebody without a name is called: first and last name, nickname, mail address, phone, handle; else "".

    keys: (kind, key) of the live identities.
    """
    said = shown(sayings)
    whole = " ".join(part for part in (said.get(Field.FIRST_NAME, ""), said.get(Field.LAST_NAME, "")) if part)
    if whole:
        return whole
    for name, kind in ((Field.NICKNAME, ""), (Field.MAIL, "mail"), (Field.PHONE, "phone"), (None, "handle")):
        values = [saying[1] for saying in sayings if saying[0] == name and saying[1]]
        values = values or [key for its_kind, key in keys if its_kind == kind]
        if values:
            return min(values)
    return ""


def in_line(sayings: Iterable[Saying]) -> tuple[dict[str, str], set[str], set[str]]:
    """What `shown` gives, and the words and the phone numbers somebody is found by as far as these say them."""
    best: dict[str, Saying] = {}
    words: set[str] = set()
    numbers: set[str] = set()
    for saying in sayings:
        field, value, _, _, _ = saying
        if field in SINGLE and ((other := best.get(field)) is None or order(saying) < order(other)):
            best[field] = saying
        if field in TO_SEARCH:
            words.add(value)
        elif field == "phone":
            numbers.add(value)
    return {field: saying[1] for field, saying in best.items()}, words, numbers


def text_to_search(words: set[str], numbers: set[str], identities: Iterable[Sequence[Any]], tags: Iterable[str]) -> str:
    """Everything somebody is found by beside the name that is shown: names, companies, roles, addresses, handles,
    phone digits, tags, notes, how met, place; one a line, sorted.

    words, numbers: of what is said (`in_line`). identities: (id, network, kind, key, …).
    """
    for identity in identities:
        kind = identity[2]
        if kind == "phone":
            numbers.add(identity[3])
        elif kind in KEYS_TO_SEARCH:
            words.add(identity[3])
    words.update(tags)
    return joined_words(words, numbers)


def joined_words(words: Collection[str], numbers: Collection[str]) -> str:
    """Words and phone numbers as they are searched: of a number its digits, and the last ones of them."""
    found = set(words)
    if numbers:
        all_digits = {
            number.encode().translate(None, _NO_DIGITS).decode() if number.isascii() else _NOT_DIGIT.sub("", number)
            for number in numbers
        }
        found |= all_digits
        for digits in all_digits:
            found.update([digits[-size:] for size in _TAILS if len(digits) > size])
    found.discard("")
    return "\n".join(sorted(found))
