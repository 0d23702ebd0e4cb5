"""Undo of an import: first what goes, what comes back and what stays; then in the background."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.reverting import Later, Trace
from app.batches.domain.rows import Action
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.queries import lookup_of
from app.batches.queries.reverting import preview, staying
from app.batches.queries.reverting_gifts import own_of
from app.batches.queries.reverting_gifts import staying as staying_gifts
from app.batches.queries.traces import traces
from app.batches.routes import batch_or_404, bp
from app.batches.routes.result import undo_or_403
from app.batches.services.reverting import NotUndone
from app.batches.services.reverting import undo as start
from app.batches.services.reverting_rows import label_of
from app.constituents.queries import existing
from app.db import db, now
from app.groups.queries.uses import asking_about_import
from app.updates.domain.stays_words import is_by_somebody, said, stays_because
from app.updates.services import judge_batch
from app.web import htmx
from app.words import _

PAGE = 25


@bp.get("/<door:door>/<int:number>/undo")
@requires(Permission.EDIT)
def undo_import(number: int) -> Response:
    """What undoing comes to, before anything is done: numbers, and everybody who stays with the reason."""
    batch = batch_or_404(number)
    told = undo_or_403(batch)
    if batch.status is BatchStatus.UNDOING:
        return htmx.redirect(url_for(".progress", number=number))
    if told["refused"]:
        htmx.toast(told["refused"], tone="failed")
        return htmx.redirect(url_for(".result", number=number))
    numbers = preview(batch)
    lists = [(numbers.stay, _stays), (numbers.edited, _edited)]
    return htmx.render(
        "batches/undo.html",
        fragment="batches/_undo.html",
        title=_("Undo {name}", name=batch.name),
        batch=batch,
        preview=numbers,
        asking=asking_about_import(current_workspace, number, at=now()),
        lists=[listed(batch) for count, listed in lists if count],
        gifts=_gifts(batch) if numbers.gifts_stay else None,
        lookup_of=lookup_of,
        label_of=label_of,
        because=stays_because,
        said=said,
        is_by_somebody=is_by_somebody,
        **told,
    )


@bp.post("/<door:door>/<int:number>/undo")
@requires(Permission.EDIT)
def start_undo(number: int) -> Response:
    """Start to undo; whoever presses second gets the same answer."""
    batch = batch_or_404(number)
    outcome = start(batch, actor=actor(), days=undo_or_403(batch)["days"])
    if isinstance(outcome, NotUndone):
        db.session.rollback()
        htmx.toast(outcome.reason, tone="failed")
        return htmx.redirect(url_for(".result", number=number))
    db.session.commit()
    return htmx.redirect(url_for(".progress", number=number))


def _gifts(batch: Batch) -> dict[str, Any]:
    """The gifts that stay, with why, and whose they are."""
    rows = staying_gifts(batch, after=request.args.get("gifts", 0, type=int), limit=PAGE + 1)
    more = _more(batch, "gifts", rows[PAGE - 1]["number"]) if len(rows) > PAGE else None
    people = existing(batch.workspace_id, {row["constituent_id"] for row in rows[:PAGE]})
    return {"rows": rows[:PAGE], "people": people, "more": more}


def _more(batch: Batch, name: str, last: int) -> str:
    asked: dict[str, Any] = {**request.args.to_dict(), name: last}
    return url_for(".undo_import", number=batch.number, **asked)


def _stays(batch: Batch) -> dict[str, Any]:
    """Those whom the import added and who stay, with all that happened to each since."""
    rows, more = _some(batch, Action.CREATE, "stays")
    people = [row.constituent_id for row in rows]
    why = traces(batch.workspace_id, people, own_of(batch))
    return _listed("stays", rows, more, {who: why.get(who, []) for who in people})


def _edited(batch: Batch) -> dict[str, Any]:
    """Those whose record somebody changed since, with what stays of it."""
    rows, more = _some(batch, Action.UPDATE, "edited")
    judged = judge_batch(batch.workspace_id, batch.id, [row.constituent_id for row in rows])
    why = {who: getattr(outcome, "left", ()) for who, outcome in judged.items()}
    whole = [who for who, left in why.items() if not left]
    since = traces(batch.workspace_id, whole, own_of(batch)) if whole else {}
    edits = {
        who: next((each for each in since.get(who, ()) if each.trace is Trace.EDITED), None) for who in whole
    }
    return _listed("edited", rows, more, why, edits)


def _some(batch: Batch, action: Action, name: str) -> tuple[Sequence[Any], str | None]:
    rows = staying(batch, action, after=request.args.get(name, 0, type=int), limit=PAGE + 1)
    if len(rows) <= PAGE:
        return rows, None
    return rows[:PAGE], _more(batch, name, rows[PAGE - 1].number)


def _listed(
    name: str,
    rows: Sequence[Any],
    more: str | None,
    why: dict[int, Any],
    edits: Mapping[int, Later | None] | None = None,
) -> dict[str, Any]:
    people = existing(rows[0].workspace_id, why) if rows else {}
    return {
        "name": name,
        "more": more,
        "lines": [
            {
                "row": row.number,
                "person": people[row.constituent_id],
                "why": why.get(row.constituent_id, ()),
                "edit": (edits or {}).get(row.constituent_id),
            }
            for row in rows
            if row.constituent_id in people
        ],
    }
