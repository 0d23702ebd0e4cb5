"""Validation: asked for with one button, followed while it runs, told on the page of the commit."""

from flask import Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.services.validating import KIND, NotValidated, validate
from app.db import db
from app.web import htmx
from app.words import _
from app.work import queries as work
from app.work import services
from app.work.domain.state import WorkState


@bp.get("/batches/<int:number>/validation")
@requires(Permission.VIEW)
def validation(number: int) -> Response:
    """How far the validation is; when it is over, the way leads to what it found."""
    batch, __ = batch_or_404(number)
    current = work.latest(current_workspace.id, KIND, batch.id)
    if current is None or not current.state.is_alive:
        if current and current.state is WorkState.FAILED:
            htmx.toast(current.error, tone="failed")
        return htmx.redirect(url_for(".commit", number=number))
    return htmx.render(
        "batch_entry/validation.html",
        fragment="batch_entry/_validation.html",
        title=_("Validating {name}", name=batch.name),
        batch=batch,
        work=current,
    )


@bp.post("/batches/<int:number>/validation")
@requires(Permission.EDIT)
def start_validation(number: int) -> Response:
    """Start it; whoever presses second follows the same one."""
    batch, __ = batch_or_404(number)
    answer = validate(batch, actor=actor())
    if isinstance(answer, NotValidated):
        db.session.rollback()
        htmx.toast(answer.reason, tone="failed")
        return htmx.redirect(url_for(".commit", number=number))
    db.session.commit()
    return htmx.redirect(url_for(".validation", number=number))


@bp.post("/batches/<int:number>/validation/stop")
@requires(Permission.EDIT)
def stop_validation(number: int) -> Response:
    """Stop it; the batch then counts as not validated."""
    batch, __ = batch_or_404(number)
    current = work.latest(current_workspace.id, KIND, batch.id)
    if current:
        services.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    db.session.commit()
    htmx.toast(_("The validation stops after the rows it is working on. Nothing was changed."))
    return htmx.redirect(url_for(".commit", number=number))
