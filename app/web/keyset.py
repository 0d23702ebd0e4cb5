"""Reading one page of a query: the database starts at the cursor's row, it never counts its way there."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVarTuple

from sqlalchemy import Select, tuple_

from app.web.pagination import Cursor

Columns = TypeVarTuple("Columns")


def read_from(
    query: Select[*Columns],
    order: Sequence[Any],
    cursor: Cursor | None,
    *,
    size: int,
    falling: bool = False,
) -> Select[*Columns]:
    """The query for `size` rows and one more from the cursor on, in the order `pagination.page` reads them.

    `order` is the sort key, unique as a whole; `falling` reads it from the highest down.
    """
    backward = cursor is not None and cursor.backward
    down = falling is not backward
    if cursor is not None:
        key, place = tuple_(*order), cursor.key
        query = query.where(key < place if down else key > place)
    return query.order_by(*(column.desc() if down else column.asc() for column in order)).limit(size + 1)


def dated(cursor: Cursor | None, kind: type[date]) -> Cursor | None:
    """The cursor with the date or instant that its first key writes in ISO form; None when it is not one."""
    if cursor is None:
        return None
    try:
        moment = kind.fromisoformat(str(cursor.key[0]))
        if isinstance(moment, datetime):
            if moment.tzinfo is None:
                return None
            moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return Cursor((moment, *cursor.key[1:]), cursor.backward)  # type: ignore[arg-type]
