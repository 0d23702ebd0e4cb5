"""What waits behind two links of every page, in one statement."""

from typing import Any, cast

from sqlalchemy import bindparam, func, select

from app.activity_imports.queries.imports import waiting_rows
from app.batches.queries import WAITING
from app.db import db

_ROWS = waiting_rows(cast(Any, bindparam("workspace_id")), func.count())
_BOTH = select(WAITING.scalar_subquery(), _ROWS.scalar_subquery())
"""Put together once, as every page asks it."""


def waiting_counts(workspace_id: int) -> tuple[int, int]:
    """How many imports wait for a person, and how many rows of activity wait to be somebody's."""
    imports, rows = db.session.execute(_BOTH, {"workspace_id": workspace_id}).one()
    return imports, rows
