"""The check, in the background, with counted progress."""

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp, place_of
from app.activity_imports.services.checking import KIND
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.imports import queries as files
from app.imports.domain.shape import FileShape
from app.imports.routes.upload import limits
from app.web import htmx
from app.work import queries as work
from app.work import services


@bp.get("/activity/imports/<int:number>/check")
@requires(Permission.VIEW)
def checking(number: int) -> Response:
    """How far the check is; when it is over, the way leads on."""
    batch = batch_or_404(number)
    current = work.latest(current_workspace.id, KIND, batch.id)
    if batch.status is not BatchStatus.CHECKING:
        if current and current.error:
            htmx.toast(current.error, tone="failed")
        return htmx.redirect(place_of(batch))
    return htmx.render(
        "activity_imports/check.html",
        fragment="activity_imports/_checking.html",
        title=batch.name,
        batch=batch,
        work=current,
        expected=_expected(batch, current.done if current else 0),
    )


@bp.post("/activity/imports/<int:number>/check/stop")
@requires(Permission.EDIT)
def stop_check(number: int) -> Response:
    """Ask the check to stop; nothing was changed, and it can go on later."""
    batch = batch_or_404(number)
    current = work.latest(current_workspace.id, KIND, batch.id)
    if current:
        services.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    db.session.commit()
    htmx.toast("The check stops after the rows it is working on. Nothing was changed.")
    return htmx.redirect(place_of(batch))


def _expected(batch: Batch, done: int) -> int | None:
    """About how many rows the file has, by the length of its first lines; None when they misled."""
    head = files.head(batch, limits().head_bytes)
    lines = head.count(b"\n") or 1
    rows = round(lines * batch.bytes_read / max(1, len(head))) - FileShape.from_json(batch.shape).header_row
    return rows if rows > done else None
