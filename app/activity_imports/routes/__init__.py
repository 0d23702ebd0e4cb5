"""Importing activity: a file, what its columns say, the check, the review, the commit, what waits."""

from flask import Blueprint, abort, url_for

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.activity_imports import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch

bp = Blueprint("activity_imports", __name__)
bp.before_request(requires_module(Module.EMAIL))


def batch_or_404(number: int) -> Batch:
    """The import of activity with this number in this workspace."""
    found = queries.by_number(current_workspace, number)
    if found is None:
        abort(404)
    return found


def place_of(batch: Batch) -> str:
    """The URL where this import goes on."""
    match batch.status:
        case BatchStatus.UPLOADED | BatchStatus.MAPPED:
            return url_for("activity_imports.columns", number=batch.number)
        case BatchStatus.CHECKING:
            return url_for("activity_imports.checking", number=batch.number)
        case BatchStatus.COMMITTING | BatchStatus.UNDOING:
            return url_for("activity_imports.progress", number=batch.number)
        case BatchStatus.COMMITTED | BatchStatus.UNDO_STOPPED | BatchStatus.UNDONE:
            return url_for("activity_imports.result", number=batch.number)
        case _:
            return url_for("activity_imports.review", number=batch.number)


from app.activity_imports.routes import (  # noqa: E402  # they add their views
    checking,
    columns,
    commit,
    deciding,
    discard,
    downloads,
    editing,
    figures,
    new,
    result,
    review,
    tray,
    undo,
)

__all__ = [
    "bp",
    "checking",
    "columns",
    "commit",
    "deciding",
    "discard",
    "downloads",
    "editing",
    "figures",
    "new",
    "result",
    "review",
    "tray",
    "undo",
]
