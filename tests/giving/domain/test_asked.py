"""The filters of the list of gifts, as an address says them."""

from datetime import date

import pytest

from app.activity.domain.kinds import GiftKind, GiftStatus
from app.giving.domain.asked import Asked, chip, read


def asked(currency: str = "USD", locale: str = "en_US", **given: str) -> Asked:
    return read(given, currency=currency, locale=locale)


def test_every_filter_is_read() -> None:
    found = asked(**{"from": "2024-02-29", "to": "2026-06-30"}, status="pending", kind="in_kind", fund="Roof")

    assert (found.start, found.end) == (date(2024, 2, 29), date(2026, 6, 30))
    assert (found.status, found.kind) == (GiftStatus.PENDING, GiftKind.IN_KIND)
    assert found.texts == {"fund": "Roof"}
    assert found.narrows


@pytest.mark.parametrize(
    "given",
    [{"from": "2026-02-30"}, {"status": "lost"}, {"import": "-3"}, {"min": "lots"}, {"fund": "  "}, {}],
)
def test_what_cannot_be_read_is_as_if_it_was_not_asked(given: dict[str, str]) -> None:
    found = read(given, currency="USD", locale="en_US")

    assert not found.narrows
    assert not found.query


def test_an_amount_that_cannot_be_read_is_said_and_not_just_left_out() -> None:
    found = asked(min="12,50", max="100")

    assert (found.least, found.most) == (None, 10_000)
    assert "“12,50”" in found.unread[0]
    assert "such as 123.40" in found.unread[0]


@pytest.mark.parametrize(
    ("currency", "locale", "typed", "minor"),
    [
        ("USD", "en_US", "1,250.50", 125_050),
        ("EUR", "de_DE", "1.250,50", 125_050),
        ("JPY", "en_US", "1,250", 1_250),
        ("KWD", "en_US", "1.250", 1_250),
    ],
)
def test_an_amount_is_read_as_the_workspace_writes_it(
    currency: str, locale: str, typed: str, minor: int
) -> None:
    found = asked(currency, locale, min=typed)

    assert (found.least, found.currency) == (minor, currency)


def test_an_amount_may_be_asked_in_another_currency() -> None:
    assert asked(min="10", currency="USD").query == {"min": "10"}
    assert read({"min": "10", "currency": "jpy"}, currency="USD", locale="en_US").least == 10


def test_a_filter_in_force_reads_as_words() -> None:
    found = asked(**{"from": "2026-03-04"}, source="hand entry", fund="Roof", max="12")

    said = [chip(name, value, found, date.isoformat) for name, value in found.query.items()]

    assert said == ["From 2026-03-04", "Fund: Roof", "Typed here", "At most 12 USD"]


def test_one_filter_can_be_taken_away() -> None:
    assert asked(fund="Roof", appeal="Gala").without("fund") == {"appeal": "Gala"}
