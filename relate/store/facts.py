"""Which of several values of a field is shown, what somebody is called, and by which words they are found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from relate.domain import networks
from relate.domain.names import folded, spelt
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


_ROLE: Final = Field.ROLE.value
_COMPANY: Final = Field.COMPANY.value
TOGETHER: Final = (_ROLE, _COMPANY)
"""Fields whose values are shown beside each other and of which one archive tells together."""

Saying = tuple[str, str, int, int, int, int, int]
"""One claim on a value that counts now: field, value, by_user (1: the user's own word, which beats every import; 2:
what he pinned, which beats that), seen_at, how far its network is trusted, the identity that it is said of, and the
import that says it, 0 for none. A plain tuple, since 100,000 of them pass through here at an import."""


def trust_in(network: str) -> int:
    """How well a network knows its people; decides between two that were seen at the same time."""
    return networks.network(network).trust


def order(saying: Saying) -> tuple[int, int, int, str]:
    """Sorts the claims on a field that shows one value, the shown one first.

    What the user pinned, his own word, then what the newest archive says, then the network that knows best, then the
    smaller value.
    """
    _, value, by_user, seen_at, trust, _, _ = saying
    return (-by_user, -seen_at, -trust, value)


def shown(sayings: Sequence[Saying]) -> dict[str, str]:
    """field → the value shown, for fields that show one. One that the user cleared is "" whatever the imports say, and
    so is a role or a company that is not of the job which is shown.

    Role and company belong together: both are of one telling, that is, of what one archive says of one identity. It is
    the one with what the user pinned, else the newest by `order`, of equals one that names both. Where it leaves one of
    the two out, that is of the newest telling which names the same company (or role) beside it, or none; a company also
    of a network that is trusted more: Slack names a title alone, of whoever works where LinkedIn says. What the user
    typed or pinned stands in its own field whatever is said beside it, and the other one is then never left empty.
    """
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


def in_line(sayings: Sequence[Saying]) -> tuple[dict[str, str], set[str], set[str]]:
    """What `shown` gives, and the words and the phone numbers somebody is found by as far as these say them."""
    best: dict[str, Saying] = {}
    words: set[str] = set()
    numbers: set[str] = set()
    for saying in sayings:
        name, value, _, _, _, _, _ = saying
        if name in SINGLE and ((other := best.get(name)) is None or order(saying) < order(other)):
            best[name] = saying
        if name in TO_SEARCH:
            words.add(value)
        elif name == "phone":
            numbers.add(value)
    told = {name: saying[1] for name, saying in best.items()}
    role, company = best.get(_ROLE), best.get(_COMPANY)
    if role and company and (role[5:] != company[5:] or role[2] or company[2]):  # else of one telling, as most are
        told[_ROLE], told[_COMPANY] = _together(sayings, role, company)
    return told, words, numbers


@dataclass(slots=True)
class _Telling:
    """What one archive says of the role and the company of one identity."""

    seen_at: int
    trust: int
    role: str = ""
    company: str = ""
    is_pinned: bool = False


def _together(sayings: Iterable[Saying], role: Saying, company: Saying) -> tuple[str, str]:
    """Role and company as they are shown. role, company: what would be shown of each by itself."""
    tellings = _tellings(sayings)
    if (role[2] and company[2]) or not tellings:
        return role[1], company[1]
    first = min(tellings, key=_rank)
    its_role, its_company = first.role, first.company
    if role[2]:
        return role[1], its_company or company[1]
    if company[2]:
        return its_role or role[1], company[1]
    if not its_role:
        its_role = _newest((one, one.role) for one in tellings if _agree(one.company, its_company))
    elif not its_company:
        # A role alone says nothing against a company that a network tells which knows such things better.
        its_company = _newest(
            (one, one.company) for one in tellings if one.trust > first.trust or _agree(one.role, its_role)
        )
    return its_role, its_company


def _tellings(sayings: Iterable[Saying]) -> list[_Telling]:
    found: dict[tuple[int, int], _Telling] = {}
    for name, value, by_user, seen_at, trust, identity, import_id in sayings:
        if name in TOGETHER and value and import_id:
            one = found.get((identity, import_id))
            if one is None:
                one = found[identity, import_id] = _Telling(seen_at, trust)
            if name == _COMPANY:
                if not one.company or value < one.company:
                    one.company = value
            elif not one.role or value < one.role:
                one.role = value
            if by_user == 2:
                one.is_pinned = True
    return list(found.values())


def _rank(one: _Telling) -> tuple[bool, int, int, bool, str, str]:
    """Sorts the telling that is shown first."""
    return (not one.is_pinned, -one.seen_at, -one.trust, not (one.role and one.company), one.role, one.company)


def _newest(values: Iterable[tuple[_Telling, str]]) -> str:
    """The value of the newest telling that has one; "" where none has."""
    return min(((-one.seen_at, -one.trust, value) for one, value in values if value), default=(0, 0, ""))[2]


def _agree(one: str, other: str) -> bool:
    """Whether two archives may mean the same company, or role: they write the same words, one of them a word more, as
    its legal form is, or one of them none."""
    if one == other or not one:
        return True
    mine, theirs = _words(one), _words(other)
    return mine <= theirs or theirs <= mine


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> frozenset[str]:
    return frozenset(spelt(folded(text)))


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
