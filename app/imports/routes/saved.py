"""The saved mappings of the workspace: to look at, to rename, to delete."""

from flask import Response, abort, request, url_for

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.db import db
from app.imports import queries
from app.imports.models import SavedMapping
from app.imports.routes import bp
from app.imports.services.saved import NotRenamed, forget, rename
from app.web import htmx
from app.web.forms import FormError
from app.words import _


@bp.get("/imports/mappings")
@requires(Permission.VIEW)
def mappings() -> Response:
    """All of them, the one used last first."""
    return _page()


@bp.post("/imports/mappings/<int:mapping_id>/name")
@requires(Permission.EDIT)
def rename_mapping(mapping_id: int) -> Response:
    """Give one another name."""
    saved = _or_404(mapping_id)
    refused = rename(saved, request.form.get("name", ""))
    if isinstance(refused, NotRenamed):
        db.session.rollback()
        return _page([FormError(f"name-{mapping_id}", refused.reason)], status=422)
    db.session.commit()
    htmx.toast(_("Renamed."))
    return htmx.redirect(url_for(".mappings"))


@bp.get("/imports/mappings/<int:mapping_id>/delete")
@requires(Permission.EDIT)
def confirm_forget(mapping_id: int) -> Response:
    """Ask before one is deleted."""
    saved = _or_404(mapping_id)
    title = _("Delete the mapping {name}?", name=saved.name)
    return htmx.render(
        "imports/forget.html", fragment="imports/_forget.html", title=title, saved=saved, form_title=title
    )


@bp.post("/imports/mappings/<int:mapping_id>/delete")
@requires(Permission.EDIT)
def forget_mapping(mapping_id: int) -> Response:
    """Delete one."""
    forget(_or_404(mapping_id))
    db.session.commit()
    htmx.toast(_("The mapping is deleted. Imports that used it keep theirs."))
    return htmx.redirect(url_for(".mappings"))


def _or_404(mapping_id: int) -> SavedMapping:
    return queries.saved_by_id(current_workspace.id, mapping_id) or abort(404)


def _page(errors: list[FormError] | None = None, *, status: int = 200) -> Response:
    return htmx.render(
        "imports/mappings.html",
        fragment="imports/_mappings.html",
        title=_("Saved mappings"),
        status=status,
        saved=queries.saved_mappings(current_workspace.id),
        error_list=errors or [],
        typed=request.form.get("name", ""),
        mapped=_mapped,
    )


def _mapped(saved: SavedMapping) -> int:
    """How many columns are read."""
    of_others = (saved.mapping.get(kind, {}).get("columns", {}) for kind in ("activity", "filling"))
    return sum(map(len, of_others)) + sum(bool(column.get("field")) for column in saved.mapping["columns"])
