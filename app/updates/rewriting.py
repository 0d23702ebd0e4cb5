"""Changing one record by hand: written as it is told, under its version, and journaled field by field."""

from collections.abc import Callable
from dataclasses import dataclass

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.domain.journal import lines
from app.constituents.domain.record import Existing
from app.constituents.locking import locked
from app.constituents.services import Rewrite, write


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The record as it is now; `changed` is how many fields were written."""

    record: Existing
    changed: int


@dataclass(frozen=True, slots=True)
class Outdated:
    """Somebody changed the record in the meantime, or it is gone (None). Nothing was written."""

    record: Existing | None


def rewrite(
    workspace_id: int,
    constituent_id: int,
    alter: Callable[[Existing], Existing],
    *,
    version: int,
    actor: Actor,
    rule: str = "",
) -> Rewritten | Outdated:
    """Make the record what `alter` says, if it is still at this version. Flushes; the caller commits."""
    before = locked(workspace_id, [constituent_id]).get(constituent_id)
    if before is None or before.version != version:
        return Outdated(before)
    after = alter(before)
    if after == before:
        return Rewritten(before, 0)
    [written] = write(workspace_id, [Rewrite(before, after)])
    changes = [
        Change(Subject.CONSTITUENT, written.id, line.field, line.before, line.after, line.item_id, rule=rule)
        for line in lines(before, written)
    ]
    record(workspace_id, actor, changes)
    return Rewritten(written, len(changes))
