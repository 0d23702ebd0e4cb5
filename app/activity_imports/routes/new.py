"""The first step: a file, or pasted rows."""

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.presets import all_presets
from app.activity_imports.routes import batch_or_404, bp, place_of
from app.activity_imports.services import receiving
from app.batches.models import Batch
from app.db import db
from app.imports import services as imports
from app.imports.domain.refusal import Refused
from app.imports.forms import TakingForm
from app.imports.routes.upload import largest, limits, taken_in
from app.web import htmx
from app.web.asked import one_line
from app.words import _


@bp.get("/activity/imports/new")
@requires(Permission.EDIT)
def new() -> Response:
    """Choose a file."""
    return _page(TakingForm())


@bp.post("/activity/imports")
@requires(Permission.EDIT)
def upload() -> Response:
    """Store the file and go on to what its columns say."""
    form = TakingForm()
    batch = taken_in(form, _store, missing=_("Choose a file, or paste rows below."))
    if batch is None:
        return _page(form, status=422)
    number = batch.number
    db.session.commit()
    return htmx.redirect(url_for(".columns", number=number))


@bp.get("/activity/imports/<int:number>")
@requires(Permission.VIEW)
def show(number: int) -> Response:
    """Where this import stands."""
    return htmx.redirect(place_of(batch_or_404(number)))


def _store(text: imports.Opened, name: str, form: TakingForm) -> Batch | Refused:
    answer = receiving.receive(
        current_workspace,
        text,
        filename=name,
        actor=actor(),
        largest=largest(),
        limits=limits(),
        source=one_line(form.source.data),
    )
    return answer if isinstance(answer, Refused) else answer.batch


def _page(form: TakingForm, *, status: int = 200) -> Response:
    return htmx.render(
        "activity_imports/new.html",
        fragment="activity_imports/_new.html",
        title=_("Import activity"),
        form=form,
        most=largest() // 1_000_000,
        presets=all_presets(),
        pasting=bool(form.pasted.data or form.pasted.errors or request.args.get("paste")),
        status=status,
    )
