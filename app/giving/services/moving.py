"""A gift that stands with the wrong person."""

from dataclasses import dataclass

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.gift_words import told
from app.activity.models import Donation
from app.audit.services import Actor
from app.constituents.directory import Listed
from app.constituents.locking import still_here
from app.giving.queries import one
from app.giving.services.editing import by_hand, held
from app.giving.services.journaling import note
from app.words import _


@dataclass(frozen=True, slots=True)
class Moved:
    """The gift and its refunds are the other person's now."""


@dataclass(frozen=True, slots=True)
class NotMoved:
    """Nothing was written, and why."""

    why: str


def move_donation(
    workspace: Workspace, donation_id: int, who: Listed, *, actor: Actor
) -> Moved | NotMoved | None:
    """Give the gift, with its refunds, to the person whose it is; an import leaves it there from then on.

    The history of either person tells of it. None when the gift is gone.
    """
    found = held(workspace, donation_id)
    if found is None:
        return None
    if why := _cannot(workspace.id, found, who):
        return NotMoved(why)
    row = found.row
    note(row, actor, before=told(row))
    theirs = {each.id: by_hand(each, {"constituent_id": who.id}) for each in (row, *found.refunds)}
    activity.change(workspace.id, Donation, theirs)
    note(row, actor, after=told(row))
    return Moved()


def _cannot(workspace_id: int, found: one.Gift, who: Listed) -> str:
    if found.is_refund:
        return _("A refund stands with its gift. Move the gift.")
    if who.id == found.row.constituent_id:
        return _("It stands with this person already. Choose somebody else.")
    if any(each.constituent_id == who.id for each in found.credits):
        return _("This person has a soft credit for the gift. Remove the soft credit first.")
    if not still_here(workspace_id, [who.id]):
        return _("This person was removed in the meantime. Choose somebody else.")
    return ""
