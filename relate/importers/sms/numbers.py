"""Who a number is. Phones keep numbers as they were dialled, mostly without the country: which country that is, the
international ones of the same file tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from relate.domain.normalise import mail_key, phone_key
from relate.domain.records import IdentityKey, IdentityKind, Reason
from relate.importers.sms.entries import Left

NETWORK: Final = "phone"
_INTERNATIONAL: Final = re.compile(rb'"?(?:address|number|service_center)"?\s*[=:]\s*["\'](\+[1-9]\d{6,14})["\'~]')
_MOST_NUMBERS: Final = 400
_CLEAR: Final = 0.6
"""So large a share of the numbers must be of one country for it to be the phone's."""
_DIGITS: Final = re.compile(r"[+\d\s().\-/]+")
_SHORTEST: Final = 7
"""Digits; what is shorter is a service, not a person."""
_TAIL: Final = 8


class Several(NamedTuple):
    """Who is on a message of several: whether it went out, its addresses by their types, the others of it together."""

    mine: bool
    addresses: tuple[tuple[str, str], ...]
    address: str


class Known(NamedTuple):
    """Who a number is: the key, or why it is nobody's; tail: what of it stays the same however it is written."""

    key: IdentityKey | None
    left: Left | None
    tail: str


def country(head: bytes) -> str:
    """The country ("PT") that nearly all international numbers of a file belong to; "" where that is not clear."""
    import phonenumbers

    told = list(dict.fromkeys(_INTERNATIONAL.findall(head)))[:_MOST_NUMBERS]
    counts: Counter[str] = Counter()
    for raw in told:
        try:
            region = phonenumbers.region_code_for_number(phonenumbers.parse(raw.decode()))
        except phonenumbers.NumberParseException:
            continue
        if region:
            counts[region] += 1
    best = counts.most_common(1)
    return str(best[0][0]) if best and best[0][1] >= _CLEAR * counts.total() else ""


def own_number(messages: Iterable[Several]) -> str:
    """The number of the phone itself, as messages to several have it among those they came to: in most of them,
    more often than anybody, and never elsewhere. "" where that is not clear."""
    among: Counter[str] = Counter()
    others: set[str] = set()
    received = 0
    for one in messages:
        to = [address for kind, address in one.addresses if kind == "151"]
        others.update(address for kind, address in one.addresses if kind == "137")
        others.update(one.address.split("~"))
        if one.mine:
            others.update(to)
        elif to:
            received += 1
            among.update(to)
    best = Counter({address: count for address, count in among.items() if address not in others}).most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return ""
    number, count = best[0]
    return number if count * 2 > received else ""


class Numbers:
    """The numbers of one file, each looked at once."""

    def __init__(self, region: str) -> None:
        self._region = region
        self._known: dict[str, Known] = {}

    def who(self, address: str) -> Known:
        known = self._known.get(address)
        if known is None:
            known = self._known[address] = self._look(address)
        return known

    def _look(self, address: str) -> Known:
        if not address or address in ("-1", "-2", "-3"):
            return Known(None, Left(Reason.NO_PERSON, "a hidden number"), "")
        if "@" in address and (mail := mail_key(address)):
            return Known(IdentityKey("mail", IdentityKind.MAIL, mail), None, mail)
        digits = "".join(one for one in address if one.isascii() and one.isdigit())
        if not _DIGITS.fullmatch(address):
            return Known(None, Left(Reason.NOT_A_PERSON, "a sender without a number"), address.casefold())
        if len(digits) < _SHORTEST:
            return Known(None, Left(Reason.NOT_A_PERSON, "a short number"), digits)
        number = phone_key(address) or phone_key(address, self._region)
        if number:
            return Known(IdentityKey(NETWORK, IdentityKind.PHONE, number), None, digits[-_TAIL:])
        return Known(IdentityKey(NETWORK, IdentityKind.ID, digits, True), None, digits[-_TAIL:])
