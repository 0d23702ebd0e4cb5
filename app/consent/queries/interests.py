"""Interest groups and how many chose them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind
from app.consent.models import InterestGroup, RestrictionInForce, TopicJoined
from app.db import db


@dataclass(frozen=True, slots=True)
class Chosen:
    """One interest group, how many joined it and did not leave, and how many left."""

    interest: InterestGroup
    joined: int
    left: int


def interest(workspace: Workspace, interest_id: int) -> InterestGroup | None:
    """The interest group with this id, or None."""
    return db.session.scalar(
        select(InterestGroup).where(
            InterestGroup.workspace_id == workspace.id, InterestGroup.id == interest_id
        )
    )


def interests(workspace: Workspace) -> list[Chosen]:
    """Every interest group, those in use first, by name; in three statements."""
    ordered = select(InterestGroup).where(InterestGroup.workspace_id == workspace.id)
    rows: Sequence[InterestGroup] = db.session.scalars(
        ordered.order_by(InterestGroup.archived_at.is_not(None), InterestGroup.name)
    ).all()
    joined, left = _joined(workspace), _left(workspace)
    return [Chosen(row, joined.get(row.id, 0), left.get(row.id, 0)) for row in rows]


def _joined(workspace: Workspace) -> dict[int, int]:
    gone = exists().where(
        RestrictionInForce.workspace_id == TopicJoined.workspace_id,
        RestrictionInForce.subject_id == TopicJoined.subject_id,
        RestrictionInForce.topic_id == TopicJoined.topic_id,
        RestrictionInForce.kind == EventKind.TOPIC_LEFT,
    )
    people = func.count(TopicJoined.subject_id.distinct())
    query = select(TopicJoined.topic_id, people).where(TopicJoined.workspace_id == workspace.id, ~gone)
    return dict(db.session.execute(query.group_by(TopicJoined.topic_id)).all())


def _left(workspace: Workspace) -> dict[int, int]:
    people = func.count(RestrictionInForce.subject_id.distinct())
    query = select(RestrictionInForce.topic_id, people).where(
        RestrictionInForce.workspace_id == workspace.id, RestrictionInForce.kind == EventKind.TOPIC_LEFT
    )
    rows = db.session.execute(query.group_by(RestrictionInForce.topic_id))
    return {topic: number for topic, number in rows if topic is not None}
