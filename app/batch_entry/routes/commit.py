"""The page of a commit: what it will do in numbers, what is expected, what is in its way; and the button."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, may, requires
from app.accounts.domain.roles import Permission
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.standing import place_of, standing
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.routes.commit import LARGE
from app.batches.services import NotCommitted
from app.batches.services import commit as start
from app.db import db
from app.web import htmx
from app.words import _, figure

_ELSEWHERE = (
    BatchStatus.COMMITTING,
    BatchStatus.UNDOING,
    BatchStatus.UNDO_STOPPED,
    BatchStatus.UNDONE,
)


@bp.get("/batches/<int:number>/commit")
@requires(Permission.VIEW)
def commit(number: int) -> Response:
    """All that matters before a batch is committed."""
    batch, entry = batch_or_404(number)
    is_done = batch.status is BatchStatus.COMMITTED and not queries.due(batch)
    if batch.status in _ELSEWHERE or is_done:
        return htmx.redirect(place_of(batch))
    return htmx.render(
        "batch_entry/commit.html",
        fragment="batch_entry/_commit.html",
        title=_("Commit {name}", name=batch.name),
        **standing(batch, entry),
    )


@bp.post("/batches/<int:number>/commit")
@requires(Permission.EDIT)
def start_commit(number: int) -> Response:
    """Start the commit; whoever presses second gets the same answer."""
    batch, __ = batch_or_404(number)
    if queries.due(batch) > LARGE and not may(Permission.COMMIT_LARGE):
        abort(
            403,
            description=_(
                "A commit of more than {large} rows takes an owner or administrator.", large=figure(LARGE)
            ),
        )
    answer = start(batch, revision=request.form.get("revision", 0, type=int), actor=actor())
    if isinstance(answer, NotCommitted):
        db.session.rollback()
        htmx.toast(answer.reason, tone="failed")
        return htmx.redirect(url_for(".commit", number=number))
    db.session.commit()
    return htmx.redirect(url_for("batches.progress", number=number, door="batches"))
