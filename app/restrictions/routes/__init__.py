"""Importing restrictions: a file or addresses, what its columns mean, the check, the commit, the result."""

from flask import Blueprint, abort, url_for

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.restrictions import queries

bp = Blueprint("restrictions", __name__)
bp.before_request(requires_module(Module.EMAIL))


def batch_or_404(number: int) -> Batch:
    """The restriction import with this number in this workspace."""
    found = queries.by_number(current_workspace, number)
    if found is None:
        abort(404)
    return found


def place_of(batch: Batch) -> str:
    """The URL where this import goes on."""
    match batch.status:
        case BatchStatus.UPLOADED | BatchStatus.MAPPED:
            return url_for("restrictions.columns", restriction=batch.number)
        case BatchStatus.CHECKING:
            return url_for("restrictions.checking", restriction=batch.number)
        case BatchStatus.COMMITTING:
            return url_for("restrictions.progress", restriction=batch.number)
        case _:
            return url_for("restrictions.review", restriction=batch.number)


from app.restrictions.routes import (  # noqa: E402  # they add their views
    check,
    columns,
    commit,
    discard,
    new,
    review,
)

__all__ = ["bp", "check", "columns", "commit", "discard", "new", "review"]
