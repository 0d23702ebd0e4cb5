"""Rows are the same however the bytes arrive, and well-formed ones are as the csv module reads them."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.domain.encoding import Encoding
from app.imports.domain.file import sniff
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.records import Flaw
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape

SHAPE = FileShape(Encoding.UTF_8, ",", 1, ("Email", "Name"))
SMALL = Limits(field_characters=50, rows=3, row_characters=200, row_lines=5, torn_rows=2)

pieces = st.lists(st.integers(0, 40), max_size=12)
# The alphabet of trouble: what begins, ends or spoils a cell.
trouble = st.lists(
    st.sampled_from(['"', ",", ";", "\n", "\r", "\r\n", " ", "a", "é", "\u2028", "\ufeff", "x@y.org"])
)
tables = st.lists(
    st.lists(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=2, max_size=2
    ),
    max_size=8,
)


def _cut(data: bytes, lengths: list[int]) -> Iterator[bytes]:
    for length in lengths:
        yield data[:length]
        data = data[length:]
    yield data


def _rows(data: bytes, limits: Limits = SMALL, shape: FileShape = SHAPE) -> list[RawRow | Refused]:
    return list(read_rows([data], shape, limits))


@given(st.binary(max_size=300), st.sampled_from(Encoding), pieces)
def test_any_bytes_give_rows_or_a_refusal_and_the_pieces_do_not_matter(
    data: bytes, encoding: Encoding, lengths: list[int]
) -> None:
    shape = FileShape(encoding, ",", 1, ("Email", "Name"))

    whole = _rows(data, shape=shape)

    assert list(read_rows(_cut(data, lengths), shape, SMALL)) == whole
    assert not any(isinstance(row, Refused) for row in whole[:-1])


@given(trouble, pieces)
def test_troubled_text_gives_the_same_rows_in_any_pieces(parts: list[str], lengths: list[int]) -> None:
    data = "".join(parts).encode()

    rows = _rows(data)

    assert list(read_rows(_cut(data, lengths), SHAPE, SMALL)) == rows
    numbers = [row.number for row in rows if isinstance(row, RawRow)]
    assert numbers == sorted(set(numbers))
    assert all(len(row.cells) >= 2 for row in rows if isinstance(row, RawRow))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_shape_that_can_be_read_or_a_refusal(data: bytes) -> None:
    shape = sniff(data, filename="list.csv")

    if isinstance(shape, FileShape):
        assert shape.columns
        assert FileShape.from_json(shape.to_json()) == shape
        assert all(isinstance(row, RawRow) for row in _rows(data, Limits(), shape))


@given(tables, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_well_formed_table_reads_as_the_csv_module_reads_it(
    table: list[list[str]], delimiter: str, end: str
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(
        [["Email", "Name"], *table]
    )
    shape = FileShape(Encoding.UTF_8, delimiter, 1, ("Email", "Name"))

    rows = _rows(text.getvalue().encode(), Limits(), shape)

    filled = [cells for cells in table if any(cell.strip() for cell in cells)]
    assert [row.cells for row in rows if isinstance(row, RawRow)] == filled
    assert all(isinstance(row, RawRow) and row.flaw is None for row in rows)


def test_rows_count_as_a_spreadsheet_does_and_lines_as_an_editor_does() -> None:
    reader = read_rows([b'Email,Name\na,"x\ny"\n\n , \nb,"z"\n'], SHAPE)

    rows = list(reader)

    assert rows == [RawRow(2, 2, ["a", "x\ny"]), RawRow(5, 6, ["b", "z"])]
    assert reader.blank == 2


def test_lines_before_row_one_count_as_lines_only() -> None:
    shape = FileShape(Encoding.UTF_8, ";", 1, ("Email", "Name"), skip=1)

    assert list(read_rows([b"sep=;\nEmail;Name\na;b\n"], shape)) == [RawRow(2, 3, ["a", "b"])]


def test_an_open_quotation_mark_spoils_only_its_own_row() -> None:
    rows = _rows(b'Email,Name\na,"b\nc,d\n', Limits())

    assert rows == [RawRow(2, 2, ["a", '"b'], Flaw.UNCLOSED_QUOTE), RawRow(3, 3, ["c", "d"])]


def test_a_record_of_endlessly_many_lines_is_given_up_and_read_line_by_line() -> None:
    rows = _rows(b"Email,Name\n" + b'a","\n' * 3, SMALL)

    assert [row.flaw for row in rows if isinstance(row, RawRow)] == [Flaw.UNCLOSED_QUOTE] * 2
    assert isinstance(rows[-1], Refused)
    assert "quotation mark" in rows[-1].what


@pytest.mark.parametrize(
    ("cell", "length"),
    [(b"x" * 51, 50), (b'"' + b"x" * 51 + b'"', 50), (b'"' + b"x" * 51 + b'"y', 50)],
    ids=["plain", "in quotation marks", "in stray quotation marks"],
)
def test_a_cell_that_is_too_long_is_cut_and_said_so(cell: bytes, length: int) -> None:
    rows = _rows(b"Email,Name\na," + cell + b"\nb,c\n")

    first, second = rows
    assert isinstance(first, RawRow)
    assert (len(first.cells[1]), first.flaw) == (length, Flaw.LONG_CELL)
    assert second == RawRow(3, 3, ["b", "c"])


def test_a_cell_longer_than_the_csv_module_takes_is_cut_too() -> None:
    limits = Limits(field_characters=200_000)

    rows = _rows(b"Email,Name\na," + b"x" * 300_000 + b"\nb,c\n", limits)

    assert [len(row.cells[1]) for row in rows if isinstance(row, RawRow)] == [200_000, 1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Email,Name\n" + b"x" * 500, "Line 2 goes on"),
        (b"Email,Name\na,b\n" + b"x" * 500 + b"\nc,d\n", "Line 3 goes on"),
        (b"Email,Name\n" + b"a,b\n" * 4, "more than 3 rows"),
    ],
)
def test_what_is_too_large_ends_with_a_refusal_after_the_rows_before_it(data: bytes, says: str) -> None:
    *_, last = _rows(data)

    assert isinstance(last, Refused)
    assert says in last.what
    assert str(last).endswith(last.do)
