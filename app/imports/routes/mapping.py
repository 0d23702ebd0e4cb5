"""The second step: where each column goes."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, may, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.mapping_problems import MappingProblem
from app.batches.domain.status import BatchStatus, NotPossible
from app.batches.models import Batch
from app.batches.services import hold
from app.db import db
from app.imports import services
from app.imports.routes import batch_or_404, bp, place_of
from app.imports.routes.mapping_form import Choices
from app.imports.routes.mapping_page import part_of
from app.imports.routes.reading import context
from app.imports.services.systems import name_system
from app.web import htmx


@bp.get("/imports/<int:number>/map")
@requires(Permission.VIEW)
def columns(number: int) -> Response:
    """The columns with examples and what Kith suggests."""
    batch = batch_or_404(number)
    if batch.status in (BatchStatus.CHECKING, BatchStatus.COMMITTING) or batch.committed_at:
        return htmx.redirect(place_of(batch))
    return _page(batch, Choices.kept(batch))


@bp.post("/imports/<int:number>/map")
@requires(Permission.EDIT)
def change_columns(number: int) -> Response:
    """Show what a choice would mean (`do=preview`), or keep the mapping and check the file."""
    batch = batch_or_404(number)
    chosen = Choices.typed(batch)
    if request.form.get("do") == "preview":
        return _page(batch, chosen)
    problems = _started(batch, chosen)
    if problems:
        db.session.rollback()
        return _page(batch_or_404(number), chosen, problems, status=422)
    db.session.commit()
    return htmx.redirect(url_for(".checking", number=number))


def _started(batch: Batch, chosen: Choices) -> tuple[MappingProblem, ...]:
    """Keep what was chosen and start the check; what stands against it otherwise."""
    hold(batch)
    batch.settings = {**batch.settings, **chosen.settings, "external_system": _system(batch, chosen)}
    answer = services.map_columns(batch, chosen.mapping)
    if isinstance(answer, NotPossible):
        db.session.rollback()
        abort(422, description=answer.reason)
    outcome = services.check(current_workspace, batch, actor=actor())
    return outcome.problems if isinstance(outcome, services.NotChecked) else ()


def _system(batch: Batch, chosen: Choices) -> str:
    """The system of the IDs under the name it has here; only admins say whether it is trusted."""
    if not chosen.system or chosen.mapping.column_for("external_id") is None:
        return chosen.system
    trusted = chosen.trusted if may(Permission.MANAGE) else None
    return name_system(batch.workspace_id, chosen.system, trusted=trusted, actor=actor())


def _page(
    batch: Batch, chosen: Choices, problems: tuple[MappingProblem, ...] = (), *, status: int = 200
) -> Response:
    return htmx.render(
        "imports/map.html",
        fragment="imports/_mapping.html",
        title=batch.name,
        status=status,
        **context(batch),
        **part_of(batch, chosen, problems, refused=status == 422),
    )
