"""Following the check of a file in the background, for the kinds of import that show it alike."""

from flask import Response

from app.accounts.access import current_workspace
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.imports import queries as files
from app.imports.domain.shape import FileShape
from app.imports.routes.upload import limits
from app.web import htmx
from app.words import _
from app.work import queries as work
from app.work import services


def followed(batch: Batch, kind: str, *, page: str, fragment: str, onward: str) -> Response:
    """How far the check is; when it is over, the way leads on to `onward`."""
    current = work.latest(current_workspace.id, kind, batch.id)
    if batch.status is not BatchStatus.CHECKING:
        if current and current.error:
            htmx.toast(current.error, tone="failed")
        return htmx.redirect(onward)
    return htmx.render(
        page,
        fragment=fragment,
        title=batch.name,
        batch=batch,
        work=current,
        expected=_expected(batch, current.done if current else 0),
    )


def ask_to_stop(batch: Batch, kind: str) -> None:
    """Ask the check to stop; nothing was changed, and it can go on later. The caller commits."""
    current = work.latest(current_workspace.id, kind, batch.id)
    if current:
        services.request_stop(workspace_id=current_workspace.id, work_id=current.id)
    htmx.toast(_("The check stops after the rows it is working on. Nothing was changed."))


def _expected(batch: Batch, done: int) -> int | None:
    """About how many rows the file has, by the length of its first lines; None when they misled."""
    head = files.head(batch, limits().head_bytes)
    lines = head.count(b"\n") or 1
    rows = round(lines * batch.bytes_read / max(1, len(head))) - FileShape.from_json(batch.shape).header_row
    return rows if rows > done else None
