"""The days of a card: birthdays with and without a year, in the forms that programs write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from relate.importers.dates import birthday_iso, day_ms

_FULL = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$")
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})(?:[T ].*)?$")
_MONTH = re.compile(r"(\d{4})-(\d{2})$")
_YEAR = re.compile(r"(\d{4})$")
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})$")
_LETTER = re.compile(r"[^\W\d_]{3}")
_APPLES_NO_YEAR: Final = "1604"
_FILLED_IN: Final = frozenset(("1900-01-01", "1901-01-01"))
"""What some programs write where nobody gave a day; believing it would congratulate on New Year."""


def card_date(text: str, parameters: Mapping[str, str]) -> str:
    """A day as Field.BIRTHDAY holds it ("1984-04-12", "--04-12", "1984-04", "1984"); "" when it is no day or no date.

    The year 1604 is Apple's way to say "no year", with and without its parameter; a time behind the day is dropped.
    """
    text = text.strip()
    if found := _FULL.match(text):
        year, month, day = found.groups()
        if year in (_APPLES_NO_YEAR, "0000", parameters.get("X-APPLE-OMIT-YEAR", "").strip()):
            return _checked("", month, day)
        iso = _checked(year, month, day)
        return "" if iso in _FILLED_IN else iso
    if found := _NO_YEAR.match(text):
        return _checked("", found[1], found[2])
    if found := _MONTH.match(text):
        return text if "01" <= found[2] <= "12" and day_ms(int(found[1]), 1, 1) is not None else ""
    if _YEAR.match(text):
        return text if day_ms(int(text), 1, 1) is not None else ""
    if found := _DOTTED.match(text):
        return _checked(found[3], found[2].zfill(2), found[1].zfill(2))
    if found := _SLASHED.match(text):
        first, second, year = found[1].zfill(2), found[2].zfill(2), found[3]
        # 03/04 may be March or April: only where one of the numbers can be no month is the order told.
        if first > "12" or first == second:
            return _checked(year, second, first)
        return _checked(year, first, second) if second > "12" else ""
    return birthday_iso(text) if _LETTER.search(text) and len(text) < 40 else ""


def _checked(year: str, month: str, day: str) -> str:
    """The ISO form when there is such a day; 2000 stands for a missing year, because it has a 29 February."""
    if day_ms(int(year or "2000"), int(month), int(day)) is None:
        return ""
    return f"{year}-{month}-{day}" if year else f"--{month}-{day}"
