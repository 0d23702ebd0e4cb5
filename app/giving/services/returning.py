"""Putting back a gift that was removed by mistake, as long as it is fresh."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewSoftCredit
from app.activity.domain.gift_words import FIELD, told
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.audit.services import Actor
from app.constituents.locking import still_here
from app.db import db
from app.giving.queries import one
from app.giving.services.journaling import note
from app.words import _

FRESH = timedelta(hours=12)
"""For so long a removal can be taken back."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The gift is there again as it was, with its soft credits."""

    row: Donation


@dataclass(frozen=True, slots=True)
class NotReturned:
    """Nothing was written, and why."""

    why: str


def kept_for_return(found: one.Gift) -> dict[str, Any]:
    """What the journal keeps of a gift that goes, so that it can come back."""
    credits = [[each.constituent_id, each.amount] for each in found.credits]
    return {"stored": activity.as_kept(found.row), "credits": credits}


def return_donation(
    workspace: Workspace, constituent_id: int, donation_id: int, *, now: datetime, actor: Actor
) -> Returned | NotReturned | None:
    """Put back this person's gift; None where none of that id was removed from her lately."""
    if not still_here(workspace.id, [constituent_id]):
        return None
    line = _removal(workspace.id, constituent_id, donation_id)
    kept = line.before if line and now - line.at <= FRESH else None
    if not kept or "stored" not in kept:
        return None
    stored, credits = kept["stored"], kept["credits"]
    if why := _cannot(workspace.id, donation_id, stored):
        return NotReturned(why)
    here = still_here(workspace.id, [who for who, __ in credits])
    thanks = [
        NewSoftCredit(donation_id=donation_id, constituent_id=who, amount=amount)
        for who, amount in credits
        if who in here
    ]
    row = activity.put_back(workspace.id, stored, thanks)
    note(row, actor, after={**told(row), "returned": True})
    return Returned(row)


def _removal(workspace_id: int, constituent_id: int, donation_id: int) -> JournalEntry | None:
    """The line of the journal that tells of the removal, if it is the last about the gift as a whole."""
    query = select(JournalEntry).where(
        JournalEntry.workspace_id == workspace_id,
        JournalEntry.subject == Subject.CONSTITUENT,
        JournalEntry.subject_id == constituent_id,
        JournalEntry.item_id == donation_id,
        JournalEntry.field == FIELD,
    )
    last = db.session.scalar(query.order_by(JournalEntry.id.desc()).limit(1))
    return last if last and last.before and not last.after else None


def _cannot(workspace_id: int, donation_id: int, stored: dict[str, Any]) -> str:
    if one.row(workspace_id, donation_id):
        return _("It is there already.")
    key = (stored["source"], stored["external_key"])
    if key[1] is not None and _is_taken(workspace_id, *key):
        return _("An import brought it again in the meantime.")
    if stored["refund_of_id"]:
        return _cannot_take(workspace_id, stored)
    return ""


def _is_taken(workspace_id: int, source: str, key: str) -> bool:
    named = (Donation.workspace_id == workspace_id, Donation.source == source, Donation.external_key == key)
    return db.session.scalar(select(Donation.id).where(*named)) is not None


def _cannot_take(workspace_id: int, refund: dict[str, Any]) -> str:
    """Why a refund no longer fits its gift, which nobody else writes until the transaction ends."""
    gift = one.row(workspace_id, refund["refund_of_id"], to_write=True)
    if gift is None or refund["status"] == GiftStatus.FAILED:
        return "" if gift else _("Its gift was removed in the meantime.")
    bounds = one.bounds_of_refund(workspace_id, gift)
    fits = gift.status is GiftStatus.SETTLED and gift.currency == refund["currency"]
    if not fits or gift.constituent_id != refund["constituent_id"] or -refund["amount"] > (bounds.most or 0):
        return _("Its gift was changed in the meantime, and the refund no longer fits it.")
    return ""
