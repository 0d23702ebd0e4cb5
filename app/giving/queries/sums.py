"""What gifts come to, each currency by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.activity.rollup_models import GivingMonth
from app.db import db
from app.giving.domain.asked import Asked
from app.giving.queries.listing import conditions

MANY = 200_000
"""From so many gifts on they are added up only where an index leads to them, or somebody asks for it."""
_SETTLED = Donation.status == GiftStatus.SETTLED


@dataclass(slots=True)
class Sum:
    """What the gifts of one currency come to. `net` is settled gifts less refunds, in minor units.

    `gifts` are settled ones and `refunds` those taken off; `waiting` and `pending` are not counted in it.
    """

    currency: str
    gifts: int = 0
    net: int = 0
    refunds: int = 0
    refunded: int = 0
    waiting: int = 0
    pending: int = 0


@dataclass(slots=True)
class _Sums:
    found: dict[str, Sum] = field(default_factory=dict)

    def put(self, rows: Iterable[Any], *names: str) -> None:
        """Set these parts of the sums, by the currency that each row begins with."""
        for currency, *values in rows:
            mine = self.found.setdefault(currency, Sum(currency))
            for name, value in zip(names, values, strict=True):
                setattr(mine, name, int(value))

    def in_order(self, first: str) -> list[Sum]:
        some = (each for each in self.found.values() if each.gifts or each.refunds or each.waiting)
        return sorted(some, key=lambda each: (each.currency != first, each.currency))


def are_quick(workspace: Workspace, asked: Asked) -> bool:
    """Whether these gifts are added up in a moment, however many there are in all."""
    if not asked.narrows or asked.batch or asked.status not in (None, GiftStatus.SETTLED):
        return True
    if asked.texts or asked.start:
        # these an index leads to, and counting ends at many
        led = conditions(workspace, Asked(start=asked.start, end=asked.end, texts=asked.texts))
        few = select(Donation.id).where(*led).limit(MANY).subquery()
        return (db.session.scalar(select(func.count()).select_from(few)) or 0) < MANY
    query = select(func.sum(GivingMonth.gifts)).where(GivingMonth.workspace_id == workspace.id)
    return (db.session.scalar(query) or 0) < MANY


def sums(workspace: Workspace, asked: Asked) -> list[Sum]:
    """What they come to, the workspace's own currency first."""
    if not asked.narrows and not workspace.rollups_stale:
        return _of_all(workspace)
    back = Donation.amount < 0
    return _by_currency(
        workspace,
        *conditions(workspace, asked),
        gifts=func.count().filter(_SETTLED & ~back),
        net=_amount(_SETTLED),
        refunds=func.count().filter(_SETTLED & back),
        refunded=-_amount(_SETTLED & back),
        waiting=func.count().filter(_PENDING),
        pending=_amount(_PENDING),
    ).in_order(workspace.currency)


def _of_all(workspace: Workspace) -> list[Sum]:
    """All gifts, which the months know; only what is told beside them is looked for."""
    months = (
        select(GivingMonth.currency, func.sum(GivingMonth.gifts), func.sum(GivingMonth.total))
        .where(GivingMonth.workspace_id == workspace.id)
        .group_by(GivingMonth.currency)
    )
    mine = Donation.workspace_id == workspace.id
    back = (mine, Donation.refund_of_id.is_not(None), _SETTLED)
    found = _by_currency(workspace, mine, _PENDING, waiting=func.count(), pending=func.sum(Donation.amount))
    found.put(db.session.execute(months), "gifts", "net")
    refunds = select(Donation.currency, func.count(), -func.sum(Donation.amount)).where(*back)
    found.put(db.session.execute(refunds.group_by(Donation.currency)), "refunds", "refunded")
    return found.in_order(workspace.currency)


_PENDING = (Donation.status == GiftStatus.PENDING) & (Donation.amount >= 0)


def _amount(which: ColumnElement[bool]) -> Any:
    return func.coalesce(func.sum(Donation.amount).filter(which), 0)


def _by_currency(workspace: Workspace, *which: ColumnElement[bool], **parts: Any) -> _Sums:
    found = _Sums()
    query = select(Donation.currency, *parts.values()).where(*which).group_by(Donation.currency)
    found.put(db.session.execute(query), *parts)
    return found
