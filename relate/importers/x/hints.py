"""What else an X archive tells of whom its owner wants to know: lists he made or reads, searches he saved.

No file has the members of a list. Of searches only those count that name somebody the archive knows; nothing is kept of
all others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from relate.domain.records import Position, Reason, Record, Skipped, WishRecord
from relate.importers.json_items import ANY, Broken, Json, items, mapping, words
from relate.importers.source import Source
from relate.importers.x.files import Known
from relate.importers.x.names import People
from relate.importers.x.values import broken, left_out

_LIST: Final = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x)\.com/(\w{1,15})/lists/([\w-]{1,100})", re.ASCII)
_SOMEBODY: Final = re.compile(r"(?:^|[\s(])(?:@|(?:from|to):@?)(\w{1,15})(?=$|[\s)])", re.ASCII | re.IGNORECASE)


def lists(source: Source, file: Known, people: People) -> Iterator[Record | Skipped]:
    """Each list by its address: https://twitter.com/owner/lists/boat-builders; an entry of older years has several."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        if isinstance(item, Broken):
            yield broken(path, row, item)
            continue
        where = Position(path, row)
        told = mapping(mapping(item.value).get("userListInfo")) or mapping(item.value)
        found = [match for link in _links(told.get("url"), told.get("urls")) if (match := _LIST.match(link))]
        for match in found:
            owner, name = match[1].lower(), match[2].replace("-", " ").strip()
            yield WishRecord(where, "list", name if owner in people.my_handles else f"{name} (@{owner})")
        if not found:
            yield left_out(where, Reason.UNREADABLE if item.value else Reason.EMPTY, item.value)


def _links(*values: Json) -> Iterator[str]:
    for value in values:
        yield from (words(one) for one in (value if isinstance(value, list) else [value]) if one)


def searches(source: Source, file: Known, people: People) -> Iterator[Record | Skipped]:
    """Each saved search: whoever it names by handle, where posts or follows of the archive know the account."""
    path = file.member.path
    for row, item in enumerate(items(source.open(file.member), [(ANY,)]), 1):
        where = Position(path, row)
        if isinstance(item, Broken):
            yield broken(path, row, replace(item, raw=""))
            continue
        query = words(mapping(mapping(item.value).get("savedSearch")).get("query"))
        handles = dict.fromkeys(found[1].lower() for found in _SOMEBODY.finditer(query[:500]))
        known = [one for one in handles if one not in people.my_handles and one in people.names.numbers]
        for handle in known:
            yield WishRecord(where, "profile", handle)
        if not known:
            yield left_out(where, Reason.NOT_KEPT if query else Reason.EMPTY, None)


__all__ = ["lists", "searches"]
