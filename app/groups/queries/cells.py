"""The columns of a list of people as cells of a file."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from babel.numbers import get_currency_precision

from app.groups.domain.columns import Column
from app.groups.queries.lines import Line
from app.groups.queries.scope import Scope
from app.web.workbook import Cell
from app.words import _


def heads(columns: Iterable[Column]) -> Iterator[str]:
    """What stands above the columns; a gift has three."""
    for column in columns:
        yield from ("Last gift", "Amount", "Currency") if column is Column.GIFT else (column.label,)


def cells(scope: Scope, line: Line, columns: Iterable[Column]) -> Iterator[Cell]:
    """What one line has in these columns: days, amounts and words, as a workbook types them."""
    for column in columns:
        yield from _gift(line) if column is Column.GIFT else (_cell(scope, line, column),)


def _gift(line: Line) -> tuple[Cell, Cell, Cell]:
    gift = line.last_gift
    if gift is None:
        return None, None, None
    return gift.on, Decimal(gift.amount).scaleb(-get_currency_precision(gift.currency)), gift.currency


def _cell(scope: Scope, line: Line, column: Column) -> Cell:
    match column:
        case Column.CAN_EMAIL:
            return _("no: {reason}", reason=line.barrier.label) if line.barrier else _("yes")
        case Column.ADDED:
            return scope.local_day(line.created_at)
        case Column.UPDATED:
            return scope.local_day(line.updated_at)
        case Column.LOOKUP:
            return line.lookup_id
        case Column.KIND:
            return line.kind.value
        case Column.EMAIL:
            return line.email
        case Column.PHONE:
            return line.phone
        case _:
            return line.place
