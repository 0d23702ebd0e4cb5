"""Amounts out of files: exact, in minor units of their currency, never guessed where two readings differ."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from app.activity.domain.money import (
    DecimalMark,
    UnclearMark,
    currency_code,
    detect_mark,
    digits_of,
    parse_amount,
)
from app.constituents.domain.problems import Problem

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA


@pytest.mark.parametrize(
    ("text", "currency", "mark", "minor"),
    [
        ("25", "USD", POINT, 2_500),
        ("25.00", "USD", POINT, 2_500),
        ("19.9", "USD", POINT, 1_990),
        (".5", "USD", POINT, 50),
        ("0.29", "USD", POINT, 29),
        ("1,250.50", "USD", POINT, 125_050),
        ("1,250", "USD", POINT, 125_000),
        ("1,00,000.00", "INR", POINT, 10_000_000),
        ("$1,250.50", "USD", POINT, 125_050),
        ("US$ 12.00", "USD", POINT, 1_200),
        ("USD 12", "USD", POINT, 1_200),
        ("12 usd", "USD", POINT, 1_200),
        ("-42.92", "USD", POINT, -4_292),
        ("−42.92", "USD", POINT, -4_292),
        ("42.92-", "USD", POINT, -4_292),
        ("(42.92)", "USD", POINT, -4_292),
        ("($42.92)", "USD", POINT, -4_292),
        ("+5.00", "USD", POINT, 500),
        ("1.250,50", "EUR", COMMA, 125_050),
        ("1.250", "EUR", COMMA, 125_000),
        ("12,5", "EUR", COMMA, 1_250),
        ("1 250,00 €", "EUR", COMMA, 125_000),
        ("1\u202f250,00", "EUR", COMMA, 125_000),
        ("1’250.00", "CHF", POINT, 125_000),
        ("25.0000", "USD", POINT, 2_500),
        ("5,000", "JPY", POINT, 5_000),
        ("500.00", "JPY", POINT, 500),
        ("￥500", "JPY", POINT, 500),
        ("1.234", "KWD", POINT, 1_234),
        ("0", "USD", POINT, 0),
        ("9999999999999.99", "USD", POINT, 999_999_999_999_999),
    ],
)
def test_an_amount_is_read_to_the_last_minor_unit(
    text: str, currency: str, mark: DecimalMark, minor: int
) -> None:
    assert parse_amount(text, currency, mark) == minor


@pytest.mark.parametrize(
    ("text", "currency", "mark", "why"),
    [
        ("", "USD", POINT, "missing"),
        ("many", "USD", POINT, "not an amount"),
        ("12,50", "USD", POINT, "not an amount"),
        ("12.50", "EUR", COMMA, "not an amount"),
        ("1.250", "USD", POINT, "thousands"),
        ("25.000", "USD", POINT, "thousands"),
        ("1,250", "EUR", COMMA, "thousands"),
        ("1.000", "JPY", POINT, "thousands"),
        ("0.001", "USD", POINT, "more digits"),
        ("10.995", "USD", POINT, "thousands"),
        ("1000.995", "USD", POINT, "more digits"),
        ("500.50", "JPY", POINT, "more digits"),
        ("€25", "USD", POINT, "says EUR"),
        ("25 GBP", "USD", POINT, "says GBP"),
        ("1e3", "USD", POINT, "not an amount"),
        ("1.2.3", "USD", POINT, "not an amount"),
        ("--5", "USD", POINT, "not an amount"),
        ("12 50", "USD", POINT, "has a space"),
        ("1 250 0", "USD", POINT, "has a space"),
        ("NaN", "USD", POINT, "says NAN"),
        ("10000000000000.00", "USD", POINT, "more than any gift"),
        ("9" * 400, "USD", POINT, "more than any gift"),
    ],
)
def test_what_is_no_amount_or_could_be_two_is_told_and_not_guessed(
    text: str, currency: str, mark: DecimalMark, why: str
) -> None:
    found = parse_amount(text, currency, mark)

    assert isinstance(found, Problem)
    assert why in str(found)


@given(
    minor=some.integers(-(10**14), 10**14),
    currency=some.sampled_from(["USD", "JPY", "KWD"]),
    mark=some.sampled_from(list(DecimalMark)),
    grouped=some.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_every_amount_that_is_written_out_comes_back(
    minor: int, currency: str, mark: DecimalMark, grouped: bool
) -> None:
    digits = digits_of(currency)
    text = f"{Decimal(minor).scaleb(-digits):{',' if grouped else ''}.{digits}f}"

    written = text if mark is POINT else text.translate(str.maketrans(".,", ",."))

    assert parse_amount(written, currency, mark) == minor


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["25", "100"], POINT),
        (["25.00", "1,250.00"], POINT),
        (["25,00", "1.250"], COMMA),
        (["1.250,00"], COMMA),
        (["1,250,000"], POINT),
        (["1.250.000"], COMMA),
        (["1250.000"], POINT),
        (["-42,92", ""], COMMA),
        (["1.250", "2.000"], UnclearMark(("1.250", "2.000"))),
        (["25.00", "25,00"], UnclearMark(("25.00", "25,00"))),
        ([], POINT),
    ],
)
def test_a_column_says_itself_what_stands_before_the_cents_or_is_asked(
    values: list[str], found: DecimalMark | UnclearMark
) -> None:
    assert detect_mark(values) == found


@pytest.mark.parametrize(("text", "code"), [("usd", "USD"), (" EUR ", "EUR"), ("Jpy", "JPY")])
def test_a_currency_is_known_by_its_letters(text: str, code: str) -> None:
    assert currency_code(text) == code


@pytest.mark.parametrize("text", ["", "dollars", "US$", "XXZ"])
def test_what_is_no_currency_is_told(text: str) -> None:
    assert isinstance(currency_code(text), Problem)


def test_each_mark_shows_what_it_does() -> None:
    assert [mark.label for mark in DecimalMark] == ["a point: 1,250.00", "a comma: 1.250,00"]
