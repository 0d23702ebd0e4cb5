"""Counting on: numbers that are given out once."""

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.constituents.models import Counter
from app.db import db, insert_all, update_all
from app.gathering import waits


def next_numbers(workspace_id: int, name: str, count: int, *, first: int = 0) -> range:
    """`count` numbers of a counter that were never given out before; they start after `first`."""
    if waits(db.session()):
        return _numbers_seen(workspace_id, name, count, first)
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    statement = dialect.insert(Counter).values(workspace_id=workspace_id, name=name, last=first + count)
    statement = statement.on_conflict_do_update(
        index_elements=["workspace_id", "name"], set_={"last": Counter.last + count}
    )
    last = db.session.execute(statement.returning(Counter.last)).scalar_one()
    return range(last - count + 1, last + 1)


def _numbers_seen(workspace_id: int, name: str, count: int, first: int) -> range:
    """The same where nobody else can have counted on before this is written."""
    query = select(Counter.last).where(Counter.workspace_id == workspace_id, Counter.name == name)
    known = db.session.scalar(query)
    last = (first if known is None else known) + count
    keep = insert_all if known is None else update_all
    keep(Counter, [{"workspace_id": workspace_id, "name": name, "last": last}])
    return range(last - count + 1, last + 1)
