"""What a line of a list of people says, for any choice of columns. Core rows, no objects."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, null, select

from app.accounts.domain.roles import Module
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.summaries import Gift
from app.activity.models import Donation
from app.activity.rollup_models import Rollup
from app.consent import queries as consent
from app.consent.domain.barrier import Barrier
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, sort_name
from app.constituents.domain.record import Kind
from app.constituents.models import Address, Constituent, EmailAddress, Phone
from app.constituents.queries import NAME_PARTS
from app.db import UtcDateTime, db
from app.groups.domain.columns import Column
from app.groups.queries.scope import Scope


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list. What belongs to a column that is not shown is blank.

    `barrier` is the first reason why somebody cannot be emailed.
    """

    id: int
    name: str
    kind: Kind
    is_active: bool
    is_deceased: bool
    lookup_id: str
    email: str
    created_at: datetime
    updated_at: datetime
    phone: str = ""
    place: str = ""
    barrier: Barrier | None = None
    last_gift: Gift | None = None


def details(scope: Scope, ids: Sequence[int], shown: Collection[Column]) -> list[Line]:
    """The lines of these people in this order, in one statement."""
    if not ids:
        return []
    values = {"here": scope.workspace.id, "ids": ids, "at": scope.at}
    found = {row.id: row for row in db.session.execute(_asking(scope, shown), values)}
    return [_line(found[key]) for key in ids if key in found]


_MADE: dict[tuple[object, ...], Select[Any]] = {}
_MOST = 200
"""So many statements are kept: consent that lapses makes one a day."""


def _asking(scope: Scope, shown: Collection[Column]) -> Select[Any]:
    """The statement, which takes longer to build than to ask: it is built once for each choice of columns.

    Where consent lapses, the days are part of it.
    """
    workspace, rules = scope.workspace, consent.rules_of(scope.workspace)
    extra = frozenset(column for column in _EXTRA if column in shown)
    day = rules.day(scope.at) if rules.implied_months else None
    key = (extra, rules, day, workspace.has(Module.EMAIL), workspace.rollups_stale)
    if key not in _MADE:
        if len(_MADE) >= _MOST:
            _MADE.clear()
        made = select(*_COLUMNS).select_from(Constituent).outerjoin(EmailAddress, _primary(EmailAddress))
        for column in sorted(extra):
            made = _EXTRA[column](made, scope)
        known = {column.key for column in made.selected_columns}
        made = made.add_columns(*(null().label(name) for name in _OPTIONAL if name not in known))
        _MADE[key] = made.where(
            Constituent.workspace_id == bindparam("here"),
            Constituent.id.in_(bindparam("ids", expanding=True)),
        )
    return _MADE[key]


_COLUMNS = (
    *(Constituent.id, Constituent.kind, Constituent.lookup_number, Constituent.display_override),
    *(Constituent.is_active, Constituent.is_deceased, Constituent.created_at, Constituent.updated_at),
    *(EmailAddress.address, *(getattr(Constituent, part) for part in NAME_PARTS)),
)


_NAME = slice(len(_COLUMNS) - len(NAME_PARTS), len(_COLUMNS))
_OPTIONAL = ("number", "city", "region", "country", "amount", "currency", "received_on", "why")
"""What belongs to columns that are not always shown."""


def _primary(table: Any) -> ColumnElement[bool]:
    return and_(
        table.workspace_id == Constituent.workspace_id,
        table.constituent_id == Constituent.id,
        table.is_primary,
    )


def _with_phone(query: Select[Any], _scope: Scope) -> Select[Any]:
    return query.outerjoin(Phone, _primary(Phone)).add_columns(Phone.number)


def _with_place(query: Select[Any], _scope: Scope) -> Select[Any]:
    joined = query.outerjoin(Address, _primary(Address))
    return joined.add_columns(Address.city, Address.region, Address.country)


def _with_barrier(query: Select[Any], scope: Scope) -> Select[Any]:
    instant = bindparam("at", type_=UtcDateTime())
    why = consent.headline(scope.workspace, at=scope.at, instant=instant)
    return query.add_columns(why.label("why"))


def _with_gift(query: Select[Any], scope: Scope) -> Select[Any]:
    """Her last settled gift that is no refund."""
    if scope.workspace.rollups_stale:
        return _with_first_of_index(query)
    hers = and_(Rollup.workspace_id == Constituent.workspace_id, Rollup.constituent_id == Constituent.id)
    amount, currency = Rollup.any_last.label("amount"), Rollup.any_last_currency.label("currency")
    return query.outerjoin(Rollup, hers).add_columns(
        amount, currency, Rollup.any_last_on.label("received_on")
    )


def _with_first_of_index(query: Select[Any]) -> Select[Any]:
    """The same out of the gifts, value by value: each is the first row of an index."""
    gifts = (
        select(Donation.amount, Donation.currency, Donation.received_on)
        .where(
            Donation.workspace_id == Constituent.workspace_id,
            Donation.constituent_id == Constituent.id,
            Donation.status == GiftStatus.SETTLED,
            Donation.amount >= 0,
        )
        .order_by(Donation.received_on.desc(), Donation.id.desc())
        .limit(1)
        .correlate(Constituent)
    )
    wanted = {"amount": Donation.amount, "currency": Donation.currency, "received_on": Donation.received_on}
    columns = (
        gifts.with_only_columns(column).scalar_subquery().label(name) for name, column in wanted.items()
    )
    return query.add_columns(*columns)


_EXTRA: dict[Column, Callable[[Select[Any], Scope], Select[Any]]] = {
    Column.PHONE: _with_phone,
    Column.PLACE: _with_place,
    Column.GIFT: _with_gift,
    Column.CAN_EMAIL: _with_barrier,
}


def _line(row: Any) -> Line:
    lookup_id = format_lookup(row.lookup_number)
    name = Name(*row[_NAME])
    return Line(
        row.id,
        sort_name(name) or row.display_override or row.address or lookup_id,
        row.kind,
        row.is_active,
        row.is_deceased,
        lookup_id,
        row.address or "",
        row.created_at,
        row.updated_at,
        row.number or "",
        ", ".join(part for part in (row.city, row.region, row.country) if part),
        Barrier(row.why) if row.why else None,
        Gift(row.amount, row.currency, row.received_on) if row.received_on else None,
    )
