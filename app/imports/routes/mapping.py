"""The second step: where each column goes."""

from dataclasses import dataclass
from typing import TypeVar

from flask import Response, abort, request, url_for

from app.accounts.access import actor, current_workspace, requires
from app.accounts.domain.roles import Permission
from app.batches.domain.columns import ColumnMap, PermissionRefused, allowed_policies
from app.batches.domain.fields import Group, fields_in
from app.batches.domain.mapping import Mapping, NotMappable
from app.batches.domain.mapping_problems import MappingProblem, mapping_problems
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.status import BatchStatus, NotPossible
from app.batches.models import Batch
from app.batches.services import local_today
from app.constituents.domain.dates import DateFormat
from app.constituents.domain.names import display_name
from app.db import db
from app.imports import queries, services
from app.imports.domain.encoding import Encoding
from app.imports.domain.file import sample
from app.imports.domain.reader import RawRow
from app.imports.domain.refusal import Refused
from app.imports.domain.shape import FileShape, Overrides
from app.imports.forms import ReadingForm
from app.imports.routes import batch_or_404, bp, place_of
from app.imports.routes.upload import limits
from app.updates.domain.entry import Policy
from app.web import htmx
from app.web.forms import FormError

EXAMPLES = 3
T = TypeVar("T", Policy, DateFormat)


@dataclass(frozen=True, slots=True)
class Line:
    """One column as the page shows it."""

    column: ColumnMap
    examples: tuple[str, ...]
    policies: tuple[Policy, ...]
    problems: tuple[MappingProblem, ...]

    @property
    def refused(self) -> str:
        """Why the column is never imported here, or an empty string."""
        target = self.column.target
        return target.reason if isinstance(target, PermissionRefused) else ""


@bp.get("/imports/<int:number>/map")
@requires(Permission.VIEW)
def columns(number: int) -> Response:
    """The columns with examples and what Kith suggests."""
    batch = batch_or_404(number)
    if batch.status in (BatchStatus.CHECKING, BatchStatus.COMMITTING) or batch.committed_at:
        return htmx.redirect(place_of(batch))
    return _page(batch, services.mapping_of(batch))


@bp.post("/imports/<int:number>/map")
@requires(Permission.EDIT)
def change_columns(number: int) -> Response:
    """Show what a choice would mean (`do=preview`), or keep the mapping and check the file."""
    batch = batch_or_404(number)
    mapping = _typed(services.mapping_of(batch))
    if request.form.get("do") == "preview":
        return _page(batch, mapping)
    system = request.form.get("external_system", "").strip()[:80]
    batch.settings = {**batch.settings, "external_system": system}
    answer = services.map_columns(batch, mapping)
    if isinstance(answer, NotPossible):
        db.session.rollback()
        abort(422, description=answer.reason)
    outcome = services.check(current_workspace, batch, actor=actor())
    if isinstance(outcome, services.NotChecked):
        db.session.rollback()
        return _page(batch_or_404(number), mapping, outcome.problems, status=422)
    db.session.commit()
    return htmx.redirect(url_for(".checking", number=number))


@bp.post("/imports/<int:number>/reading")
@requires(Permission.EDIT)
def change_reading(number: int) -> Response:
    """Read the stored file in another way."""
    batch, form = batch_or_404(number), ReadingForm()
    if not form.validate():
        abort(422)
    overrides = Overrides(Encoding(form.encoding.data), form.delimiter.data, int(form.header_row.data))
    answer = services.look_again(batch, overrides, limits=limits())
    if isinstance(answer, Refused):
        db.session.rollback()
        batch = batch_or_404(number)
        problem = MappingProblem(None, f"{answer} The file is still read as before.")
        return _page(batch, services.mapping_of(batch), (problem,), status=422)
    db.session.commit()
    return htmx.redirect(url_for(".columns", number=number))


def _typed(mapping: Mapping) -> Mapping:
    """The mapping with what was chosen on the page; a choice that cannot be is passed over."""
    for column in mapping.columns:
        field = request.form.get(f"field-{column.index}")
        if field is None:
            continue
        changed = mapping.with_column(
            column.index,
            field_id=field,
            policy=_one_of(Policy, f"policy-{column.index}") or Policy.FOLLOW_RULES,
            date_format=_one_of(DateFormat, f"dates-{column.index}"),
        )
        mapping = mapping if isinstance(changed, NotMappable) else changed
    return mapping


def _one_of(kind: type[T], name: str) -> T | None:
    return request.form.get(name, type=kind)


def _page(
    batch: Batch, mapping: Mapping, problems: tuple[MappingProblem, ...] = (), *, status: int = 200
) -> Response:
    shape = FileShape.from_json(batch.shape)
    head = queries.head(batch, limits().head_bytes)
    rows = sample(head, shape, limits())
    system = request.form.get("external_system", batch.settings.get("external_system", ""))
    open_ones = problems or mapping_problems(mapping, external_system=system)
    return htmx.render(
        "imports/map.html",
        fragment="imports/_mapping.html",
        title=batch.name,
        status=status,
        batch=batch,
        shape=shape,
        mapping=mapping,
        lines=[_line(column, rows, open_ones) for column in mapping.columns],
        error_list=_summary(mapping, open_ones) if status == 422 else [],
        display_name=display_name,
        groups=[(group.label, fields_in(group)) for group in Group],
        people=_people(mapping, rows, system),
        rows=rows[:5],
        system=system,
        reading=_reading(shape),
    )


def _summary(mapping: Mapping, problems: tuple[MappingProblem, ...]) -> list[FormError]:
    dates = {column.index for column in mapping.columns if column.is_date}
    return [
        FormError(
            None if at is None else f"{'dates' if at in dates else 'field'}-{at}",
            problem.what if at is None else f"{mapping.columns[at].header}: {problem.what}",
        )
        for problem in problems
        for at in [problem.index]
    ]


def _reading(shape: FileShape) -> ReadingForm:
    return ReadingForm(
        formdata=None,
        encoding=shape.encoding.value,
        delimiter=shape.delimiter,
        header_row=str(shape.header_row),
    )


def _line(column: ColumnMap, rows: tuple[RawRow, ...], problems: tuple[MappingProblem, ...]) -> Line:
    values = dict.fromkeys(row.cells[column.index].strip() for row in rows)
    return Line(
        column,
        tuple(value for value in values if value)[:EXAMPLES],
        allowed_policies(column.field) if column.field else (),
        tuple(problem for problem in problems if problem.index == column.index),
    )


def _people(mapping: Mapping, rows: tuple[RawRow, ...], system: str) -> list[object]:
    """The first three rows as they would look, or what is wrong with them."""
    context = Context(current_workspace.country, local_today(current_workspace), system)
    parser = RowParser(mapping, context)
    return [parser.parse(row.cells) for row in rows[:EXAMPLES]]
