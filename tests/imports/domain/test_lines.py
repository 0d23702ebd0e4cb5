"""Lines are cut at line ends only, in bounded pieces; records end with the refusal that ends the file."""

from app.imports.domain.limits import Limits
from app.imports.domain.lines import split_lines
from app.imports.domain.records import Flaw, Record, read_records
from app.imports.domain.refusal import Refused


def test_a_line_end_may_be_cut_in_two() -> None:
    assert list(split_lines(["a\r", "\nb\r", "c", "\n", "d"], 10)) == ["a\r\n", "b\r", "c\n", "d"]


def test_a_line_that_is_too_long_is_the_last_one() -> None:
    assert list(split_lines(["a\n", "b" * 6, "c" * 6, "\nd"], 10)) == ["a\n", "b" * 6 + "c" * 6]


def test_nothing_comes_after_a_refusal() -> None:
    limits = Limits(torn_rows=0)

    records = list(read_records(['a,"b\nc\n'], delimiter=",", quotechar='"', limits=limits))

    assert len(records) == 1
    assert isinstance(records[0], Refused)


def test_a_cell_beyond_the_csv_module_is_split_as_it_stands() -> None:
    text = '"' + "x" * 140_000 + '"y,"z"\n'

    (record,) = read_records([text], delimiter=",", quotechar='"', limits=Limits())

    assert isinstance(record, Record)
    assert (record.cells[1], record.flaw) == ('"z"', Flaw.LONG_CELL)
