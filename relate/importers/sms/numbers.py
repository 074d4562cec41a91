"""What the numbers of a backup tell of the phone: its country, and its own number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final, NamedTuple

from relate.importers.numbers import country_of

NETWORK: Final = "phone"
_INTERNATIONAL: Final = re.compile(rb'"?(?:address|number|service_center)"?\s*[=:]\s*["\'](\+[1-9]\d{6,14})["\'~]')


class Several(NamedTuple):
    """Who is on a message of several: whether it went out, its addresses by their types, the others of it together."""

    mine: bool
    addresses: tuple[tuple[str, str], ...]
    address: str


def country(head: bytes) -> str:
    """The country ("PT") that nearly all international numbers of a file belong to; "" where that is not clear."""
    return country_of(raw.decode() for raw in dict.fromkeys(_INTERNATIONAL.findall(head)))


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
