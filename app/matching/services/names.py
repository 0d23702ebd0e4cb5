"""Saying of two given names that they are one, or are not."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.constituents.recent import note_everybody
from app.db import db, new_id, now
from app.matching.domain.name_pairs import MOST, NotAPair, pair
from app.matching.models import NamePair
from app.matching.queries.settings import NAME_PAIR
from app.words import _


@dataclass(frozen=True, slots=True)
class Added:
    """The line is there now."""

    pair: NamePair


def add(workspace_id: int, one: str, other: str, *, is_same: bool, actor: Actor) -> Added | NotAPair:
    """Say of two names as typed whether they are one; journaled. Flushes, the caller commits."""
    typed = pair(one, other)
    if isinstance(typed, NotAPair):
        return typed
    if _number(workspace_id) >= MOST:
        return NotAPair("one", _("There are {most} lines already. Remove one that is not needed.", most=MOST))
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    values = {
        "workspace_id": workspace_id,
        "id": new_id(),
        "one": typed.one,
        "other": typed.other,
        "is_same": is_same,
        "shown_one": typed.shown_one,
        "shown_other": typed.shown_other,
        "made_by": actor.id,
        "made_at": now(),
    }
    # Two people may add the same pair at the same instant: the first one stands.
    db.session.execute(dialect.insert(NamePair).values(**values).on_conflict_do_nothing())
    stands = _of_names(workspace_id, typed.one, typed.other)
    if stands.id != values["id"]:
        return NotAPair("other", _already(stands, is_same))
    record(workspace_id, actor, [_change(workspace_id, stands, after=stands.words)])
    note_everybody(workspace_id)
    return Added(stands)


def remove(workspace_id: int, held: NamePair, *, actor: Actor) -> None:
    """Say nothing of the two names any more; journaled."""
    record(workspace_id, actor, [_change(workspace_id, held, before=held.words)])
    note_everybody(workspace_id)
    db.session.execute(delete(NamePair).where(NamePair.workspace_id == workspace_id, NamePair.id == held.id))


def _already(stands: NamePair, is_same: bool) -> str:
    if stands.is_same is is_same:
        return _("{pair}: that is in the list already.", pair=stands.words)
    return _("The list says that {pair}. Remove that line first.", pair=stands.words)


def _of_names(workspace_id: int, one: str, other: str) -> NamePair:
    query = select(NamePair).where(
        NamePair.workspace_id == workspace_id, NamePair.one == one, NamePair.other == other
    )
    return db.session.scalars(query).one()


def _number(workspace_id: int) -> int:
    query = select(func.count()).select_from(NamePair).where(NamePair.workspace_id == workspace_id)
    return db.session.scalar(query) or 0


def _change(
    workspace_id: int, held: NamePair, *, before: str | None = None, after: str | None = None
) -> Change:
    return Change(Subject.WORKSPACE, workspace_id, NAME_PAIR, before, after, item_id=held.id)
