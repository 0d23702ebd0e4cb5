"""A first mapping for staff to correct: by the names of the columns, then by what they hold."""

from collections.abc import Sequence
from dataclasses import replace

from app.batches.domain.columns import ColumnMap, NotImported, PermissionRefused, Target, ToField
from app.batches.domain.mapping import Mapping
from app.batches.domain.permissions import is_permission
from app.constituents.domain.dates import DateFormat, detect_format
from app.imports.domain.aliases import field_for, likelihood, needs_a_system
from app.imports.domain.content import has_emails, mostly_emails

_PARTS_OF_NAME = {"first_name", "last_name"}
_OTHER_EMAILS = ("email_home", "email_work", "email_2", "email_3")


def suggest(columns: Sequence[str], rows: Sequence[Sequence[str]], *, external_system: str = "") -> Mapping:
    """Where each column probably goes, judged by header and by the sample rows.

    Each field is given once, to the column that names it best. What looks like permission is refused.
    The ID of another tool is left alone unless it is known of which (`external_system`, or a column of it).
    """
    cells = [[row[index] for row in rows if index < len(row)] for index in range(len(columns))]
    refused = {index for index, header in enumerate(columns) if is_permission(header, cells[index])}
    given = _by_header(columns, refused)
    if not external_system and "external_system" not in given:
        _leave_ids_of_unknown_tools(given, columns)
    if _PARTS_OF_NAME & given.keys():
        given.pop("full_name", None)
    _find_emails(given, cells, refused)
    targets: dict[int, Target] = {index: ToField(field_id) for field_id, index in given.items()}
    targets |= {index: PermissionRefused() for index in refused}
    mapped = (
        ColumnMap(index, header, targets.get(index, NotImported())) for index, header in enumerate(columns)
    )
    return Mapping(tuple(_with_dates(column, cells[column.index]) for column in mapped))


def _by_header(columns: Sequence[str], refused: set[int]) -> dict[str, int]:
    given: dict[str, int] = {}
    for index, header in enumerate(columns):
        field = None if index in refused else field_for(header)
        if field and (field.id not in given or likelihood(header) < likelihood(columns[given[field.id]])):
            given[field.id] = index
    return given


def _leave_ids_of_unknown_tools(given: dict[str, int], columns: Sequence[str]) -> None:
    if "external_id" in given and needs_a_system(columns[given["external_id"]]):
        del given["external_id"]


def _find_emails(given: dict[str, int], cells: Sequence[Sequence[str]], refused: set[int]) -> None:
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


def _with_dates(column: ColumnMap, cells: Sequence[str]) -> ColumnMap:
    if not column.is_date:
        return column
    detected = detect_format(cells)
    return replace(column, date_format=detected if isinstance(detected, DateFormat) else None)
