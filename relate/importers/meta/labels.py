"""Items made of labels and values, the newest way Meta writes its lists: read by their shape.

The labels are words of the account's language, and even inside one archive of several; what stands beside them tells
what it is: an address is `href`, a time is `timestamp_value`, a list is `vec`, anything else a lone value.
formats/social.md 3.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from relate.domain.moments import Moment
from relate.importers.json_items import Json, listed, mapping, words
from relate.importers.meta.times import moment

_NAMES: Final = frozenset({"name", "author", "owner", "username", "title", "user"})
"""`ent_field_name`, which exports of 2025 have beside a label and which is of no language."""


class Labelled(NamedTuple):
    """What an item says: its lone values in their order (those marked as a name first), with their labels, its lists,
    link and time."""

    values: tuple[str, ...]
    labels: tuple[tuple[str, str], ...]
    listed: tuple[str, ...]
    link: str
    at: Moment | None


def labelled(item: Json) -> Labelled:
    """An item with `label_values`; its own `timestamp` goes before one among the values. Texts must be mended."""
    said = mapping(item)
    at = moment(said.get("timestamp")) or moment(said.get("creation_timestamp"))
    named: list[tuple[str, str]] = []
    values: list[tuple[str, str]] = []
    several: list[str] = []
    link = ""
    for entry in _entries(said.get("label_values"), 0):
        address = words(entry.get("href")) or words(entry.get("uri"))
        if address.startswith("http"):
            link = link or address
        elif (value := words(entry.get("value")).strip()).startswith("http"):
            link = link or value
        elif value:
            marked = words(entry.get("ent_field_name")).casefold() in _NAMES
            (named if marked else values).append((words(entry.get("label")).strip().casefold(), value))
        at = at or moment(entry.get("timestamp_value"))
        several += [value for one in listed(entry.get("vec")) if (value := words(mapping(one).get("value")).strip())]
    told_by = (*named, *values)
    return Labelled(tuple(value for _, value in told_by), told_by, tuple(several), link, at)


def _entries(value: Json, depth: int) -> Iterator[dict[str, Json]]:
    """The entries, with those nested in one ("dict"), as in "Owner": {name, username}."""
    for entry in listed(value):
        if isinstance(entry, dict):
            yield entry
            if depth < 3:
                yield from _entries(entry.get("dict"), depth + 1)
