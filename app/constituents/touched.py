"""Who was touched since somebody looked last. Whoever looks forgets what he saw in the same transaction.

First what is kept of people's standing follows, then everything else may ask who was touched: whoever is
told here has a standing that is in step.
"""

from collections import defaultdict

from sqlalchemy import delete, select, tuple_

from app.constituents.domain.touching import Thing, Touched
from app.constituents.touched_models import Touch
from app.db import db

_ROW = (Touch.constituent_id, Touch.address_key, Touch.kind, Touch.id)
_AT_ONCE = 500
"""Rows that one statement forgets: SQLite takes 32,766 parameters."""


def waiting(workspace_id: int, limit: int = 1_000) -> Touched:
    """Who was touched and by what; at most so many rows, one statement. It is read again until it is `done`.

    Look at the facts only afterwards: what is written later is told again.
    """
    query = (
        select(*_ROW)
        .where(Touch.workspace_id == workspace_id, Touch.is_fresh.is_(False))
        .order_by(*_ROW)
        .limit(limit)
    )
    return _read(list(db.session.execute(query).all()))


def done(workspace_id: int, touched: Touched) -> None:
    """Forget just these; in the transaction in which they were read, or on SQLite some may be lost."""
    forget(workspace_id, touched, is_fresh=False)


def forget(workspace_id: int, touched: Touched, *, is_fresh: bool) -> None:
    """Forget these of the fresh ones or of the others."""
    key = tuple_(Touch.constituent_id, Touch.address_key, Touch.kind, Touch.id)
    for start in range(0, len(touched.rows), _AT_ONCE):
        some = touched.rows[start : start + _AT_ONCE]
        here = (Touch.workspace_id == workspace_id, Touch.is_fresh.is_(is_fresh))
        gone = delete(Touch).where(*here, key.in_(some))
        db.session.execute(gone, execution_options={"synchronize_session": False})


def _read(rows: list[tuple[int, str, Thing, int]]) -> Touched:
    people: dict[int, set[Thing]] = defaultdict(set)
    for person, _key, kind, _id in rows:
        people[person].add(kind)
    everybody = frozenset(people.pop(0, ()))
    told = {person: frozenset(kinds) for person, kinds in people.items()}
    return Touched(told, everybody, tuple((person, key, kind, number) for person, key, kind, number in rows))
