"""What every write of facts in sets needs."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from app.db import OtherWorkspace, Tenant, bound_workspace, db

_AT_ONCE = 10_000
"""Values in one statement; SQLite takes 32,766."""


def some(values: Collection[Any]) -> Iterator[list[Any]]:
    """All of these values, in order, in parts that one statement takes; pairs count as two values each."""
    ordered = sorted(values)
    for start in range(0, len(ordered), _AT_ONCE):
        yield ordered[start : start + _AT_ONCE]


def mine(workspace_id: int) -> None:
    """Refuse to write facts of another workspace than the session's: OtherWorkspace."""
    if bound_workspace(db.session()) != workspace_id:
        raise OtherWorkspace("these facts do not belong to this session's workspace")


def inserting(table: type[Tenant]) -> Any:
    """An insert that can say what is done with a row whose key is taken already."""
    dialect: Any = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(table.__table__)
