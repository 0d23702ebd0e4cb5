"""The pages about audience checks: asking, what was found, and the file for the sending tool."""

from flask import Blueprint, abort

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.audiences.models import AudienceCheck
from app.audiences.queries import checks

bp = Blueprint("audiences", __name__)
bp.before_request(requires_module(Module.EMAIL))

CHECK = "/audiences/<int:check_id>"


def check_or_404(check_id: int, *, to_write: bool = False) -> AudienceCheck:
    """The check of this workspace; one of another workspace is as unknown as none."""
    found = checks.get(current_workspace.id, check_id, to_write=to_write)
    if found is None:
        abort(404)
    return found


from app.audiences.routes import asking, export, show, uses  # noqa: E402  # they add their views

__all__ = ["asking", "bp", "export", "show", "uses"]
