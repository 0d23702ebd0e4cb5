"""The months of giving as a whole: made anew from the gifts, and compared with them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, case, cast, extract, func, select, union_all

from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.activity.rollup_models import GivingMonth
from app.activity.services.sets import inserting
from app.db import db, update_all

_FIGURES = ("gifts", "refunds", "total")


def set_months(workspace_id: int) -> None:
    """Make all of them anew. Rows are made and locked before the gifts are added up, as for people.

    A month that appears after that is what others added to it.
    """
    _make(workspace_id)
    key = (GivingMonth.currency, GivingMonth.month)
    rows = select(*key).where(GivingMonth.workspace_id == workspace_id).order_by(*key).with_for_update()
    held: list[tuple[str, date]] = [(row.currency, row.month) for row in db.session.execute(rows)]
    given = {
        (row.currency, date(row.year, row.month, 1)): row for row in db.session.execute(_given(workspace_id))
    }
    update_all(
        GivingMonth,
        [
            {"workspace_id": workspace_id, "currency": currency, "month": month}
            | {name: int(getattr(given.get((currency, month)), name, 0)) for name in _FIGURES}
            for currency, month in held
        ],
    )


def _make(workspace_id: int) -> None:
    blank = [_key(workspace_id, row) for row in db.session.execute(_given(workspace_id))]
    if blank:
        db.session.execute(inserting(GivingMonth).on_conflict_do_nothing(), blank)


def _key(workspace_id: int, row: Any) -> dict[str, Any]:
    return {"workspace_id": workspace_id, "currency": row.currency, "month": date(row.year, row.month, 1)}


def _given(workspace_id: int) -> Select[Any]:
    year, month = _parts(Donation.received_on)
    return (
        select(
            Donation.currency,
            year.label("year"),
            month.label("month"),
            func.count().filter(Donation.amount >= 0).label("gifts"),
            func.count().filter(Donation.amount < 0).label("refunds"),
            cast(func.sum(Donation.amount), BigInteger).label("total"),
        )
        .where(Donation.workspace_id == workspace_id, Donation.status == GiftStatus.SETTLED)
        .group_by(Donation.currency, year, month)
    )


def _parts(day: Any) -> tuple[Any, Any]:
    return cast(extract("year", day), Integer), cast(extract("month", day), Integer)


def wrong_months(workspace_id: int) -> Iterable[Any]:
    """Rows with currency, year and month of those that are not what the gifts come to; in one statement."""
    year, month = _parts(GivingMonth.month)
    stored = select(
        GivingMonth.currency,
        year.label("year"),
        month.label("month"),
        *((-getattr(GivingMonth, name)).label(name) for name in _FIGURES),
    ).where(GivingMonth.workspace_id == workspace_id)
    both = union_all(_given(workspace_id), stored).subquery()
    key = (both.c.currency, both.c.year, both.c.month)
    off = case(*((func.sum(both.c[name]) != 0, 1) for name in _FIGURES), else_=0)
    return db.session.execute(select(*key).group_by(*key).having(off == 1).order_by(*key))
