"""A first mapping for staff to correct: by earlier choices, the names of the columns, and their cells."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from app.batches.domain.columns import ColumnMap, NotImported, PermissionRefused, Target, ToField
from app.batches.domain.headers import fold
from app.batches.domain.mapping import Mapping
from app.batches.domain.permissions import is_permission
from app.constituents.domain.dates import DateFormat, detect_format
from app.imports.domain.aliases import field_for, likelihood, needs_a_system
from app.imports.domain.content import field_of_cells, has_emails, mostly_emails

_PARTS_OF_NAME = {"first_name", "last_name"}
_OTHER_EMAILS = ("email_home", "email_work", "email_2", "email_3")
_NOTHING: MappingOf[str, MappingOf[str, Any]] = MappingProxyType({})


def suggest(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    external_system: str = "",
    earlier: MappingOf[str, MappingOf[str, Any]] = _NOTHING,
) -> Mapping:
    """Where each column probably goes, judged by earlier choices, by header and by the sample rows.

    `earlier` holds stored columns by folded header: where a column of that name went last. Each field is
    given once, to the column that names it best. What looks like permission is refused. The ID of another
    tool is left alone unless it is known of which (`external_system`, or a column of it).
    """
    cells = [[row[index] for row in rows if index < len(row)] for index in range(len(columns))]
    refused = {index for index, header in enumerate(columns) if is_permission(header, cells[index])}
    chosen = _chosen(columns, refused, earlier)
    given = {column.field.id: column.index for column in reversed(chosen) if column.field}
    given = _by_header(columns, refused | set(given.values()), external_system, given) | given
    if _PARTS_OF_NAME & given.keys():
        given.pop("full_name", None)
    _find_emails(given, cells, refused)
    _find_by_content(given, columns, cells, refused)
    targets: dict[int, Target] = {index: ToField(field_id) for field_id, index in given.items()}
    targets |= {index: PermissionRefused() for index in refused}
    as_before = {(column.index, column.target): column for column in chosen}
    return Mapping(
        tuple(_column(at, columns[at], targets, as_before, cells[at]) for at in range(len(columns)))
    )


def _chosen(
    columns: Sequence[str], refused: AbstractSet[int], earlier: MappingOf[str, MappingOf[str, Any]]
) -> list[ColumnMap]:
    return [
        ColumnMap.from_json(index, header, earlier[fold(header)])
        for index, header in enumerate(columns)
        if index not in refused and fold(header) in earlier
    ]


def _by_header(
    columns: Sequence[str], taken: AbstractSet[int], external_system: str, chosen: MappingOf[str, int]
) -> dict[str, int]:
    given: dict[str, int] = {}
    for index, header in enumerate(columns):
        field = None if index in taken else field_for(header)
        if field and (field.id not in given or likelihood(header) < likelihood(columns[given[field.id]])):
            given[field.id] = index
    if not external_system and "external_system" not in {**given, **chosen}:
        _leave_ids_of_unknown_tools(given, columns)
    return given


def _leave_ids_of_unknown_tools(given: dict[str, int], columns: Sequence[str]) -> None:
    if "external_id" in given and needs_a_system(columns[given["external_id"]]):
        del given["external_id"]


def _find_emails(given: dict[str, int], cells: Sequence[Sequence[str]], refused: AbstractSet[int]) -> None:
    """Make sure that `email` goes to a column that holds addresses, if there is any."""
    if "email" in given and _may_hold_emails(cells[given["email"]]):
        return
    named = [given[id] for id in _OTHER_EMAILS if id in given]
    filled = [index for index in range(len(cells)) if index not in refused and mostly_emails(cells[index])]
    wanted = [index for index in named if index in filled] or filled or ([] if "email" in given else named)
    if wanted:
        for field_id in [id for id, index in given.items() if index == wanted[0]]:
            del given[field_id]
        given["email"] = wanted[0]


def _may_hold_emails(cells: Sequence[str]) -> bool:
    return has_emails(cells) or not any(map(str.strip, cells))


def _find_by_content(
    given: dict[str, int],
    columns: Sequence[str],
    cells: Sequence[Sequence[str]],
    refused: AbstractSet[int],
) -> None:
    """Columns whose names say nothing, where all that stands in them is of one kind."""
    taken = refused | set(given.values())
    for index, header in enumerate(columns):
        if index not in taken and field_for(header) is None and (field_id := field_of_cells(cells[index])):
            given.setdefault(field_id, index)


def _column(
    index: int,
    header: str,
    targets: MappingOf[int, Target],
    as_before: MappingOf[tuple[int, Target], ColumnMap],
    cells: Sequence[str],
) -> ColumnMap:
    target = targets.get(index, NotImported())
    column = as_before.get((index, target)) or ColumnMap(index, header, target)
    if not column.is_date:
        return column
    detected = detect_format(cells)
    return replace(column, date_format=detected if isinstance(detected, DateFormat) else None)
