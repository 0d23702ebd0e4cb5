"""The review of an activity import, and one row of it opened."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.routes import batch_or_404, bp, place_of, view
from app.activity_imports.routes.figures import figures_of
from app.activity_imports.routes.opened import opened
from app.batches import queries as batches
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.queries import RowFilter
from app.batches.routes.showing import chosen, kept
from app.constituents.picking import picks
from app.web import htmx
from app.words import _

SHOWN = (
    BatchStatus.IN_REVIEW,
    BatchStatus.PAUSED,
    BatchStatus.COMMITTED,
    BatchStatus.UNDO_STOPPED,
    BatchStatus.UNDONE,
)
AT_ONCE = 5_000
"""Up to so many rows the figures of a file are part of its review; those of more are fetched after it."""


@bp.get("/activity/imports/<int:number>/review")
@requires(Permission.VIEW)
def review(number: int) -> Response:
    """The rows with what would happen to each; first those that need a decision."""
    batch = batch_or_404(number)
    if batch.status not in SHOWN:
        return htmx.redirect(place_of(batch))
    told = view.summary(batch)
    show, which = chosen(request.args, told["tally"])
    is_small = batch.rows_read <= AT_ONCE
    return htmx.render(
        "activity_imports/review.html",
        fragment="activity_imports/_rows.html",
        title=batch.name,
        show=show,
        segments=view.segments(batch, told["tally"], show),
        reasons=view.reasons(told["tally"]),
        figures=figures_of(batch, told["tally"]) if is_small and not htmx.is_fragment() else None,
        **page_of(batch, which),
        **told,
    )


def page_of(batch: Batch, which: RowFilter) -> dict[str, Any]:
    """The context of the table of rows."""
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    found = batches.page(batch, which, before=before, after=after)
    return {
        "lines": view.lines(batch, found.rows),
        "which": which,
        "asked": kept(),
        "previous": _turn(batch, before=found.before) if found.before else None,
        "next": _turn(batch, after=found.after) if found.after else None,
        "looked": found.looked,
    }


def _turn(batch: Batch, **place: int) -> str:
    return url_for(".review", number=batch.number, **{**kept(), **place})  # type: ignore[arg-type]


@bp.get("/activity/imports/<int:number>/rows/<int:row_number>")
@requires(Permission.VIEW)
def row(number: int, row_number: int) -> Response:
    """One row: what it says, whose it may be, and what would change by it."""
    return shown(batch_or_404(number), row_number, request.args)


def shown(
    batch: Batch, number: int, given: Mapping[str, str], *, error: str = "", status: int = 200
) -> Response:
    """The page of a row, or what is under it in the table; `error` says what is wrong with a decision."""
    found = view.row_or_404(batch, number)
    opening = given.get("open") != "0"
    [line] = view.lines(batch, [found], opened=number if opening else 0)
    if htmx.is_fragment() and not error:
        return _under(batch, line, opening=opening)
    return htmx.render(
        "activity_imports/row.html",
        fragment="activity_imports/_row_page.html",
        status=status,
        title=_("Row {number} of {name}", number=number, name=batch.name),
        batch=batch,
        line=line,
        picks=picks(current_workspace, given),
        error=error,
        back=given.get("back", ""),
        following=batches.next_undecided(batch, number),
        preceding=batches.previous_undecided(batch, number),
        **opened(batch, line),
    )


def _under(batch: Batch, line: view.Line, *, opening: bool) -> Response:
    """What is shown under the row in the table, or nothing any more; the row itself says which."""
    target = f"#row-{line.row.number}-detail"
    detail = {"batch": batch, "line": line, **opened(batch, line)} if opening else {}
    template = "activity_imports/_opened.html"
    closed = htmx.part("batches/_closed.html", target, row=line.row)
    return htmx.partials(
        htmx.part(template, target, **detail) if opening else closed,
        htmx.part("activity_imports/_row.html", f"#row-{line.row.number}", batch=batch, line=line),
        otherwise=url_for(".row", number=batch.number, row_number=line.row.number),
    )
