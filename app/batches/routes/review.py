"""The review of a batch, and one row of it opened."""

from flask import Response, request, url_for

from app.accounts.access import may, requires
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.routes import batch_or_404, bp, row_or_404, view
from app.batches.routes.bulk import acts_of
from app.batches.routes.doors import BATCHES
from app.batches.routes.notices import notices
from app.batches.routes.opened import opened
from app.batches.routes.showing import chosen, page_of
from app.web import htmx
from app.words import _

_ELSEWHERE = {
    BatchStatus.UPLOADED: "imports.columns",
    BatchStatus.MAPPED: "imports.checking",
    BatchStatus.CHECKING: "imports.checking",
    BatchStatus.COMMITTING: "batches.progress",
    BatchStatus.UNDOING: "batches.progress",
}


@bp.get("/<door:door>/<int:number>")
@bp.get(f"/{BATCHES}/<int:number>/review", defaults={"door": BATCHES})
@requires(Permission.VIEW)
def review(number: int) -> Response:
    """The rows with what would happen to each; first those that need a decision."""
    batch = batch_or_404(number)
    if batch.status in _ELSEWHERE:
        return htmx.redirect(url_for(_ELSEWHERE[batch.status], number=number))
    summary = view.summary(batch)
    tally = summary["tally"]
    name, which = chosen(request.args, tally)
    rows = page_of(batch, which, tally)
    return htmx.render(
        "batches/review.html",
        fragment="batches/_rows.html",
        title=batch.name,
        show=name,
        segments=view.segments(batch, summary["counts"], summary["results"], name),
        causes=view.causes(tally),
        acts=acts_of(batch),
        notices=notices(batch, tally),
        query=which.text,
        lines=[view.line(batch, row) for row in rows["rows"]],
        label=view.named_outcome(which),
        **rows,
        **summary,
    )


@bp.get("/<door:door>/<int:number>/rows/next")
@requires(Permission.VIEW)
def next_row(number: int) -> Response:
    """The first row that may be somebody, to be resolved; then the first with an error; then the review."""
    batch = batch_or_404(number)
    waiting = queries.place_of(batch, 0).next
    if waiting is not None and may(Permission.EDIT):
        return htmx.redirect(url_for(".resolve", number=number, row_number=waiting))
    found = queries.next_undecided(batch, 0)
    if found is not None:
        return htmx.redirect(url_for(".row", number=number, row_number=found))
    htmx.toast(_("Nothing is left to decide."))
    return htmx.redirect(url_for(".review", number=number))


@bp.get("/<door:door>/<int:number>/rows/<int:row_number>")
@requires(Permission.VIEW)
def row(number: int, row_number: int) -> Response:
    """One row: what it says, what would change and by which rule, and whom it may be."""
    batch = batch_or_404(number)
    found = row_or_404(batch, row_number)
    if htmx.is_fragment():
        return _under(batch, found, opening=request.args.get("open") != "0")
    return htmx.render(
        "batches/row.html",
        fragment="batches/_row_detail.html",
        title=_("Row {row_number} of {name}", row_number=row_number, name=batch.name),
        batch=batch,
        line=view.line(batch, found),
        following=queries.next_undecided(batch, row_number),
        preceding=queries.previous_undecided(batch, row_number),
        **opened(batch, found),
    )


def _under(batch: Batch, row: BatchRow, *, opening: bool) -> Response:
    """What is shown under the row in the table, or nothing any more; the row itself says which."""
    line, target = view.line(batch, row, opened=opening), f"#row-{row.number}-detail"
    closed = htmx.part("batches/_closed.html", target, row=row)
    detail = {"batch": batch, "line": line, **opened(batch, row)} if opening else {}
    return htmx.partials(
        htmx.part("batches/_opened.html", target, **detail) if opening else closed,
        htmx.part("batches/_row.html", f"#row-{row.number}", batch=batch, line=line),
        otherwise=url_for(".row", number=batch.number, row_number=row.number),
    )
