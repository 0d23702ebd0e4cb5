"""What staff say about a file is taken; the rest is found out."""

from app.imports.domain.encoding import Encoding
from app.imports.domain.file import sample, sniff
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FIND_OUT, FileShape, Overrides

LIST = b"Email;Name\nann@example.org;Ann, Jo\nbo@example.org;Bo, Ray\n"


def _shape(data: bytes, overrides: Overrides = FIND_OUT, limits: Limits = DEFAULT_LIMITS) -> FileShape:
    shape = sniff(data, filename="list.csv", overrides=overrides, limits=limits)
    assert isinstance(shape, FileShape), shape
    return shape


def test_the_shape_says_itself() -> None:
    assert _shape(LIST).described == "Unicode (UTF-8) · semicolon · header in row 1"
    assert _shape(b"ann@example.org,Ann\n").described == "Unicode (UTF-8) · comma · no header"


def test_an_encoding_that_staff_choose_is_taken() -> None:
    shape = _shape("Email\njosé@example.org\n".encode("mac-roman"), Overrides(encoding=Encoding.CP1252))

    assert shape.encoding is Encoding.CP1252


def test_a_delimiter_that_staff_choose_is_taken() -> None:
    data = b"Email,Name;Email\nann@example.org,Ann;bo@example.org\n"

    assert _shape(data, Overrides(delimiter=";")).columns == ("Email,Name", "Email")


def test_a_header_row_that_staff_choose_is_taken_without_doubt() -> None:
    data = b"ann@example.org;Ann\nbo@example.org;Bo\n"

    assert _shape(data).header_sure is False
    assert _shape(data, Overrides(header_row=1)).columns == ("ann@example.org", "Ann")
    assert _shape(data, Overrides(header_row=0)).header_sure is True


def test_a_header_row_below_the_first_rows_is_refused() -> None:
    refused = sniff(LIST, filename="list.csv", overrides=Overrides(header_row=9))

    assert isinstance(refused, Refused)
    assert "row 9" in refused.what


def test_a_workbook_that_reaches_this_point_is_refused() -> None:
    refused = sniff(b"PK\x03\x04[Content_Types].xml", filename="list.xlsx")

    assert isinstance(refused, Refused)
    assert "workbook" in refused.what


def test_the_sample_leaves_out_what_the_head_cut_off() -> None:
    limits = Limits(head_bytes=len(LIST) - 5)
    head = LIST[: limits.head_bytes]

    shape = _shape(head, limits=limits)

    assert [row.cells[0] for row in sample(head, shape, limits)] == ["ann@example.org"]
    assert [row.cells[0] for row in sample(LIST, shape)] == ["ann@example.org", "bo@example.org"]


def test_the_sample_is_short_and_holds_sound_rows_only() -> None:
    data = b'Email,Name\nann@example.org,"Ann\n' + b"bo@example.org,Bo\n" * 50
    limits = Limits(sample_rows=10)

    rows = sample(data, _shape(data), limits)

    assert [row.number for row in rows] == list(range(3, 12))


def test_rows_beyond_the_head_may_follow_a_header_that_fills_it() -> None:
    limits = Limits(head_bytes=20)

    shape = _shape(b"Email,Name,City\n,,,,,,,,,,,,", limits=limits)

    assert shape.columns == ("Email", "Name", "City")


def test_a_shape_comes_back_from_storage() -> None:
    shape = _shape(b"sep=;\nEmail;Name\nann@example.org;Ann\n")

    assert shape.skip == 1
    assert FileShape.from_json(shape.to_json()) == shape
