"""Saying that a suspicious file is right as it is, and taking that back."""

from flask import Response, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.status import NotPossible
from app.batches.routes import batch_or_404, bp
from app.batches.services import alarms
from app.db import db
from app.web import htmx
from app.words import _


@bp.post("/<door:door>/<int:number>/acknowledgement")
@requires(Permission.EDIT)
def acknowledge_alarms(number: int) -> Response:
    """Let the file be committed as it is; the page and the journal say who said so."""
    batch = batch_or_404(number)
    refused = alarms.acknowledge(batch, revision=request.form.get("revision", type=int), actor=actor())
    if isinstance(refused, NotPossible):
        db.session.rollback()
        htmx.toast(refused.reason, tone="failed")
    else:
        db.session.commit()
        undo = url_for(".withdraw_acknowledgement", number=number)
        htmx.toast(_("The file can be committed now. Nothing has been changed yet."), undo=undo)
    return htmx.redirect(url_for(".review", number=number))


@bp.post("/<door:door>/<int:number>/acknowledgement/undo")
@requires(Permission.EDIT)
def withdraw_acknowledgement(number: int) -> Response:
    """Take it back: the file is not committed before somebody has looked."""
    alarms.withdraw(batch_or_404(number), actor=actor())
    db.session.commit()
    htmx.toast(_("That was taken back. The file waits until somebody has looked at it."))
    return htmx.redirect(url_for(".review", number=number))
