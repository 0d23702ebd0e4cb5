"""Numbers on the pages of a profile: the same as one gets by going through everything that happened."""

import re
from collections import Counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.models import Workspace
from app.activity.domain.kinds import BounceKind, EmailEventKind, RegistrationStatus
from app.db import db
from app.web.filters import day, money
from tests import factories
from tests.factories import World
from tests.profiles import histories
from tests.profiles.histories import Life, by_fiscal_year, counting, main_currency, net
from tests.profiles.makers import TODAY, Page, create, somebody
from tests.profiles.pages import table, words

SEEDS = (1, 2, 3, 4)
JULY = 7


def lead(app: Flask, world: World, seed: int) -> tuple[Page, Life]:
    """Somebody with a random life, in a workspace whose fiscal year begins in July."""
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).fiscal_year_start = JULY
        own, other = create(world.ours, somebody("Ann", "Lee"), somebody("Ben", "Ox"))
        life = histories.live(world.ours, own, seed)
        histories.live(world.ours, other, seed + 100)  # of whom nothing may be counted
        db.session.commit()
    return Page(own), life


def sums(amounts: dict[str, int]) -> set[str]:
    return {money(amount, currency) for currency, amount in amounts.items()}


def parts(text: str) -> set[str]:
    return {part for part in text.replace(", ", " and ").split(" and ") if part}


def walk(client: FlaskClient, url: str, label: str) -> list[list[str]]:
    """The rows of all pages of a list."""
    response = client.get(url)
    found = table(response, label)
    while more := re.search(r'href="([^"]*)" rel="next"', response.text):
        response = client.get(more[1].replace("&amp;", "&"))
        found += table(response, label)
    return found


def count_of(response: TestResponse, word: str) -> int:
    found = re.search(rf"([\d,]+) {word}", words(response))
    return int(found[1].replace(",", "")) if found else 0


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_giving_is_what_the_donations_come_to(
    app: Flask, as_alice: FlaskClient, world: World, seed: int
) -> None:
    page, life = lead(app, world, seed)
    gifts, currency = counting(life.donations), main_currency(life.donations)
    mine = [each for each in gifts if each.currency == currency]

    donations, overview = as_alice.get(page("donations")), words(as_alice.get(page()))

    shown = words(donations)
    with app.app_context():
        lifetime = re.search(r"Lifetime (.*?) in ([\d,]+) gift", shown)
        assert lifetime
        assert (parts(lifetime[1]), int(lifetime[2])) == (sums(net(life.donations)), len(gifts))
        assert (
            f"First {money(gifts[0].amount, gifts[0].currency)}" in shown
            or len({each.amount for each in gifts if each.received_on == gifts[0].received_on}) > 1
        )
        assert f"on {day(gifts[0].received_on)} Last" in shown
        assert f"on {day(gifts[-1].received_on)} " in shown
        assert f"Largest {money(max(each.amount for each in mine), currency)} on" in shown
        average = round(net(life.donations)[currency] / len(mine) + 1e-9)
        assert f"Average {money(average, currency)} of {len(mine)} gift" in shown
        told = re.search(r"Yes: ([\d,]+) gifts?, (.*?) in all, last (\S+) on (.*?) from", overview)
        assert told
        assert (int(told[1]), parts(told[2])) == (len(gifts), sums(net(life.donations)))
        assert told[4] == day(gifts[-1].received_on)


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_fiscal_years_and_funds_add_up(app: Flask, as_alice: FlaskClient, world: World, seed: int) -> None:
    page, life = lead(app, world, seed)

    response = as_alice.get(page("donations"))

    with app.app_context():
        years = table(response, "By fiscal year") + table(response, "By fiscal year, the others")
        assert {name: (int(gifts), parts(given)) for name, gifts, given in years} == {
            f"FY {year}": (len(counting(some)), sums(net(some)))
            for year, some in by_fiscal_year(life.donations, JULY).items()
        }
        assert [row[0] for row in years] == sorted((row[0] for row in years), reverse=True)
        funds = {each.fund for each in histories.settled(life.donations)}
        assert {name: (int(gifts), parts(given)) for name, gifts, given in table(response, "By fund")} == {
            fund or "no fund named": (len(counting(some)), sums(net(some)))
            for fund in funds
            for some in [[each for each in life.donations if each.fund == fund]]
        }


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_the_bars_of_ten_years_are_what_was_given_in_them(
    app: Flask, as_alice: FlaskClient, world: World, seed: int
) -> None:
    page, life = lead(app, world, seed)
    currency = main_currency(life.donations)

    bars = table(as_alice.get(page()), "Giving per year")

    with app.app_context():
        assert bars == [
            [
                str(year),
                money(
                    net(each for each in life.donations if each.received_on.year == year).get(currency, 0),
                    currency,
                ),
            ]
            for year in range(TODAY.year - 9, TODAY.year + 1)
        ]


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_every_donation_is_listed_once_and_refunds_name_their_gift(
    app: Flask, as_alice: FlaskClient, world: World, seed: int
) -> None:
    page, life = lead(app, world, seed)

    rows = walk(as_alice, page("donations"), "Donations")

    with app.app_context():
        assert Counter((row[0], row[1]) for row in rows) == Counter(
            (day(each.received_on), money(each.amount, each.currency)) for each in life.donations
        )
        tied = Counter(row[2].partition(" of ")[2] for row in rows if row[1].startswith("−"))
        assert tied == Counter(
            f"{money(gift.amount, gift.currency)} given on {day(gift.received_on)}"
            for gift in (life.gifts[place] for place, _ in life.refunds)
        )
        said = [row[2].count("refund") for row in rows if not row[1].startswith("−")]
        assert sum(said) == len(life.refunds)


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_registrations_are_counted_by_what_became_of_them(
    app: Flask, as_alice: FlaskClient, world: World, seed: int
) -> None:
    page, life = lead(app, world, seed)
    by_status = Counter(each.status for _, each in life.visits)

    tab, overview = as_alice.get(page("registrations")), words(as_alice.get(page()))

    for status in RegistrationStatus:
        word = "no-show" if status is RegistrationStatus.NO_SHOW else status.value
        assert count_of(tab, word) == by_status[status]
    rows = walk(as_alice, page("registrations"), "Registrations")
    assert len(rows) == len({row[0] for row in rows}) == len(life.visits)
    standing = sum(by_status.values()) - by_status[RegistrationStatus.CANCELLED]
    assert f"Yes: {standing} registration" in overview
    assert f"{by_status[RegistrationStatus.ATTENDED]} attended" in overview


@pytest.mark.both
@pytest.mark.parametrize("seed", SEEDS)
def test_emails_are_counted_by_what_became_of_them(
    app: Flask, as_alice: FlaskClient, world: World, seed: int
) -> None:
    page, life = lead(app, world, seed)
    opened = histories.became(life, EmailEventKind.OPENED)
    machine = histories.became(life, EmailEventKind.OPENED, machine=True)
    clicked, bounced = (
        histories.became(life, kind) for kind in (EmailEventKind.CLICKED, EmailEventKind.BOUNCED)
    )
    final = sum(each.bounce is BounceKind.PERMANENT for _, reports in life.mails for each in reports)

    tab, overview = as_alice.get(page("email-activity")), words(as_alice.get(page()))

    sent, delivered = len(life.mails), histories.delivered(life)
    told = f"{sent} emails sent, {delivered} delivered, {opened} opened, {clicked} clicked"
    assert told + (f", {bounced} bounced ({final} for good)" if bounced else "") in words(tab)
    assert count_of(tab, "more (?:was|were) opened by a machine only") == machine
    assert [row[1:2] for row in table(tab, "From sent to clicked")] == [
        [str(len(life.mails))],
        [str(histories.delivered(life))],
        [str(opened)],
        [str(clicked)],
    ]
    assert f"{len(life.mails)} emails sent, {opened} opened, {clicked} clicked" in overview
