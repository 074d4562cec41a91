"""How a table of no known program is written: its letters, what parts its cells, where its header is, if there is one.

Everything is judged by the beginning of the file. Source: formats/contacts.md 2.2.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from relate.importers.headings import Column, heading
from relate.importers.people_table.contents import is_day, is_mail, is_name, is_phone
from relate.importers.table import Shape, encoding_of, text_of

ROWS: Final = 220
"""Rows that a first look takes in."""
_HEADER_WITHIN: Final = 15
_DELIMITERS: Final = (",", ";", "\t", "|")
_ALIKE: Final = 0.7
"""So many of the rows have the usual number of cells, in whatever parts the cells."""
_ALIKE_BELOW_A_HEADER: Final = 0.5
_WIDEST: Final = 400
_MOST_CONTROLS: Final = 0.03
"""Of all letters; a damaged text has some, what is no text has more."""
_SEP = re.compile(r"\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)
_NO_TABLE = re.compile(rb"\s*(?:[{<]|\[\s*[{\[\"]|BEGIN:|%PDF|#!|dn::?\s)")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Look:
    """A table as its beginning shows it: how it is written, and its first rows, each as wide as the header."""

    shape: Shape
    rows: tuple[tuple[str, ...], ...]

    def column(self, place: int) -> list[str]:
        return [row[place] for row in self.rows]


def look(head: bytes, *, whole: bool, encoding: str = "") -> Look | None:
    """What the file that begins so is as a table; None when it is none.

    whole: these are all its bytes; else the last line may be cut in the middle. encoding: what it is written in, where
    somebody said so.
    """
    if not head.strip() or _NO_TABLE.match(head.removeprefix(b"\xef\xbb\xbf")):
        return None
    encoding = encoding or encoding_of(head)
    lines = list(text_of(io.BytesIO(head), encoding))
    if not lines or sum(len(_CONTROL.findall(line)) for line in lines) > sum(map(len, lines)) * _MOST_CONTROLS:
        return None
    if not whole and len(lines) > 1:
        del lines[-1]
    said = _SEP.match(lines[0])
    begin = 1 if said else 0
    delimiters = [said[1]] if said else list(_DELIMITERS)
    tables = [found for delimiter in delimiters if (found := _parted(lines[begin:], delimiter)) is not None]
    if not tables:
        return None
    best = max(tables, key=lambda one: (one.hits, one.alike, one.width))
    header, before = best.header(begin)
    shape = Shape(encoding, best.delimiter, before, header, headless=best.place is None)
    width = len(header)
    rows = tuple(tuple([*row, *[""] * width][:width]) for row in best.body() if any(cell.strip() for cell in row))
    return Look(shape, rows) if rows else None


@dataclass(frozen=True, slots=True)
class _Parted:
    """The records that one delimiter makes of the lines. starts: the line with which each begins, from 0. place: which
    record is the header; hits: how many of its cells are headings that are known."""

    delimiter: str
    records: tuple[tuple[str, ...], ...]
    starts: tuple[int, ...]
    width: int
    alike: float
    place: int | None
    hits: int

    def header(self, begin: int) -> tuple[tuple[str, ...], int]:
        """The header, and the lines before it; of a table without one made-up names, and the lines before its rows."""
        if self.place is not None:
            return self.records[self.place], begin + self.starts[self.place]
        return tuple(f"Column {number}" for number in range(1, self.width + 1)), begin + self.starts[self._first]

    def body(self) -> Iterator[tuple[str, ...]]:
        return islice(self.records, self._first if self.place is None else self.place + 1, None)

    @property
    def _first(self) -> int:
        """The first record that is as wide as most."""
        return next((n for n, one in enumerate(self.records) if len(one) == self.width), 0)


def _parted(lines: Sequence[str], delimiter: str) -> _Parted | None:
    """None where the lines are not a table with this delimiter."""
    records, starts = [], []
    reader = csv.reader(lines, delimiter=delimiter)
    at = 0
    try:
        for record in islice(reader, ROWS + _HEADER_WITHIN):
            if any(cell.strip() for cell in record):
                records.append(tuple(record))
                starts.append(at)
            at = reader.line_num
    except csv.Error:
        pass  # what was read until then tells enough
    if not records:
        return None
    place, hits = _header(records)
    body = records[place + 1 :] if place is not None else records
    if not body:
        return None
    widths = Counter(map(len, body))
    usual = max(widths, key=lambda width: (widths[width], width))
    least = _ALIKE
    if place is not None and (hits > 1 or len(records[place]) > usual):
        # As wide as its header: some writers leave out empty ends, and rows that are damaged have too few or too many.
        usual, least = len(records[place]), _ALIKE_BELOW_A_HEADER
        alike = sum(count for width, count in widths.items() if width <= usual) / len(body)
    else:
        alike = widths[usual] / len(body)
    if not 1 <= usual <= _WIDEST or alike < least:
        return None
    return _Parted(delimiter, tuple(records), tuple(starts), usual, round(alike, 2), place, hits)


def _header(records: Sequence[tuple[str, ...]]) -> tuple[int | None, int]:
    """Which of the first records heads the others, and how many of its headings are known; None: no record does."""
    best, most = None, 0
    for place, record in enumerate(records[:_HEADER_WITHIN]):
        cells = [cell.strip() for cell in record if cell.strip()]
        if any(map(_is_value, cells)):
            continue
        hits = sum(_is_known(cell) for cell in cells)
        # One word that heads a column somewhere may stand in any text: "Name" above nothing is no header.
        if hits > most and (hits > 1 or len(cells) == 1 or hits * 3 >= len(cells)):
            best, most = place, hits
    if best is not None:
        return best, most
    return (0, 0) if _is_headed(records) else (None, 0)


def _is_headed(records: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first record names columns in words unknown here: short words above values that are none."""
    first, body = records[0], records[1:]
    cells = [cell.strip() for cell in first]
    if not body or not all(cells) or len(set(cells)) < len(cells) or any(map(_is_value, cells)):
        return False
    if any(any(c.isdigit() for c in cell) or len(cell) > 40 for cell in cells):
        return False
    return any(
        sum(is_it(row[place].strip()) for row in body if place < len(row)) * 2 >= len(body)
        for place, cell in enumerate(cells)
        for is_it in (_is_value, is_name)
        if not is_it(cell)
    )


def _is_known(cell: str) -> bool:
    told = heading(cell) if len(cell) <= 80 else None
    return told is not None and told.field is not Column.LEFT_OUT


def _is_value(cell: str) -> bool:
    """What no heading is: an address, a number, a day."""
    return len(cell) > 200 or is_mail(cell) or is_phone(cell) or is_day(cell) or cell.replace(".", "").isdigit()
