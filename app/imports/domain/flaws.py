"""What a flaw in the form of a row means for the people who have to mend it."""

from typing import assert_never

from app.batches.domain.row_problems import CellProblem
from app.imports.domain.limits import DEFAULT_LIMITS, Limits
from app.imports.domain.reader import RawRow
from app.imports.domain.records import Flaw
from app.words import _, figure


def problem_of(row: RawRow, *, columns: int, limits: Limits = DEFAULT_LIMITS) -> CellProblem | None:
    """What is wrong with the form of the row, in a file with so many columns; None where it is sound."""
    if row.flaw is None:
        return None
    what, expected, fix = _told(row.flaw, len(row.cells), columns, limits)
    return CellProblem("", "", "", what, expected, fix)


def _told(flaw: Flaw, cells: int, columns: int, limits: Limits) -> tuple[str, str, str]:
    match flaw:
        case Flaw.EXTRA_CELLS:
            return (
                _(
                    "This row has {cells} cells, but the file has {columns} columns.",
                    cells=cells,
                    columns=columns,
                ),
                _("one cell for each column"),
                _("Put values that hold a comma in quotation marks, or move them into the right columns."),
            )
        case Flaw.UNCLOSED_QUOTE:
            return (
                _("A quotation mark opens in this row and does not close."),
                _("quotation marks in pairs"),
                _("Remove the quotation mark or close it, and check that each value is in its column."),
            )
        case Flaw.LONG_CELL:
            return (
                _("A cell of this row is far too long and was cut off."),
                _(
                    "cells of at most {field_characters} characters",
                    field_characters=figure(limits.field_characters),
                ),
                _("Check that rows or files did not run together, and shorten the cell."),
            )
        case _:
            assert_never(flaw)
