"""Files on their way in: the list, the upload, the mapping, the check."""

from flask import Blueprint, abort, url_for

from app.accounts.access import current_workspace, requires_module
from app.accounts.domain.roles import Module
from app.batches import queries as batches
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch

bp = Blueprint("imports", __name__)
bp.before_request(requires_module(Module.EMAIL))


def batch_or_404(number: int) -> Batch:
    """The import of people with this number in this workspace."""
    found = batches.by_number(current_workspace, number)
    if found is None or found.kind is not BatchKind.IMPORT:
        abort(404)
    return found


def place_of(batch: Batch) -> str:
    """The URL where this import goes on."""
    if batch.kind is BatchKind.RESTRICTION:
        return url_for("restrictions.show", restriction=batch.number)
    if batch.kind is BatchKind.ACTIVITY:
        return url_for("activity_imports.show", number=batch.number)
    match batch.status:
        case BatchStatus.MAPPED if batch.rows_read:
            return url_for("imports.checking", number=batch.number)
        case BatchStatus.UPLOADED | BatchStatus.MAPPED:
            return url_for("imports.columns", number=batch.number)
        case BatchStatus.CHECKING:
            return url_for("imports.checking", number=batch.number)
        case BatchStatus.COMMITTING | BatchStatus.UNDOING:
            return url_for("batches.progress", number=batch.number)
        case BatchStatus.COMMITTED | BatchStatus.UNDO_STOPPED | BatchStatus.UNDONE:
            return url_for("batches.result", number=batch.number)
        case _:
            return url_for("batches.review", number=batch.number)


from app.imports.routes import (  # noqa: E402  # they add their views
    check,
    discard,
    listing,
    mapping,
    mapping_like,
    people_list,
    reading,
    samples,
    saved,
    upload,
)

__all__ = [
    "bp",
    "check",
    "discard",
    "listing",
    "mapping",
    "mapping_like",
    "people_list",
    "reading",
    "samples",
    "saved",
    "upload",
]
