"""The review of a batch, and one row of it opened."""

from typing import Any

from flask import Response, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import BatchRow
from app.batches.routes import batch_or_404, bp, row_or_404, view
from app.batches.services import candidates_of
from app.constituents import queries as constituents
from app.constituents.domain.names import display_name
from app.matching.domain.explain import explain
from app.matching.domain.result import Match
from app.updates.domain.changes import UpdatePlan
from app.updates.domain.words import field_label, show
from app.web import htmx

_ELSEWHERE = {
    BatchStatus.UPLOADED: "imports.columns",
    BatchStatus.MAPPED: "imports.columns",
    BatchStatus.CHECKING: "imports.checking",
    BatchStatus.COMMITTING: "batches.progress",
}


@bp.get("/imports/<int:number>")
@requires(Permission.VIEW)
def review(number: int) -> Response:
    """The rows with what would happen to each; first those that need a decision."""
    batch = batch_or_404(number)
    if batch.status in _ELSEWHERE:
        return htmx.redirect(url_for(_ELSEWHERE[batch.status], number=number))
    name, which = view.chosen()
    counts = queries.counts(batch)
    if not name and not which.outcomes and not which.cause and not which.text:
        name = "decide" if counts.undecided else "all"
        which = queries.RowFilter(view.SHOWS[name][1])
    return htmx.render(
        "batches/review.html",
        fragment="batches/_rows.html",
        title=batch.name,
        segments=view.segments(batch, counts, name),
        causes=queries.causes(batch),
        query=request.args.get("q", ""),
        **view.page_of(batch, name, which),
        **{key: value for key, value in view.summary(batch).items() if key != "batch"},
    )


@bp.get("/imports/<int:number>/rows/<int:row_number>")
@requires(Permission.VIEW)
def row(number: int, row_number: int) -> Response:
    """One row: what it says, what would change and by which rule, and whom it may be."""
    batch = batch_or_404(number)
    found = row_or_404(batch, row_number)
    return htmx.render(
        "batches/row.html",
        fragment="batches/_opened.html",
        title=f"Row {row_number} of {batch.name}",
        batch=batch,
        line=view.line(batch, found),
        following=queries.next_undecided(batch, row_number),
        **opened(found),
    )


def opened(row: BatchRow) -> dict[str, Any]:
    """The plan of a row as before and after with its rule, and its candidates with the evidence."""
    plan = UpdatePlan.from_json(row.plan) if row.plan else None
    known = constituents.existing(row.workspace_id, candidates_of(row))
    matches = [Match.from_json(each) for each in (row.match or {}).get("candidates", [])]
    return {
        "changes": [
            (field_label(change.field), show(change.before), show(change.after), change.rule)
            for change in (plan.changes if plan else ())
        ],
        "candidates": [
            (known[match.constituent_id], match, explain(match))
            for match in matches
            if match.constituent_id in known
        ],
        "display_name": display_name,
    }
