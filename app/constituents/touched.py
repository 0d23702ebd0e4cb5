"""Who was touched since somebody looked last. Whoever looks forgets what he saw in the same transaction.

First what is kept of people's standing follows, then everything else may ask who was touched: whoever is
told here has a standing that is in step.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, delete, select

from app.constituents.domain.touching import Thing, Touched
from app.constituents.touched_models import Touch
from app.db import db, insert_all

_ROW = (Touch.constituent_id, Touch.address_key, Touch.kind, Touch.id)
_TABLE: Any = Touch.__table__
_FORGETTING = delete(_TABLE).where(*(column == bindparam(f"own_{column.name}") for column in _TABLE.columns))


def waiting(workspace_id: int, limit: int = 1_000) -> Touched:
    """Who was touched and by what; at most so many rows, one statement. It is told again until it is `done`.

    Look at the facts only afterwards: what is written later is told again.
    """
    return _read(workspace_id, limit, is_fresh=False)


def done(workspace_id: int, touched: Touched) -> None:
    """Forget just these; in the transaction in which they were read, or on SQLite some may be lost."""
    _forget(workspace_id, touched, is_fresh=False)


# --- for those who keep standings


def fresh(workspace_id: int, limit: int) -> Touched:
    """Who was touched since their standing was decided; people, and in `rows` keys of addresses."""
    return _read(workspace_id, limit, is_fresh=True)


def followed(workspace_id: int, touched: Touched, things: Collection[tuple[int, Thing]]) -> None:
    """The standing of these is in step: the fresh ones are forgotten, and these things wait instead."""
    _forget(workspace_id, touched, is_fresh=True)
    tell(workspace_id, things)


def tell(workspace_id: int, things: Collection[tuple[int, Thing]]) -> None:
    """Let these people be waiting, each for one thing.

    On PostgreSQL that is added to what is waiting already: who has just read that may forget it.
    """
    row = {"workspace_id": workspace_id, "is_fresh": False, "address_key": ""}
    rows = [{**row, "constituent_id": who, "kind": thing} for who, thing in sorted(set(things))]
    insert_all(Touch, rows, or_leave=True)


def _read(workspace_id: int, limit: int, *, is_fresh: bool) -> Touched:
    query = (
        select(*_ROW)
        .where(Touch.workspace_id == workspace_id, Touch.is_fresh.is_(is_fresh))
        .order_by(*_ROW)
        .limit(limit)
    )
    people: dict[int, set[Thing]] = defaultdict(set)
    rows = [(person, key, kind, number) for person, key, kind, number in db.session.execute(query)]
    for person, _key, kind, _number in rows:
        people[person].add(kind)
    everybody = frozenset(people.pop(0, ()))
    return Touched({person: frozenset(kinds) for person, kinds in people.items()}, everybody, tuple(rows))


def _forget(workspace_id: int, touched: Touched, *, is_fresh: bool) -> None:
    if touched.rows:
        own = {"own_workspace_id": workspace_id, "own_is_fresh": is_fresh}
        names = [f"own_{column.name}" for column in _ROW]
        db.session.execute(_FORGETTING, [own | dict(zip(names, row, strict=True)) for row in touched.rows])
