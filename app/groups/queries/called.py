"""How people are named in lists of what happened to them."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_

from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, display_name
from app.constituents.models import Constituent
from app.constituents.queries import NAME_PARTS

_COLUMNS = (
    *(Constituent.lookup_number, Constituent.display_override),
    *(getattr(Constituent, part) for part in NAME_PARTS),
)


def with_names(query: Select[*tuple[Any, ...]], table: Any) -> Select[*tuple[Any, ...]]:
    """The query with the columns that `called` reads, of the person of each row of a table."""
    return query.add_columns(*_COLUMNS).join(Constituent, _of(table))


def called(row: Any) -> tuple[str, str]:
    """Name and lookup ID of the person of a row."""
    name = Name(**{part: getattr(row, part) for part in NAME_PARTS})
    return row.display_override or display_name(name), format_lookup(row.lookup_number)


def _of(table: Any) -> ColumnElement[bool]:
    return and_(Constituent.workspace_id == table.workspace_id, Constituent.id == table.constituent_id)
