"""Tables as people really have them are read row by row, and what cannot be read is one row, never more."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relate.importers import table as tables
from relate.importers.table import Table, column_name, shape_of

ABC = [frozenset({"a", "b", "c"})]


def table_of(data: bytes, *, one_line: bool = False) -> Table:
    shape = shape_of(data[:65536], ABC)
    assert shape is not None
    return Table(io.BytesIO(data), shape, one_line=one_line)


def rows_of(data: bytes, *, one_line: bool = False) -> list[list[str]]:
    """The cells of every row that is whole, without the always empty one."""
    table = table_of(data, one_line=one_line)
    return [row[: table.width] for _, row in table.rows if not table.is_broken(row)]


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"),
     ("utf-16-le", b""), ("cp1252", b"")],
)  # fmt: skip
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_encoding_delimiter_and_line_end_gives_the_same_rows(
    encoding: str, mark: bytes, delimiter: str, end: str
) -> None:
    lines = [("a", "b", "c"), ("1", "Café", "5 €"), ("2", '"x\ny"', "")]
    text = end.join(delimiter.join(line) for line in lines) + end
    assert rows_of(mark + text.encode(encoding)) == [["1", "Café", "5 €"], ["2", "x\ny", ""]]


def test_one_wrong_letter_spoils_no_other() -> None:
    data = "a,b,c\nÅsa,Öberg,1\n".encode() + b"J\xf6rg,\x81,2\n" + "Zoë,é,3\n".encode()
    assert rows_of(data) == [["Åsa", "Öberg", "1"], ["Jörg", "\ufffd", "2"], ["Zoë", "é", "3"]]


@pytest.mark.parametrize("preamble", ["", "Notes:\n", 'Notes:\n"one, two\nlines"\n\n', "sep=,\n", "\n\n\n"])
def test_the_header_is_found_wherever_it_is(preamble: str) -> None:
    assert rows_of(f"{preamble}a,b,c\n1,2,3\n".encode()) == [["1", "2", "3"]]


def test_rows_sorted_above_their_header_are_rows_and_notes_are_not() -> None:
    data = b'Notes:,,\n"when exporting, you may",,\n1,2,3\na,b,c\n4,5,6\n'
    assert rows_of(data) == [["1", "2", "3"], ["4", "5", "6"]]


def test_a_header_after_thirty_records_or_with_other_names_is_none() -> None:
    assert shape_of(b"x\n" * 30 + b"a,b,c\n", ABC) is None
    assert shape_of(b"x\n" * 29 + b"a,b,c\n", ABC) is not None
    assert shape_of(b"a,b,d\n1,2,3\n", ABC) is None
    assert shape_of(b"", ABC) is None


@pytest.mark.parametrize(
    "name", ["Email Address", "EMAIL_ADDRESS", "\ufeffemailAddress", " email-address ", '"Email Address"']
)
def test_columns_are_found_by_normalised_names(name: str) -> None:
    assert column_name(name) == "emailaddress"


def test_doubled_columns_count_once_and_absent_ones_are_empty() -> None:
    table = table_of(b"b,a,,c,A,\n1,2,3,4,5,6\n")
    ((number, row),) = table.rows
    assert (number, table.column(row, "A"), table.column(row, "B"), table.column(row, "nothing")) == (1, "2", "1", "")
    assert "c" in table
    assert "nothing" not in table


def test_short_rows_are_filled_and_long_ones_are_told() -> None:
    table = table_of(b"a,b,c\n1\n1,2,3,,\n1,2,3,4\n\n,,\n")
    assert [(number, row, table.is_broken(row)) for number, row in table.rows] == [
        (1, ["1", "", "", ""], False),
        (2, ["1", "2", "3", ""], False),
        (3, ["1", "2", "3", "4", ""], True),
        (4, ["", "", "", ""], False),
    ]


@pytest.mark.parametrize(
    ("data", "number", "raw"),
    [
        (b'a,b,c\n1,2,3\n4,5,"six and\nmore', 2, "4,5,six and\nmore"),
        (b'a,b,c\n1,2,3\n"4', 2, "4"),
        (b"a,b,c\n1,2,3\n4,5", 2, "4,5"),
        (b'a,b,c\n"1', 1, "1"),
    ],
)
def test_a_row_the_file_breaks_off_is_told_apart(data: bytes, number: int, raw: str) -> None:
    table = table_of(data)
    assert [n for n, _ in table.rows] == list(range(1, number))
    assert table.cut is not None
    assert (table.cut.number, table.cut.raw) == (number, raw)


def test_a_whole_file_is_not_cut_without_a_last_line_end() -> None:
    table = table_of(b"a,b,c\n1,2,3\n4,5,6")
    assert [row[:3] for _, row in table.rows] == [["1", "2", "3"], ["4", "5", "6"]]
    assert table.cut is None


def test_a_quote_never_closed_costs_its_own_row() -> None:
    rows = [f"{n},name {n},text {n}" for n in range(400)]
    rows[7] = '7,"name 7,text 7'
    assert rows_of("\n".join(["a,b,c", *rows, ""]).encode()) == [row.split(",") for row in rows if '7,"' not in row]


def test_a_quote_never_closed_before_other_quotes_costs_its_own_row() -> None:
    rows = [f'{n},"name {n}","text, {n}"' for n in range(50)]
    rows[7] = '7,"name 7","text, 7'
    got = rows_of("\n".join(["a,b,c", *rows, ""]).encode(), one_line=True)
    assert [row[0] for row in got] == [str(n) for n in range(50) if n != 7]


def test_a_text_that_looks_like_a_table_stays_one_text() -> None:
    text = "my list:\n1,2,3\n4,5,6\n"
    assert rows_of(f'a,b,c\nx,y,"{text}"\n'.encode()) == [["x", "y", text]]


def test_quotes_behind_backslashes_are_read_where_they_are_used() -> None:
    data = b'a,b,c\n1,"he said \\"hi, you\\" twice",x\n2,"C:\\",y\n3,"plain \\\\""quote""",z\n'
    assert rows_of(data) == [["1", 'he said "hi, you" twice', "x"], ["2", "C:\\", "y"], ["3", 'plain \\\\"quote"', "z"]]


def test_nul_and_huge_cells_are_cells() -> None:
    huge = "x" * 3_000_000
    assert rows_of(f"a,b,c\n1\0,{huge},3\n4,5,6\n".encode()) == [["1\0", huge, "3"], ["4", "5", "6"]]


def test_a_line_longer_than_the_memory_should_hold_does_not_stop_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_LONGEST_LINE", 1000)
    monkeypatch.setattr(tables, "_LONGEST_RECORD", 5000)
    long_line = b"x" * 4321 + b",2,3\n"
    assert rows_of(b"a,b,c\n1,1,1\n" + long_line + b"4,5,6\n")[-1] == ["4", "5", "6"]
    open_quote = b'1,"never closed,3\n' + b"4,5,6\n" * 3000
    rows = rows_of(b"a,b,c\n" + open_quote)
    assert len(rows) == 3000


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\x1f"), max_size=12)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8), st.sampled_from([",", ";", "\t"]))
def test_whatever_csv_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([["a", "b", "c"], *rows])
    assert rows_of(out.getvalue().encode()) == rows


@given(st.binary(max_size=400))
def test_whatever_stands_below_a_header_is_rows(data: bytes) -> None:
    table = table_of(b"a,b,c\n" + data)
    numbers = [number for number, _ in table.rows]
    assert numbers == list(range(1, len(numbers) + 1))
    assert table.cut is None or table.cut.number == len(numbers) + 1


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["1,2,3", "x", ",", '"', '""', "\\", "\n", "\n", "\r\n", "\r", " "]), max_size=60),
    st.booleans(),
    st.integers(1, 4),
)
def test_a_table_read_in_blocks_is_the_one_read_row_by_row(text: list[str], one_line: bool, block: int) -> None:
    data = ("a,b,c\n" + "".join(text)).encode()

    def told(blocks: int) -> tuple[object, ...]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables, "_BLOCKS_TRIED", blocks)
            patch.setattr(tables, "_BLOCK", block)
            table = table_of(data, one_line=one_line)
            return list(table.rows), table.cut, table.last, table.ends_between_rows

    row_by_row = told(0)
    assert told(100) == row_by_row
    assert told(1) == row_by_row


@pytest.mark.parametrize("every", [2, 3, 9, 100])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_with_quotes_and_rows_without_come_as_csv_reader_tells_them(every: int, end: str) -> None:
    quoted = ('"x, y",2,3', '1,"a ""word""",3', f'1,"two{end}lines{end}of, text",3', '1,5" wide,3', '"",,""')
    lines = [f"{number},b {number}, " if number % every else quoted[number % len(quoted)] for number in range(300)]
    text = end.join(["a,b,c", *lines, ""])
    assert rows_of(text.encode()) == list(csv.reader(io.StringIO(text, newline="")))[1:]


def test_an_empty_line_is_no_row_wherever_it_is() -> None:
    lines = [*(f"{number},x,y" for number in range(100)), "", "100,x,y"]
    numbers = [row[0] for row in rows_of(("a,b,c\n" + "\n".join(lines) + "\n").encode())]
    assert numbers == [str(number) for number in range(101)]
