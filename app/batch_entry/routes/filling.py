"""Filling a batch from a file, first step: the file, or pasted rows; and what was filled before."""

from flask import Response, abort, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.presets import all_presets
from app.batch_entry.domain.filling_file import file_of, filled_of
from app.batch_entry.domain.filling_proposal import tools
from app.batch_entry.domain.filling_words import told
from app.batch_entry.routes import batch_or_404, bp
from app.batch_entry.services import filling
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.imports import services as imports
from app.imports.domain.refusal import Refused
from app.imports.forms import TakingForm
from app.imports.routes.upload import largest, limits, taken_in
from app.web import htmx
from app.web.asked import one_line
from app.words import _


@bp.get("/batches/<int:number>/fill")
@requires(Permission.VIEW)
def fill(number: int) -> Response:
    """Choose a file; see what came of earlier ones."""
    batch, __ = batch_or_404(number)
    if filling.blocks(batch):
        return htmx.redirect(url_for(".filling_progress", number=number))
    return _page(batch, TakingForm())


@bp.post("/batches/<int:number>/fill")
@requires(Permission.EDIT)
def take_file(number: int) -> Response:
    """Store the file and go on to its columns."""
    batch, __ = batch_or_404(number)
    form = TakingForm()

    def store(text: imports.Opened, name: str, form: TakingForm) -> Batch | Refused:
        kept = filling.take(
            batch,
            text,
            filename=name,
            actor=actor(),
            largest=largest(),
            limits=limits(),
            tool=one_line(form.source.data)[:80],
        )
        return kept if isinstance(kept, Refused) else batch

    if taken_in(form, store, missing=_("Choose a file, or paste rows below.")) is None:
        return _page(batch_or_404(number)[0], form, status=422)
    db.session.commit()
    return htmx.redirect(url_for(".fill_columns", number=number))


@bp.post("/batches/<int:number>/fill/removal")
@requires(Permission.EDIT)
def drop_file(number: int) -> Response:
    """Forget the file; rows that came from it stay."""
    batch, __ = batch_or_404(number)
    if refused := filling.drop(batch):
        db.session.rollback()
        abort(422, description=str(refused))
    db.session.commit()
    htmx.toast(_("The file is forgotten. Rows that were filled in from it stay."))
    return htmx.redirect(url_for(".fill", number=number))


def _page(batch: Batch, form: TakingForm, *, status: int = 200) -> Response:
    file = file_of(batch.settings)
    return htmx.render(
        "batch_entry/fill.html",
        fragment="batch_entry/_fill.html",
        title=_("Fill {source} from a file", source=batch.source),
        batch=batch,
        form=form,
        most=largest() // 1_000_000,
        presets=tools(all_presets()) if filling.is_of_gifts(batch) else (),
        pasting=bool(form.pasted.data or form.pasted.errors or request.args.get("paste")),
        is_open=batch.status is BatchStatus.OPEN,
        file=file,
        file_left=told(file.left_out) if file else (),
        filled=filled_of(batch.settings),
        status=status,
    )
