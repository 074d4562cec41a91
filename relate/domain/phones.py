"""Whether an international phone number exists, several times as fast as the library that knows.

phonenumbers answers for any text in any country's habits, at some 25,000 a second. An address book holds mostly
"+44 117 496 0018": for these the library's own tables are asked directly, and whatever is not as plain is left to
it. A test compares the two over every country's numbers.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from phonenumbers.phonemetadata import PhoneMetadata

_PLAIN = re.compile("\\+[1-9][0-9 .\\-\u00a0()]{6,24}")
_BETWEEN = b" .-()+"
_LENGTHS = range(4, 16)


class _Numbers(dict[int, re.Pattern[str] | None]):
    """Of each length one pattern that a country's numbers of every kind match, None where it has none so long; made
    when the first is asked for, because few of the countries that share +1 ever are."""

    def __init__(self, country: str) -> None:
        self._country = country

    def __missing__(self, length: int) -> re.Pattern[str] | None:
        pattern = self[length] = _pattern(self._country, length) if length in _LENGTHS else None
        return pattern


class _Region:
    """The numbers of one country, and what some of them begin with."""

    def __init__(self, country: str) -> None:
        self.numbers = _Numbers(country)
        self._country = country

    @cached_property
    def leading(self) -> re.Pattern[str] | None:
        table = _table(self._country)
        return re.compile(table.leading_digits) if table is not None and table.leading_digits else None


class _Code(NamedTuple):
    """What hides behind a country code: what is cut off after it, and the countries that share it."""

    prefix: re.Pattern[str] | None
    regions: tuple[_Region, ...]


def plain_e164(number: str) -> str | None:
    """E.164, "" when no such number exists, None when the question is not plain and the library must answer."""
    if not _PLAIN.fullmatch(number) or "(0" in number:
        return None
    digits = number.encode("ascii", "ignore").translate(None, _BETWEEN).decode()
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
        leading = region.leading
        if leading is not None and not leading.match(national):
            continue
        if (numbers := region.numbers[len(national)]) is not None and numbers.fullmatch(national):
            return f"+{digits}"
        if leading is not None:
            return ""
    return ""


@lru_cache(maxsize=1200)
def _code(digits: str) -> _Code | None:
    """The countries of a calling code; None for no code, or one of no country (satellites, freephone)."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    names = COUNTRY_CODE_TO_REGION_CODE.get(int(digits), ())
    if not names or names[0] == "001":
        return None
    main = next(table for name in names if (table := _table(name)) is not None)
    prefix = main.national_prefix_for_parsing
    return _Code(re.compile(prefix) if prefix else None, tuple(map(_Region, names)))


def _table(country: str) -> PhoneMetadata | None:
    from phonenumbers.phonemetadata import PhoneMetadata

    return PhoneMetadata.metadata_for_region(country, None)


def _pattern(country: str, length: int) -> re.Pattern[str] | None:
    table = _table(country)
    general = None if table is None else table.general_desc
    if table is None or general is None or (general.possible_length and length not in general.possible_length):
        return None
    kinds = [  # what most numbers are first
        table.fixed_line, table.mobile, table.premium_rate, table.toll_free, table.shared_cost, table.voip,
        table.personal_number, table.pager, table.uan, table.voicemail,
    ]  # fmt: skip
    patterns = dict.fromkeys(  # in some countries several kinds are written alike
        f"(?:{kind.national_number_pattern})"
        for kind in kinds
        if kind is not None
        and kind.national_number_pattern
        and (not kind.possible_length or length in kind.possible_length)
    )
    if not patterns:
        return None
    return re.compile(f"(?=(?:{general.national_number_pattern})$)(?:{'|'.join(patterns)})", re.ASCII)


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
