"""Commit: asked once more in numbers, then in the background with progress."""

from flask import Response, abort, current_app, request, url_for

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.routes import batch_or_404, bp, view
from app.batches.services import NotCommitted
from app.batches.services import commit as start
from app.batches.services.committing import KIND as COMMIT
from app.batches.services.reverting import KIND as UNDO
from app.db import db
from app.web import htmx
from app.words import _, figure
from app.work import queries as work
from app.work import services

LARGE = 1_000
"""From this many rows on, a commit takes an administrator."""


@bp.get("/<door:door>/<int:number>/commit")
@requires(Permission.EDIT)
def confirm(number: int) -> Response:
    """What pressing the button will do."""
    batch = batch_or_404(number)
    if batch.status is BatchStatus.COMMITTING:
        return htmx.redirect(url_for(".progress", number=number))
    summary = view.summary(batch)
    return htmx.render(
        "batches/commit.html",
        fragment="batches/_commit.html",
        title=_("Commit {name}", name=batch.name),
        too_large=_too_large(summary["due"]),
        days=current_app.config["SETTINGS"].undo_days,
        **summary,
    )


@bp.post("/<door:door>/<int:number>/commit")
@requires(Permission.EDIT)
def commit(number: int) -> Response:
    """Start the commit; whoever presses second gets the same answer."""
    batch = batch_or_404(number)
    if _too_large(queries.due(batch)):
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


@bp.get("/<door:door>/<int:number>/progress")
@requires(Permission.VIEW)
def progress(number: int) -> Response:
    """How far the commit is, or the undo; then its result."""
    batch = batch_or_404(number)
    current = work.latest(current_workspace.id, _kind(batch), batch.id)
    if batch.status not in _RUNNING:
        if current and current.error:
            htmx.toast(current.error, tone="failed")
        return htmx.redirect(url_for(".result", number=number))
    return htmx.render(
        "batches/progress.html",
        fragment="batches/_progress.html",
        title=batch.name,
        batch=batch,
        work=current,
        undoing=batch.status is BatchStatus.UNDOING,
    )


@bp.post("/<door:door>/<int:number>/progress/stop")
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


_RUNNING = {BatchStatus.COMMITTING: COMMIT, BatchStatus.UNDOING: UNDO}


def _kind(batch: Batch) -> str:
    """The work that was asked for last."""
    if batch.status in (BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE):
        return UNDO
    return _RUNNING.get(batch.status, COMMIT)


def _too_large(rows: int) -> bool:
    return rows > LARGE and not may(Permission.COMMIT_LARGE)
