"""Mapping all columns at once: as a known tool means them, or as in a saved mapping."""

from flask import Response, abort, request, url_for

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.batches.domain.status import NotPossible
from app.batches.models import Batch
from app.db import db
from app.imports import queries, services
from app.imports.domain.file import sample
from app.imports.domain.shape import FileShape
from app.imports.routes import batch_or_404, bp
from app.imports.routes.upload import limits
from app.web import htmx
from app.words import _


@bp.post("/imports/<int:number>/map/tool")
@requires(Permission.EDIT)
def map_like_tool(number: int) -> Response:
    """Take over the mapping of the tool the file seems to come from (`use=yes`), or leave it.

    `use=recorded` says that the noes of a file of people who said no are recorded already.
    """
    batch = batch_or_404(number)
    if request.form.get("use") == "recorded":
        services.import_the_people(batch)
        return _answered(batch, None)
    preset = services.looks_like(batch)
    if request.form.get("use") != "yes":
        return _answered(batch, services.leave_preset(batch, _rows(batch)))
    if preset is None or services.restricting(batch):
        abort(422, description=_("There is no mapping to take over for this file."))
    return _answered(batch, services.use_preset(batch, preset, _rows(batch)))


@bp.post("/imports/<int:number>/map/saved")
@requires(Permission.EDIT)
def map_like_saved(number: int) -> Response:
    """Map the columns as in a mapping that was saved."""
    batch = batch_or_404(number)
    saved = queries.saved_by_id(batch.workspace_id, request.form.get("saved", type=int))
    if saved is None:
        abort(422, description=_("This mapping is not here anymore. Choose another one."))
    return _answered(batch, services.use_saved(batch, saved, _rows(batch)))


def _rows(batch: Batch) -> list[list[str]]:
    shape = FileShape.from_json(batch.shape)
    return [row.cells for row in sample(queries.head(batch, limits().head_bytes), shape, limits())]


def _answered(batch: Batch, refused: NotPossible | None) -> Response:
    number = batch.number
    if refused:
        db.session.rollback()
        abort(422, description=refused.reason)
    db.session.commit()
    return htmx.redirect(url_for(".columns", number=number))
