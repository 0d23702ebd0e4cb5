"""Rows in review, and their commit. The files they come from are the business of imports."""

from flask import Blueprint, abort

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.batches import queries
from app.batches.models import Batch, BatchRow

bp = Blueprint("batches", __name__)
bp.before_request(requires_module(Module.EMAIL))


def batch_or_404(number: int) -> Batch:
    """The batch with this number in this workspace; imports of restrictions have screens of their own."""
    found = queries.by_number(current_workspace, number)
    if found is None or not found.kind.is_of_people:
        abort(404)
    return found


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
    "resolution",
    "result",
    "review",
    "rows",
    "undo",
]
