"""What speaks for and against two people being one, in words, and their fields side by side.

The clauses are templates that a translation can replace; {mine} and {theirs} are values as they were written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from relate.domain.companies import UNJOINED, Companies
from relate.domain.distance import NAMES_AGREE
from relate.domain.matching import Verdict
from relate.domain.normalise import mail_key, name_key, phone_key
from relate.domain.particulars import companies_alike
from relate.domain.portrait import place_key
from relate.domain.records import Field
from relate.domain.signs import Sign

Values = Mapping[str, Sequence[str]]
"""Of one person: a field and its values as they were written, the one that is shown first."""

NOTHING_SHARED: Final = "no shared address"
HELD: Final = "a message fits both"
"""Kinds of evidence that are no sign of a distance."""
JOINED: Final = "companies joined by you"
"""How the same company is told where it has two names that only the user made one: words, and no kind."""

ENGLISH: Final[Mapping[str, str]] = {
    Sign.NAME_SAME: "the names agree",
    Sign.NAME_SPELLING: "“{mine}” and “{theirs}” are one name in two spellings",
    Sign.NAME_SHORT: "“{mine}” and “{theirs}” can be the same name",
    Sign.NAME_INITIAL: "“{mine}” and “{theirs}” fit by their initials",
    Sign.NAME_PART: "“{mine}” and “{theirs}” agree as far as both go",
    Sign.NAME_TYPO: "“{mine}” and “{theirs}” are a slip of the pen apart",
    Sign.NAME_WORD: "only one word of the names agrees: “{mine}”, “{theirs}”",
    Sign.NAME_FAMILY: "a different family name: {mine}, {theirs}",
    Sign.NAME_GIVEN: "a different first name: {mine}, {theirs}",
    Sign.NAME_OTHER: "the names differ: {mine}, {theirs}",
    Sign.HANDLE_NAME: "“{mine}” and “{theirs}”: the handle is made of the name",
    Sign.HANDLE_LIKE: "“{mine}” and “{theirs}”: the handle is like the name",
    Sign.GENERATION: "one is called junior or senior",
    Sign.HOUSEHOLD: "they may live together",
    Sign.BIRTHDAY_SAME: "the same birthday",
    Sign.BIRTHDAY_DAY: "the same day of birth, a year known of one",
    Sign.BIRTHDAY_SWAPPED: "the same birthday with day and month swapped",
    Sign.BIRTHDAY_NEAR: "birthdays one digit apart",
    Sign.BIRTHDAY_OTHER: "different birthdays",
    Sign.ADDRESS_SAME: "the same postal address",
    Sign.ADDRESS_NEAR: "a similar postal address",
    Sign.ADDRESS_OTHER: "different postal addresses",
    Sign.PLACE_SAME: "both name {mine}",
    Sign.PLACE_OTHER: "different places: {mine}, {theirs}",
    Sign.COMPANY_SAME: "both name {mine}",
    Sign.COMPANY_NEAR: "similar companies: {mine}, {theirs}",
    Sign.COMPANY_OTHER: "different companies: {mine}, {theirs}",
    Sign.ROLE_SAME: "both are {mine}",
    Sign.ROLE_NEAR: "similar roles: {mine}, {theirs}",
    Sign.ROLE_OTHER: "different roles: {mine}, {theirs}",
    Sign.CONTACT_SAME: "a shared address or number",
    Sign.HANDLE_SAME: "the same handle",
    Sign.PROFILES_TWO: "two profiles of one network, which one person rarely has",
    Sign.BOOK_SAME: "both stand in one address book",
    Sign.WEEKS_SAME: "you were in touch with both in the same weeks",
    Sign.NAME_ENDING: "first names with another ending: {mine}, {theirs}",
    Sign.NAME_SCRIPT: "“{mine}” and “{theirs}” can be one name in two scripts",
    Sign.NAME_UNREAD: "“{mine}” and “{theirs}”: the characters do not say how they are read",
    Sign.USED_BY_TWO: "two people write from one of these addresses",
    NOTHING_SHARED: "no shared address",
    HELD: "a message of one account fits both",
    JOINED: "{mine} and {theirs} are one company, as you said",
}
AGAINST: Final = frozenset(
    {
        Sign.NAME_UNREAD, Sign.NAME_WORD, Sign.NAME_FAMILY, Sign.NAME_GIVEN, Sign.NAME_OTHER, Sign.NAME_ENDING,
        Sign.USED_BY_TWO, Sign.GENERATION, Sign.HOUSEHOLD, Sign.BIRTHDAY_OTHER, Sign.ADDRESS_OTHER, Sign.PLACE_OTHER,
        Sign.COMPANY_OTHER, Sign.ROLE_OTHER, Sign.PROFILES_TWO, Sign.BOOK_SAME, NOTHING_SHARED,
    }
)  # fmt: skip
_SHARED_KEYS: Final = frozenset({Sign.CONTACT_SAME, Sign.HANDLE_SAME, Sign.ADDRESS_SAME})
_MADE_OF_FIELDS: Final[Mapping[str, Field]] = {
    Sign.PLACE_SAME: Field.PLACE, Sign.PLACE_OTHER: Field.PLACE, Sign.COMPANY_SAME: Field.COMPANY,
    Sign.COMPANY_NEAR: Field.COMPANY, Sign.COMPANY_OTHER: Field.COMPANY, Sign.ROLE_SAME: Field.ROLE,
    Sign.ROLE_NEAR: Field.ROLE, Sign.ROLE_OTHER: Field.ROLE,
}  # fmt: skip

_SAYS_VALUES: Final = frozenset(sign for sign in Sign if "{mine}" in ENGLISH[sign])
SAID_FIELDS: Final = (Field.NAME, *dict.fromkeys(_MADE_OF_FIELDS.values()))
"""Whose values are said where something speaks for a pair, or against it."""


class Compared(StrEnum):
    """What two values of a field are to each other, in the words that are shown."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    ONLY_HERE = "only here"
    ONLY_THERE = "only there"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that speaks for one person, or against it. kind: a Sign, NOTHING_SHARED or HELD. told_as: the key of
    its words where that is not the kind."""

    kind: str
    favours: bool
    mine: str = ""
    theirs: str = ""
    told_as: str = ""

    def text(self, templates: Mapping[str, str] = ENGLISH) -> str:
        """A clause without a full stop."""
        return templates[self.told_as or self.kind].format(mine=self.mine, theirs=self.theirs)


_WORDLESS: Final[Mapping[str, Evidence]] = {
    kind: Evidence(kind, kind not in AGAINST) for kind in (*Sign, NOTHING_SHARED) if kind not in _SAYS_VALUES
}
"""Of the kinds that say no values there is one each: thousands are told at a time."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field of two people side by side; "" where nothing is known."""

    field: str
    here: str
    there: str
    compared: Compared


def explain(signs: Iterable[Sign], one: Values, other: Values, together: Companies = UNJOINED) -> tuple[Evidence, ...]:
    """The evidence for signs in their order, but what speaks for it first, and of that the names. together: which
    companies are one."""
    told = list(signs)
    found = [_WORDLESS.get(sign) or _told(sign, one, other, together) for sign in told]
    if _SHARED_KEYS.isdisjoint(told):
        found.append(_WORDLESS[NOTHING_SHARED])
    found.sort(key=_order)
    return tuple(found)


def says_values(signs: Iterable[Sign]) -> bool:
    """Whether the words for one of these signs hold values of the two."""
    return not _SAYS_VALUES.isdisjoint(signs)


def _order(evidence: Evidence) -> int:
    return 2 if not evidence.favours else evidence.kind not in NAMES_AGREE


def _told(sign: Sign, one: Values, other: Values, together: Companies) -> Evidence:
    field = _MADE_OF_FIELDS.get(sign, Field.NAME)
    mine, theirs = _agreeing(field, one.get(field, ()), other.get(field, ()), together)
    by_word = sign is Sign.COMPANY_SAME and UNJOINED.key(mine) != UNJOINED.key(theirs)
    return Evidence(sign, sign not in AGAINST, mine, theirs, JOINED if by_word else "")


def field_lines(
    signs: Iterable[Sign], one: Values, other: Values, together: Companies = UNJOINED
) -> tuple[FieldLine, ...]:
    """The fields that either has, as they are shown beside each other. together: which companies are one."""
    told = frozenset(signs)
    lines: list[FieldLine] = []
    for field in _SHOWN_FIELDS:
        mine, theirs = one.get(field, ()), other.get(field, ())
        if mine or theirs:
            here, there = _agreeing(field, mine, theirs, together)
            lines.append(FieldLine(field, here, there, _compared(field, here, there, told, together)))
    return tuple(lines)


def clauses(evidence: Iterable[Evidence], templates: Mapping[str, str] = ENGLISH) -> tuple[str, str]:
    """What speaks for it and what against, each as clauses with commas between; "" where there is none."""
    both = [
        list(dict.fromkeys(one.text(templates) for one in evidence if one.favours is side)) for side in (True, False)
    ]
    return ", ".join(both[0]), ", ".join(both[1])


def _agreeing(field: Field, mine: Sequence[str], theirs: Sequence[str], together: Companies) -> tuple[str, str]:
    """The first values that agree, else the first of each."""
    key = _key_of(field, together)
    there = {key(value): value for value in reversed(theirs)}
    for value in mine:
        if key(value) in there:
            return value, there[key(value)]
    return (mine[0] if mine else ""), (theirs[0] if theirs else "")


def _key_of(field: Field, together: Companies) -> Callable[[str], str]:
    return together.key if field is Field.COMPANY else _KEYS.get(field, str.casefold)


def _compared(field: Field, here: str, there: str, signs: frozenset[Sign], together: Companies) -> Compared:
    if not there:
        return Compared.ONLY_HERE
    if not here:
        return Compared.ONLY_THERE
    key = _key_of(field, together)
    if key(here) == key(there):
        # A company under two spellings is similar to whoever reads both, though it counts as the same.
        return Compared.SAME if field != Field.COMPANY or here == there else Compared.SIMILAR
    if not signs.isdisjoint(_ALIKE.get(field, frozenset())):
        return Compared.SIMILAR
    if field == Field.COMPANY and companies_alike(key(here), key(there)):
        return Compared.SIMILAR
    return Compared.DIFFERENT


_SHOWN_FIELDS: Final = (
    Field.COMPANY, Field.PLACE, Field.ROLE, Field.BIRTHDAY, Field.ADDRESS, Field.MAIL, Field.PHONE, Field.LINK
)  # fmt: skip
_KEYS: Final[Mapping[str, Callable[[str], str]]] = {
    Field.NAME: name_key,
    Field.PLACE: place_key,
    Field.MAIL: mail_key,
    Field.PHONE: lambda value: phone_key(value) or value,
}
_ALIKE: Final[Mapping[str, frozenset[Sign]]] = {
    Field.BIRTHDAY: frozenset({Sign.BIRTHDAY_DAY, Sign.BIRTHDAY_SWAPPED, Sign.BIRTHDAY_NEAR}),
    Field.ADDRESS: frozenset({Sign.ADDRESS_SAME, Sign.ADDRESS_NEAR}),
    Field.ROLE: frozenset({Sign.ROLE_NEAR}),
    Field.PLACE: frozenset({Sign.PLACE_SAME}),
}

VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.CERTAIN: "Almost certain",
    Verdict.LIKELY: "Likely",
    Verdict.POSSIBLE: "Possible",
}
"""A verdict as a sentence begins with it."""
