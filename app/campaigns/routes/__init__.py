"""The pages about campaigns: the list, one of them with who did what, its name, and lists to take away."""

from flask import Blueprint, abort, request

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.activity.models import Campaign
from app.campaigns.domain.parts import Part
from app.campaigns.queries import campaigns

bp = Blueprint("campaigns", __name__)
bp.before_request(requires_module(Module.EMAIL))

CAMPAIGN = "/campaigns/<int:campaign_id>"


def campaign_or_404(campaign_id: int, *, to_write: bool = False) -> Campaign:
    """The campaign of this workspace; one of another workspace is as unknown as none."""
    found = campaigns.get(current_workspace, campaign_id, to_write=to_write)
    if found is None:
        abort(404)
    return found


def asked_part() -> Part:
    """Whose list was asked for: everybody's where nothing else was."""
    asked = request.values.get("show", "")
    return Part(asked) if asked in list(Part) else Part.SENT


from app.campaigns.routes import editing, listing, show, taking  # noqa: E402  # they add their views

__all__ = ["bp", "editing", "listing", "show", "taking"]
