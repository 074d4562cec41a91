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
_BETWEEN = str.maketrans("", "", " .-\u00a0()+")
_LENGTHS = range(4, 16)


class _Numbers(dict[int, "re.Pattern[str] | None"]):
    """Of each length all the numbers that a country has; None where it has none. The pattern of a length is made when
    the first number of it comes: to make those of all lengths takes as long as reading some hundred cards."""

    def __init__(self, table: PhoneMetadata | None) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, length: int) -> re.Pattern[str] | None:
        pattern = self[length] = None if self._table is None else _pattern(self._table, length)
        return pattern


class _Region:
    """The numbers of one country, whose table is loaded when the first of them is looked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    @cached_property
    def table(self) -> PhoneMetadata | None:
        from phonenumbers.phonemetadata import PhoneMetadata

        return PhoneMetadata.metadata_for_region(self._name, None)

    @cached_property
    def leading(self) -> re.Pattern[str] | None:
        """What the numbers of some countries begin with."""
        return re.compile(self.table.leading_digits) if self.table and self.table.leading_digits else None

    @cached_property
    def numbers(self) -> _Numbers:
        return _Numbers(self.table)


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
        if region.leading is None or region.leading.match(national):
            if (numbers := region.numbers[len(national)]) is not None and numbers.fullmatch(national):
                return f"+{digits}"
            if region.leading is not None:
                return ""
    return ""


@lru_cache(maxsize=1200)
def _code(digits: str) -> _Code | None:
    """The countries of a calling code; None for no code, or one of no country (satellites, freephone)."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    names = COUNTRY_CODE_TO_REGION_CODE.get(int(digits), ())
    if not names or names[0] == "001":
        return None
    regions = tuple(map(_Region, names))
    prefix = regions[0].table.national_prefix_for_parsing if regions[0].table else None
    return _Code(re.compile(prefix) if prefix else None, regions)


def _pattern(table: PhoneMetadata, length: int) -> re.Pattern[str] | None:
    """A country's table, turned: one pattern that its numbers of this length match, of whatever kind."""
    general = table.general_desc
    if length not in _LENGTHS or general is None or (general.possible_length and length not in general.possible_length):
        return None
    kinds = (
        table.premium_rate, table.toll_free, table.shared_cost, table.voip, table.personal_number, table.pager,
        table.uan, table.voicemail, table.fixed_line, table.mobile,
    )  # fmt: skip
    patterns = dict.fromkeys(
        f"(?:{kind.national_number_pattern})"
        for kind in kinds
        if kind is not None
        and kind.national_number_pattern
        and (not kind.possible_length or length in kind.possible_length)
    )
    return re.compile(f"(?=(?:{general.national_number_pattern})$)(?:{'|'.join(patterns)})") if patterns else None


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
