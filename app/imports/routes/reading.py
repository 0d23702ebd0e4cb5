"""How the file is read: what was understood of it, with its first rows, and another way when asked."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Response, abort, current_app, url_for
from wtforms.fields.choices import SelectChoice

from app.accounts.access import requires
from app.accounts.domain.roles import Permission
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from app.imports import queries, services
from app.imports.domain.encoding import Encoding
from app.imports.domain.file import first_filled, row_count, sample
from app.imports.domain.reader import RawRow
from app.imports.domain.refusal import NO_ROOM, Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.domain.sheets import Unpacked
from app.imports.forms import ReadingForm
from app.imports.routes import batch_or_404, bp
from app.imports.routes.mapping_page import mapping_part
from app.imports.routes.upload import largest, limits
from app.imports.services.retention import touched_at
from app.web import htmx
from app.words import _, figure, plural

SHOWN = 5
NAMING = 12
"""How many of the first rows are offered as the one that names the columns."""


@bp.post("/imports/<int:number>/reading")
@requires(Permission.EDIT)
def change_reading(number: int) -> Response:
    """Read the stored file in another way, or another sheet of its workbook."""
    batch, form = batch_or_404(number), ReadingForm()
    if not form.validate():
        abort(422)
    answer = read_as(batch, form)
    if isinstance(answer, Refused):
        db.session.rollback()
        return _page(batch_or_404(number), f"{answer} {_('The file is still read as before.')}")
    db.session.commit()
    if htmx.is_fragment():
        return _page(batch)
    return htmx.redirect(url_for(".columns", number=number))


def read_as(batch: Batch, form: ReadingForm) -> services.Received | Refused:
    """Read the stored file as the form says. Of another sheet of a workbook, everything is found out."""
    sheet = batch.settings.get("sheet", "")
    if sheet and form.sheet.data and form.sheet.data != sheet:
        opened = _sheet(batch, form.sheet.data)
        if isinstance(opened, Refused):
            return opened
        with opened:
            return services.look_again(batch, Overrides(), limits=limits(), opened=opened)
    overrides = Overrides(Encoding(form.encoding.data), form.delimiter.data, form.header_row.data)
    return services.look_again(batch, overrides, limits=limits())


def _sheet(batch: Batch, sheet: str) -> services.Opened | Refused:
    """Unpack the sheet while nobody has to wait for it."""
    try:
        workbook = services.copied(queries.workbook(batch), largest=largest())
        if isinstance(workbook, Refused):
            return workbook
        db.session.commit()
        return services.unpacked(workbook, limits=limits(), sheet=sheet)
    except OSError:
        return NO_ROOM


def _page(batch: Batch, problem: str = "") -> Response:
    told = mapping_part(batch)
    return htmx.render(
        "imports/map.html",
        fragment="imports/_reading.html",
        title=batch.name,
        status=422 if problem else 200,
        also=() if problem else (htmx.part("imports/_mapping.html", "#mapping", **told),),
        **{**told, **context(batch, problem)},
    )


def context(batch: Batch, problem: str = "") -> dict[str, Any]:
    """What `imports/_reading.html` shows: what was understood, and why another way was not possible."""
    shape = FileShape.from_json(batch.shape)
    head = queries.head(batch, limits().head_bytes)
    first = first_filled(head, shape, limits())
    days = current_app.config["SETTINGS"].upload_days
    return {
        "shape": shape,
        "rows": sample(head, shape, limits())[:SHOWN],
        "reading": _form(batch, shape, first),
        "row_count": _row_count(batch, shape, first, row_count(head, replace(shape, second=()), limits())),
        "reading_problem": problem,
        "may_reread": batch.status in (BatchStatus.UPLOADED, BatchStatus.MAPPED),
        "forgotten_on": touched_at(batch) + timedelta(days=days),
    }


def _form(batch: Batch, shape: FileShape, first: tuple[RawRow, ...]) -> ReadingForm:
    form = ReadingForm(
        formdata=None,
        encoding=shape.encoding.value,
        delimiter=shape.delimiter,
        header_row=shape.header_row,
        sheet=shape.sheet,
    )
    form.header_row.choices = [
        *(
            SelectChoice(str(row.number), _("row {row}: {names}", row=row.number, names=_named(row)))
            for at, row in enumerate(first)
            if at < NAMING or row.number == shape.header_row
        ),
        SelectChoice("0", _("no row: my file has no names")),
    ]
    form.sheet.choices = [
        SelectChoice(sheet.name, f"{sheet.name} ({plural(sheet.rows, '{n} row', '{n} rows')})")
        for sheet in Unpacked.from_json(batch.settings).sheets
    ]
    return form


def _named(row: RawRow) -> str:
    said = ", ".join(cell.strip() for cell in row.cells if cell.strip())
    return said if len(said) <= 48 else f"{said[:47]}…"


def _row_count(batch: Batch, shape: FileShape, first: tuple[RawRow, ...], counted: int | None) -> str:
    """How many rows stand below the names, as far as can be said before they are checked."""
    above = sum(row.number <= shape.header_row for row in first)
    if shape.sheet or counted is not None:
        rows = max(0, Unpacked.from_json(batch.settings).rows - above) if counted is None else counted
        if shape.header_row:
            return plural(rows, "{n} row below the column names", "{n} rows below the column names")
        return plural(rows, "{n} row", "{n} rows")
    rows = int(batch.settings.get("lines", 0)) - above
    if rows <= 1:
        return ""
    if shape.header_row:
        return _("about {rows} rows below the column names", rows=figure(rows))
    return _("about {rows} rows", rows=figure(rows))
