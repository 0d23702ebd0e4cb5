"""Soft credits: thanks for a gift that somebody else gave."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewSoftCredit
from app.activity.domain.drafts import IS_DONOR, credit_flaw
from app.activity.domain.gift_words import thanks
from app.activity.models import SoftCredit
from app.audit.services import Actor
from app.constituents.directory import Listed
from app.constituents.locking import still_here
from app.giving.queries import one
from app.giving.services.editing import held
from app.giving.services.journaling import note
from app.words import _


@dataclass(frozen=True, slots=True)
class Credited:
    """The person is thanked for that much of the gift, and for nothing else of it."""


@dataclass(frozen=True, slots=True)
class NotCredited:
    """Nothing was written, and why: the field it stands at, and an amount that the words end in."""

    field: str
    why: str
    amount: int | None = None


def credit(
    workspace: Workspace, donation_id: int, who: Listed, amount: int, *, actor: Actor
) -> Credited | NotCredited | None:
    """Thank somebody for a part of the gift, in its currency; who was thanked already gets this amount."""
    found = held(workspace, donation_id)
    if found is None:
        return None
    before = next((each for each in found.credits if each.constituent_id == who.id), None)
    if wrong := _wrong(workspace.id, found, who, amount, before):
        return wrong
    if before is None:
        new = NewSoftCredit(donation_id=found.row.id, constituent_id=who.id, amount=amount)
        activity.record_soft_credits(workspace.id, [new])
    else:
        activity.change(workspace.id, SoftCredit, {before.id: {"amount": amount}})
    was = thanks(before.amount, found.row.currency, who.lookup_id) if before else None
    note(found.row, actor, "soft_credit", was, thanks(amount, found.row.currency, who.lookup_id))
    return Credited()


def uncredit(workspace: Workspace, donation_id: int, credit_id: int, *, actor: Actor) -> bool:
    """Take the thanks back; whether there were any."""
    found = held(workspace, donation_id)
    theirs = next((each for each in found.credits if each.id == credit_id), None) if found else None
    if found is None or theirs is None:
        return False
    activity.remove(workspace.id, SoftCredit, [theirs.id])
    note(found.row, actor, "soft_credit", thanks(theirs.amount, found.row.currency, theirs.lookup_id))
    return True


def _wrong(
    workspace_id: int, found: one.Gift, who: Listed, amount: int, before: one.Credit | None
) -> NotCredited | None:
    if found.is_refund:
        return NotCredited("", _("A refund has no soft credits: they belong to its gift."))
    if who.id == found.row.constituent_id:
        return NotCredited("who", IS_DONOR)
    if not still_here(workspace_id, [who.id]):
        return NotCredited("who", _("This person was removed in the meantime. Choose somebody else."))
    most = found.left - found.credited + (before.amount if before else 0)
    wrong = credit_flaw(amount, most)
    return NotCredited(wrong.field, wrong.message, wrong.amount) if wrong else None
