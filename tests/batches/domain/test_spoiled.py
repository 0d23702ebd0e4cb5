"""What a program for figures did to numbers that are no amounts is undone, or told where it cannot be."""

from datetime import date

import pytest

from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.constituents.domain.record import Incoming
from app.imports.domain.suggest import suggest

COLUMNS = ("Email", "Phone", "Postcode", "External ID", "First name")


def parse(phone: str = "", postcode: str = "", external: str = "", first: str = "") -> Incoming | RowProblems:
    parser = RowParser(suggest(COLUMNS, []), Context("US", date(2026, 11, 22), "Old list"))
    return parser.parse(["ann@example.org", phone, postcode, external, first])


def test_a_point_and_a_zero_at_the_end_of_a_number_are_left_out() -> None:
    found = parse("5035550142.0", "97209.0", "1042.0")

    assert isinstance(found, Incoming)
    assert found.phones[0].e164 == "+15035550142"
    assert found.addresses[0].postcode == "97209"
    assert found.external_ids[0].value == "1042"


@pytest.mark.parametrize("text", ["1.0.0", "v2.0", "10.5", "007", ".0"])
def test_any_other_id_stays_as_it_is(text: str) -> None:
    found = parse(external=text)

    assert isinstance(found, Incoming)
    assert found.external_ids[0].value == text


def test_a_name_is_no_number() -> None:
    found = parse(first="7.0")

    assert isinstance(found, Incoming)
    assert found.name.first == "7.0"


@pytest.mark.parametrize("text", ["1.23E+11", "1E5", "4,2e+07"])
def test_an_id_that_lost_its_digits_is_never_used(text: str) -> None:
    found = parse(external=text)

    assert isinstance(found, RowProblems)
    (problem,) = found.problems
    assert "spreadsheet has shortened" in problem.what
    assert problem.column == "External ID"
