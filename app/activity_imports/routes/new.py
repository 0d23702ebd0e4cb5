"""The first step: a file, or pasted rows."""

from io import BytesIO
from typing import BinaryIO

from flask import Response, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.forms import NewForm
from app.activity_imports.presets import all_presets
from app.activity_imports.routes import batch_or_404, bp, place_of
from app.activity_imports.services import receiving
from app.db import db
from app.imports import services as imports
from app.imports.domain.refusal import Refused
from app.imports.routes.upload import largest, limits
from app.web import htmx
from app.web.asked import one_line
from app.web.forms import refuse


@bp.get("/activity/imports/new")
@requires(Permission.EDIT)
def new() -> Response:
    """Choose a file."""
    return _page(NewForm())


@bp.post("/activity/imports")
@requires(Permission.EDIT)
def upload() -> Response:
    """Store the file and go on to what its columns say."""
    form = NewForm()
    if not form.validate():
        return _page(form, status=422)
    file, name = _chosen(form)
    if file is None:
        refuse(form, "file", "Choose a file, or paste rows below.")
        return _page(form, status=422)
    answer = _received(form, file, name)
    if isinstance(answer, Refused):
        db.session.rollback()
        refuse(form, "file" if form.file.data else "pasted", str(answer))
        return _page(form, status=422)
    number = answer.batch.number
    db.session.commit()
    return htmx.redirect(url_for(".columns", number=number))


@bp.get("/activity/imports/<int:number>")
@requires(Permission.VIEW)
def show(number: int) -> Response:
    """Where this import stands."""
    return htmx.redirect(place_of(batch_or_404(number)))


def _chosen(form: NewForm) -> tuple[BinaryIO | None, str]:
    if form.file.data and form.file.data.filename:
        return form.file.data.stream, one_line(form.file.data.filename)[-200:]
    if form.pasted.data and form.pasted.data.strip():
        return BytesIO(form.pasted.data.encode()), ""
    return None, ""


def _received(form: NewForm, file: BinaryIO, name: str) -> receiving.Received | Refused:
    """Unpack the file while nobody has to wait for it, then store it."""
    db.session.commit()  # unpacking a workbook takes time, and must not keep others from saving
    text = imports.as_text(file, filename=name, largest=largest(), limits=limits())
    if isinstance(text, Refused):
        return text
    with text:
        return receiving.receive(
            current_workspace,
            text,
            filename=name,
            actor=actor(),
            largest=largest(),
            limits=limits(),
            source=one_line(form.source.data),
        )


def _page(form: NewForm, *, status: int = 200) -> Response:
    return htmx.render(
        "activity_imports/new.html",
        fragment="activity_imports/_new.html",
        title="Import activity",
        form=form,
        most=largest() // 1_000_000,
        presets=all_presets(),
        pasting=bool(form.pasted.data or form.pasted.errors or request.args.get("paste")),
        status=status,
    )
