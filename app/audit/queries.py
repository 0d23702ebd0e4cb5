"""Reading the journal: newest first, a page at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.db import db


@dataclass(frozen=True, slots=True)
class Slice:
    """Some entries, newest first; `next_before_id` starts the slice of older ones, None at the end."""

    entries: Sequence[JournalEntry]
    next_before_id: int | None


def in_workspace(workspace_id: int) -> Select[JournalEntry]:
    """The root of every journal query: nothing reads across workspaces."""
    return select(JournalEntry).where(JournalEntry.workspace_id == workspace_id)


def history(
    workspace_id: int,
    subject: Subject,
    subject_id: int,
    *,
    item_id: int | None = None,
    before_id: int | None = None,
    limit: int = 25,
) -> Slice:
    """What happened to one thing, or to one item of it, newest first, older than `before_id` when given."""
    wanted = in_workspace(workspace_id).where(
        JournalEntry.subject == subject, JournalEntry.subject_id == subject_id
    )
    if item_id is not None:
        wanted = wanted.where(JournalEntry.item_id == item_id)
    return _slice(wanted, before_id, limit)


def recent(workspace_id: int, *, before_id: int | None = None, limit: int = 25) -> Slice:
    """What happened anywhere in the workspace, newest first."""
    return _slice(in_workspace(workspace_id), before_id, limit)


def latest(
    workspace_id: int, subject: Subject, subject_id: int, fields: Iterable[str]
) -> JournalEntry | None:
    """The last entry about one of these fields of one thing."""
    wanted = in_workspace(workspace_id).where(
        JournalEntry.subject == subject,
        JournalEntry.subject_id == subject_id,
        JournalEntry.field.in_(sorted(fields)),
    )
    return db.session.scalars(wanted.order_by(JournalEntry.id.desc()).limit(1)).first()


def of_change_set(workspace_id: int, change_set: int) -> Sequence[JournalEntry]:
    """The entries of one act, in the order they were made."""
    wanted = in_workspace(workspace_id).where(JournalEntry.change_set == change_set)
    return db.session.scalars(wanted.order_by(JournalEntry.id)).all()


def _slice(wanted: Select[JournalEntry], before_id: int | None, limit: int) -> Slice:
    if before_id is not None:
        wanted = wanted.where(JournalEntry.id < before_id)
    found = db.session.scalars(wanted.order_by(JournalEntry.id.desc()).limit(limit + 1)).all()
    return Slice(found[:limit], found[limit - 1].id if len(found) > limit else None)
