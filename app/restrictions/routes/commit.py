"""Commit: what cannot be undone is asked once more in numbers, then done in the background."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.restrictions import queries, services
from app.restrictions.routes import batch_or_404, bp, place_of, view
from app.restrictions.services.committing import KIND
from app.web import htmx
from app.words import _, figure
from app.work import queries as work
from app.work import services as running

LARGE = 1_000
"""From this many rows on, a commit takes an administrator."""


@bp.get("/imports/restrictions/<int:restriction>/commit")
@requires(Permission.EDIT)
def confirm(restriction: int) -> Response:
    """What pressing the button does, and that it stays."""
    batch = batch_or_404(restriction)
    if batch.status is BatchStatus.COMMITTING:
        return htmx.redirect(url_for(".progress", restriction=restriction))
    told = view.summary(batch)
    return htmx.render(
        "restrictions/commit.html",
        fragment="restrictions/_commit.html",
        title=_("Restrict {name}", name=batch.name),
        too_large=_too_large(told["due"]),
        reasons=services.reading_of(batch).possible(),
        **told,
    )


@bp.post("/imports/restrictions/<int:restriction>/commit")
@requires(Permission.EDIT)
def commit(restriction: int) -> Response:
    """Start the commit; whoever presses second gets the same answer."""
    batch = batch_or_404(restriction)
    if _too_large(queries.due(batch)):
        abort(
            403,
            description=_(
                "Restricting more than {number} addresses takes an owner or admin.",
                number=figure(LARGE),
            ),
        )
    outcome = services.commit(batch, revision=request.form.get("revision", 0, type=int), actor=actor())
    if isinstance(outcome, services.NotCommitted):
        db.session.rollback()
        htmx.toast(outcome.reason, tone="failed")
        return htmx.redirect(place_of(batch_or_404(restriction)))
    db.session.commit()
    return htmx.redirect(url_for(".progress", restriction=restriction))


@bp.get("/imports/restrictions/<int:restriction>/progress")
@requires(Permission.VIEW)
def progress(restriction: int) -> Response:
    """How far the commit is; then its result."""
    batch = batch_or_404(restriction)
    current = work.latest(current_workspace.id, KIND, batch.id)
    if not _is_committing(batch):
        if current and current.error:
            htmx.toast(current.error, tone="failed")
        return htmx.redirect(place_of(batch))
    return htmx.render(
        "restrictions/progress.html",
        fragment="restrictions/_progress.html",
        title=batch.name,
        batch=batch,
        work=current,
    )


@bp.post("/imports/restrictions/<int:restriction>/progress/stop")
@requires(Permission.EDIT)
def stop(restriction: int) -> Response:
    """Stop between two rows; what is written stays, and the rest can go on."""
    batch = batch_or_404(restriction)
    current = work.latest(current_workspace.id, KIND, batch.id)
    if current:
        running.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    db.session.commit()
    htmx.toast(_("It stops after the rows it is working on. Open the import to go on."))
    return htmx.redirect(url_for(".progress", restriction=restriction))


def _is_committing(batch: Batch) -> bool:
    return batch.status is BatchStatus.COMMITTING


def _too_large(rows: int) -> bool:
    return rows > LARGE and not may(Permission.COMMIT_LARGE)
