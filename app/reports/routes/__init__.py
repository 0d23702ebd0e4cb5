"""The pages of reports, and of the people behind each number."""

from flask import Blueprint, Response, request

from app.accounts.access import requires_module
from app.accounts.domain.roles import Module

bp = Blueprint("reports", __name__)
bp.before_request(requires_module(Module.EMAIL))

_NEEDS = {"giving": requires_module(Module.DONATIONS), "events": requires_module(Module.EVENTS)}
"""What a report needs beside the module for constituents, by the name that its address gives it."""


@bp.before_request
def module_is_on() -> Response | None:
    """The page that says a module is off, for a report that needs it."""
    _, _, report, *_ = [*request.path.split("/"), "", ""]
    return _NEEDS[report]() if report in _NEEDS else None


from app.reports.routes import engagement, events, giving, people  # noqa: E402  # they add their views

__all__ = ["bp", "engagement", "events", "giving", "people"]
