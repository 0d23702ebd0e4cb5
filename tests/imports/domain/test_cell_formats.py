"""A number in a cell comes out as the cell shows it, or whole where the cell only rounds it."""

import pytest

from app.imports.domain.cell_formats import Look, built_in, cell_format, number_text


@pytest.mark.parametrize(
    ("raw", "code", "text"),
    [
        ("97209", "General", "97209"),
        ("97209.0", "General", "97209"),
        ("0.1", "0%", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("1E5", "General", "100000"),
        ("1.5550142E+9", "0.00E+00", "1555014200"),
        ("1E-7", "General", "0.0000001"),
        ("-12.5", '"$"#,##0.00', "-12.5"),
        ("1234.5", "#,##0.00", "1234.5"),
        ("7", "0", "7"),
        ("2139", "00000", "02139"),
        ("21390042", "00000-0000", "02139-0042"),
        ("5035550142", "(000) 000-0000", "(503) 555-0142"),
        ("42", '"C-"0000', "C-0042"),
        ("42", "\\C\\-0000", "C-0042"),
        ("123456", "00000", "123456"),
        ("-3", "00000", "-3"),
        ("3.5", "00000", "3.5"),
        ("26025", "yyyy-mm-dd", "1971-04-02"),
        ("26025", "[$-409]d mmm yyyy;@", "1971-04-02"),
        ("26025.5", "dd/mm/yyyy hh:mm", "1971-04-02 12:00:00"),
        ("26025.0", "dd/mm/yyyy hh:mm", "1971-04-02"),
        ("0.5", "h:mm AM/PM", "12:00:00"),
        ("46124", "d mmmm", "--04-12"),
        ("26025", "yyyy", "1971"),
        ("59", "yyyy-mm-dd", "1900-02-28"),
        ("61", "yyyy-mm-dd", "1900-03-01"),
        ("-1", "yyyy-mm-dd", "-1"),
        ("9999999", "yyyy-mm-dd", "9999999"),
        ("Ann", "yyyy-mm-dd", "Ann"),
        ("", "General", ""),
        ("nan", "General", "nan"),
        ("1e999", "General", "1e999"),
    ],
)
def test_a_number_is_written_as_its_cell_shows_it(raw: str, code: str, text: str) -> None:
    assert number_text(raw, cell_format(code)) == text


def test_days_of_old_macs_count_from_1904() -> None:
    assert number_text("24563", cell_format("yyyy-mm-dd"), since_1904=True) == "1971-04-02"


@pytest.mark.parametrize(
    ("number", "look"),
    [
        *((0, Look.NUMBER), (2, Look.NUMBER), (14, Look.DATE), (16, Look.DAY_OF_YEAR)),
        *((17, Look.DATE), (20, Look.TIME), (22, Look.MOMENT), (49, Look.NUMBER)),
    ],
)
def test_formats_known_by_their_number(number: int, look: Look) -> None:
    assert built_in(number).look is look
