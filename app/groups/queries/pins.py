"""The pins of a group, for its page: who, which side, by whom, when and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from app.accounts.models import Workspace
from app.db import db
from app.groups.domain.kinds import Side
from app.groups.models import Group, GroupPin
from app.groups.queries.called import called, with_names

MOST = 1_000


@dataclass(frozen=True, slots=True)
class Pin:
    """One pinned person; `by` is the id of the member of staff, None for a command."""

    constituent_id: int
    name: str
    lookup_id: str
    side: Side
    by: int | None
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Pins:
    """How many staff keep in a group, and how many out of it."""

    kept_in: int = 0
    kept_out: int = 0


def pins(group: Group) -> list[Pin]:
    """Everybody pinned in the group, newest first; at most `MOST`."""
    query = _asked(group.workspace_id, group.id).order_by(GroupPin.at.desc(), GroupPin.constituent_id)
    return [_pin(row) for row in db.session.execute(query.limit(MOST))]


def pin_of(workspace: Workspace, group_id: int, person: int) -> Pin | None:
    """The pin of one person in a group, if there is one."""
    query = _asked(workspace.id, group_id).where(GroupPin.constituent_id == person)
    row = db.session.execute(query).one_or_none()
    return _pin(row) if row else None


def counts(workspace_id: int, group_id: int) -> Pins:
    """How many are pinned on each side."""
    query = select(GroupPin.side, func.count()).where(
        GroupPin.workspace_id == workspace_id, GroupPin.group_id == group_id
    )
    found = {side: number for side, number in db.session.execute(query.group_by(GroupPin.side))}
    return Pins(found.get(Side.IN, 0), found.get(Side.OUT, 0))


def _asked(workspace_id: int, group_id: int) -> Select[*tuple[Any, ...]]:
    query = select(GroupPin.constituent_id, GroupPin.side, GroupPin.by, GroupPin.at, GroupPin.note)
    here = (GroupPin.workspace_id == workspace_id, GroupPin.group_id == group_id)
    return with_names(query, GroupPin).where(*here)


def _pin(row: Any) -> Pin:
    name, lookup_id = called(row)
    return Pin(row.constituent_id, name, lookup_id, row.side, row.by, row.at, row.note)
