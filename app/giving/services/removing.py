"""Removing a gift that should not be there. The journal keeps what it was."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.gift_words import told
from app.activity.models import Donation
from app.audit.services import Actor
from app.giving.queries import one
from app.giving.services.editing import held
from app.giving.services.journaling import note
from app.giving.services.returning import kept_for_return
from app.words import N_, _


@dataclass(frozen=True, slots=True)
class Removed:
    """The gift is gone, with its soft credits; it was this person's."""

    constituent_id: int


@dataclass(frozen=True, slots=True)
class NotRemoved:
    """Nothing was removed, and why."""

    why: str


def remove_donation(
    workspace: Workspace, donation_id: int, *, reason: str = "", actor: Actor
) -> Removed | NotRemoved | None:
    """Remove the gift; one that came from elsewhere needs a reason. None when it is gone already."""
    found = held(workspace, donation_id)
    if found is None:
        return None
    if why := cannot(found) or ("" if found.is_typed or reason else NEEDS_REASON):
        return NotRemoved(why)
    row, owner = found.row, found.row.constituent_id
    note(row, actor, before={**told(row), "reason": reason, **kept_for_return(found)})
    activity.remove(workspace.id, Donation, [row.id])
    return Removed(owner)


NEEDS_REASON = N_("Write why it has to go: it came from elsewhere, and may come again with the next import.")


def cannot(found: one.Gift) -> str:
    """Why the gift has to stay; "" when it can go."""
    if found.refunds:
        return _("A refund belongs to this gift. Remove the refund first, if it did not happen either.")
    return ""
