"""The third step: the check, in the background, with counted progress; where it stopped it can go on."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Response, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db, now
from app.imports import queries
from app.imports import services as imports
from app.imports.domain.file import row_count
from app.imports.domain.shape import FileShape
from app.imports.routes import batch_or_404, bp, place_of
from app.imports.routes.following import ask_to_stop
from app.imports.routes.upload import limits
from app.imports.services import NotChecked
from app.imports.services.checks import KIND
from app.web import htmx
from app.words import N_, _
from app.work import queries as work
from app.work.domain.left import time_left
from app.work.domain.state import WorkState
from app.work.models import Work

_LONG = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a check is; `error` is why it ended, "" while it runs or where it was stopped.

    `total` is None where the file seems to have more rows than lines were counted.
    """

    done: int
    total: int | None
    label: str
    left: str
    runs: bool
    error: str


@bp.get("/imports/<int:number>/check")
@requires(Permission.VIEW)
def checking(number: int) -> Response:
    """How far the check is; when it is over, the way leads on."""
    batch = batch_or_404(number)
    current = work.latest(current_workspace.id, KIND, batch.id)
    runs = batch.status is BatchStatus.CHECKING
    if not runs and not _was_left(batch, current):
        return htmx.redirect(place_of(batch))
    return htmx.render(
        "imports/check.html",
        fragment="imports/_progress.html",
        title=batch.name,
        batch=batch,
        check=_standing(batch, current, runs=runs),
    )


@bp.post("/imports/<int:number>/check")
@requires(Permission.EDIT)
def go_on(number: int) -> Response:
    """Go on with a check that was stopped, or try one again that ended with an error."""
    batch = batch_or_404(number)
    outcome = imports.go_on(current_workspace, batch, actor=actor())
    if isinstance(outcome, NotChecked):
        db.session.rollback()
        htmx.toast(outcome.problems[0].what, tone="failed")
        return htmx.redirect(place_of(batch_or_404(number)))
    db.session.commit()
    return htmx.redirect(url_for(".checking", number=number))


@bp.post("/imports/<int:number>/check/stop")
@requires(Permission.EDIT)
def stop_check(number: int) -> Response:
    """Ask the check to stop; nothing was changed, and it can go on later."""
    batch = batch_or_404(number)
    ask_to_stop(batch, KIND)
    db.session.commit()
    return htmx.redirect(place_of(batch))


def _was_left(batch: Batch, current: Work | None) -> bool:
    """Whether a check was stopped or ended with an error, and its columns were not mapped anew since."""
    if batch.status is not BatchStatus.MAPPED or current is None:
        return False
    return batch.rows_read > 0 or current.state is WorkState.FAILED


def _standing(batch: Batch, current: Work | None, *, runs: bool) -> Standing:
    done = max(batch.rows_read, current.done if current and runs else 0)
    total = _total(batch, done)
    error = current.error if current and not runs else ""
    return Standing(
        done, total, _label(current, done, total), _left(batch, current, done, total), runs, error
    )


def _label(current: Work | None, done: int, total: int | None) -> str:
    if current and current.stop_requested:
        return _("Stopping the check")
    if current and current.state is WorkState.QUEUED and now() - current.heartbeat_at > _LONG:
        return _waits()
    return _("Looking at the file as a whole") if done and done == total else _("Checking rows")


def _waits() -> str:
    """What keeps the workers busy: "the commit of import 12", as far as it is of this workspace."""
    for each in work.running(current_workspace.id):
        batch = batches.get(current_workspace.id, each.subject_id)
        if batch is not None and each.kind in _WORK:
            return _(_WORK[each.kind], number=batch.number)
    return _("Waiting for other work to end")


_WORK = {
    "commit": N_("Waiting for the commit of import {number} to end"),
    "undo": N_("Waiting for the undoing of import {number} to end"),
    "dry_run": N_("Waiting for the check of import {number} to end"),
}


def _left(batch: Batch, current: Work | None, done: int, total: int | None) -> str:
    if current is None or current.started_at is None or total is None:
        return ""
    seconds = (now() - current.started_at).total_seconds()
    return time_left(done=done - batch.settings.get("check_from", 0), left=total - done, seconds=seconds)


def _total(batch: Batch, done: int) -> int | None:
    """The rows of the file: of a small one as they are, else by the lines that were counted as it came in."""
    shape = FileShape.from_json(batch.shape)
    rows = row_count(queries.head(batch, limits().head_bytes), shape, limits())
    if rows is None:
        lines = int(batch.settings.get("lines", 0)) - shape.header_row - shape.skip
        rows = lines * (2 if shape.second else 1)
    return rows if rows >= done and rows > 0 else None
