"""What people's gifts come to: the part of a rollup that is about giving."""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    select,
    true,
)

from app.accounts.models import Workspace
from app.activity.domain import masks
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation, SoftCredit
from app.activity.queries.asked import clamped, count, number, of, people
from app.gathered import HERE

_SETTLED = Donation.status == GiftStatus.SETTLED
_GIFT = and_(_SETTLED, Donation.amount >= 0)
_MINE = Donation.currency == Workspace.currency


@cache
def giving() -> Select[Any]:
    """Gifts, refunds and soft credits."""
    sums = _sums().cte("sums")
    columns = list(sums.c)
    first = _one(Donation.amount, sums, sums.c.first_gift_on, Donation.id.asc(), mine=True)
    last = _one(Donation.amount, sums, sums.c.last_gift_on, Donation.id.desc(), mine=True)
    return select(
        *columns,
        first.label("first_gift"),
        last.label("last_gift"),
        _largest_on(sums).label("largest_gift_on"),
        _one(Donation.amount, sums, sums.c.any_last_on, Donation.id.desc()).label("any_last"),
        _one(Donation.currency, sums, sums.c.any_last_on, Donation.id.desc()).label("any_last_currency"),
        *(made.label(name) for name, made in _credits(sums).items()),
    ).where(sums.c.constituent_id.is_not(None))


def _sums() -> Select[Any]:
    asked, gift, mine = people(), _GIFT, and_(_GIFT, _MINE)
    day, amount = Donation.received_on, Donation.amount
    year = cast(extract("year", day), Integer)
    begun = and_(Workspace.fiscal_year_start > 1, extract("month", day) >= Workspace.fiscal_year_start)
    return (
        select(
            asked.c.value.label("constituent_id"),
            func.count(Donation.id).label("donations"),
            count(gift).label("any_gifts"),
            func.min(day).filter(gift).label("any_first_on"),
            func.max(day).filter(gift).label("any_last_on"),
            _years(year, gift).label("calendar_years"),
            _years(year + case((begun, 1), else_=0), gift).label("fiscal_years"),
            count(mine).label("gifts"),
            number(func.sum(amount).filter(_SETTLED, _MINE)).label("given"),
            func.min(day).filter(mine).label("first_gift_on"),
            func.max(day).filter(mine).label("last_gift_on"),
            func.max(amount).filter(mine).label("largest_gift"),
        )
        .select_from(asked)
        .join(Workspace, Workspace.id == HERE)
        .outerjoin(Donation, of(Donation, asked.c.value))
        .group_by(asked.c.value)
    )


def _years(year: ColumnElement[Any], which: ColumnElement[bool]) -> ColumnElement[int]:
    """The bits of the years; a year adds its bit once, so that adding up is the same as joining them."""
    place = clamped(year, masks.FIRST, masks.LAST) - masks.FIRST
    bits = literal(1, BigInteger).bitwise_lshift(cast(place, Integer))
    return number(func.sum(bits.distinct()).filter(which))


def _one(
    wanted: Any, sums: Any, day: Any, order: ColumnElement[Any], *, mine: bool = False
) -> ColumnElement[Any]:
    """A value of the first or the last gift of a day."""
    query = select(wanted).where(
        of(Donation, sums.c.constituent_id), _GIFT, Donation.received_on == day, _own() if mine else true()
    )
    return query.order_by(order).limit(1).correlate(sums).scalar_subquery()


def _largest_on(sums: Any) -> ColumnElement[Any]:
    hers = (of(Donation, sums.c.constituent_id), _GIFT, _own(), Donation.amount == sums.c.largest_gift)
    return select(func.max(Donation.received_on, type_=Date)).where(*hers).correlate(sums).scalar_subquery()


def _own() -> ColumnElement[bool]:
    return Donation.currency == select(Workspace.currency).where(Workspace.id == HERE).scalar_subquery()


def _credits(sums: Any) -> dict[str, ColumnElement[Any]]:
    """Soft credits for gifts that are settled: how many, and in the workspace's currency how much."""
    figures = {
        "soft_credits": func.count(SoftCredit.amount),  # so that SQLite looks for the person, not for all
        "soft_credited": number(func.sum(SoftCredit.amount).filter(_own())),
    }
    gift = and_(Donation.workspace_id == HERE, Donation.id == SoftCredit.donation_id, _GIFT)
    return {
        name: select(figure)
        .select_from(SoftCredit)
        .join(Donation, gift)
        .where(of(SoftCredit, sums.c.constituent_id))
        .correlate(sums)
        .scalar_subquery()
        for name, figure in figures.items()
    }
