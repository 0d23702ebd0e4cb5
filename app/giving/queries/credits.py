"""Gifts of others that somebody is thanked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation, SoftCredit
from app.constituents.directory import Listed
from app.db import db
from app.giving.queries.one import people_by_id

MOST = 100


@dataclass(frozen=True, slots=True)
class Thanks:
    """A part of somebody else's gift; `donor` is None for one who was erased."""

    donation_id: int
    amount: int
    currency: str
    received_on: date
    status: GiftStatus
    anonymous: bool
    donor: Listed | None


def thanked_for(workspace: Workspace, constituent_id: int) -> Sequence[Thanks]:
    """The soft credits of one person, the latest gift first; in two statements, one where there are none."""
    gift = (Donation.workspace_id == SoftCredit.workspace_id) & (Donation.id == SoftCredit.donation_id)
    columns = (Donation.currency, Donation.received_on, Donation.status, Donation.anonymous)
    query = (
        select(SoftCredit.donation_id, SoftCredit.amount, Donation.constituent_id, *columns)
        .join(Donation, gift)
        .where(SoftCredit.workspace_id == workspace.id, SoftCredit.constituent_id == constituent_id)
        .order_by(Donation.received_on.desc(), Donation.id.desc())
    )
    found = db.session.execute(query.limit(MOST)).all()
    donors = people_by_id(workspace, {row.constituent_id for row in found})
    return [
        Thanks(
            row.donation_id,
            row.amount,
            row.currency,
            row.received_on,
            row.status,
            row.anonymous,
            donors.get(row.constituent_id),
        )
        for row in found
    ]
