"""Rollups as plain Python makes them of the stored facts, beside those that are kept."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from app.accounts.models import Workspace
from app.activity.domain import rollup
from app.activity.models import Delivery, Donation, Event, Registration, SoftCredit
from app.activity.rollup_models import GivingMonth, Rollup
from app.db import db

KEY = ("workspace_id", "constituent_id")


def assert_in_step(workspace_id: int) -> None:
    """Every rollup and every month is exactly what the facts come to."""
    assert kept(workspace_id) == made(workspace_id)
    assert kept_months(workspace_id) == made_months(workspace_id)


def kept(workspace_id: int) -> dict[int, rollup.Values]:
    """The stored rollups that say anything, by person."""
    columns = [column for column in Rollup.__table__.columns if column.name not in KEY]
    query = select(Rollup.constituent_id, *columns).where(Rollup.workspace_id == workspace_id)
    found = {row[0]: dict(row._mapping) for row in db.session.execute(query)}
    for values in found.values():
        del values["constituent_id"]
    return {who: values for who, values in found.items() if values != rollup.EMPTY}


def made(workspace_id: int) -> dict[int, rollup.Values]:
    """The same, of the facts."""
    here = db.session.execute(
        select(Workspace.currency, Workspace.fiscal_year_start).where(Workspace.id == workspace_id)
    ).one()
    facts = {who: rollup.Facts(*parts) for who, parts in _facts(workspace_id).items()}
    rolled = {
        who: rollup.roll_up(each, currency=here.currency, first_month=here.fiscal_year_start)
        for who, each in facts.items()
    }
    return {who: values for who, values in rolled.items() if values != rollup.EMPTY}


def _facts(workspace_id: int) -> dict[int, tuple[list[Any], ...]]:
    found: dict[int, tuple[list[Any], ...]] = defaultdict(lambda: ([], [], [], []))
    gifts = {}
    for row in _rows(Donation, workspace_id, *_GIFT):
        gifts[row.id] = rollup.Donation(*row[:-1])
        found[row.constituent_id][0].append(gifts[row.id])
    for row in _rows(
        SoftCredit, workspace_id, SoftCredit.amount, SoftCredit.donation_id, SoftCredit.constituent_id
    ):
        found[row.constituent_id][1].append(rollup.Credit(row.amount, gifts[row.donation_id]))
    event = and_(Event.workspace_id == Registration.workspace_id, Event.id == Registration.event_id)
    place = (Registration.status, Registration.registered_at, Event.starts_at, Registration.constituent_id)
    visits = select(*place).join(Event, event).where(Registration.workspace_id == workspace_id)
    for row in db.session.execute(visits):
        found[row.constituent_id][2].append(rollup.Registration(*row[:-1]))
    for row in _rows(Delivery, workspace_id, *_MESSAGE):
        found[row.constituent_id][3].append(rollup.Delivery(*row[:-1]))
    return found


_GIFT = (
    *(Donation.id, Donation.amount, Donation.currency, Donation.received_on),
    *(Donation.status, Donation.constituent_id),
)
_MESSAGE = (
    *(Delivery.campaign_id, Delivery.sent_at, Delivery.delivered_at, Delivery.machine_opened_at),
    *(Delivery.opened_at, Delivery.clicked_at, Delivery.bounced_at, Delivery.bounce),
    *(Delivery.complained_at, Delivery.constituent_id),
)


def _rows(table: Any, workspace_id: int, *columns: Any) -> Any:
    return db.session.execute(select(*columns).where(table.workspace_id == workspace_id))


Sums = tuple[int, int, int]


def kept_months(workspace_id: int) -> dict[tuple[str, date], Sums]:
    """The stored months that say anything."""
    columns = (
        GivingMonth.currency,
        GivingMonth.month,
        GivingMonth.gifts,
        GivingMonth.refunds,
        GivingMonth.total,
    )
    rows = _rows(GivingMonth, workspace_id, *columns)
    return {(row.currency, row.month): tuple(row[2:]) for row in rows if any(row[2:])}


def made_months(workspace_id: int) -> dict[tuple[str, date], Sums]:
    """The same, of the gifts."""
    gifts = [rollup.Donation(*row[:-1]) for row in _rows(Donation, workspace_id, *_GIFT)]
    return {
        (key.currency, key.month): (sums.gifts, sums.refunds, sums.total)
        for key, sums in rollup.by_month((), gifts).items()
    }
