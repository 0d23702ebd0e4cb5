"""Rows in review, and their commit. Where they come from is the business of the features above."""

from typing import Any

from flask import Blueprint, abort, request, url_for

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.batches import queries
from app.batches.models import Batch, BatchRow
from app.batches.routes import doors, naming
from app.batches.routes.doors import door, door_of
from app.web import htmx

bp = Blueprint("batches", __name__)
doors.init_bp(bp)
naming.init_bp(bp)
bp.before_request(requires_module(Module.EMAIL))


def batch_or_404(number: int) -> Batch:
    """The batch with this number in this workspace; imports of restrictions have screens of their own.

    Who looks for it behind the other door is shown the way.
    """
    found = queries.by_number(current_workspace, number)
    if found is None or not found.kind.is_of_people:
        abort(404)
    if request.method == "GET" and door() != door_of(found.kind):
        abort(htmx.redirect(_behind(door_of(found.kind))))
    return found


def _behind(right: str) -> str:
    """The same address behind the other door."""
    here: Any = request.view_args or {}
    url, asked = url_for(request.endpoint or "", **here, door=right), request.query_string.decode("latin-1")
    return f"{url}?{asked}" if asked else url


def row_or_404(batch: Batch, row_number: int) -> BatchRow:
    """The row with this number in the batch."""
    found = queries.row(batch, row_number)
    if found is None:
        abort(404)
    return found


from app.batches.routes import (  # noqa: E402  # they add their views
    addition,
    alarms,
    bulk,
    commit,
    downloads,
    grouping,
    joining,
    resolution,
    result,
    review,
    rows,
    undo,
)

__all__ = [
    "addition",
    "alarms",
    "bp",
    "bulk",
    "commit",
    "downloads",
    "grouping",
    "joining",
    "resolution",
    "result",
    "review",
    "rows",
    "undo",
]
