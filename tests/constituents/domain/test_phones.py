"""Phone numbers: what is kept as typed, what is compared, and what is refused."""

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.constituents.domain import phones
from app.constituents.domain.phones import PhoneNumber, parse_phone, phone_key
from app.constituents.domain.problems import Problem

READ = phonenumbers.PhoneNumber(country_code=1, national_number=5035550142)


@pytest.mark.parametrize(
    ("typed", "country", "e164"),
    [
        ("(212) 736-5000", "US", "+12127365000"),
        ("1-212-736-5000", "us", "+12127365000"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("+44 20 7946 0018", "US", "+442079460018"),
        ("7700 900123", "GB", "+447700900123"),
        ("212-736-5000 ext. 12", "US", "+12127365000"),
    ],
)
def test_a_number_keeps_its_typed_form_beside_the_international_one(
    typed: str, country: str, e164: str
) -> None:
    read = parse_phone(typed, country)

    assert isinstance(read, PhoneNumber)
    assert (read.number, read.e164) == (typed, e164)


def test_a_number_in_use_has_no_warning() -> None:
    assert parse_phone("(212) 736-5000") == PhoneNumber("(212) 736-5000", "+12127365000", "")


def test_a_possible_number_that_is_not_in_use_is_kept_with_a_warning() -> None:
    read = parse_phone("(555) 201-2244")

    assert isinstance(read, PhoneNumber)
    assert read.e164 == "+15552012244"
    assert "not a number in use" in read.warning


def test_a_number_without_its_area_code_is_kept_without_the_international_form() -> None:
    read = parse_phone("736-5000")

    assert isinstance(read, PhoneNumber)
    assert read.e164 == ""
    assert "no area code" in read.warning


@pytest.mark.parametrize(
    ("typed", "what", "fix"),
    [
        ("", "Phone is blank.", "leave the column out"),
        ("call the office", "is not a phone number", "Replace the words"),
        ("4.47701E+11", "is not a phone number", "spreadsheet"),
        ("123", "is too short", "missing digits"),
        ("+1 23456", "is too short", "missing digits"),
        ("(212) 736-5000, (212) 736-5001", "is too long", "Keep one number"),
        ("+1 212 736 5000 123456", "is too long", "Keep one number"),
        ("1 1111111111111", "is too long", "Keep one number"),
        ("abc1", "is not a phone number", "Write it with digits"),
    ],
)
def test_what_is_no_number_is_refused_with_its_remedy(typed: str, what: str, fix: str) -> None:
    problem = parse_phone(typed)

    assert isinstance(problem, Problem)
    assert what in problem.what
    assert fix in problem.fix


def test_without_a_country_only_international_numbers_are_read() -> None:
    assert isinstance(parse_phone("(212) 736-5000", ""), Problem)
    assert isinstance(parse_phone("+1 212 736 5000", ""), PhoneNumber)


@pytest.mark.parametrize(
    ("number", "e164", "key"),
    [
        ("(212) 736-5000", "+12127365000", "+12127365000"),
        ("212 736 5000 x12", "+12127365000", "+12127365000;ext=12"),
        ("736-5000", "", "7365000"),
    ],
)
def test_an_extension_makes_another_phone_and_spelling_does_not(number: str, e164: str, key: str) -> None:
    assert phone_key(number, e164) == key


@given(st.text(max_size=30), st.sampled_from(["US", "GB", "de", "", "XX"]))
def test_any_text_is_read_or_explained(text: str, country: str) -> None:
    assert isinstance(parse_phone(text, country), PhoneNumber | Problem)


@pytest.mark.parametrize("country", ["US", "CA", "GB", "us", "PR"])
@pytest.mark.parametrize(
    "typed",
    [
        *("5035550142", "503-555-0142", "(503) 555-0142", "503.555.0142", "(503 555 0142"),
        *("+15035550142", "+1 (503) 555-0142", "+1-503-555-0142", "+1 2015550123"),
        *("1035550142", "0035550142", "503555014", "50355501423", "503--555-0142", "+44 503 555 0142"),
    ],
)
def test_the_short_way_reads_what_the_library_reads(typed: str, country: str) -> None:
    quick = phones._north_american(typed, country)
    assert quick is None or quick == phonenumbers.parse(typed, country.upper())


def test_the_usual_ways_to_write_ten_digits_take_the_short_way() -> None:
    assert all(
        (phones._north_american(typed, "US"), phones._north_american(typed, "GB") is None) == (READ, is_home)
        for typed, is_home in [
            ("503-555-0142", True),
            ("(503) 555-0142", True),
            ("+1 503 555 0142", False),
        ]
    )
