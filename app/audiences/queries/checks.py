"""Checks themselves: one, the latest, and what was taken out of them."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from app.accounts.models import Workspace
from app.audiences.domain.counting import Counts
from app.audiences.domain.differences import Differences, read
from app.audiences.domain.question import CheckState, Part, Question
from app.audiences.models import AudienceCheck, AudienceExport
from app.consent.domain.barrier import Barrier
from app.db import db
from app.web.keyset import read_from
from app.web.pagination import Cursor, Page, page

PAGE = 50


def get(workspace_id: int, check_id: int, *, to_write: bool = False) -> AudienceCheck | None:
    """The check with this id, or None; held `to_write`, nobody else changes or deletes it meanwhile."""
    query = select(AudienceCheck).where(*kept(workspace_id), AudienceCheck.id == check_id)
    return db.session.scalar(query.with_for_update() if to_write else query)


def checks(workspace: Workspace, *, cursor: Cursor | None = None, size: int = PAGE) -> Page[AudienceCheck]:
    """One page of checks, latest first. Ids are in the order in which checks were made."""
    query = select(AudienceCheck).where(*kept(workspace.id))
    rows = db.session.scalars(read_from(query, (AudienceCheck.id,), cursor, size=size, falling=True))
    return page(list(rows), size=size, cursor=cursor, key=lambda check: (check.id,))


def kept(workspace_id: int) -> tuple[ColumnElement[bool], ...]:
    """Of this workspace, and not deleted."""
    return AudienceCheck.workspace_id == workspace_id, AudienceCheck.state != CheckState.DELETED


def question_of(check: AudienceCheck) -> Question:
    """What the check asked."""
    return Question(
        topic_id=check.topic_id,
        topic=check.topic,
        included=tuple(map(Part.of, check.included)),
        excluded=tuple(map(Part.of, check.excluded)),
        messages=check.messages_allowed,
        days=check.days,
    )


def counts_of(check: AudienceCheck) -> Counts:
    """What it found, in numbers."""
    reasons = tuple((Barrier(word), number) for word, number in check.reasons)
    return Counts(check.people, check.eligible, check.messages, reasons)


def exports(check: AudienceCheck) -> Sequence[AudienceExport]:
    """The files that were taken from it, latest first."""
    return db.session.scalars(
        select(AudienceExport)
        .where(AudienceExport.workspace_id == check.workspace_id, AudienceExport.check_id == check.id)
        .order_by(AudienceExport.at.desc(), AudienceExport.id.desc())
    ).all()


def told_of(export: AudienceExport) -> Differences:
    """What had changed between the check and this file."""
    return read(export.differences)


def exported(workspace: Workspace, ids: Sequence[int]) -> dict[int, int]:
    """How many files were taken from each of these checks."""
    query = select(AudienceExport.check_id, func.count()).where(
        AudienceExport.workspace_id == workspace.id, AudienceExport.check_id.in_(ids)
    )
    return dict(db.session.execute(query.group_by(AudienceExport.check_id)).all()) if ids else {}
