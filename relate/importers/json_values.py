"""What a JSON file gives: its values one by one or in runs, what is broken in it, and values taken for what they
should be; whatever is something else is empty (json_items reads them)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from relate.importers.json_window import Json

Path: TypeAlias = tuple[str | int, ...]
"""Where a value stands: keys of objects, places in arrays from 0."""


class Item(NamedTuple):
    """One value and its path: keys of objects, places in arrays from 0. A NamedTuple: they come by the million."""

    path: Path
    value: Json


class Run(NamedTuple):
    """Elements of one array that follow each other: the array's path, the place of the first of them, and they."""

    path: Path
    first: int
    values: list[Json]


@dataclass(frozen=True, slots=True)
class Broken:
    """Something that could not be read: the path of the value or of what holds it, why, and how it begins.

    cut: the file ends here, though it should not.
    """

    path: Path
    says: str
    raw: str = ""
    cut: bool = False


def mapping(value: Json) -> Mapping[str, Json]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: Json) -> list[Json]:
    """The array, or an empty one."""
    return value if isinstance(value, list) else []


def words(value: Json) -> str:
    """The string; a whole number as its digits (some eras write ids as numbers); else ""."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def number(value: Json) -> int | None:
    """The whole number, also where it is written as a string; None when it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value)
    if isinstance(value, str) and len(value) <= 20 and value.lstrip("-").isascii() and value.lstrip("-").isdigit():
        try:
            return int(value)
        except ValueError:
            return None
    return None
