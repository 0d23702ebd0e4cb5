"""Workspaces with years of facts in them, the same for the same seed."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from app.activity import services
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.kinds import GiftStatus
from app.reports.domain.giving import Fact
from tests.activity.makers import people

TODAY = date(2026, 11, 22)
EDGES = ("2026-07-01", "2026-06-30", "2025-11-22", "2025-11-23", "2025-07-01", "2025-06-30", "2024-02-29")
"""Days on which something begins or ends."""


def gift(donor: int, on: date | str, amount: int = 5_000, **more: object) -> NewDonation:
    day = date.fromisoformat(on) if isinstance(on, str) else on
    values: dict[str, object] = {"currency": "USD"} | more
    return NewDonation(constituent_id=donor, amount=amount, received_on=day, **values)  # type: ignore[arg-type]


def some_years(
    workspace_id: int, seed: int, *, donors: int = 30, currencies: Sequence[str] = ("USD", "EUR")
) -> list[NewDonation]:
    """Gifts of all sorts and refunds to so many people over eleven years, recorded. Flushes."""
    chance = Random(seed)
    given = [
        gift(
            who,
            _day(chance),
            chance.choice((500, 500, 2_500, 12_345, 0, -700)),
            currency=chance.choice((currencies[0], *currencies)),
            status=chance.choice((GiftStatus.SETTLED,) * 4 + (GiftStatus.PENDING, GiftStatus.REFUNDED)),
            fund=chance.choice(("", "Roof", "Roof", "Library")),
            campaign=chance.choice(("", "Spring")),
            appeal=chance.choice(("", "Letter", "Gala")),
        )
        for who in people(workspace_id, donors)
        for _ in range(chance.randrange(7))
    ]
    services.record_donations(workspace_id, given)
    return given


def _day(chance: Random) -> date:
    if chance.random() < 0.3:
        return date.fromisoformat(chance.choice(EDGES))
    return TODAY - timedelta(days=int(chance.random() ** 2 * 11 * 365))


def facts(given: list[NewDonation], currency: str = "USD") -> list[Fact]:
    """What reports count of them."""
    return [
        Fact(each.constituent_id, each.received_on, each.amount)
        for each in given
        if each.status is GiftStatus.SETTLED and each.currency == currency
    ]
