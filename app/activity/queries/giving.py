"""Donations of one person, and the last gift of many. Only settled gifts count; a refund is negative."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, extract, func, literal, select, union_all

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.summaries import Gift, Giving, Month, add_up, main_currency
from app.activity.models import Donation
from app.db import db
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

_GIVEN = and_(Donation.status == GiftStatus.SETTLED, Donation.amount >= 0)


def giving(workspace: Workspace, constituent_id: int, *, today: date) -> Giving:
    """The figures of one person's giving, in two statements.

    The main currency is the workspace's, or the one of most gifts when nothing was given in that.
    """
    months = _months(workspace, constituent_id)
    currency = main_currency(months, workspace.currency)
    sums = add_up(months, currency=currency, first_month=workspace.fiscal_year_start, today=today)
    if not months:
        return sums
    marks = _marks(workspace, constituent_id, currency)
    return replace(sums, largest=marks.get("largest"), first=marks.get("first"), last=marks.get("last"))


def _months(workspace: Workspace, constituent_id: int) -> list[Month]:
    """Sums by currency and month: as many rows as months in which she gave, however many gifts there are."""
    year, month = extract("year", Donation.received_on), extract("month", Donation.received_on)
    query = (
        select(
            Donation.currency,
            year.label("year"),
            month.label("month"),
            func.sum(Donation.amount).label("amount"),
            func.count().filter(Donation.amount >= 0).label("gifts"),
        )
        .where(
            Donation.workspace_id == workspace.id,
            Donation.constituent_id == constituent_id,
            Donation.status == GiftStatus.SETTLED,
        )
        .group_by(Donation.currency, year, month)
    )
    return [
        Month(row.currency, int(row.year), int(row.month), int(row.amount), row.gifts)
        for row in db.session.execute(query)
    ]


def _marks(workspace: Workspace, constituent_id: int, currency: str) -> dict[str, Gift]:
    """The largest (of the main currency), the first and the last gift."""

    def one(name: str, *order: ColumnElement[Any]) -> Any:
        gifts = (
            select(literal(name).label("mark"), Donation.amount, Donation.currency, Donation.received_on)
            .where(Donation.workspace_id == workspace.id, Donation.constituent_id == constituent_id, _GIVEN)
            .order_by(*order)
        )
        return select(gifts.limit(1).subquery())

    newest = (Donation.received_on.desc(), Donation.id.desc())
    marks = union_all(
        one("largest", (Donation.currency == currency).desc(), Donation.amount.desc(), *newest),
        one("first", Donation.received_on.asc(), Donation.id.asc()),
        one("last", *newest),
    )
    return {row.mark: Gift(row.amount, row.currency, row.received_on) for row in db.session.execute(marks)}


def last_gifts(workspace_id: int, constituent_ids: Collection[int]) -> dict[int, Gift]:
    """The latest gift of each of these people, in one statement; who never gave is left out."""
    place = func.row_number().over(
        partition_by=Donation.constituent_id, order_by=(Donation.received_on.desc(), Donation.id.desc())
    )
    gifts = (
        select(
            Donation.constituent_id,
            Donation.amount,
            Donation.currency,
            Donation.received_on,
            place.label("place"),
        )
        .where(Donation.workspace_id == workspace_id, Donation.constituent_id.in_(constituent_ids), _GIVEN)
        .subquery()
    )
    rows = db.session.execute(select(gifts).where(gifts.c.place == 1)) if constituent_ids else ()
    return {row.constituent_id: Gift(row.amount, row.currency, row.received_on) for row in rows}


def donations(
    workspace: Workspace, constituent_id: int, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Any]:
    """One person's donations of every status, newest first."""
    query = select(*_SHOWN).where(
        Donation.workspace_id == workspace.id, Donation.constituent_id == constituent_id
    )
    place = dated(cursor, date)
    rows = db.session.execute(
        read_from(query, (Donation.received_on, Donation.id), place, size=size, falling=True)
    ).all()
    return page(rows, size=size, cursor=place, key=lambda row: (row.received_on.isoformat(), row.id))


_SHOWN = (
    *(Donation.id, Donation.received_on, Donation.amount, Donation.currency, Donation.status, Donation.kind),
    *(Donation.fund, Donation.appeal, Donation.method, Donation.refund_of_id, Donation.source),
)
