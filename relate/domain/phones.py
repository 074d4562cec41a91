"""Whether an international phone number exists, several times as fast as the library that knows.

phonenumbers answers for any text in any country's habits, at some 25,000 a second. An address book holds mostly
"+44 117 496 0018": for these the library's own tables are asked directly, and whatever is not as plain is left to
it. A test compares the two over every country's numbers.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phonenumbers.phonemetadata import PhoneMetadata

_PLAIN = re.compile("\\+[1-9][0-9 .\\-\u00a0()]{6,24}")
_BETWEEN = str.maketrans("", "", " .-\u00a0()+")
_LENGTHS = range(4, 16)


class _Region(NamedTuple):
    """The numbers of one country: what some of them begin with, and of each length all that there are."""

    leading: re.Pattern[str] | None
    numbers: dict[int, re.Pattern[str]]


class _Code(NamedTuple):
    """What hides behind a country code: what is cut off after it, and the countries that share it."""

    prefix: re.Pattern[str] | None
    regions: tuple[_Region, ...]


def plain_e164(number: str) -> str | None:
    """E.164, "" when no such number exists, None when the question is not plain and the library must answer."""
    if not _PLAIN.fullmatch(number) or "(0" in number:
        return None
    digits = number.translate(_BETWEEN)
    size, code = _begins(digits[:3])
    return None if code is None else _exists(code, digits[size:], digits)


@lru_cache(maxsize=1200)
def _begins(digits: str) -> tuple[int, _Code | None]:
    """The calling code that a number with these first three digits begins with, and how long that is."""
    for size in (1, 2, 3):
        code = _code(digits[:size])
        if code is not None:
            return size, code
    return 0, None


def _exists(code: _Code, national: str, digits: str) -> str | None:
    """As phonenumbers decides: the first country whose leading digits, or else whose numbers, fit."""
    if code.prefix is not None and (found := code.prefix.match(national)) and found.end():
        return None
    for region in code.regions:
        fits = (numbers := region.numbers.get(len(national))) is not None and numbers.fullmatch(national) is not None
        if region.leading is not None:
            if region.leading.match(national):
                return f"+{digits}" if fits else ""
        elif fits:
            return f"+{digits}"
    return ""


@lru_cache(maxsize=1200)
def _code(digits: str) -> _Code | None:
    """The countries of a calling code; None for no code, or one of no country (satellites, freephone)."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE
    from phonenumbers.phonemetadata import PhoneMetadata

    names = COUNTRY_CODE_TO_REGION_CODE.get(int(digits), ())
    if not names or names[0] == "001":
        return None
    tables = [table for name in names if (table := PhoneMetadata.metadata_for_region(name, None)) is not None]
    prefix = tables[0].national_prefix_for_parsing
    return _Code(re.compile(prefix) if prefix else None, tuple(map(_region, tables)))


def _region(table: PhoneMetadata) -> _Region:
    """A country's tables, turned: for each length one pattern that its numbers of every kind match."""
    general = table.general_desc
    kinds = [
        table.premium_rate, table.toll_free, table.shared_cost, table.voip, table.personal_number, table.pager,
        table.uan, table.voicemail, table.fixed_line, table.mobile,
    ]  # fmt: skip
    numbers: dict[int, re.Pattern[str]] = {}
    for length in _LENGTHS:
        if general is None or (general.possible_length and length not in general.possible_length):
            continue
        patterns = [
            f"(?:{kind.national_number_pattern})"
            for kind in kinds
            if kind is not None
            and kind.national_number_pattern
            and (not kind.possible_length or length in kind.possible_length)
        ]
        if patterns:
            numbers[length] = re.compile(f"(?=(?:{general.national_number_pattern})$)(?:{'|'.join(patterns)})")
    return _Region(re.compile(table.leading_digits) if table.leading_digits else None, numbers)


@lru_cache(maxsize=1 << 12)
def is_of_a_house(number: str) -> bool:
    """Whether a number in E.164 is one of the fixed network, where whoever lives or works there answers.

    Where mobile numbers look the same, as in North America, nobody knows: False.
    """
    import phonenumbers

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.FIXED_LINE)
