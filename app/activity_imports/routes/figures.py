"""What a file comes to: its money by month, what would be made, who gets no more mail, what looks wrong."""

from typing import Any

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.domain.sums import Stand, ledgers
from app.activity_imports.queries.figures import made, suspicions, tightening
from app.activity_imports.queries.sums import sums
from app.activity_imports.routes import batch_or_404, bp
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.domain.tally import Tally
from app.batches.models import Batch
from app.batches.services import local_today
from app.db import now
from app.web import htmx
from app.words import _

_BEFORE = (BatchStatus.IN_REVIEW, BatchStatus.PAUSED)


@bp.get("/activity/imports/<int:number>/figures")
@requires(Permission.VIEW)
def figures(number: int) -> Response:
    """The figures of a file, as a page or as the part of its review that comes after the rest."""
    batch = batch_or_404(number)
    return htmx.render(
        "activity_imports/figures.html",
        fragment="activity_imports/_figures.html",
        title=_("What {name} comes to", name=batch.name),
        batch=batch,
        figures=figures_of(batch, batches.tally(batch)),
    )


def figures_of(batch: Batch, tally: Tally) -> dict[str, Any]:
    """The figures; warnings and what would be made only while something can still be done about it."""
    is_open = batch.status in _BEFORE
    today = local_today(current_workspace, now())
    return {
        "ledgers": ledgers(sums(batch), first=current_workspace.currency),
        "made": made(batch) if is_open else [],
        "tightening": tightening(batch),
        "warnings": suspicions(current_workspace, batch, tally, today=today) if is_open else (),
        "new": Stand.NEW,
        "is_done": not is_open,
    }
