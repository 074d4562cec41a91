"""Answers for people and for programs: plain tables, JSON, and CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TextIO

Value = None | bool | int | float | str | Sequence["Value"] | dict[str, "Value"]
"""What JSON can say."""

_NARROWEST = 8
_FORMULA = ("=", "+", "-", "−", "@", "\t", "\r")
_UNSEEN = re.compile("[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def write_json(out: TextIO, value: Value) -> None:
    json.dump(value, out, ensure_ascii=False, indent=1)
    out.write("\n")


def write_json_list(out: TextIO, values: Iterable[Value]) -> None:
    """As `write_json` writes a list, but never with the whole of it in memory."""
    out.write("[")
    first = True
    for value in values:
        out.write(("\n " if first else ",\n ") + json.dumps(value, ensure_ascii=False))
        first = False
    out.write("]\n" if first else "\n]\n")


def write_table(out: TextIO, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Columns under their heads; what is too long for the terminal ends in "…". Nothing at all without rows."""
    cells = [[plain("" if cell is None else str(cell)) for cell in row] for row in rows]
    if not cells:
        return
    widths = [max(_width(head), *(_width(row[n]) for row in cells)) for n, head in enumerate(heads)]
    room = _columns() - 2 * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    for row in (list(heads), *cells):
        line = "  ".join(_fitted(cell, width) for cell, width in zip(row, widths, strict=True))
        out.write(line.rstrip() + "\n")


def plain(text: str) -> str:
    """One line without the characters that steer a terminal: a hostile name must not paint over the screen."""
    return _UNSEEN.sub(" ", text)


def day(ms: int | None) -> str:
    """A UTC instant as its date."""
    return "" if ms is None else f"{datetime.fromtimestamp(ms // 1000, UTC):%Y-%m-%d}"


def iso(ms: int | None) -> str | None:
    """A UTC instant to the second."""
    return None if ms is None else f"{datetime.fromtimestamp(ms // 1000, UTC):%Y-%m-%dT%H:%M:%S}Z"


class CsvWriter:
    """Rows for a spreadsheet: a cell that it would run as a formula gets an apostrophe before it. raw: none does."""

    def __init__(self, out: TextIO, raw: bool) -> None:
        self._writer = csv.writer(out, lineterminator="\n")
        self._raw = raw

    def row(self, cells: Iterable[object]) -> None:
        texts = ("" if cell is None else str(cell) for cell in cells)
        self._writer.writerow([text if self._raw or not text.startswith(_FORMULA) else f"'{text}" for text in texts])


def _columns() -> int:
    return max(shutil.get_terminal_size((100, 24)).columns, 60) if sys.stdout.isatty() else 200


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _fitted(text: str, width: int) -> str:
    if _width(text) <= width:
        return text + " " * (width - _width(text))
    kept = ""
    for c in text:
        if _width(kept + c) >= width:
            break
        kept += c
    return kept + "…" + " " * (width - _width(kept) - 1)
