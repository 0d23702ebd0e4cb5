"""A gift that staff type."""

from dataclasses import fields
from typing import Any

from app.activity import services as activity
from app.activity.domain.arrivals import NewDonation
from app.activity.domain.drafts import GiftDraft
from app.activity.domain.gift_words import HAND, told
from app.activity.models import Donation
from app.audit.services import Actor
from app.constituents.locking import hold
from app.db import db
from app.giving.services.journaling import note


def add_donation(workspace_id: int, constituent_id: int, draft: GiftDraft, *, actor: Actor) -> Donation:
    """Record a gift of this person. Raises `Gone` when she was erased in the meantime."""
    hold(workspace_id, constituent_id)
    gift = NewDonation(constituent_id=constituent_id, source=HAND, **columns(draft))
    return recorded(workspace_id, gift, actor)


def recorded(workspace_id: int, gift: NewDonation, actor: Actor) -> Donation:
    """The stored gift, journaled."""
    [own] = activity.record_donations(workspace_id, [gift]).ids
    row = db.session.get_one(Donation, (workspace_id, own))
    note(row, actor, after=told(row))
    return row


def columns(draft: GiftDraft) -> dict[str, Any]:
    """What was typed, by column."""
    return {field.name: getattr(draft, field.name) for field in fields(draft)}
