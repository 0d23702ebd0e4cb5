"""Approval: a batch is sent to somebody who typed none of it, who commits it or sends it back."""

from flask import Response, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.forms.totals import ReturnForm
from app.batch_entry.models import EntryBatch
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.standing import place_of
from app.batch_entry.services import approval, blocking
from app.batches.domain.status import BatchStatus, NotPossible
from app.batches.models import Batch
from app.batches.services import hold
from app.db import db
from app.web import htmx
from app.words import _


@bp.post("/batches/<int:number>/submission")
@requires(Permission.EDIT)
def submit(number: int) -> Response:
    """Send the batch for approval."""
    batch, entry = batch_or_404(number)
    hold(batch)
    answer = approval.submit(batch, unready=blocking.unready(batch, entry), actor=actor())
    if isinstance(answer, NotPossible):
        db.session.rollback()
        htmx.toast(answer.reason, tone="failed")
    else:
        db.session.commit()
        htmx.toast(_("The batch waits for approval. Nobody types in it until it comes back."))
    return htmx.redirect(url_for(".commit", number=number))


@bp.get("/batches/<int:number>/return")
@requires(Permission.EDIT)
def return_page(number: int) -> Response:
    """The form in which the reason is said."""
    batch, entry = batch_or_404(number)
    if batch.status is not BatchStatus.IN_REVIEW:
        return htmx.redirect(place_of(batch))
    return _page(batch, entry, ReturnForm())


@bp.post("/batches/<int:number>/return")
@requires(Permission.EDIT)
def send_back(number: int) -> Response:
    """Open the batch again for whoever typed it."""
    batch, entry = batch_or_404(number)
    form = ReturnForm()
    if not form.validate():
        return _page(batch, entry, form, status=422)
    answer = approval.send_back(batch, why=(form.why.data or "").strip(), actor=actor())
    if isinstance(answer, NotPossible):
        db.session.rollback()
        htmx.toast(answer.reason, tone="failed")
        return htmx.redirect(place_of(batch_or_404(number)[0]))
    db.session.commit()
    htmx.toast(_("The batch is open again."))
    return htmx.redirect(url_for(".commit", number=number))


def _page(batch: Batch, entry: EntryBatch, form: ReturnForm, *, status: int = 200) -> Response:
    is_own = entry.submitted_by == actor().id
    return htmx.render(
        "batch_entry/return.html",
        fragment="batch_entry/_return_form.html",
        status=status,
        title=_("Take {batch} back", batch=batch.name)
        if is_own
        else _("Send {batch} back", batch=batch.name),
        batch=batch,
        is_own=is_own,
        form=form,
    )
