"""Tables as people really have them: CSV in any encoding, with any delimiter, with lines before its header, damaged.

The reading is csv.reader's; around it: the encoding by its mark or its letters, the header found by its names, and what
an unclosed quote swallowed given back as rows. Memory is one record at most, however long the file.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
from collections import deque
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from typing import BinaryIO, Final, Self

from relate.domain.errors import UnreadableSource
from relate.importers.code_pages import code_page, is_utf8

_HEADER_WITHIN: Final = 30
_LONGEST_LINE: Final = 16_000_000
_LONGEST_RECORD: Final = 32_000_000
_LINES_TRIED: Final = 500
_BLOCK: Final = 64
"""Lines that are looked at together, and as many again for a cell that has line breaks."""
_LONGEST_BLOCK: Final = 1_000_000
_BLOCKS_TRIED: Final = 8
"""So many blocks that were not plain, and a table is read row by row to its end."""
_END: Final = "\x00\x1fend of the file\x1f\x00"
_DELIMITERS: Final = (",", ";", "\t", "|")
_BACKSLASHED: Final = re.compile(r'\\"(?=[^",;\t|\r\n])')
_NAME: Final = re.compile(r"[\s_-]+")

csv.field_size_limit(min(sys.maxsize, 2**31 - 1))


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are no UTF-8 read as Windows wrote them: a whole file re-saved by Excel, or one damaged letter."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("relate.cp1252", _as_cp1252)


def column_name(name: str) -> str:
    """A header cell as it is compared: "Email Address", "EMAIL_ADDRESS" and "emailaddress" are one."""
    return _NAME.sub("", name.strip("\ufeff \t\"'")).casefold()


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is written, and where its header is: the number of lines of text before it. headless: there is none;
    the names in `header` are made up, and the first row stands where it would be."""

    encoding: str
    delimiter: str
    lines_before: int
    header: tuple[str, ...]
    headless: bool = False

    def names(self) -> frozenset[str]:
        return frozenset(column_name(cell) for cell in self.header) - {""}


def shape_of(head: bytes, required: Collection[frozenset[str]]) -> Shape | None:
    """The shape of the table that begins with these bytes, judged by its header; None when no header is found.

    A header is the first of the leading records whose normalised names include one of the `required` sets whole.
    """

    def is_header(record: Sequence[str]) -> bool:
        names = {column_name(cell) for cell in record}
        return any(wanted <= names for wanted in required)

    return shape_where(head, is_header)


def shape_where(head: bytes, is_header: Callable[[Sequence[str]], bool]) -> Shape | None:
    """As `shape_of`, for whoever tells a header by more than the names of its columns."""
    return next((shape for shape in leading_records(head) if is_header(shape.header)), None)


def leading_records(head: bytes) -> Iterator[Shape]:
    """The leading records of what begins with these bytes, each as if it were the header, by one delimiter after the
    other."""
    encoding = encoding_of(head)
    text = list(islice(text_of(io.BytesIO(head), encoding), 4 * _HEADER_WITHIN))
    for delimiter in _DELIMITERS:
        reader = csv.reader(text, delimiter=delimiter)
        before = 0
        for record in islice(reader, _HEADER_WITHIN):
            yield Shape(encoding, delimiter, before, tuple(record))
            before = reader.line_num


def encoding_of(head: bytes) -> str:
    """What a text that begins so is written in; "utf-8" also where damaged letters are to be read as cp1252."""
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    sample = head[:1000]
    for encoding, nulls in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if nulls.count(0) > len(sample) * 0.4:
            return encoding
    if is_utf8(head) or (page := code_page(head)) == "cp1252":
        return "utf-8"  # whose damaged letters are read as cp1252
    return page


def text_of(stream: BinaryIO, encoding: str) -> io.TextIOWrapper:
    """The text of a stream, its line ends as they are; undecodable bytes never stop it."""
    return io.TextIOWrapper(
        stream, encoding, "relate.cp1252" if encoding.startswith("utf-8") else "replace", newline=""
    )


def _nothing(_most: int = -1, /) -> str:
    """What is read where nothing can be read any more."""
    return ""


class _TooLongError(Exception):
    """A record goes on for longer than any does: a quote was never closed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A row that the end of the file, or its damage, broke off: its number, its text, and what happened."""

    number: int
    raw: str
    says: str


class Table:
    """The rows of one table, numbered from 1 without its header; a line without any text is no row.

    A row is as wide as the header and one cell more, always empty, so that a column which is not there can be read
    like the others (`at`). Missing cells are empty. A row with more cells than the header has names, or none that
    can be told apart, is wider than that (`is_broken`). `cut`, set after the last row, is the one that broke off.
    The stream belongs to the table and is closed with it.
    """

    def __init__(
        self,
        stream: BinaryIO,
        shape: Shape,
        *,
        one_line: bool = False,
        rows_above: bool = True,
        rows_before: int = 0,
    ) -> None:
        """one_line: no cell of this table has line breaks, so several lines in a record are a quote left open.
        rows_above: what stands above the header and is as wide as it may be a row that was sorted there.
        rows_before: the number of the last row that another read, where this is the rest of a table."""
        self.header = shape.header
        self.width = len(shape.header)
        self.cut: Cut | None = None
        self.last = rows_before
        """After the last row, its number."""
        self._shape = shape
        self._dialect = csv.reader((), delimiter=shape.delimiter).dialect
        self._one_line = one_line
        self._rows_above = rows_above
        self._columns: dict[str, int] = {}
        for index, cell in enumerate(shape.header):
            self._columns.setdefault(column_name(cell), index)
        self._columns.pop("", None)
        self._usual = self.width  # cells in the last row that was whole: some writers leave out empty ends
        self._backslashed = False  # whether one of these lines has a quote behind a backslash
        self._kept: list[str] = []  # the lines of text of the record being read
        self._given_back: deque[str] = deque()  # lines to be read again
        self._blocks_left = _BLOCKS_TRIED
        self._failure = ""
        self._ended = False
        self._open_at_end = False  # whether a quote swallowed the end
        self._text = text_of(stream, shape.encoding)
        self._read = self._text.readline

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._text.close()

    def __contains__(self, name: str) -> bool:
        return column_name(name) in self._columns

    def at(self, *names: str) -> int:
        """The index of the first of these columns that is there, else of the always empty cell."""
        for name in names:
            if (index := self._columns.get(column_name(name))) is not None:
                return index
        return self.width

    def column(self, row: list[str], name: str) -> str:
        return row[self.at(name)]

    def is_broken(self, row: list[str]) -> bool:
        return len(row) > self.width + 1

    @property
    def ends_between_rows(self) -> bool:
        """After the last row: whether whatever might follow begins a row, as if nothing had been before it."""
        return self.cut is None and not self._open_at_end and self._usual == self.width

    @property
    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Every whole row once, from the first. A table is read through once."""
        return chain.from_iterable(self._numbered())

    def _numbered(self) -> Iterator[Iterable[tuple[int, list[str]]]]:
        for rows in self._records():
            yield enumerate(rows, self.last + 1)
            self.last += len(rows)
        if self.cut is not None:
            self.cut = Cut(self.last + 1, self.cut.raw, self._failure or "the file ends in the middle of this row")
        elif self._failure:
            self.cut = Cut(self.last + 1, "", self._failure)

    def _remembered(self) -> Iterator[str]:
        """The lines of text, each kept until its record is known to be whole, and a mark after the last."""
        kept, given_back, read, length = self._kept, self._given_back, self._read, 0
        try:
            while True:
                line = given_back.popleft() if given_back else read(_LONGEST_LINE)
                if not line:
                    break
                if kept:
                    length += len(line)
                    if length > _LONGEST_RECORD:
                        given_back.appendleft(line)
                        raise _TooLongError
                else:
                    length = len(line)
                kept.append(line)
                if '\\"' in line:
                    self._backslashed = True
                yield line
        except UnreadableSource as problem:
            self._failure = str(problem)
        if not self._ended:
            self._ended = True
            kept.append(_END)
            yield _END

    def _records(self) -> Iterator[list[list[str]]]:
        """The records after the header as rows, unclosed quotes mended; the one that breaks off goes to `cut`."""
        lines = self._remembered()
        yield [self._filled(row) for row in self._above(list(islice(lines, self._shape.lines_before)))]
        if not self._shape.headless:
            next(csv.reader(lines, delimiter=self._shape.delimiter), None)
        ended = False
        while not ended:
            self._kept.clear()
            yield from self._plain_records()
            try:
                ended = yield from self._whole_records()
            except (_TooLongError, csv.Error):
                ended = False
            if not ended and self._kept:
                self._open_at_end |= self._kept[-1] is _END
                yield [self._filled(self._first_row_alone())]

    def _filled(self, row: list[str]) -> list[str]:
        """A record made as wide as rows are."""
        missing = self.width - len(row)
        if missing >= 0:
            row += [""] * (missing + 1)
        elif any(row[self.width :]):
            row.append("")
        else:
            row[self.width :] = [""]
        return row

    def _above(self, lines: list[str]) -> Iterator[list[str]]:
        """Rows above the header, where somebody sorted a table with it; a note in the first column is none."""
        for row in csv.reader(lines, delimiter=self._shape.delimiter):
            if self._rows_above and len(row) == self.width > 2 and any(row[1:]):
                yield row

    def _plain_records(self) -> Iterator[list[list[str]]]:
        """Records as long as they come in blocks of which none needs a look of its own: nearly every one there is. The
        lines of a block that is not plain are given back."""
        while self._blocks_left and not self._given_back and (lines := self._block()):
            rows = self._plain(lines, "".join(lines))
            if rows is None:
                self._blocks_left -= 1
                self._given_back.extend(lines)
            else:
                empty = [""] * (self.width - self._usual + 1)
                for row in rows:
                    row += empty
                yield rows

    def _block(self) -> list[str]:
        """The next lines; as far as it can be seen in a moment, they end with a record."""
        lines: list[str] = []
        length = quotes = 0
        try:
            for line in iter(partial(self._read, _LONGEST_LINE), ""):
                lines.append(line)
                length += len(line)
                if '"' in line:
                    quotes += line.count('"')
                whole = len(lines) >= _BLOCK and (not quotes % 2 or len(lines) >= 2 * _BLOCK)
                if whole or length >= _LONGEST_BLOCK:
                    break
        except UnreadableSource as problem:
            self._failure = str(problem)
            self._read = _nothing
        return lines

    def _plain(self, lines: list[str], text: str) -> list[list[str]] | None:
        """The records of some lines; None where `_whole_records` might not tell them so."""
        if len(text) >= _LONGEST_BLOCK or '\\"' in text or not text.endswith(("\n", "\r")):
            return None
        try:
            rows = self._parted(lines, text)
        except csv.Error:
            return None
        if set(map(len, rows)) != {self._usual} or (self._one_line and len(rows) != len(lines)):
            return None
        # A quote that is open still, or a cell that ends as its line does.
        return None if self._usual and rows[-1][-1].endswith(("\n", "\r")) else rows

    def _parted(self, lines: list[str], text: str) -> list[list[str]]:
        """What csv.reader makes of some lines; those without a quote are split, in a third of the time that it takes.
        An empty one is then a row of one cell and not of none, and neither can be told from others where all have one.
        """
        delimiter, dialect = self._shape.delimiter, self._dialect
        if self._usual > 1 and '"' not in text:
            return [line.rstrip("\r\n").split(delimiter) for line in lines]
        if self._usual <= 1 or text.count('"') > len(lines):  # in most of them
            return list(csv.reader(lines, dialect))
        left = iter(lines)
        begun: list[str] = []  # the line with which a record with quotes begins; it takes its others by itself
        quoted = csv.reader(iter(lambda: begun.pop() if begun else next(left), None), dialect)
        rows: list[list[str]] = []
        for line in left:
            if '"' in line:
                begun.append(line)
                rows.append(next(quoted))
            else:
                rows.append(line.rstrip("\r\n").split(delimiter))
        return rows

    def _whole_records(self) -> Generator[list[list[str]], None, bool]:
        """Records until the file's end (True), or until a quote stays open and its lines are still kept, or until the
        next may come in a block (False)."""
        kept = self._kept
        for row in csv.reader(self._remembered(), delimiter=self._shape.delimiter):
            many = len(kept) > 1
            if len(row) != self._usual or kept[-1] is _END or self._backslashed or (many and self._one_line):
                if row == [_END]:
                    return True
                mended = self._mended(row)
                if mended is None:
                    return False
                if self._breaks_off(mended):
                    self.cut = Cut(0, self._shape.delimiter.join(mended).removesuffix(_END), "")
                    return True
                if not many and mended:
                    self._usual = min(len(mended), self.width)
                self._backslashed = False
                row = mended
            kept.clear()
            if row:
                yield [self._filled(row)]
            if self._blocks_left and not self._given_back:
                return False
        return True

    def _first_row_alone(self) -> list[str]:
        """The row whose quote was never closed, as one that is broken; the rows it swallowed are given back."""
        begin = self._next_row()
        lost = self._kept[:begin] if begin else self._kept
        if begin:
            self._given_back.extendleft(reversed(self._kept[begin:]))
        return ["".join(line for line in lost if line is not _END).strip(), *[""] * (self.width - 1), "broken"]

    def _mended(self, row: list[str]) -> list[str] | None:
        """The record its lines of text mean; None when its first line opened a quote that swallowed other rows."""
        lines = [line for line in self._kept if line is not _END]
        if self._backslashed and any(_BACKSLASHED.search(line) for line in lines):
            again = list(csv.reader(lines, delimiter=self._shape.delimiter, escapechar="\\"))
            if len(again) == 1 and len(again[0]) in (self.width, self._usual):
                return again[0]
        suspect = self._one_line or len(row) not in (self.width, self._usual) or self._kept[-1] is _END
        return None if suspect and self._next_row() else row

    def _next_row(self) -> int:
        """The first line, after the first, with which a whole row begins; 0 when none does.

        With fewer than three columns a line of a text could look like a row by chance.
        """
        lines = [line for line in self._kept if line is not _END]
        if self.width > 2:
            for begin in range(1, min(len(lines), _LINES_TRIED)):
                try:
                    row = next(csv.reader(islice(lines, begin, begin + _LINES_TRIED), delimiter=self._shape.delimiter))
                except csv.Error:
                    continue
                if len(row) == self.width:
                    return begin
        return 0

    def _breaks_off(self, row: list[str]) -> bool:
        """Whether this is the last record and not whole: inside a quote, or without its last cells and line end."""
        if not row or row[-1].endswith(_END):
            return bool(row)
        if len(row) >= self._usual or self._kept[-1][-1:] in ("\n", "\r"):
            return False
        following = self._given_back.popleft() if self._given_back else self._peeked()
        if following:
            self._given_back.appendleft(following)
        return following in ("", _END)  # else it is a piece of a line too long to be read at once

    def _peeked(self) -> str:
        try:
            return self._read(_LONGEST_LINE)
        except UnreadableSource as problem:
            self._failure = str(problem)
            return ""
