"""A workbook becomes the CSV that its visible cells show, or is refused with words."""

from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter

from app.imports.domain.file import sniff
from app.imports.domain.filetype import FileKind, file_kind
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.reader import RawRow, read_rows
from app.imports.domain.refusal import Refused
from app.imports.domain.sheets import AS_WRITTEN, Sheet, Unpacked, unpack
from app.imports.domain.workbook import sheet_names, write_csv
from tests.imports.corpus.books import ods, packed, xls, xlsx
from tests.imports.corpus.odd import Odd, Refusal, Table
from tests.imports.corpus.workbooks import WORKBOOKS


def come_out(data: bytes, *, sheet: str = "", limits: Limits = DEFAULT_LIMITS) -> Table | Refused:
    """What is read of a workbook."""
    kind = file_kind(data[: limits.head_bytes], filename="list.xlsx")
    assert kind is FileKind.WORKBOOK
    text = BytesIO()
    found = unpack(BytesIO(data), text, sheet=sheet, limits=limits)
    if isinstance(found, Refused):
        return found
    shape = sniff(text.getvalue(), filename="", overrides=AS_WRITTEN, limits=limits)
    if isinstance(shape, Refused):
        return shape
    rows = [row for row in read_rows([text.getvalue()], shape, limits) if isinstance(row, RawRow)]
    return Table(shape.columns, tuple(row.number for row in rows), tuple(rows[0].cells))


@pytest.mark.parametrize("odd", WORKBOOKS, ids=lambda odd: odd.name)
def test_an_odd_workbook_comes_out_as_expected(odd: Odd) -> None:
    found = come_out(odd.data)

    if isinstance(odd.expected, Refusal):
        assert isinstance(found, Refused), found
        assert odd.expected.says in found.what
        assert found.do.endswith(".")
    else:
        assert found == odd.expected


def test_every_byte_that_is_missing_leaves_a_refusal_or_a_table() -> None:
    for whole in (xlsx({"P": [["Email"], ["a@example.org"]]}), xls([["Email"], ["a@example.org"]]), ods()):
        for size in range(600, len(whole), 397):
            assert isinstance(come_out(whole[:size]), Refused | Table)


def test_dates_and_moments_of_excel_are_iso() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = book.add_worksheet()
    for column, code in enumerate(("d mmm yy", "yyyy-mm-dd hh:mm", "h:mm", "mmmm", "yyyy")):
        look = book.add_format({"num_format": code})
        sheet.write_datetime(0, column, datetime(1971, 4, 2, 12, 30), look)  # noqa: DTZ001
    book.close()
    text = BytesIO()

    assert write_csv(file, text, sheet="Sheet1") == 1
    assert text.getvalue() == b"1971-04-02,1971-04-02 12:30:00,1971-04-02 12:30:00,1971-04-02,1971\r\n"


def test_the_sheets_are_told_with_their_rows_and_any_can_be_read() -> None:
    people, board = [["Email"], ["ann@example.org"]], [["Email"], ["bo@example.org"], ["cy@example.org"]]
    data = xlsx({"Notes": [["Our lists"]], "People": people, "Old": people, "Board": board}, hidden="Old")

    first, other = BytesIO(), BytesIO()
    sheets = (Sheet("Notes", 1), Sheet("People", 2), Sheet("Board", 3))
    assert unpack(BytesIO(data), first, sheet="", limits=DEFAULT_LIMITS) == Unpacked("People", sheets)
    found = unpack(BytesIO(data), other, sheet="Board", limits=DEFAULT_LIMITS)
    assert found == Unpacked("Board", sheets)
    assert (first.getvalue(), other.getvalue()) == (
        b"Email\r\nann@example.org\r\n",
        b"Email\r\nbo@example.org\r\ncy@example.org\r\n",
    )
    assert isinstance(found, Unpacked)
    assert (found.rows, Unpacked.from_json(found.to_json())) == (3, found)


@pytest.mark.parametrize("name", ["Old", "Nobody"])
def test_a_sheet_that_is_hidden_or_not_there_is_refused_with_those_that_are(name: str) -> None:
    data = xlsx({"People": [["Email"], ["ann@example.org"]], "Old": [["Email"]]}, hidden="Old")

    refused = unpack(BytesIO(data), BytesIO(), sheet=name, limits=DEFAULT_LIMITS)

    assert isinstance(refused, Refused)
    assert refused.do == "Choose one of these: “People”."


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(workbook_entries=2), "unpacks to far more"),
        (Limits(workbook_bytes=100), "unpacks to far more"),
        (Limits(workbook_ratio=0), "unpacks to far more"),
        (Limits(columns=1), "at most 1 can be read"),
    ],
)
def test_a_workbook_beyond_a_limit_is_refused(limits: Limits, says: str) -> None:
    data = xlsx({"People": [["Email", "Name"], ["ann@example.org", "Ann"]]})

    refused = write_csv(BytesIO(data), BytesIO(), sheet="People", limits=limits)

    assert isinstance(refused, Refused)
    assert says in refused.what


@pytest.mark.parametrize("make", [lambda rows: xlsx({"People": rows}), xls], ids=["xlsx", "xls"])
def test_a_sheet_with_too_many_rows_is_refused_while_it_is_read(make: object) -> None:
    assert callable(make)
    data = make([["Email"], *[["ann@example.org"]] * 150])

    refused = write_csv(BytesIO(data), BytesIO(), sheet="People", limits=Limits(rows=20))

    assert isinstance(refused, Refused)
    assert refused.what == "The sheet “People” has more than 20 rows."


def test_a_packed_bomb_is_refused_unopened() -> None:
    data = packed({"xl/workbook.xml": bytes(9 * 1024 * 1024)})

    refused = sheet_names(BytesIO(data), Limits(workbook_ratio=8))

    assert isinstance(refused, Refused)
    assert "unpacks to far more" in refused.what


def test_a_long_cell_is_cut_so_that_its_row_can_tell() -> None:
    text = BytesIO()
    data = xlsx({"People": [["x" * 300]]})

    write_csv(BytesIO(data), text, sheet="People", limits=Limits(field_characters=50))

    assert text.getvalue() == b"x" * 51 + b"\r\n"


def test_a_protected_workbook_says_that_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    def protected(_: object) -> None:
        raise python_calamine.PasswordError("protected")

    monkeypatch.setattr(python_calamine, "CalamineWorkbook", type("Closed", (), {"from_filelike": protected}))

    refused = sheet_names(BytesIO(xls([["Email"]])))

    assert isinstance(refused, Refused)
    assert "password" in refused.what
