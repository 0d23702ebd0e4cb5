"""Giving up an import of which nothing was written, of whatever kind."""

from flask import Response, abort, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches import queries as batches
from app.batches.models import Batch
from app.db import db
from app.imports import services
from app.imports.routes import batch_or_404, bp
from app.web import htmx
from app.words import _


@bp.get("/imports/<int:number>/discard")
@requires(Permission.EDIT)
def confirm_discard(number: int) -> Response:
    """What would be forgotten."""
    return asked(batch_or_404(number), url_for(".discard", number=number))


@bp.post("/imports/<int:number>/discard")
@requires(Permission.EDIT)
def discard(number: int) -> Response:
    """Forget the file and its rows."""
    name = give_up(batch_or_404(number))
    db.session.commit()
    return given_up(name)


def asked(batch: Batch, action: str) -> Response:
    """The question, whose answer goes to `action`."""
    return htmx.render(
        "imports/discard.html",
        fragment="imports/_discard.html",
        title=_("Discard {name}", name=batch.name),
        batch=batch,
        action=action,
        rows=batches.row_count(batch),
        allowed=services.may_discard(batch),
    )


def give_up(batch: Batch) -> str:
    """Forget it, and answer its name; 422 where something of it was written. The route commits."""
    name = batch.name
    refused = services.discard(batch, actor=actor())
    if refused:
        db.session.rollback()
        abort(422, description=refused.reason)
    return name


def given_up(name: str) -> Response:
    """Back to the list, with a word about it."""
    htmx.toast(_("{name} was discarded. Nothing of it had been written.", name=name))
    return htmx.redirect(url_for("imports.index"))
