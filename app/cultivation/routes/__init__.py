"""The pages of what staff know and plan about a constituent: notes, constituencies, prospect context."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("cultivation", __name__)
bp.before_request(requires_module(Module.EMAIL))  # like everything about constituents
_prospects_are_on = requires_module(Module.PROSPECTS)


@bp.before_request
def _prospects_need_their_module() -> ResponseReturnValue | None:
    about_prospects = (request.endpoint or "").startswith("cultivation.prospect")
    return _prospects_are_on() if about_prospects else None


from app.cultivation.routes import constituencies, history, notes, prospects  # noqa: E402  # they add their views

__all__ = ["bp", "constituencies", "history", "notes", "prospects"]
