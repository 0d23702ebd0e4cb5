"""The second step: which column has the address, why it may not be written to, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.headers import words
from app.batches.domain.status import BatchStatus, NotPossible
from app.batches.models import Batch
from app.batches.services import local_today
from app.constituents.domain.dates import Ambiguous, DateFormat, detect_format
from app.db import db
from app.imports.domain.refusal import Refused
from app.imports.forms import ReadingForm
from app.imports.routes.reading import context as read_context
from app.imports.routes.reading import read_as
from app.imports.routes.upload import limits
from app.restrictions import services
from app.restrictions.domain.reading import AnswerColumn, Gap, Reading, permitted
from app.restrictions.domain.reasons import Meaning, Reason, meaning_of
from app.restrictions.domain.recognize import cells_of, offered, with_date
from app.restrictions.domain.row import read_row
from app.restrictions.forms import BY_COLUMNS, MEANINGS, ColumnsForm
from app.restrictions.routes import batch_or_404, bp, place_of
from app.web import htmx
from app.web.forms import FormError, refuse
from app.words import _

Rows = Sequence[Sequence[str]]
SHOWN = 5
_OPEN = (BatchStatus.UPLOADED, BatchStatus.MAPPED, BatchStatus.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Said:
    """A value of a column and what it means."""

    value: str
    name: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Answers:
    """A column that can say why, as the page shows it."""

    column: AnswerColumn
    chosen: bool
    values: tuple[Said, ...]


@bp.get("/imports/restrictions/<int:restriction>/columns")
@requires(Permission.VIEW)
def columns(restriction: int) -> Response:
    """What Kith understood of the file."""
    batch = batch_or_404(restriction)
    if batch.status not in _OPEN:
        return htmx.redirect(place_of(batch))
    return _page(batch)


@bp.post("/imports/restrictions/<int:restriction>/columns")
@requires(Permission.EDIT)
def change_columns(restriction: int) -> Response:
    """Show what a choice would mean (`do=preview`), or keep it and check the file."""
    batch = batch_or_404(restriction)
    rows = services.sample_of(batch, limits())
    reading = _typed(batch, services.reading_of(batch), rows)
    if request.form.get("do") == "preview":
        return _page(batch, reading)
    if refused := services.keep_reading(batch, reading):
        return _refused(refused)
    outcome = services.check(current_workspace, batch, actor=actor(), dates=_unclear(reading, rows))
    if isinstance(outcome, services.NotChecked):
        db.session.rollback()
        return _page(batch_or_404(restriction), reading, outcome.gaps, status=422)
    db.session.commit()
    return htmx.redirect(url_for(".checking", restriction=restriction))


@bp.post("/imports/restrictions/<int:restriction>/reading")
@requires(Permission.EDIT)
def change_reading(restriction: int) -> Response:
    """Read the stored file in another way, or another sheet of its workbook."""
    batch, form = batch_or_404(restriction), ReadingForm()
    if not form.validate():
        abort(422)
    answer = read_as(batch, form)
    if isinstance(answer, Refused):
        db.session.rollback()
        return _page(
            batch_or_404(restriction), problem=_("{reason} The file is still read as before.", reason=answer)
        )
    services.adopt(batch, limits())
    db.session.commit()
    if htmx.is_fragment():
        return _page(batch, rereading=True)
    return htmx.redirect(url_for(".columns", restriction=restriction))


def _refused(refused: NotPossible) -> Response:
    db.session.rollback()
    abort(422, description=refused.reason)


# --- what was chosen


def _typed(batch: Batch, reading: Reading, rows: Rows) -> Reading:
    """The reading with what was chosen on the page; a choice that cannot be is passed over."""
    names = batch.shape["columns"]
    chosen, by_columns = request.form.get("reason", ""), request.form.get("reason") == BY_COLUMNS
    reason = meaning_of(chosen)
    date, guessed = with_date(reading, _index("date", names), rows)
    typed = request.form.get("date_format", type=DateFormat)
    return replace(
        reading,
        email=_index("email", names),
        reason=reason if isinstance(reason, Reason) else None,
        answers=_answers(names, rows) if by_columns else (),
        date=date,
        date_format=typed or guessed,
    )


def _index(name: str, columns: Sequence[str]) -> int | None:
    index = request.form.get(name, type=int)
    return index if index is not None and 0 <= index < len(columns) else None


def _answers(names: Sequence[str], rows: Rows) -> tuple[AnswerColumn, ...]:
    """The columns that were chosen to say why, with what their values mean."""
    if "use" not in request.form and not any(key.startswith("means-") for key in request.form):
        return offered(names, rows)  # the choice of columns was not on the page yet
    used = set(request.form.getlist("use", type=int))
    return tuple(_with_meanings(each) for each in offered(names, rows) if each.index in used)


def _with_meanings(column: AnswerColumn) -> AnswerColumn:
    chosen = {
        value: meaning_of(request.form.get(_name(column, place), "")) or known
        for place, (value, known) in enumerate(column.meanings.items())
    }
    return replace(column, meanings=chosen)


def _name(column: AnswerColumn, place: int) -> str:
    return f"means-{column.index}-{place}"


def _unclear(reading: Reading, rows: Rows) -> tuple[str, ...]:
    """Dates of the chosen column that can be read in two ways."""
    if reading.date is None or reading.date_format:
        return ()
    found = detect_format(cells_of(reading.date, rows))
    return found.examples if isinstance(found, Ambiguous) else ()


# --- the page


def _page(
    batch: Batch,
    reading: Reading | None = None,
    gaps_found: Sequence[Gap] = (),
    *,
    problem: str = "",
    rereading: bool = False,
    status: int = 200,
) -> Response:
    """The page; where the file was read anew, or could not be, that part of it and with it the columns."""
    told = _context(batch, reading or services.reading_of(batch), gaps_found)
    about = {
        **read_context(batch, problem),
        "reading_url": url_for(".change_reading", restriction=batch.number),
        "batch": batch,
    }
    if len(batch.shape["columns"]) == 1:  # a plain list of addresses has no names, and nobody misses them
        about["shape"] = replace(about["shape"], header_sure=True)
    return htmx.render(
        "restrictions/columns.html",
        fragment="imports/_reading.html" if rereading or problem else "restrictions/_columns.html",
        status=422 if problem else status,
        title=batch.name,
        also=(htmx.part("restrictions/_columns.html", "#columns", **told),) if rereading else (),
        **{**told, **about},
    )


def _context(batch: Batch, reading: Reading, problems: Sequence[Gap]) -> dict[str, Any]:
    """What `restrictions/_columns.html` shows."""
    rows = services.sample_of(batch, limits())
    names = batch.shape["columns"]
    answers = offered(names, rows)
    form = _form(names, reading, answers)
    for gap in problems:
        refuse(form, gap.field, gap.what)
    return {
        "batch": batch,
        "form": form,
        "errors": [FormError(_control(gap), gap.what) for gap in problems],
        "understood": reading,
        "answers": [] if reading.reason else [_shown(each, reading, rows) for each in answers],
        "meanings": MEANINGS,
        "unclear": _unclear(reading, rows),
        "examples": [
            read_row(cells, reading, today=local_today(current_workspace)) for cells in rows[:SHOWN]
        ],
        "welcome": permitted(replace(reading, answers=answers), rows) if reading.reason else 0,
        "sampled": len(rows),
    }


def _control(gap: Gap) -> str:
    return f"{gap.field}-0" if gap.field == "reason" else gap.field


def _form(names: Sequence[str], reading: Reading, answers: Sequence[AnswerColumn]) -> ColumnsForm:
    form = ColumnsForm(
        formdata=None,
        email=_text(reading.email),
        reason=reading.reason.value if reading.reason else (BY_COLUMNS if reading.answers else None),
        date=_text(reading.date),
        date_format=reading.date_format.value if reading.date_format else "",
    )
    form.offer(names, by_columns=bool(answers))
    return form


def _text(index: int | None) -> str:
    return "" if index is None else str(index)


def _shown(column: AnswerColumn, reading: Reading, rows: Rows) -> Answers:
    chosen = next((each for each in reading.answers if each.index == column.index), None)
    spelled = {words(cell): cell.strip() for cell in cells_of(column.index, rows)}
    values = tuple(
        Said(spelled.get(value, value), _name(column, place), (chosen or column).means(value))
        for place, value in enumerate(column.meanings)
    )
    return Answers(column, chosen is not None, values)
