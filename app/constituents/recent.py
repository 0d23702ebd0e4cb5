"""What was written lately, told in the transaction that writes it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Executable, select
from sqlalchemy.dialects import postgresql, sqlite

from app.constituents.recent_models import RecentWrite
from app.db import db, now, write_later

EVERYBODY = 0
"""Stands for so many that they are not listed."""
MOST_LISTED = 200
MARGIN = timedelta(minutes=1)
"""A transaction tells when it wrote, not when it was committed, and two machines have two clocks."""


def note(workspace_id: int, ids: Collection[int], *, batch_id: int = 0) -> None:
    """Tell that these were written, by this batch or by anybody; one statement. The caller commits.

    What a batch writes is told as one row for all: only other batches ask for it, and they look at everything
    anew then.
    """
    listed = [EVERYBODY] if batch_id or len(ids) > MOST_LISTED else sorted(ids)
    if listed and ids:
        shared = {"workspace_id": workspace_id, "batch_id": batch_id, "at": now()}
        rows = [shared | {"constituent_id": own} for own in listed]
        write_later(RecentWrite, _noting(db.engine.dialect.name), rows if len(rows) > 1 else rows[0])


def note_everybody(workspace_id: int) -> None:
    """Tell that something changed that bears on all."""
    note(workspace_id, (EVERYBODY,))


Seen = tuple[int, int, str]
"""A write that can be seen: of whom, by which batch, and when."""


def written_by_others(
    workspace_id: int, since: datetime, *, batch_id: int, known: Collection[Seen] = ()
) -> frozenset[int]:
    """Whom anybody but this batch wrote after the instant, or a little earlier; `EVERYBODY` for too many.

    Writes that were `known` count for nothing: whoever knew them has looked at what they left.
    """
    others = seen_by_others(workspace_id, since, batch_id=batch_id)
    return frozenset(each[0] for each in others - set(known))


def seen_by_others(workspace_id: int, since: datetime, *, batch_id: int) -> set[Seen]:
    """Every write of others since the instant, or a little earlier, that can be seen by now."""
    query = select(RecentWrite.constituent_id, RecentWrite.batch_id, RecentWrite.at).where(
        RecentWrite.workspace_id == workspace_id,
        RecentWrite.at >= since - MARGIN,
        RecentWrite.batch_id != batch_id,
    )
    return {(who, batch, at.isoformat()) for who, batch, at in db.session.execute(query)}


@cache
def _noting(dialect: str) -> Executable:
    table: Any = RecentWrite.__table__
    statement: Any = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    key = ["workspace_id", "constituent_id", "batch_id"]
    noting: Executable = statement.on_conflict_do_update(
        index_elements=key, set_={"at": statement.excluded.at}
    )
    return noting
