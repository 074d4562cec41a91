"""Who a number is. Phones keep numbers as they were dialled, mostly without the country; and much of what writes to a
number is no person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import islice
from typing import Final, NamedTuple

from relate.domain.normalise import mail_key, phone_key
from relate.domain.records import IdentityKey, IdentityKind, Reason

_DIGITS: Final = re.compile(r"[+\d\s().\-/]+")
_SHORTEST: Final = 7
"""Digits; what is shorter is a service, not a person."""
_TAIL: Final = 8
_MOST_NUMBERS: Final = 400
_CLEAR: Final = 0.6
"""So large a share of the numbers must be of one country for it to be the phone's."""


def country_of(numbers: Iterable[str]) -> str:
    """The country ("PT") that nearly all of these numbers belong to, as far as they are international; "" where that is
    not clear. It is the country of those without one."""
    import phonenumbers

    counts: Counter[str] = Counter()
    for number in islice((one for one in numbers if one.startswith("+")), _MOST_NUMBERS):
        try:
            region = phonenumbers.region_code_for_number(phonenumbers.parse(number))
        except phonenumbers.NumberParseException:
            continue
        if region:
            counts[region] += 1
    best = counts.most_common(1)
    return best[0][0] if best and best[0][1] >= _CLEAR * counts.total() else ""


class Left(NamedTuple):
    """Something that becomes nothing, and why."""

    reason: Reason
    says: str


class Known(NamedTuple):
    """Who a number is: the key, or why it is nobody's; tail: what of it stays the same however it is written."""

    key: IdentityKey | None
    left: Left | None
    tail: str


class Numbers:
    """The numbers of one file, each looked at once."""

    def __init__(self, network: str, region: str) -> None:
        """network: of whoever has no number that exists; region: the country ("PT") of numbers without one, else ""."""
        self._network, self._region = network, region
        self._known: dict[str, Known] = {}

    def who(self, address: str, region: str = "") -> Known:
        """region: the country that is known of this very number."""
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._look(address, region or self._region)
        return known

    def _look(self, address: str, region: str) -> Known:
        if not address or address in ("-1", "-2", "-3"):
            return Known(None, Left(Reason.NO_PERSON, "a hidden number"), "")
        if "@" in address and (mail := mail_key(address)):
            return Known(IdentityKey("mail", IdentityKind.MAIL, mail), None, mail)
        digits = "".join(one for one in address if one.isascii() and one.isdigit())
        if not _DIGITS.fullmatch(address):
            return Known(None, Left(Reason.NOT_A_PERSON, "a sender without a number"), address.casefold())
        if len(digits) < _SHORTEST:
            return Known(None, Left(Reason.NOT_A_PERSON, "a short number"), digits)
        number = phone_key(address) or phone_key(address, region)
        if number:
            return Known(IdentityKey("phone", IdentityKind.PHONE, number), None, digits[-_TAIL:])
        return Known(IdentityKey(self._network, IdentityKind.ID, digits, True), None, digits[-_TAIL:])
