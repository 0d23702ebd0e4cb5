"""Batches that staff type in a grid or fill from a file, and their templates."""

from flask import Blueprint, abort, request, url_for

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.batch_entry.models import EntryBatch
from app.batches import queries as batches
from app.batches.models import Batch
from app.batches.routes.doors import door_of
from app.db import db
from app.web import htmx

bp = Blueprint("batch_entry", __name__)
bp.before_request(requires_module(Module.EMAIL))


def batch_or_404(number: int) -> tuple[Batch, EntryBatch]:
    """The entered batch with this number in this workspace, with what is kept beside it.

    Who looks for an import here is shown the way to it.
    """
    found = batches.by_number(current_workspace, number)
    if found is None or not found.kind.is_of_people:
        abort(404)
    if not found.kind.is_entered:
        way = url_for("batches.review", number=number, door=door_of(found.kind))
        abort(htmx.redirect(way) if request.method == "GET" else 404)
    return found, db.session.get_one(EntryBatch, (found.workspace_id, found.id))


from app.batch_entry.routes import (  # noqa: E402  # they add their views
    approving,
    commit,
    discard,
    filling,
    filling_columns,
    filling_progress,
    grid,
    listing,
    pasting,
    picking,
    report,
    row,
    row_acts,
    starting,
    template_columns,
    template_edit,
    template_rules,
    templates,
    totals,
    validation,
)

__all__ = [
    "approving",
    "bp",
    "commit",
    "discard",
    "filling",
    "filling_columns",
    "filling_progress",
    "grid",
    "listing",
    "pasting",
    "picking",
    "report",
    "row",
    "row_acts",
    "starting",
    "template_columns",
    "template_edit",
    "template_rules",
    "templates",
    "totals",
    "validation",
]
