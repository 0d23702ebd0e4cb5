"""What people's facts come to, computed from the facts: columns named as those of `Rollup`.

Each statement takes the workspace as `HERE` and any number of people as the one parameter `PEOPLE`, so that
it is the same statement for one person and for ten thousand.
"""

from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    case,
    cast,
    column,
    extract,
    func,
    literal,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from app.accounts.models import Workspace
from app.activity.domain import masks
from app.activity.domain.kinds import BounceKind, GiftStatus, RegistrationStatus
from app.activity.models import Delivery, Donation, Event, Registration, SoftCredit
from app.gathered import HERE

PEOPLE = "people"
"""The parameter that holds ids as a JSON array."""


class _Each(GenericFunction[Any]):
    """The numbers of a JSON array as rows of one column `value`."""

    inherit_cache = True
    name = "each_number"


@compiles(_Each, "sqlite")
def _of_sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **options)})"


@compiles(_Each, "postgresql")
def _of_postgres(element: Any, compiler: Any, **options: Any) -> str:
    numbers = f"json_array_elements_text(({compiler.process(element.clauses, **options)})::json)"
    return f"(SELECT each_one::bigint AS value FROM {numbers} AS each_one)"  # noqa: S608


def people() -> Any:
    """The people of the parameter, as a table with the column `value`."""
    return _Each(bindparam(PEOPLE, type_=Text)).table_valued(column("value", BigInteger), name="asked")


# --- giving

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
            _count(gift).label("any_gifts"),
            func.min(day).filter(gift).label("any_first_on"),
            func.max(day).filter(gift).label("any_last_on"),
            _years(year, gift).label("calendar_years"),
            _years(year + case((begun, 1), else_=0), gift).label("fiscal_years"),
            _count(mine).label("gifts"),
            _number(func.sum(amount).filter(_SETTLED, _MINE)).label("given"),
            func.min(day).filter(mine).label("first_gift_on"),
            func.max(day).filter(mine).label("last_gift_on"),
            func.max(amount).filter(mine).label("largest_gift"),
        )
        .select_from(asked)
        .join(Workspace, Workspace.id == HERE)
        .outerjoin(Donation, _of(Donation, asked.c.value))
        .group_by(asked.c.value)
    )


def _years(year: ColumnElement[Any], which: ColumnElement[bool]) -> ColumnElement[int]:
    """The bits of the years; a year adds its bit once, so that adding up is the same as joining them."""
    place = case((year < masks.FIRST, masks.FIRST), (year > masks.LAST, masks.LAST), else_=year) - masks.FIRST
    bits = literal(1, BigInteger).bitwise_lshift(cast(place, Integer))
    return _number(func.sum(bits.distinct()).filter(which))


def _one(
    wanted: Any, sums: Any, day: Any, order: ColumnElement[Any], *, mine: bool = False
) -> ColumnElement[Any]:
    """A value of the first or the last gift of a day."""
    query = select(wanted).where(
        _of(Donation, sums.c.constituent_id), _GIFT, Donation.received_on == day, _own() if mine else true()
    )
    return query.order_by(order).limit(1).correlate(sums).scalar_subquery()


def _largest_on(sums: Any) -> ColumnElement[Any]:
    hers = (_of(Donation, sums.c.constituent_id), _GIFT, _own(), Donation.amount == sums.c.largest_gift)
    return select(func.max(Donation.received_on, type_=Date)).where(*hers).correlate(sums).scalar_subquery()


def _own() -> ColumnElement[bool]:
    return Donation.currency == select(Workspace.currency).where(Workspace.id == HERE).scalar_subquery()


def _credits(sums: Any) -> dict[str, ColumnElement[Any]]:
    """Soft credits for gifts that are settled: how many, and in the workspace's currency how much."""
    figures = {
        "soft_credits": func.count(),
        "soft_credited": _number(func.sum(SoftCredit.amount).filter(_own())),
    }
    gift = and_(Donation.workspace_id == HERE, Donation.id == SoftCredit.donation_id, _GIFT)
    return {
        name: select(figure)
        .select_from(SoftCredit)
        .join(Donation, gift)
        .where(_of(SoftCredit, sums.c.constituent_id))
        .correlate(sums)
        .scalar_subquery()
        for name, figure in figures.items()
    }


# --- registrations


@cache
def registrations() -> Select[Any]:
    """Places at events."""
    asked, at = people(), Registration.registered_at
    standing = Registration.status != RegistrationStatus.CANCELLED
    attended = Registration.status == RegistrationStatus.ATTENDED
    event = and_(Event.workspace_id == HERE, Event.id == Registration.event_id)
    return (
        select(
            asked.c.value.label("constituent_id"),
            func.count(Registration.id).label("registrations"),
            _count(standing).label("standing"),
            _count(attended).label("attended"),
            _count(Registration.status == RegistrationStatus.NO_SHOW).label("no_shows"),
            func.min(at).filter(standing).label("first_registered_at"),
            func.max(at).filter(standing).label("last_registered_at"),
            func.max(Event.starts_at).filter(attended).label("last_attended_at"),
        )
        .select_from(asked)
        .outerjoin(Registration, _of(Registration, asked.c.value))
        .outerjoin(Event, event)
        .where(asked.c.value.is_not(None))
        .group_by(asked.c.value)
    )


# --- email


@cache
def email() -> Select[Any]:
    """Messages. An open by a machine is none, and is counted apart where no person opened."""
    asked = people()
    machine = and_(Delivery.machine_opened_at.is_not(None), Delivery.opened_at.is_(None))
    return (
        select(
            asked.c.value.label("constituent_id"),
            func.count(Delivery.campaign_id).label("sent"),
            func.count(Delivery.delivered_at).label("delivered"),
            func.count(Delivery.opened_at).label("opened"),
            _count(machine).label("machine_only"),
            func.count(Delivery.clicked_at).label("clicked"),
            func.count(Delivery.bounced_at).label("bounced"),
            _count(Delivery.bounce == BounceKind.PERMANENT).label("hard_bounced"),
            func.count(Delivery.complained_at).label("complained"),
            func.min(Delivery.sent_at).label("first_sent_at"),
            func.max(Delivery.sent_at).label("last_sent_at"),
            func.max(Delivery.opened_at).label("last_opened_at"),
            func.max(Delivery.clicked_at).label("last_clicked_at"),
            _ends_in_bounce(asked.c.value).label("ends_in_bounce"),
        )
        .select_from(asked)
        .outerjoin(Delivery, _of(Delivery, asked.c.value))
        .where(asked.c.value.is_not(None))
        .group_by(asked.c.value)
    )


def _ends_in_bounce(person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Whether the last message whose outcome is known bounced for good."""
    told = Delivery.__table__.alias("told")
    known = told.c.delivered_at.is_not(None) | told.c.bounce.is_not(None)
    last = (
        select(told.c.bounce == BounceKind.PERMANENT)
        .where(told.c.workspace_id == HERE, told.c.constituent_id == person, known)
        .order_by(told.c.sent_at.desc(), told.c.campaign_id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return func.coalesce(last, literal(False))


def _of(table: Any, person: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(table.workspace_id == HERE, table.constituent_id == person)


def _count(which: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(which)


def _number(total: ColumnElement[Any]) -> ColumnElement[int]:
    """A sum that is 0 of nothing; PostgreSQL sums whole numbers into decimals."""
    return cast(func.coalesce(total, 0), BigInteger)
