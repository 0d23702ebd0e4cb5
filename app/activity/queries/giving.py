"""Donations of one person, and the last gift of many. Only settled gifts count; a refund is negative."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, func, literal, or_, select, union_all

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.summaries import Gift, Giving, Month, add_up, main_currency, parts
from app.activity.models import Donation
from app.activity.queries.origins import origins, origins_of
from app.db import db
from app.gathered import about, ask, rows
from app.web.keyset import dated, read_from
from app.web.pagination import Cursor, Page, page

_SETTLED = Donation.status == GiftStatus.SETTLED
_GIVEN = and_(_SETTLED, Donation.amount >= 0)


def giving(workspace: Workspace, constituent_id: int, *, today: date) -> Giving:
    """The figures of one person's giving, in one statement.

    The main currency is the workspace's, or the one of most gifts when nothing was given in that.
    """
    row = ask(select(*giving_columns()), workspace.id, constituent_id)
    return giving_from(row, workspace, today=today)


@cache
def giving_columns() -> tuple[ColumnElement[Any], ...]:
    """What `giving_from` reads, for a statement about one person."""
    return (
        rows(_months()).label("months"),
        rows(_marks()).label("marks"),
        rows(_funds()).label("funds"),
        rows(origins(Donation, Donation.source, _GIVEN)).label("gift_origins"),
    )


def giving_from(row: Any, workspace: Workspace, *, today: date) -> Giving:
    """The figures that a row with `giving_columns` tells."""
    months = [
        Month(each.currency, int(each.year), int(each.month), int(each.amount), each.gifts)
        for each in row.months
    ]
    currency = main_currency(months, workspace.currency)
    sums = add_up(months, currency=currency, first_month=workspace.fiscal_year_start, today=today)
    marks = {each.mark: Gift(each.amount, each.currency, each.received_on) for each in row.marks}
    funds = sorted(row.funds, key=lambda each: (each.currency == currency, each.amount), reverse=True)
    return replace(
        sums,
        largest=marks.get(currency),
        first=marks.get("first"),
        last=marks.get("last"),
        funds=parts((each.fund, each.currency, int(each.amount), each.gifts) for each in funds),
        origins=origins_of(row.gift_origins),
    )


def _months() -> Select[*tuple[Any, ...]]:
    """Sums by currency and month: as many rows as months in which she gave, however many gifts there are."""
    year, month = extract("year", Donation.received_on), extract("month", Donation.received_on)
    query = select(Donation.currency, year.label("year"), month.label("month"), *_SUMS)
    return query.where(*about(Donation), _SETTLED).group_by(Donation.currency, year, month)


_SUMS = (
    func.sum(Donation.amount).label("amount"),
    func.count().filter(Donation.amount >= 0).label("gifts"),
)


def _funds() -> Select[*tuple[Any, ...]]:
    query = select(Donation.fund, Donation.currency, *_SUMS).where(*about(Donation), _SETTLED)
    return query.group_by(Donation.fund, Donation.currency)


def _marks() -> Any:
    """The first and the last gift, and by its currency the largest of each."""
    newest = (Donation.received_on.desc(), Donation.id.desc())
    place = func.row_number().over(partition_by=Donation.currency, order_by=(Donation.amount.desc(), *newest))
    ranked = select(*_gift(Donation.currency), place.label("place")).where(*about(Donation), _GIVEN)
    largest = ranked.subquery()
    named = (largest.c[name] for name in ("mark", "amount", "currency", "received_on"))
    return union_all(
        _one(literal("first"), Donation.received_on.asc(), Donation.id.asc()),
        _one(literal("last"), *newest),
        select(*named).where(largest.c.place == 1),
    )


def _one(mark: ColumnElement[str], *order: ColumnElement[Any]) -> Select[Any]:
    gifts = select(*_gift(mark)).where(*about(Donation), _GIVEN).order_by(*order)
    return select(gifts.limit(1).subquery())


def _gift(mark: Any) -> tuple[Any, ...]:
    return mark.label("mark"), Donation.amount, Donation.currency, Donation.received_on


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
    found = db.session.execute(select(gifts).where(gifts.c.place == 1)) if constituent_ids else ()
    return {row.constituent_id: Gift(row.amount, row.currency, row.received_on) for row in found}


# --- the list


@dataclass(frozen=True, slots=True)
class Tied:
    """The other side of a refund: a gift that was refunded, or one of the refunds of a gift."""

    id: int
    amount: int
    currency: str
    received_on: date
    status: GiftStatus
    refund_of_id: int | None


@dataclass(frozen=True, slots=True)
class Ledger:
    """A page of donations; `gifts` are those that its refunds name, `refunds` those of its gifts, by id."""

    page: Page[Any]
    gifts: dict[int, Tied]
    refunds: dict[int, list[Tied]]


def donations(
    workspace: Workspace, constituent_id: int, *, cursor: Cursor | None = None, size: int = 25
) -> Page[Any]:
    """One person's donations of every status, newest first."""
    query = select(*_SHOWN).where(
        Donation.workspace_id == workspace.id, Donation.constituent_id == constituent_id
    )
    place = dated(cursor, date)
    found = db.session.execute(
        read_from(query, (Donation.received_on, Donation.id), place, size=size, falling=True)
    ).all()
    return page(found, size=size, cursor=place, key=lambda row: (row.received_on.isoformat(), row.id))


def ledger(
    workspace: Workspace, constituent_id: int, *, cursor: Cursor | None = None, size: int = 25
) -> Ledger:
    """One person's donations a page at a time, refunds tied to their gifts, in two statements."""
    shown = donations(workspace, constituent_id, cursor=cursor, size=size)
    tied = _tied(workspace, constituent_id, shown.rows) if shown.rows else []
    refunds: dict[int, list[Tied]] = {}
    for each in tied:
        if each.refund_of_id is not None:
            refunds.setdefault(each.refund_of_id, []).append(each)
    return Ledger(shown, {each.id: each for each in tied}, refunds)


def _tied(workspace: Workspace, constituent_id: int, shown: Iterable[Any]) -> list[Tied]:
    """A refund is looked for among the person's own donations, by whose index they are found."""
    listed = list(shown)
    named = {row.refund_of_id for row in listed} - {None}
    mine = and_(
        Donation.constituent_id == constituent_id, Donation.refund_of_id.in_([row.id for row in listed])
    )
    columns = (Donation.id, Donation.amount, Donation.currency, Donation.received_on, Donation.status)
    query = select(*columns, Donation.refund_of_id).where(Donation.workspace_id == workspace.id)
    found = db.session.execute(query.where(or_(mine, Donation.id.in_(named))).order_by(Donation.received_on))
    return [Tied(*row) for row in found]


_SHOWN = (
    *(Donation.id, Donation.received_on, Donation.amount, Donation.currency, Donation.status, Donation.kind),
    *(Donation.fund, Donation.appeal, Donation.method, Donation.refund_of_id, Donation.source),
    *(Donation.campaign, Donation.anonymous, Donation.tribute, Donation.tribute_name),
)
