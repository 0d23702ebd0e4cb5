"""The prospect panel: numbers on the page are the numbers in the facts, counted here once more."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation
from app.activity.models import Donation
from app.constituents.models import Constituent
from app.cultivation import services
from app.cultivation.domain.roles import ConstituencyDraft
from app.cultivation.queries import context_of
from app.db import db, now
from app.profiles.queries.figures import glance
from app.profiles.queries.indicators import facts_of
from app.profiles.queries.person import person, verdict
from tests import factories
from tests.cultivation.makers import BOB, cultivated
from tests.factories import World
from tests.profiles.makers import Page, create, days_ago, maria, organization, somebody
from tests.profiles.pages import check, words

GIFTS = (("2019-12-31", 500), ("2022-07-01", 120), ("2023-06-30", 80), ("2024-02-29", 75), ("2024-03-01", 25))


def given_on(workspace_id: int, who: int, *gifts: tuple[str, int], currency: str = "USD") -> list[int]:
    return activity.record_donations(
        workspace_id,
        [
            NewDonation(
                constituent_id=who, amount=100 * amount, currency=currency, received_on=date.fromisoformat(on)
            )
            for on, amount in gifts
        ],
    ).ids


@pytest.mark.both
@pytest.mark.parametrize("first_month", [1, 3, 7])
def test_the_facts_are_those_of_the_rows(inside: World, first_month: int) -> None:
    here = db.session.get_one(Workspace, inside.ours)
    here.fiscal_year_start = first_month
    (who,) = create(inside.ours, somebody("Ann", "Lee"))
    ids = given_on(inside.ours, who, *GIFTS)
    given_on(inside.ours, who, ("2024-05-01", 9), currency="EUR")
    refund = NewDonation(
        constituent_id=who, amount=-2_000, currency="USD", received_on=date(2024, 3, 2), refund_of_id=ids[0]
    )
    activity.record_donations(inside.ours, [refund])
    cultivated(inside.ours, who)
    db.session.commit()

    found = read(here, who)

    rows = db.session.scalars(select(Donation).where(Donation.constituent_id == who)).all()
    years: dict[int, int] = {}
    amounts: dict[int, int] = {}
    for row in rows:
        year = row.received_on.year + (1 if first_month > 1 and row.received_on.month >= first_month else 0)
        years[year] = years.get(year, 0) + (row.amount > 0)
        if row.currency == "USD":
            amounts[year] = amounts.get(year, 0) + row.amount
    assert {year: count for year, count in found.gifts.items() if count} == {
        y: n for y, n in years.items() if n
    }
    assert dict(found.amounts) == amounts
    assert (found.total, found.gifts_in_all) == (78_000, 6)
    assert (found.other_currencies, found.first) == (("EUR",), date(2019, 12, 31))
    assert (found.roles, found.next_step, found.last_contact) == (
        ("Volunteer",),
        "Send the report",
        date(2021, 3, 4),
    )


def read(here: Workspace, who: int) -> Any:
    at = now()
    found = person(here, who)
    assert found is not None
    seen, known = glance(here, who, at=at), context_of(here, who)
    return facts_of(here, found, seen, verdict(here, found, at=at), known, today=at.date())


def test_the_panel_names_the_numbers(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours, gifts=2)

    response = as_alice.get(page())

    shown = words(response)
    check(response)
    assert "Donor: 2 gifts in the last 5 fiscal years, $100, the last 10 days ago." in shown
    assert "Suggested: Thank for the gift. $50 came on" in shown
    assert "10 days ago; no contact is noted since." in shown
    assert "Comes to events. 1 event attended." in shown
    assert "Reads email. 1 opened and 0 clicked of 2 delivered" in shown


def test_the_panel_is_never_stale(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours, gifts=2)
    before = words(as_alice.get(page()))
    with factories.inside(app, world.ours):
        given_on(world.ours, page.id, (days_ago(1).isoformat(), 30))
        services.add_constituency(world.ours, page.id, ConstituencyDraft(role="Volunteer"), actor=BOB)
        db.session.commit()

    after = words(as_alice.get(page()))

    assert "3 gifts in the last 5 fiscal years, $130, the last 1 day ago." not in before
    assert "3 gifts in the last 5 fiscal years, $130, the last 1 day ago." in after
    assert "Takes part. 1 role today: Volunteer." in after


def test_nobody_is_asked_who_died(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours, gifts=1)
    with factories.inside(app, world.ours):
        db.session.get_one(Constituent, (world.ours, page.id)).is_deceased = True
        db.session.commit()

    shown = words(as_alice.get(page()))

    assert "Nothing is suggested: this person has died." in shown
    assert "Suggested:" not in shown
    assert "Second-gift window" not in shown.partition("Prospect")[2].partition("Details")[0]


def test_an_organization_has_a_panel_too(app: Flask, as_alice: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        (own,) = create(world.ours, organization())
        last_year = date(now().year - 1, 12, 31)
        given_on(world.ours, own, (last_year.isoformat(), 900), (f"{last_year.year}-02-01", 100))
        db.session.commit()

    shown = words(as_alice.get(Page(own)()))

    assert f"LYBUNT. 2 gifts in {last_year.year}, the last on Dec 31, {last_year.year}" in shown
    assert "Cannot be emailed." in shown
    assert "Ask to give again this year" in shown
    assert "Not by email: no" in shown
