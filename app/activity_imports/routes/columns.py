"""The second step: what the file is about, what its columns say, and what it does not say itself."""

from collections.abc import Sequence

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity_imports.domain.cards import of_cards
from app.activity_imports.domain.gaps import Gap
from app.activity_imports.domain.reading import Reading
from app.activity_imports.routes import batch_or_404, bp, place_of
from app.activity_imports.routes.chosen import chosen
from app.activity_imports.routes.columns_page import context
from app.activity_imports.services import receiving, saved
from app.activity_imports.services.checking import NotChecked, check
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.imports.domain.refusal import Refused
from app.imports.forms import ReadingForm
from app.imports.routes.reading import context as read_context
from app.imports.routes.reading import read_as
from app.imports.routes.upload import limits
from app.web import htmx
from app.words import N_, _

_OPEN = (BatchStatus.UPLOADED, BatchStatus.MAPPED, BatchStatus.IN_REVIEW)
_CARDS = Refused(
    N_("Read so, the file has columns about payment cards, which are never kept."),
    N_("Delete the rows above the names of the columns and upload the file again: then they are taken out."),
)


@bp.get("/activity/imports/<int:number>/columns")
@requires(Permission.VIEW)
def columns(number: int) -> Response:
    """What Kith understood of the file."""
    batch = batch_or_404(number)
    if batch.status not in _OPEN:
        return htmx.redirect(place_of(batch))
    return _page(batch, receiving.reading_of(batch))


@bp.post("/activity/imports/<int:number>/columns")
@requires(Permission.EDIT)
def change_columns(number: int) -> Response:
    """Show what a choice would mean (`do=preview`), or keep it and check the file."""
    batch = batch_or_404(number)
    rows = receiving.sample_of(batch, limits())
    reading = chosen(batch, rows)
    if request.form.get("do") != "check":
        return _page(batch, reading)
    if found := receiving.open_gaps(batch, reading, limits()):
        return _page(batch, reading, found, status=422)
    if refused := receiving.keep_reading(batch, reading):
        db.session.rollback()
        abort(422, description=refused.reason)
    outcome = check(current_workspace, batch, actor=actor())
    if isinstance(outcome, NotChecked):
        db.session.rollback()
        return _page(batch_or_404(number), reading, outcome.gaps, status=422)
    saved.remember(current_workspace, batch, reading)
    db.session.commit()
    return htmx.redirect(url_for(".checking", number=number))


@bp.post("/activity/imports/<int:number>/reading")
@requires(Permission.EDIT)
def change_reading(number: int) -> Response:
    """Read the stored file in another way, or another sheet of its workbook."""
    batch, form = batch_or_404(number), ReadingForm()
    if not form.validate():
        abort(422)
    answer = read_as(batch, form)
    if not isinstance(answer, Refused) and _tells_of_cards(batch):
        answer = _CARDS
    if isinstance(answer, Refused):
        db.session.rollback()
        batch = batch_or_404(number)
        problem = _("{answer} The file is still read as before.", answer=answer)
        return _page(batch, receiving.reading_of(batch), problem=problem)
    receiving.adopt(batch, limits())
    db.session.commit()
    if htmx.is_fragment():
        return _page(batch, receiving.reading_of(batch), rereading=True)
    return htmx.redirect(url_for(".columns", number=number))


def _tells_of_cards(batch: Batch) -> bool:
    """Whether read this way columns turn out to be about cards, which nobody saw when it was stored."""
    hidden = of_cards(batch.shape["columns"])
    return any(row[index].strip() for row in receiving.sample_of(batch, limits()) for index in hidden)


def _page(
    batch: Batch,
    reading: Reading,
    gaps: Sequence[Gap] = (),
    *,
    problem: str = "",
    rereading: bool = False,
    status: int = 200,
) -> Response:
    """The page; where the file was read anew, or could not be, that part of it and with it the columns."""
    told = context(batch, reading, receiving.sample_of(batch, limits()), gaps)
    about = {
        **read_context(batch, problem),
        "reading_url": url_for(".change_reading", number=batch.number),
        "batch": batch,
    }
    return htmx.render(
        "activity_imports/columns.html",
        fragment="imports/_reading.html" if rereading or problem else "activity_imports/_columns.html",
        status=422 if problem else status,
        title=batch.name,
        also=(htmx.part("activity_imports/_columns.html", "#columns", **told),) if rereading else (),
        **{**told, **about},
    )
