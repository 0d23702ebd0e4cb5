"""Rows about people, gathered by the person they are about."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.db import db
from app.groups.queries.scope import Scope


def rows_of(scope: Scope, ids: Collection[int], table: Any, *columns: Any) -> Sequence[Any]:
    """Columns of the rows about these people, each with `constituent_id`, in one statement."""
    query = select(table.constituent_id, *columns).where(
        table.workspace_id == scope.workspace.id, table.constituent_id.in_(ids)
    )
    return db.session.execute(query).all()


def by_person(name: str, found: Iterable[tuple[int, Any]]) -> dict[int, dict[str, tuple[Any, ...]]]:
    """The values about each person, in their order, as the field of this name."""
    gathered = defaultdict(list)
    for who, value in found:
        gathered[who].append(value)
    return {who: {name: tuple(values)} for who, values in gathered.items()}
