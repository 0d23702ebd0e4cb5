"""Facts about prospects for tests, on 21 November 2026 in a year that begins in January."""

from datetime import date
from typing import Any

from app.activity.domain.summaries import Gift
from app.activity.domain.years import fiscal_year
from app.profiles.domain.prospect_facts import Facts, Speech
from app.words import dated

TODAY = date(2026, 11, 21)
SAY = Speech(money=lambda minor, currency: f"{currency} {minor // 100:,}", day=dated)


def day(text: str) -> date:
    return date.fromisoformat(text)


def facts(*gifts: tuple[str, int], **more: Any) -> Facts:
    """Facts with these gifts (day, whole dollars), and whatever else is said."""
    first_month = more.get("first_month", 1)
    given = [Gift(amount * 100, "USD", day(on)) for on, amount in sorted(gifts)]
    numbers: dict[int, int] = {}
    amounts: dict[int, int] = {}
    for gift in given:
        year = fiscal_year(gift.on, first_month)
        numbers[year] = numbers.get(year, 0) + 1
        amounts[year] = amounts.get(year, 0) + gift.amount
    told: dict[str, Any] = {
        "today": TODAY,
        "gifts": numbers,
        "amounts": amounts,
        "total": sum(gift.amount for gift in given),
        "first": given[0].on if given else None,
        "last": given[-1] if given else None,
        "largest": max(given, key=lambda gift: gift.amount, default=None),
    }
    return Facts(**(told | more))
