"""A file of one JSON value a line. Some exports hold line feeds inside strings: a line that is no value is tried with
the next ones (formats/contacts.md 5.3)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import BinaryIO, Final

from relate.importers.json_values import Broken
from relate.importers.json_window import Json

LONGEST: Final = 16_000_000
"""Bytes of a line; longer ones are damage."""
_MOST_JOINED: Final = 200
_RAW: Final = 2000


def _float(text: str) -> float | None:
    value = float(text)
    return value if isfinite(value) else None


_decode = json.JSONDecoder(strict=False, parse_float=_float, parse_constant=lambda _: None).decode


def values(stream: BinaryIO) -> Iterator[dict[str, Json] | Broken]:
    """Each object of the file, or what is broken of it. Raises what the stream raises."""
    pending: list[str] = []
    size = 0
    for line in _lines(stream):
        if pending and line.startswith('{"'):  # the next value begins: what stood before it is not going on
            yield _broken(pending)
            pending, size = [], 0
        if not pending and not line.strip():
            continue
        pending.append(line)
        size += len(line)
        if (value := _object("\n".join(pending))) is not None:
            yield value
            pending, size = [], 0
        elif len(pending) > _MOST_JOINED or size > LONGEST or not pending[0].lstrip().startswith("{"):
            yield _broken(pending)
            pending, size = [], 0
    if pending:
        yield _broken(pending, cut=True)


def _lines(stream: BinaryIO) -> Iterator[str]:
    while line := stream.readline(LONGEST):
        yield line.decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r\n")


def _object(text: str) -> dict[str, Json] | None:
    if not text.rstrip().endswith("}"):
        return None
    try:
        value = _decode(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _broken(lines: list[str], *, cut: bool = False) -> Broken:
    return Broken((), "the line is no value" if not cut else "the file ends in the middle of a line",
                  "\n".join(lines)[:_RAW], cut)  # fmt: skip
