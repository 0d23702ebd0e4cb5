"""A row beside the person it may be about: what is taken, line by line. Nothing is written before commit."""

from http import HTTPStatus
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.review import RowAction, refusal
from app.batches.domain.rows import Action
from app.batches.forms import ResolutionForm
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNRESOLVED
from app.batches.routes import batch_or_404, bp, row_or_404
from app.batches.routes.following import BACK, home_of, next_url, undo_url
from app.batches.routes.resolved import begun, page
from app.batches.services import Looked, NotAllowed, Refused, RowChanged, look, resolve_row, standing
from app.batches.services.resolving import GONE
from app.db import db
from app.resolution.domain.sheet import Sheet
from app.resolution.domain.stance import Stances
from app.web import htmx
from app.web.filters import money
from app.web.ids import LARGEST
from app.words import _, plural


@bp.get("/<door:door>/<int:number>/rows/<int:row_number>/merge")
@requires(Permission.EDIT)
def resolve(number: int, row_number: int) -> Response:
    """The row beside whom it may be about, or beside anybody: "with" names them."""
    batch = batch_or_404(number)
    row = row_or_404(batch, row_number)
    target, stances = begun(row, _asked())
    looked = _looked(batch, row, target)
    if isinstance(looked, NotAllowed):
        return _elsewhere(batch, row, looked)
    person = looked.person(target)
    if _asked() and person is None:
        abort(404)
    sheet = looked.sheet(person, stances) if person else None
    return _page(batch, row, looked, sheet, query=request.args.get("q", ""))


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/merge/plan")
@requires(Permission.EDIT)
def plan_resolution(number: int, row_number: int) -> Response:
    """The same with what was chosen so far, or with the rules filled in. Nothing is stored."""
    batch, form = batch_or_404(number), _form()
    row = row_or_404(batch, row_number)
    looked = _looked(batch, row, form.target.data or 0)
    if isinstance(looked, NotAllowed):
        return _elsewhere(batch, row, looked)
    person = looked.person(form.target.data or 0)
    sheet = looked.sheet(person, Stances.from_form(request.form)) if person else None
    notice = GONE if form.target.data and person is None else ""
    return _page(batch, row, looked, sheet, query=form.q.data or "", notice=notice)


@bp.post("/<door:door>/<int:number>/rows/<int:row_number>/merge")
@requires(Permission.EDIT)
def confirm_resolution(number: int, row_number: int) -> Response:
    """Store what was chosen; commit will write exactly the result that was shown."""
    batch, form = batch_or_404(number), _form()
    row = row_or_404(batch, row_number)
    if not form.target.data:
        abort(422, description=_("Choose whom the row shall update."))
    waited = row.outcome in UNRESOLVED
    outcome = resolve_row(
        batch,
        row,
        target=form.target.data,
        stances=Stances.from_form(request.form),
        version=form.version.data or 0,
        seen=form.seen.data or "",
        actor=actor(),
    )
    match outcome:
        case RowChanged():
            return _stored(batch, outcome.row, waited)
        case Refused():
            return _again(batch, row_number, outcome)
        case NotAllowed(reason):
            db.session.rollback()
            return abort(422, description=reason)


def _asked() -> int:
    """Whom the address names with "with"; 0 where it names nobody."""
    if "with" not in request.args:
        return 0
    asked = request.args.get("with", 0, type=int)
    return asked if 0 < asked <= LARGEST else abort(404)


def _form() -> ResolutionForm:
    form = ResolutionForm()
    if not form.validate():
        abort(422, description=_("Choose whom the row shall update."))
    return form


def _looked(batch: Batch, row: BatchRow, target: int) -> Looked | NotAllowed:
    refused = refusal(RowAction.MERGE, standing(batch, row))
    return NotAllowed(refused.reason) if refused else look(batch, row, target)


def _stored(batch: Batch, row: BatchRow, waited: bool) -> Response:
    number, words, undo = row.number, _told(row), undo_url(batch, row, then=BACK)
    db.session.commit()
    htmx.toast(words, undo=undo)
    if waited:
        return htmx.redirect(next_url(batch, number))
    return htmx.redirect(home_of(batch, number, show="ready"))


def _told(row: BatchRow) -> str:
    if row.amount is not None:
        return _told_with_gift(row, money(row.amount, row.currency))
    if row.action is Action.NO_CHANGE:
        return _("Row {row} is settled: commit will change nothing of that record.", row=row.number)
    return plural(
        row.changes,
        "Row {row} is settled: commit will take {n} value from it.",
        "Row {row} is settled: commit will take {n} values from it.",
        row=row.number,
    )


def _told_with_gift(row: BatchRow, amount: str) -> str:
    if row.action is Action.NO_CHANGE:
        return _(
            "Row {row} is settled: its gift of {amount} will be recorded, nothing in the profile changes.",
            row=row.number,
            amount=amount,
        )
    return plural(
        row.changes,
        "Row {row} is settled: its gift of {amount} will be recorded, commit will take {n} value from it.",
        "Row {row} is settled: its gift of {amount} will be recorded, commit will take {n} values from it.",
        row=row.number,
        amount=amount,
    )


def _again(batch: Batch, number: int, refused: Refused) -> Response:
    """The screen with everything that was chosen, and what stands in the way of it."""
    db.session.rollback()
    row, sheet = row_or_404(batch, number), refused.sheet
    errors = _errors(sheet, refused.stands_in_the_way) if sheet and not refused.notice else []
    return _page(batch, row, refused.looked, sheet, status=422, notice=refused.notice, errors=errors)


def _errors(sheet: Sheet, blocked: str) -> list[dict[str, str]]:
    """What is left to decide, each with the id of its line's first answer."""
    ids = [f"{line.id}-1" for line in sheet.lines if line.ref == "external_ids"]
    return [*sheet.errors, *({"id": each, "message": blocked} for each in ids if blocked)]


def _page(
    batch: Batch, row: BatchRow, looked: Looked, sheet: Sheet | None, *, status: int = 200, **more: Any
) -> Response:
    context = {"batch": batch, "row": row, **page(batch, row, looked, sheet, **more)}
    head = htmx.part("batches/_resolve_head.html", "#resolve-head", **context)
    also = [head] if status != HTTPStatus.OK else []  # whoever settled the row meanwhile changed its place
    fragment = "resolution/_resolution.html"
    return htmx.render("batches/resolve.html", fragment=fragment, status=status, also=also, **context)


def _elsewhere(batch: Batch, row: BatchRow, refused: NotAllowed) -> Response:
    """The row itself, where a reason says why nothing can be resolved."""
    htmx.toast(refused.reason, tone="failed")
    return htmx.redirect(url_for(".row", number=batch.number, row_number=row.number))
