"""What a batch takes over from its template when it starts: afterwards it is typed by its own copy."""

from collections.abc import Sequence

from app.batch_entry.domain.columns import Column
from app.batches.domain.columns import ColumnMap, NotImported, ToField
from app.batches.domain.fields import find_field
from app.batches.domain.mapping import Mapping
from app.constituents.domain.dates import DateFormat

SYSTEM = "external_system"


def in_the_grid(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns that rows are typed in: a system that is the same for all rows is stated once."""
    return tuple(column for column in columns if not _is_stated_once(column))


def stated_system(columns: Sequence[Column]) -> str:
    """The system of all external IDs, "" where each row says it."""
    return next((column.default for column in columns if _is_stated_once(column)), "")


def _is_stated_once(column: Column) -> bool:
    return column.field_id == SYSTEM and bool(column.default)


def mapping_of(columns: Sequence[Column], dates: DateFormat) -> Mapping:
    """Where each column goes: those about people to their fields, those about gifts to none.

    Digits that can be read in two ways are read as `dates` says.
    """
    return Mapping(tuple(_mapped(index, column, dates) for index, column in enumerate(columns)))


def _mapped(index: int, column: Column, dates: DateFormat) -> ColumnMap:
    is_known = find_field(column.field_id) is not None
    target = ToField(column.field_id) if is_known else NotImported()
    return ColumnMap(
        index, column.label, target, date_format=dates if column.field_id == "birth_date" else None
    )
