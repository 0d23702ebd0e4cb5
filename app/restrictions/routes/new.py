"""The first step: a file, pasted addresses, or the file of an import of people."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches import queries as batches
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.db import db
from app.imports import services as imports
from app.imports.domain.refusal import Refused
from app.imports.routes.upload import largest, limits, taken_in
from app.restrictions import services
from app.restrictions.domain.pasted import as_table
from app.restrictions.domain.reasons import Reason
from app.restrictions.forms import NewForm
from app.restrictions.routes import batch_or_404, bp, place_of
from app.web import htmx
from app.web.asked import one_line
from app.words import _


@bp.get("/imports/restrictions/new")
@requires(Permission.EDIT)
def new() -> Response:
    """Choose a file, or paste addresses."""
    return _page(NewForm())


@bp.post("/imports/restrictions")
@requires(Permission.EDIT)
def upload() -> Response:
    """Store the file and go on to what its columns mean."""
    form = NewForm()
    batch = taken_in(form, _store, missing=_("Choose a file, or paste addresses below."), table_of=as_table)
    if batch is None:
        return _page(form, status=422)
    number = batch.number
    db.session.commit()
    return htmx.redirect(url_for(".columns", restriction=number))


@bp.post("/imports/<int:number>/restrictions")
@requires(Permission.EDIT)
def take_over(number: int) -> Response:
    """Read the file of an import of people for its restrictions; that import stays as it is."""
    people = batches.by_number(current_workspace, number)
    if people is None or people.kind is not BatchKind.IMPORT:
        abort(404)
    answer = services.take_over(current_workspace, people, actor=actor(), largest=largest(), limits=limits())
    if isinstance(answer, Refused):
        db.session.rollback()
        htmx.toast(str(answer), tone="failed")
        return htmx.redirect(url_for(".new"))
    made = answer.batch.number
    db.session.commit()
    htmx.toast(
        _(
            "The file of import {number} is read for restrictions here. Import {number} stays as it was.",
            number=number,
        )
    )
    return htmx.redirect(url_for(".columns", restriction=made))


@bp.get("/imports/restrictions/<int:restriction>")
@requires(Permission.VIEW)
def show(restriction: int) -> Response:
    """Where this import stands."""
    return htmx.redirect(place_of(batch_or_404(restriction)))


def _store(text: imports.Opened, name: str, form: NewForm) -> Batch | Refused:
    answer = services.receive(
        current_workspace,
        text,
        filename=name,
        actor=actor(),
        largest=largest(),
        limits=limits(),
        source=one_line(form.source.data),
    )
    return answer if isinstance(answer, Refused) else answer.batch


def _page(form: NewForm, *, status: int = 200) -> Response:
    return htmx.render(
        "restrictions/new.html",
        fragment="restrictions/_new.html",
        title=_("Import restrictions"),
        form=form,
        most=largest() // 1_000_000,
        reasons=tuple(Reason),
        pasting=bool(form.pasted.data or form.pasted.errors or request.args.get("paste")),
        status=status,
    )
