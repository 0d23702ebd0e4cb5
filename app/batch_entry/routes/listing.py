"""All batches that staff type, and the way to one."""

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.accounts.queries import names_of
from app.batch_entry.queries import listing
from app.batch_entry.queries.listing import Standing
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.routes.standing import place_of
from app.batch_entry.services.discarding import may_discard
from app.batches import queries as batches
from app.web import htmx
from app.words import _

PAGE = 25


@bp.get("/batches")
@requires(Permission.VIEW)
def index() -> Response:
    """The list; with `show`, those that stand so; with `before`, those that are older than that number."""
    asked = request.args.get("show", "")
    standing = Standing(asked) if asked in list(Standing) else Standing.ALL
    before = request.args.get("before", type=int)
    found = listing.listed(current_workspace.id, standing, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    of_page = [each.batch for each in shown]
    took, origin = listing.exceptions_among(shown)
    here = None if standing is Standing.ALL else standing.value
    return htmx.render(
        "batch_entry/index.html",
        fragment="batch_entry/_list.html",
        title=_("Batches"),
        shown=shown,
        counts=batches.counts_of(of_page),
        sums=listing.sums_of(of_page),
        undone=listing.undone_of(of_page),
        took=took,
        origin=origin,
        staff=names_of({batch.created_by for batch in of_page}),
        place_of=place_of,
        may_discard=may_discard,
        views=_views(standing),
        narrowed=standing is not Standing.ALL,
        older=url_for(".index", before=shown[-1].batch.number, show=here) if len(found) > PAGE else None,
        newest=url_for(".index", show=here) if before else None,
    )


@bp.get("/batches/<int:number>")
@requires(Permission.VIEW)
def show(number: int) -> Response:
    """To where the batch stands."""
    batch, __ = batch_or_404(number)
    return htmx.redirect(place_of(batch))


def _views(standing: Standing) -> list[dict[str, object]]:
    counted = listing.how_many(current_workspace.id)
    return [
        {
            "label": each.label,
            "url": url_for(".index", show=None if each is Standing.ALL else each.value),
            "current": each is standing,
            "count": counted[each],
        }
        for each in Standing
    ]
