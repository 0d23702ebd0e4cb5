"""The parts that giving is made of: months, years, funds and campaigns, and the currencies there are."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    distinct,
    extract,
    func,
    literal,
    or_,
    select,
    union_all,
)

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.masks import bit
from app.activity.domain.years import fiscal_year
from app.activity.models import Donation
from app.activity.rollup_models import GivingMonth, Rollup
from app.db import db
from app.reports.domain.spans import SHOWN, Month, Period, Span
from app.reports.queries.giving import View, within
from app.reports.queries.people import Amounts, here

MOST_PARTS = 100
"""So many funds or campaigns are listed, those with most money first."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What came in, net of refunds, and in how many gifts."""

    given: int = 0
    gifts: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.given + other.given, self.gifts + other.gifts)


Totals = Mapping[str, Mapping[Month, Sum]]


def totals(workspace: Workspace) -> Totals:
    """Every month in which something was given, by currency; in one statement."""
    found: dict[str, dict[Month, Sum]] = defaultdict(dict)
    for row in db.session.execute(_from_facts(workspace) if workspace.rollups_stale else _kept(workspace)):
        found[row.currency][Month(int(row.year), int(row.month))] = Sum(int(row.given), row.gifts)
    return found


def _kept(workspace: Workspace) -> Select[*tuple[Any, ...]]:
    year, month = extract("year", GivingMonth.month), extract("month", GivingMonth.month)
    columns = (GivingMonth.currency, year.label("year"), month.label("month"), GivingMonth.gifts)
    return select(*columns, GivingMonth.total.label("given")).where(
        GivingMonth.workspace_id == workspace.id,
        or_(GivingMonth.gifts != 0, GivingMonth.refunds != 0),
    )


def _from_facts(workspace: Workspace) -> Select[*tuple[Any, ...]]:
    year, month = extract("year", Donation.received_on), extract("month", Donation.received_on)
    query = select(
        Donation.currency,
        year.label("year"),
        month.label("month"),
        func.sum(Donation.amount).label("given"),
        func.count().filter(Donation.amount >= 0).label("gifts"),
    ).where(Donation.workspace_id == workspace.id, Donation.status == GiftStatus.SETTLED)
    return query.group_by(Donation.currency, year, month)


def is_alone(workspace: Workspace, currency: str) -> bool:
    """Whether nothing was ever given in another currency; in one statement."""
    if workspace.rollups_stale:
        return False
    others = select(GivingMonth.currency).where(
        GivingMonth.workspace_id == workspace.id, GivingMonth.currency != currency
    )
    return db.session.scalar(others.limit(1)) is None


def by_year(months: Mapping[Month, Sum], period: Period) -> dict[int, Sum]:
    """The sums of the years that are shown beside this one, by the year."""
    found = {each.year: Sum() for each in period.shown}
    for month, amount in months.items():
        year = fiscal_year(month.span.start, period.first_month)
        if year in found:
            found[year] += amount
    return found


def donors_by_month(view: View) -> dict[str, int]:
    """How many people gave in each month of the year, by the month's key."""
    counts = [
        func.count(distinct(case((within(month.span), Donation.constituent_id)))).label(month.key)
        for month in view.period.months
    ]
    gifts = select(*counts).where(view.mine, within(view.period.this), Donation.amount >= 0)
    row = db.session.execute(gifts.where(here(view.workspace.id, Donation.constituent_id))).one()
    return dict(zip((month.key for month in view.period.months), row, strict=True))


@dataclass(frozen=True, slots=True)
class Kept:
    """How many gave in a year, and how many of them had given the year before."""

    donors: int
    retained: int


def donors_by_year(view: View) -> dict[int, Kept]:
    """The donors of each of the years that are shown, by the year; in one statement.

    The year before the first one is read as well, as nobody could have been retained without it.
    """
    people, gave = _by_years(view)
    columns: list[ColumnElement[int]] = []
    for each in view.period.shown:
        now, before = gave(each.year), gave(each.year - 1)
        columns += [func.count().filter(now), func.count().filter(now, before)]
    in_sight = here(view.workspace.id, people.c.constituent_id)
    row = list(db.session.execute(select(*columns).select_from(people).where(in_sight)).one())
    return {each.year: Kept(*row[2 * at : 2 * at + 2]) for at, each in enumerate(view.period.shown)}


def _by_years(view: View) -> tuple[Any, Callable[[int], ColumnElement[bool]]]:
    """People, and the condition that one gave in a year: by the mask of years, or out of all gifts."""
    if view.years is not None:
        kept = select(Rollup.constituent_id, view.years.label("years"))
        people = kept.where(Rollup.workspace_id == view.workspace.id).subquery()
        return people, lambda year: people.c.years.bitwise_and(bit(year)) > 0
    years = [view.period.before(SHOWN), *view.period.shown]
    gave = [func.max(case((within(each.this), 1), else_=0)).label(f"y{each.year}") for each in years]
    span = within(Span(years[0].this.start, view.period.this.end))
    gifts = select(Donation.constituent_id, *gave).where(view.mine, Donation.amount >= 0, span)
    people = gifts.group_by(Donation.constituent_id).subquery()
    return people, lambda year: people.c[f"y{year}"] == 1


@dataclass(frozen=True, slots=True)
class Part:
    """One fund, campaign or appeal: its name, blank where none is named; people, gifts, sum of the year."""

    name: str
    people: int
    gifts: int
    given: int


def parts(view: View) -> tuple[Sequence[Part], Sequence[Part], Sequence[Part]]:
    """The funds of the year, its campaigns and its appeals, those with most money first; in one statement."""
    asked = union_all(*(_parts(view, kind, column) for kind, column in _KINDS.items()))
    rows = db.session.execute(asked).all()
    funds, campaigns, appeals = (
        sorted(
            (Part(row.name, row.people, row.gifts, int(row.given)) for row in rows if row.kind == kind),
            key=lambda part: (-part.given, part.name),
        )
        for kind in _KINDS
    )
    return funds, campaigns, appeals


_KINDS = {"fund": Donation.fund, "campaign": Donation.campaign, "appeal": Donation.appeal}


def _parts(view: View, kind: str, name: Any) -> Any:
    gift = Donation.amount >= 0
    giver = and_(gift, here(view.workspace.id, Donation.constituent_id))
    return (
        select(
            literal(kind).label("kind"),
            name.label("name"),
            func.count(distinct(case((giver, Donation.constituent_id)))).label("people"),
            func.count().filter(gift).label("gifts"),
            func.sum(Donation.amount).label("given"),
        )
        .where(view.mine, within(view.period.this))
        .group_by(name)
    )


def amounts_of(view: View, ids: Collection[int]) -> Amounts:
    """What these people gave last year and this year, by id."""
    this, last = view.period.this, view.period.last
    sums = (
        func.coalesce(func.sum(case((within(span), Donation.amount), else_=0)), 0) for span in (last, this)
    )
    query = (
        select(Donation.constituent_id, *sums)
        .where(view.mine, Donation.constituent_id.in_(ids), or_(within(this), within(last)))
        .group_by(Donation.constituent_id)
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in db.session.execute(query)}
