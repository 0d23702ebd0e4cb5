"""All imports, the newest first."""

from flask import Response, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.accounts.queries import names_of
from app.batches import queries as batches
from app.imports.routes import bp, place_of
from app.imports.services import may_discard
from app.web import htmx
from app.words import _

PAGE = 25


@bp.get("/imports")
@requires(Permission.VIEW)
def index() -> Response:
    """The list; with `before`, the imports that are older than that number."""
    before = request.args.get("before", type=int)
    found = batches.recent(current_workspace, before=before, limit=PAGE + 1)
    shown = found[:PAGE]
    older = url_for(".index", before=shown[-1].number) if len(found) > PAGE else None
    return htmx.render(
        "imports/list.html",
        fragment="imports/_list.html",
        title=_("Imports"),
        batches=shown,
        counts=batches.counts_of(shown),
        staff=names_of({batch.created_by for batch in shown}),
        place_of=place_of,
        may_discard=may_discard,
        older=older,
        newest=url_for(".index") if before else None,
    )
