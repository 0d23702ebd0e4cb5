"""What stands in a typed cell in place of the number of a payment card, and what is said of such a cell."""

from collections.abc import Iterable, Sequence

from app.batches.domain.columns import ColumnMap
from app.batches.domain.row_problems import CellProblem
from app.words import _

INSTEAD = "[card number removed]"
"""In any language: it is stored, and looked for."""


def unkept(row: Sequence[str], columns: Iterable[ColumnMap]) -> list[CellProblem]:
    """The cells of a typed row out of which a number was taken."""
    return [_told(column, row[column.index]) for column in columns if INSTEAD in row[column.index]]


def _told(column: ColumnMap, text: str) -> CellProblem:
    return CellProblem(
        column=column.header,
        field=column.field.id if column.field else "",
        value=text[:60],
        what=_("The number of a payment card was typed here. It was not stored."),
        expected=_("a value without card numbers"),
        fix=_("Take out “{instead}”, or type what belongs here.", instead=INSTEAD),
    )
