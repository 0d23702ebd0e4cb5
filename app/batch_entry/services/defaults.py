"""What new rows hold where nothing is typed, and whether that can be read before anybody types a row."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.accounts.models import Workspace
from app.batch_entry.domain.choosing import ColumnFlaw
from app.batch_entry.domain.columns import Column, columns_of
from app.batch_entry.domain.layout import in_the_grid, mapping_of
from app.batch_entry.domain.typing import new_cells
from app.batches.domain.row_parser import Context, RowParser
from app.batches.domain.row_problems import RowProblems
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.batches.services.in_force import parser_of
from app.batches.services.planning import local_today
from app.constituents.domain.dates import usual_order
from app.db import db

_LIKELY = "100000"
"""An amount beside which the other defaults of a gift are read."""


def today_of(batch: Batch) -> date:
    """The day on which a row of the batch is typed, where its workspace is."""
    return local_today(db.session.get_one(Workspace, batch.workspace_id))


def typed_now(batch: Batch, rows: Sequence[Mapping[int, str]]) -> list[list[str]]:
    """The cells of new rows that are typed now: what was typed, and the defaults where nothing was."""
    columns, today = columns_of(batch.settings["columns"]), today_of(batch)
    return [new_cells(columns, typed, today) for typed in rows]


def unreadable(workspace: Workspace, kind: BatchKind, columns: Sequence[Column]) -> tuple[ColumnFlaw, ...]:
    """The columns whose default no row could be written with."""
    typed = in_the_grid(columns)
    held = {column.field_id for column in typed if column.default}
    settings = {"columns": [column.to_json() for column in typed]}
    batch = Batch(workspace_id=workspace.id, kind=kind, settings=settings)
    today = local_today(workspace)
    context = Context(workspace.country, today, "", True, ())
    people = RowParser(mapping_of(typed, usual_order(workspace.country)), context)
    likely = {"gift_amount": _LIKELY, "gift_date": today.isoformat()}
    cells = [column.held(today) or likely.get(column.field_id, "") for column in typed]
    read = parser_of(workspace, batch, people).parse(cells)
    if not isinstance(read, RowProblems):
        return ()
    problems = {each.field: each for each in read.problems if each.field in held}
    return tuple(ColumnFlaw(field, f"{each.what} {each.fix}") for field, each in problems.items())
