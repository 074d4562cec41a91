"""A birthday as somebody types it, in the form in which it is kept."""

from __future__ import annotations

import re

from relate.domain.birthdays import month_and_day
from relate.domain.errors import KnownError
from relate.importers.dates import birthday_iso, day

_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?")
_LEAP_YEAR = 2000
_AS_KEPT = re.compile(r"(?:\d{4}|-)-\d\d-\d\d")


def typed_birthday(text: str) -> str:
    """ "12 April 1984", "Apr 12", "12.4.1984" and "12.4." as `Field.BIRTHDAY` holds them; a year or its month, too.

    Raises KnownError for what is no day, and for 4/12/1984, which is one in April or in December.
    """
    typed = _ORDINAL.sub("", " ".join(text.split()))
    if _AS_KEPT.fullmatch(typed) and month_and_day(typed) is not None:
        return typed
    if found := _DAY_FIRST.fullmatch(typed):
        typed = f"{found[1]}.{found[2]}.{_LEAP_YEAR}"
        known = day(typed)
        iso = "" if known is None else f"-{known.iso()[4:]}"
    else:
        iso = birthday_iso(typed)
    if not iso:
        raise KnownError(
            f"“{text[:60]}” is no birthday that Relate can read. Write it like 12 April 1984, or 12 April."
        )
    return iso
