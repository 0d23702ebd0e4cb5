"""Amounts typed into forms: read as the workspace writes them, or refused with words that say how."""

import pytest

from app.activity.domain.money import minor_units, parse_typed
from app.constituents.domain.problems import Problem


@pytest.mark.parametrize(
    ("text", "currency", "locale", "minor"),
    [
        ("12.50", "USD", "en_US", 1_250),
        ("$1,250.50", "USD", "en_US", 125_050),
        ("1,250", "USD", "en_US", 125_000),
        ("12,50", "EUR", "de_DE", 1_250),
        ("1.250,50 €", "EUR", "de_DE", 125_050),
        ("1’250.50", "CHF", "de_CH", 125_050),
        ("1\u202f250,50", "EUR", "fr_FR", 125_050),
        ("-5", "USD", "en_US", -500),
        ("12.500", "KWD", "en_US", 12_500),
        (" 12,345 ", "JPY", "en_US", 12_345),
    ],
)
def test_an_amount_is_read_with_the_mark_of_the_workspace(
    text: str, currency: str, locale: str, minor: int
) -> None:
    assert parse_typed(text, currency, locale) == minor


@pytest.mark.parametrize(
    ("text", "locale"),
    [
        ("12,50", "en_US"),
        ("1,5", "en_US"),
        ("1.250", "en_US"),
        ("12.50", "de_DE"),
        ("12.50", "fr_FR"),
        ("1,250", "de_DE"),
        ("(50)", "en_US"),
        ("50-", "en_US"),
        ("10-20", "en_US"),
        ("1e3", "en_US"),
        ("5 0", "en_US"),
        ("12 50", "en_US"),
        ("12.50 EUR", "en_US"),
        ("1.234.5", "en_US"),
        ("", "en_US"),
        ("9" * 40, "en_US"),
    ],
)
def test_what_could_be_another_amount_is_refused_and_never_a_hundred_times_as_much(
    text: str, locale: str
) -> None:
    assert isinstance(parse_typed(text, "USD", locale), Problem)
    assert minor_units(text, "USD", locale) is None


@pytest.mark.parametrize(
    ("text", "currency", "locale", "fix"),
    [
        (
            "12,50",
            "USD",
            "en_US",
            "Type an amount of USD in figures, with a point before the cents, such as 123.40.",
        ),
        (
            "12.50",
            "EUR",
            "de_DE",
            "Type an amount of EUR in figures, with a comma before the cents, such as 123,40.",
        ),
        ("12.5", "JPY", "en_US", "Type an amount of JPY in figures, such as 123."),
    ],
)
def test_the_words_say_how_the_amount_is_written_here(
    text: str, currency: str, locale: str, fix: str
) -> None:
    found = parse_typed(text, currency, locale)

    assert isinstance(found, Problem)
    assert found.fix == fix
