"""A country suggests the rest."""

from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from app.accounts.domain.places import countries, currencies, is_timezone, proposal, timezones
from app.accounts.domain.policy import Policy


@pytest.mark.parametrize(
    ("country", "timezone", "currency", "locale", "policy"),
    [
        ("US", "America/New_York", "USD", "en_US", Policy.OPT_OUT),
        ("GB", "Europe/London", "GBP", "en_GB", Policy.OPT_IN),
        ("DE", "Europe/Berlin", "EUR", "en_DE", Policy.OPT_IN),
        ("IN", "Asia/Kolkata", "INR", "en_IN", Policy.OPT_IN),
        ("BR", "America/Sao_Paulo", "BRL", "en_001", Policy.OPT_IN),
    ],
)
def test_a_country_suggests_zone_currency_locale_and_policy(
    country: str, timezone: str, currency: str, locale: str, policy: Policy
) -> None:
    proposed = proposal(country)

    assert (proposed.timezone, proposed.currency, proposed.locale) == (timezone, currency, locale)
    assert proposed.policy is policy


def test_every_country_has_a_usable_proposal() -> None:
    proposals = [proposal(country) for country in countries()]

    assert len(proposals) > 200
    assert all(is_timezone(proposed.timezone) for proposed in proposals)
    assert all(proposed.currency in currencies() for proposed in proposals)
    assert all(Locale.parse(proposed.locale) for proposed in proposals)


def test_every_time_zone_on_offer_exists() -> None:
    assert all(ZoneInfo(name) for names in timezones().values() for name in names)


def test_other_words_are_no_time_zone() -> None:
    assert not is_timezone("../../etc/passwd")
    assert not is_timezone("")
