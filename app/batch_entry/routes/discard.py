"""Giving up a batch of which nothing was written."""

from flask import Response, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.models import EntryBatch
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.services.discarding import discard as give_up
from app.batch_entry.services.discarding import in_the_way
from app.batches import queries as batches
from app.batches.models import Batch
from app.db import db
from app.web import htmx
from app.words import _


@bp.get("/batches/<int:number>/discard")
@requires(Permission.EDIT)
def confirm_discard(number: int) -> Response:
    """What would be forgotten."""
    return _asked(*batch_or_404(number))


@bp.post("/batches/<int:number>/discard")
@requires(Permission.EDIT)
def discard(number: int) -> Response:
    """Forget the batch and its rows."""
    batch, beside = batch_or_404(number)
    name = batch.name
    if give_up(batch, beside, actor=actor()):
        db.session.rollback()
        return _asked(*batch_or_404(number), status=422)
    db.session.commit()
    htmx.toast(_("{name} was discarded. Nothing of it had been written.", name=name))
    return htmx.redirect(url_for(".index"))


def _asked(batch: Batch, beside: EntryBatch, *, status: int = 200) -> Response:
    title = _("Discard {name}?", name=batch.name)
    return htmx.render(
        "batch_entry/discard.html",
        fragment="batch_entry/_discard.html",
        status=status,
        title=title,
        form_title=title,
        batch=batch,
        rows=batches.row_count(batch),
        reason=in_the_way(batch, beside),
    )
