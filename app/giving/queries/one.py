"""One gift with all that hangs on it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.domain.drafts import Bounds
from app.activity.domain.gift_words import HAND
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation, SoftCredit
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.db import db


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody who is thanked for a part of the gift."""

    id: int
    constituent_id: int
    name: str
    lookup_id: str
    amount: int


@dataclass(frozen=True, slots=True)
class Gift:
    """A gift, or a refund with the gift it belongs to in `of`. `donor` is None for one who was erased."""

    row: Donation
    donor: Listed | None
    of: Donation | None
    refunds: Sequence[Donation]
    credits: Sequence[Credit]

    @property
    def is_refund(self) -> bool:
        return self.row.refund_of_id is not None

    @property
    def is_typed(self) -> bool:
        """Whether staff entered it, on its form or in a batch: no other system and no file knows it."""
        return self.row.external_key is None and (self.row.batch_id is None or self.row.source == HAND)

    @property
    def refunded(self) -> int:
        """How much went back or is on its way, above zero."""
        return sum(-each.amount for each in self.refunds if each.status in COUNTED)

    @property
    def left(self) -> int:
        """How much of it can still be refunded."""
        return self.row.amount - self.refunded

    @property
    def credited(self) -> int:
        return sum(each.amount for each in self.credits)

    @property
    def bounds(self) -> Bounds:
        """What an edit of it has to keep to."""
        days = [each.received_on for each in self.refunds]
        return Bounds(self.refunded, self.credited, min(days, default=None), currency=self.row.currency)


COUNTED = (GiftStatus.SETTLED, GiftStatus.PENDING)
"""Refunds that take from what is left; one that failed took nothing."""


def row(workspace_id: int, donation_id: int, *, to_write: bool = False) -> Donation | None:
    """The gift of this workspace; `to_write` keeps others from writing it until the transaction ends."""
    query = select(Donation).where(Donation.workspace_id == workspace_id, Donation.id == donation_id)
    if to_write:
        query = query.with_for_update().execution_options(populate_existing=True)
    return db.session.scalar(query)


def gift(workspace: Workspace, donation_id: int, *, to_write: bool = False) -> Gift | None:
    """The gift with its donor, refunds and soft credits; None when this workspace has none of that id."""
    found = row(workspace.id, donation_id, to_write=to_write)
    if found is None:
        return None
    of = row(workspace.id, found.refund_of_id, to_write=to_write) if found.refund_of_id else None
    donor = people_by_id(workspace, [found.constituent_id]).get(found.constituent_id)
    return Gift(found, donor, of, refunds_of(workspace.id, found.id), credits_of(workspace, found.id))


def people_by_id(workspace: Workspace, ids: Collection[int]) -> dict[int, Listed]:
    """These people as lists name them, in one statement; who is gone is left out."""
    if not ids:
        return {}
    found = directory.people(workspace, where=[Constituent.id.in_(set(ids))], size=len(ids))
    return {each.id: each for each in found.rows}


def bounds_of_refund(workspace_id: int, of: Donation, refund: Donation | None = None) -> Bounds:
    """What a refund of this gift has to keep to; of one that is there already, the others count."""
    others = [each for each in refunds_of(workspace_id, of.id) if refund is None or each.id != refund.id]
    taken = sum(-each.amount for each in others if each.status in COUNTED)
    return Bounds(most=of.amount - taken, not_before=of.received_on, currency=of.currency, gift=of.status)


def refunds_of(workspace_id: int, donation_id: int) -> Sequence[Donation]:
    """What went back of a gift, the earliest first."""
    query = select(Donation).where(
        Donation.workspace_id == workspace_id, Donation.refund_of_id == donation_id
    )
    return db.session.scalars(query.order_by(Donation.received_on, Donation.id)).all()


def credits_of(workspace: Workspace, donation_id: int) -> list[Credit]:
    """Who is thanked for parts of a gift, the largest part first."""
    query = select(SoftCredit.id, SoftCredit.constituent_id, SoftCredit.amount).where(
        SoftCredit.workspace_id == workspace.id, SoftCredit.donation_id == donation_id
    )
    found = db.session.execute(query.order_by(SoftCredit.amount.desc(), SoftCredit.id)).all()
    people = people_by_id(workspace, [each.constituent_id for each in found])
    return [
        Credit(each.id, who.id, who.name, who.lookup_id, each.amount)
        for each in found
        if (who := people.get(each.constituent_id))
    ]


def journal(workspace_id: int, found: Gift) -> Sequence[Any]:
    """What staff did to this gift and its refunds, the latest first."""
    ids = [found.row.id, *(each.id for each in found.refunds)]
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == found.row.constituent_id,
        JournalEntry.item_id.in_(ids),
    )
    return db.session.scalars(query.order_by(JournalEntry.id.desc()).limit(100)).all()
