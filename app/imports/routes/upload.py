"""The first step: a file, or pasted rows."""

from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO, TypeVar

from flask import Response, current_app, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.rows import Mode
from app.batches.models import Batch
from app.db import db
from app.imports import services
from app.imports.domain.limits import Limits
from app.imports.domain.refusal import Refused
from app.imports.forms import TakingForm, UploadForm
from app.imports.routes import bp
from app.web import htmx
from app.web.asked import one_line
from app.web.forms import refuse
from app.words import _


@bp.get("/imports/new")
@requires(Permission.EDIT)
def new() -> Response:
    """Choose a file."""
    return _page(UploadForm())


@bp.post("/imports")
@requires(Permission.EDIT)
def upload() -> Response:
    """Store the file, look at it, and go on to its columns."""
    form = UploadForm()
    batch = taken_in(form, _store, missing=_("Choose a file, or paste rows below."))
    if batch is None:
        return _page(form, status=422)
    number = batch.number
    db.session.commit()
    return htmx.redirect(url_for(".columns", number=number))


def _store(text: services.Opened, name: str, form: UploadForm) -> Batch | Refused:
    answer = services.receive(
        current_workspace,
        text,
        filename=name,
        actor=actor(),
        largest=largest(),
        limits=limits(),
        source=one_line(form.source.data),
        mode=Mode(form.mode.data),
    )
    return answer if isinstance(answer, Refused) else answer.batch


F = TypeVar("F", bound=TakingForm)


def taken_in(
    form: F,
    store: Callable[[services.Opened, str, F], Batch | Refused],
    *,
    missing: str,
    table_of: Callable[[str], str] = str,
) -> Batch | None:
    """What `store` made of the file that was sent or pasted; None where the form says what was wrong.

    `table_of` makes rows of a table out of pasted text. The route commits.
    """
    if not form.validate():
        return None
    file, name = _chosen(form, table_of)
    if file is None:
        refuse(form, "file", missing)
        return None
    answer = _stored(file, name, lambda text: store(text, name, form))
    if isinstance(answer, Refused):
        db.session.rollback()
        refuse(form, "file" if form.file.data else "pasted", str(answer))
        return None
    return answer


def _stored(
    file: BinaryIO, name: str, store: Callable[[services.Opened], Batch | Refused]
) -> Batch | Refused:
    """Unpack the file while nobody has to wait for it, then store it."""
    db.session.commit()  # unpacking a workbook takes time, and must not keep others from saving
    text = services.as_text(file, filename=name, largest=largest(), limits=limits())
    if isinstance(text, Refused):
        return text
    with text:
        return store(text)


def limits() -> Limits:
    """The limits of this deployment."""
    return services.limits_of(current_app.config["SETTINGS"])


def largest() -> int:
    """How many bytes a file may have here."""
    most: int = current_app.config["SETTINGS"].max_upload_mb
    return most * 1_000_000


def _chosen(form: TakingForm, table_of: Callable[[str], str]) -> tuple[BinaryIO | None, str]:
    if form.file.data and form.file.data.filename:
        return form.file.data.stream, one_line(form.file.data.filename)[-200:]
    if form.pasted.data and form.pasted.data.strip():
        return BytesIO(table_of(form.pasted.data).encode()), ""
    return None, ""


def _page(form: UploadForm, *, status: int = 200) -> Response:
    return htmx.render(
        "imports/upload.html",
        fragment="imports/_upload.html",
        title=_("Import people"),
        form=form,
        settings=current_app.config["SETTINGS"],
        status=status,
    )
