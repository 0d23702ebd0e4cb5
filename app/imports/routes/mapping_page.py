"""What the page of the columns shows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import current_app

from app.accounts.access import current_workspace
from app.batches.domain.columns import ColumnMap, NotImported, PermissionRefused, allowed_policies
from app.batches.domain.countries import country_name, country_names
from app.batches.domain.fields import Group, fields_in
from app.batches.domain.mapping import Mapping
from app.batches.domain.mapping_problems import MappingProblem
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services import local_today
from app.constituents.domain.dates import Ambiguous, DateFormat, detect_format, parse_date
from app.constituents.domain.names import display_name
from app.constituents.domain.partial import PartialDate
from app.imports import queries, services
from app.imports.domain.file import sample
from app.imports.domain.presets import NOBODY, Preset
from app.imports.domain.shape import FileShape
from app.imports.domain.values import Values, values_of
from app.imports.routes.mapping_form import Choices
from app.imports.routes.upload import limits
from app.imports.services.mapping import NOT_LIKE
from app.imports.services.systems import all_systems, known_as
from app.web.forms import FormError
from app.words import N_, _, figure, plural

EXAMPLES = 3
LOOKED_AT = 1_000
"""The most rows at the beginning of the file of which the values are counted."""
_ORDERS = {
    DateFormat.ISO: N_("Year first"),
    DateFormat.DMY: N_("Day first"),
    DateFormat.MDY: N_("Month first"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One column as the page shows it."""

    column: ColumnMap
    examples: tuple[str, ...]
    policies: tuple[str, ...]
    problems: tuple[str, ...]
    values: Values | None
    dates: tuple[tuple[str, str], ...]
    is_second: bool

    @property
    def is_refused(self) -> bool:
        """Whether the column looks like permission and is never imported here."""
        return isinstance(self.column.target, PermissionRefused)

    @property
    def country(self) -> str | None:
        """The country of its phone numbers if it has any: "" for that of the file."""
        field = self.column.field
        is_number = field is not None and field.group is Group.PHONE and field.part != "type"
        return self.column.country if is_number else None

    @property
    def has_more(self) -> bool:
        """Whether there is something to say about single values or about the country."""
        return bool(self.country is not None or (self.values and self.values.shown))

    @property
    def summary(self) -> str:
        """What there is to say: "3 values, 1 with another meaning"."""
        if not self.values or not self.values.shown:
            return _("country of the numbers")
        count = self.values.different
        if self.values.unread:
            return plural(count, "one value: say what it means", "{n} values: say what they mean")
        if changed := self.values.changed:
            return plural(
                count,
                "one value, {changed} with another meaning",
                "{n} values, {changed} with another meaning",
                changed=figure(changed),
            )
        return plural(count, "one value", "{n} values")


def mapping_part(
    batch: Batch, mapping: Mapping | None = None, problems: tuple[MappingProblem, ...] = (), **told: Any
) -> dict[str, Any]:
    """The context of `imports/_mapping.html` for a mapping that need not be the stored one."""
    return part_of(batch, Choices.kept(batch, mapping), problems, **told)


def part_of(
    batch: Batch, chosen: Choices, problems: tuple[MappingProblem, ...] = (), *, refused: bool = False
) -> dict[str, Any]:
    """The context for what was chosen; where it was `refused`, the problems stand above everything too."""
    shape, mapping = FileShape.from_json(batch.shape), chosen.mapping
    head = queries.head(batch, limits().head_bytes)
    rows = [row.cells for row in sample(head, shape, replace(limits(), sample_rows=LOOKED_AT))]
    found = problems or services.open_problems(batch, mapping, system=chosen.system, country=chosen.country)
    cells = list(zip(*rows, strict=False)) or [()] * len(mapping.columns)
    lines = [
        _line(column, cells[column.index], found, _is_second(shape, column.index))
        for column in mapping.columns
    ]
    return {
        "batch": batch,
        "mapping": mapping,
        "lines": lines,
        "looked_at": len(rows),
        "error_list": _summary(mapping, found) if refused else [],
        "groups": [(group.label, fields_in(group)) for group in Group],
        "people": _people(chosen, rows),
        "display_name": display_name,
        "chosen": chosen,
        "has_phones": any(line.country is not None for line in lines),
        "of_country": country_name(chosen.country or current_workspace.country),
        "countries": country_names(),
        "country_name": country_name,
        "systems": all_systems(batch.workspace_id),
        "system": known_as(batch.workspace_id, chosen.system),
        **_about(batch, mapping),
    }


def _about(batch: Batch, mapping: Mapping) -> dict[str, Any]:
    """What is said above the columns: what the file looks like, what is refused of it, what is remembered."""
    like = services.looks_like(batch)
    is_open = batch.status in (BatchStatus.UPLOADED, BatchStatus.MAPPED)
    return {
        "like": like if is_open and _is_offered(batch, like) else None,
        "used_like": like if like and batch.settings.get("like") == like.id else None,
        "restricting": services.restricting(batch),
        "refused_columns": [
            column.header for column in mapping.columns if isinstance(column.target, PermissionRefused)
        ],
        "can_restrict": "restrictions.take_over" in current_app.view_functions,
        "saved": queries.mappings_of_people(batch.workspace_id) if is_open else [],
    }


def _is_offered(batch: Batch, like: Preset | None) -> bool:
    told = batch.settings
    is_settled = told.get("mapped_like") or told.get("like") in (NOT_LIKE, like.id if like else "")
    return like is not None and not services.restricting(batch) and not is_settled


def _summary(mapping: Mapping, problems: Sequence[MappingProblem]) -> list[FormError]:
    dates = {column.index for column in mapping.columns if column.is_date}
    return [
        FormError(
            None if at is None else f"{'dates' if at in dates else 'field'}-{at}",
            problem.what if at is None else f"{mapping.columns[at].header}: {problem.what}",
        )
        for problem in problems
        for at in [problem.index]
    ]


def _is_second(shape: FileShape, index: int) -> bool:
    """Whether the column belongs to a second person in each row."""
    return shape.second != () and shape.second[index] == NOBODY and index in shape.second


def _line(
    column: ColumnMap, cells: Sequence[str], problems: Sequence[MappingProblem], is_second: bool
) -> Line:
    filled = _first_of(cells)
    doubt = detect_format(cells) if column.is_date else None
    return Line(
        column,
        filled,
        tuple(policy.value for policy in allowed_policies(column.field)) if column.field else (),
        tuple(
            str(doubt) if isinstance(doubt, Ambiguous) and column.date_format is None else problem.what
            for problem in problems
            if problem.index == column.index
        ),
        values_of(column, cells),
        _orders(doubt, filled) if column.is_date else (),
        is_second,
    )


def _first_of(cells: Sequence[str]) -> tuple[str, ...]:
    """The first few different values."""
    found: dict[str, None] = {}
    for cell in cells:
        if (text := cell.strip()) and len(found) < EXAMPLES:
            found[text] = None
    return tuple(found)


def _orders(doubt: object, filled: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The three ways to write dates, with what each makes of a date of the column."""
    example = doubt.examples[0] if isinstance(doubt, Ambiguous) else next(iter(filled), "")
    return tuple((order.value, _meaning(str(name), example, order)) for order, name in _ORDERS.items())


def _meaning(name: str, example: str, order: DateFormat) -> str:
    """An order, with what it makes of an example that is written so."""
    found = parse_date(example, order)
    is_year_first = example.strip()[:4].isdecimal()
    if not isinstance(found, PartialDate) or is_year_first != (order is DateFormat.ISO):
        return name
    return _("{order}: {example} is {date}", order=name, example=example, date=found.words())


def _people(chosen: Choices, rows: Sequence[Sequence[str]]) -> list[object]:
    """The first three rows as they would look, or what is wrong with them.

    Dates wait where it is still asked how they are written: they are not wrong.
    """
    country = chosen.country or current_workspace.country
    context = Context(country, local_today(current_workspace), chosen.system)
    columns = chosen.mapping.columns
    asked = {at.index for at in columns if at.is_date and at.date_format is None and _is_in_doubt(at, rows)}
    told = (replace(each, target=NotImported()) if each.index in asked else each for each in columns)
    parser = RowParser(Mapping(tuple(told)), context)
    return [parser.parse(row) for row in rows[:EXAMPLES]]


def _is_in_doubt(column: ColumnMap, rows: Sequence[Sequence[str]]) -> bool:
    return isinstance(detect_format([row[column.index] for row in rows]), Ambiguous)
