"""Commit: asked once more in sums, then in the background with progress; and the progress of an undo."""

from flask import Response, abort, current_app, request, url_for

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp, place_of, view
from app.activity_imports.routes.figures import figures_of
from app.activity_imports.services import NotCommitted
from app.activity_imports.services import commit as start
from app.activity_imports.services.committing import KIND as COMMIT
from app.activity_imports.services.undoing import KIND as UNDO
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.web import htmx
from app.words import _, figure
from app.work import queries as work
from app.work import services

LARGE = 1_000
"""From this many rows on, a commit takes an administrator."""
_RUNNING = {BatchStatus.COMMITTING: COMMIT, BatchStatus.UNDOING: UNDO}


@bp.get("/activity/imports/<int:number>/commit")
@requires(Permission.EDIT)
def confirm(number: int) -> Response:
    """What pressing the button will do, in sums."""
    batch = batch_or_404(number)
    if batch.status is BatchStatus.COMMITTING:
        return htmx.redirect(url_for(".progress", number=number))
    told = view.summary(batch)
    return htmx.render(
        "activity_imports/commit.html",
        fragment="activity_imports/_commit.html",
        title=_("Commit {name}", name=batch.name),
        figures=figures_of(batch, told["tally"]),
        too_large=too_large(told["due"]),
        days=current_app.config["SETTINGS"].undo_days,
        **told,
    )


@bp.post("/activity/imports/<int:number>/commit")
@requires(Permission.EDIT)
def commit(number: int) -> Response:
    """Start the commit; whoever presses second gets the same answer."""
    batch = batch_or_404(number)
    if too_large(batches.due(batch)):
        abort(
            403,
            description=_(
                "A commit of more than {large} rows takes an owner or administrator.", large=figure(LARGE)
            ),
        )
    outcome = start(batch, revision=request.form.get("revision", 0, type=int), actor=actor())
    if isinstance(outcome, NotCommitted):
        db.session.rollback()
        htmx.toast(outcome.reason, tone="failed")
        return htmx.redirect(url_for(".review", number=number))
    db.session.commit()
    return htmx.redirect(url_for(".progress", number=number))


@bp.get("/activity/imports/<int:number>/progress")
@requires(Permission.VIEW)
def progress(number: int) -> Response:
    """How far the commit is, or the undo; then its result."""
    batch = batch_or_404(number)
    current = work.latest(current_workspace.id, _kind(batch), batch.id)
    if batch.status not in _RUNNING:
        if current and current.error:
            htmx.toast(current.error, tone="failed")
        done = batch.committed_at is not None or batch.status in view.UNDONE
        return htmx.redirect(url_for(".result", number=number) if done else place_of(batch))
    return htmx.render(
        "activity_imports/progress.html",
        fragment="activity_imports/_progress.html",
        title=batch.name,
        batch=batch,
        work=current,
        undoing=batch.status is BatchStatus.UNDOING,
    )


@bp.post("/activity/imports/<int:number>/progress/stop")
@requires(Permission.EDIT)
def stop(number: int) -> Response:
    """Stop between two rows; what is done stays, and the rest can go on."""
    batch = batch_or_404(number)
    current = work.latest(current_workspace.id, _kind(batch), batch.id)
    if current:
        services.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    db.session.commit()
    htmx.toast(
        _("The undo stops after the rows it is working on. Press Undo to go on.")
        if _kind(batch) == UNDO
        else _("The commit stops after the rows it is working on. Press Commit to go on.")
    )
    return htmx.redirect(url_for(".progress", number=number))


def _kind(batch: Batch) -> str:
    """The work that was asked for last."""
    return UNDO if batch.status in view.UNDONE else _RUNNING.get(batch.status, COMMIT)


def too_large(rows: int) -> bool:
    """Whether so many rows take somebody with more rights than who asks."""
    return rows > LARGE and not may(Permission.COMMIT_LARGE)
