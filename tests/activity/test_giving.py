"""What somebody gave: figures against figures computed from the gifts one by one."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from app.activity import services
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.summaries import Gift
from app.activity.queries import giving
from app.db import db
from app.web.pagination import decode
from tests.activity.makers import day, people, workspace
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both
TODAY = date(2026, 11, 21)


def gift(person: int, amount: int, on: str, **more: object) -> NewDonation:
    values = {"currency": "USD"} | more
    return NewDonation(constituent_id=person, amount=amount, received_on=day(on), **values)  # type: ignore[arg-type]


def a_history(person: int, chance: random.Random) -> list[NewDonation]:
    """Gifts of all sorts over twelve years."""
    return [
        NewDonation(
            constituent_id=person,
            amount=chance.choice((500, 2_500, 12_345, 100_000, -700)),
            currency=chance.choice(("USD", "USD", "USD", "EUR")),
            received_on=TODAY - timedelta(days=chance.randrange(12 * 365)),
            status=chance.choice(
                (GiftStatus.SETTLED, GiftStatus.SETTLED, GiftStatus.PENDING, GiftStatus.FAILED)
            ),
        )
        for _ in range(chance.randrange(1, 60))
    ]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("first_month", [1, 7])
def test_the_figures_are_what_the_gifts_add_up_to(inside: World, seed: int, first_month: int) -> None:
    (ann,) = people(inside.ours, 1)
    ours = workspace(inside.ours)
    ours.fiscal_year_start = first_month
    gifts = a_history(ann, random.Random(seed))
    services.record_donations(inside.ours, gifts)

    found = giving.giving(ours, ann, today=TODAY)

    settled = [one for one in gifts if one.status is GiftStatus.SETTLED]
    given = [one for one in settled if one.amount >= 0]
    totals, years, fiscal = Counter[str](), Counter[int](), Counter[int]()
    for one in settled:
        totals[one.currency] += one.amount
        if one.currency == "USD":
            years[one.received_on.year] += one.amount
            fiscal[one.received_on.year + (first_month == 7 and one.received_on.month >= 7)] += one.amount
    this_year = 2027 if first_month == 7 else 2026
    assert found.gifts == len(given)
    assert dict(found.totals) == dict(totals)
    assert (found.this_year, found.last_year) == (fiscal[this_year], fiscal[this_year - 1])
    if any(one.currency == "USD" for one in given):
        dollars = [one.amount for one in given if one.currency == "USD"]
        assert dict(found.by_year) == dict(years)
        assert found.largest is not None
        assert (found.largest.amount, found.largest.currency) == (max(dollars), "USD")
    if given:
        assert found.first is not None
        assert found.last is not None
        assert found.first.on == min(one.received_on for one in given)
        assert found.last.on == max(one.received_on for one in given)


def test_who_gave_only_in_another_currency_is_added_up_in_that(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    services.record_donations(inside.ours, [gift(ann, 5_000, "2026-03-04", currency="EUR")])

    found = giving.giving(workspace(inside.ours), ann, today=TODAY)

    assert (found.currency, found.total, found.this_year) == ("EUR", 5_000, 5_000)


def test_who_never_gave_has_no_figures(inside: World) -> None:
    (ann,) = people(inside.ours, 1)

    found = giving.giving(workspace(inside.ours), ann, today=TODAY)

    assert (found.gifts, found.total, found.last) == (0, 0, None)


def test_a_refund_takes_from_its_year_and_is_no_gift(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    given = services.record_donations(inside.ours, [gift(ann, 10_000, "2025-03-04")]).ids[0]
    services.record_donations(inside.ours, [gift(ann, -4_000, "2026-01-05", refund_of_id=given)])

    found = giving.giving(workspace(inside.ours), ann, today=TODAY)

    assert (found.gifts, found.total) == (1, 6_000)
    assert dict(found.by_year) == {2025: 10_000, 2026: -4_000}
    assert found.last == Gift(10_000, "USD", date(2025, 3, 4))


def test_the_figures_take_one_statement_however_many_gifts(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    ours = workspace(inside.ours)
    services.record_donations(inside.ours, [gift(ann, 100 + n, "2026-03-04") for n in range(400)])

    with count_statements() as statements:
        giving.giving(ours, ann, today=TODAY)

    assert len(statements) == 1


def test_last_gifts_of_many_come_in_one_statement(inside: World) -> None:
    ann, ben, cleo = people(inside.ours, 3)
    services.record_donations(
        inside.ours,
        [
            gift(ann, 1_000, "2025-03-04"),
            gift(ann, 2_000, "2026-03-04"),
            gift(ann, 9_000, "2026-05-05", status=GiftStatus.PENDING),
            gift(ben, 3_000, "2024-03-04"),
        ],
    )

    with count_statements() as statements:
        found = giving.last_gifts(inside.ours, [ann, ben, cleo])

    assert len(statements) == 1
    assert found == {ann: Gift(2_000, "USD", date(2026, 3, 4)), ben: Gift(3_000, "USD", date(2024, 3, 4))}


def test_pages_show_every_donation_once_and_lead_back(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    chance = random.Random(1)
    services.record_donations(
        inside.ours, [gift(ann, n, f"2026-03-{chance.randrange(1, 5):02}") for n in range(1, 24)]
    )
    ours, seen, cursor, pages = workspace(inside.ours), [], None, []
    while True:
        page = giving.donations(ours, ann, cursor=cursor, size=5)
        pages.append(page)
        seen += page.rows
        if page.next is None:
            break
        cursor = decode(page.next, str, int)

    back = giving.donations(ours, ann, cursor=decode(pages[2].previous, str, int), size=5)

    assert sorted(row.amount for row in seen) == list(range(1, 24))
    assert [row.received_on for row in seen] == sorted((row.received_on for row in seen), reverse=True)
    assert [row.id for row in back.rows] == [row.id for row in pages[1].rows]


def test_a_cursor_that_is_no_date_means_the_first_page(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    services.record_donations(inside.ours, [gift(ann, 100, "2026-03-04")])

    page = giving.donations(workspace(inside.ours), ann, cursor=decode("WzAsInRoZSBtb29uIiwxXQ", str, int))

    assert len(page.rows) == 1
    assert page.previous is None
    db.session.rollback()
