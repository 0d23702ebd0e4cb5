"""Numbers of giving against the same numbers computed gift by gift; and the people behind each."""

import pytest
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity import services
from app.activity.services import rebuilding
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.constituents.models import Constituent
from app.db import db
from app.lifecycle.services.erasing import erase
from app.reports.domain.giving import OF_DONORS, Donors, donors, figures, is_one
from app.reports.domain.spans import Period
from app.reports.queries import giving, giving_parts
from app.reports.queries.giving import View
from app.reports.queries.people import among, count
from tests.activity.makers import people
from tests.factories import World
from tests.reports.makers import TODAY, facts, gift, some_years

PERIODS = (Period(2027, 7, TODAY), Period(2026, 7, TODAY), Period(2026, 1, TODAY), Period(2024, 1, TODAY))


@pytest.fixture
def ours(inside: World) -> Workspace:
    found = db.session.get_one(Workspace, inside.ours)
    found.fiscal_year_start = 7
    db.session.flush()
    rebuilding.rebuild(found.id)
    return found


def ids(view: View, who: Donors, value: str = "") -> set[int]:
    meant = among(giving.who_gave(view, who, value))
    return set(
        db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == view.workspace.id, meant))
    )


@pytest.mark.parametrize(("currencies", "periods"), [(("USD",), PERIODS), (("USD", "EUR"), PERIODS[:2])])
def test_every_number_is_what_the_gifts_come_to_and_has_its_people_behind_it(
    ours: Workspace, currencies: tuple[str, ...], periods: tuple[Period, ...]
) -> None:
    assert_every_number(ours, currencies, periods)


@pytest.mark.postgres
@pytest.mark.parametrize("currencies", [("USD",), ("USD", "EUR")])
def test_every_number_is_the_same_on_postgresql(ours: Workspace, currencies: tuple[str, ...]) -> None:
    assert_every_number(ours, currencies, PERIODS[:1])


def assert_every_number(ours: Workspace, currencies: tuple[str, ...], periods: tuple[Period, ...]) -> None:
    given = some_years(ours.id, 1, currencies=currencies)

    for period in periods:
        for currency in currencies:
            alone = giving_parts.is_alone(ours, currency)
            assert alone == (len(currencies) == 1)
            view = View(ours, period, currency, alone=alone)
            assert (view.years is not None) == alone
            expected, mine = figures(facts(given, currency), period), donors(facts(given, currency), period)

            assert giving.figures(view) == expected, period
            for who in OF_DONORS:
                assert ids(view, who) == {each for each, donor in mine.items() if is_one(who, donor)}, who
                assert count(ours.id, among(giving.who_gave(view, who))) == expected.people[who]


@pytest.mark.parametrize("stale", [False, True])
def test_months_years_funds_and_campaigns_add_up_to_the_year(ours: Workspace, *, stale: bool) -> None:
    assert_parts_add_up(ours, PERIODS, stale=stale)


@pytest.mark.postgres
def test_months_years_funds_and_campaigns_add_up_on_postgresql(ours: Workspace) -> None:
    assert_parts_add_up(ours, PERIODS[:1], stale=False)


def assert_parts_add_up(ours: Workspace, periods: tuple[Period, ...], *, stale: bool) -> None:
    given = some_years(ours.id, 3, currencies=("USD",))
    ours.rollups_stale = stale
    for period in periods:
        view = View(ours, period, "USD", alone=True)
        mine = facts(given)
        gifts = [fact for fact in mine if fact.amount >= 0]

        totals = giving_parts.totals(ours)
        years = giving_parts.by_year(totals["USD"], period)
        kept, months = giving_parts.donors_by_year(view), giving_parts.donors_by_month(view)
        funds, campaigns, appeals = giving_parts.parts(view)

        assert (set(totals), view.years is None) == ({"USD"}, stale)
        for each in period.shown:
            now = {fact.donor for fact in gifts if fact.on in each.this}
            before = {fact.donor for fact in gifts if fact.on in each.last}
            assert years[each.year].given == sum(fact.amount for fact in mine if fact.on in each.this)
            assert (kept[each.year].donors, kept[each.year].retained) == (len(now), len(now & before))
        for month in period.months:
            people = {fact.donor for fact in gifts if fact.on in month.span}
            assert months[month.key] == len(people)
            assert ids(view, Donors.MONTH, month.key) == people
        for who, parts in ((Donors.FUND, funds), (Donors.CAMPAIGN, campaigns), (Donors.APPEAL, appeals)):
            assert sum(part.given for part in parts) == years[period.year].given
            assert sum(part.gifts for part in parts) == years[period.year].gifts
            assert [len(ids(view, who, part.name)) for part in parts] == [part.people for part in parts]


def test_what_each_gave_stands_beside_the_name(ours: Workspace) -> None:
    given = some_years(ours.id, 4)
    view = View(ours, PERIODS[0], "USD")
    known = donors(facts(given), PERIODS[0])

    shown = giving_parts.amounts_of(view, list(known))

    told = {who: (donor.last_given, donor.given) for who, donor in known.items()}
    assert {who: told[who] for who in shown} == shown
    assert all(who in shown or told[who] == (0, 0) for who in told)


def test_who_was_erased_counts_in_the_sums_and_in_no_number_of_people(ours: Workspace) -> None:
    gone, here = people(ours.id, 2)
    services.record_donations(
        ours.id, [gift(who, day) for who in (gone, here) for day in ("2026-08-01", "2026-05-01")]
    )
    erase(ours, gone, actor=Actor("Alice", Via.FORM, id=101))
    view = View(ours, PERIODS[0], "USD")

    found = giving.figures(view)
    (fund,), *_ = giving_parts.parts(view)

    assert (found.given, found.gifts, found.last_given) == (10_000, 2, 10_000)
    assert (found.people[Donors.GAVE], found.people[Donors.RETAINED]) == (1, 1)
    assert (fund.given, fund.gifts, fund.people) == (10_000, 2, 1)
    assert giving_parts.donors_by_month(view)["2026-08"] == 1
    assert giving_parts.donors_by_year(view)[2027] == giving_parts.Kept(1, 1)
    assert ids(view, Donors.GAVE) == {here}
