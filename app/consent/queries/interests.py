"""Interest groups and how many chose them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind
from app.consent.models import InterestGroup, RestrictionInForce, TopicJoined
from app.consent.queries.membership import Counted, comings_and_goings
from app.constituents.models import Constituent
from app.db import db


@dataclass(frozen=True, slots=True)
class Chosen:
    """One interest group, how many joined it and did not leave, and how many left.

    `members` are those who joined or, where it is opt-out, everybody who did not leave.
    """

    interest: InterestGroup
    joined: int
    left: int
    members: int


def interest(workspace: Workspace, interest_id: int) -> InterestGroup | None:
    """The interest group with this id, or None."""
    return db.session.scalar(
        select(InterestGroup).where(
            InterestGroup.workspace_id == workspace.id, InterestGroup.id == interest_id
        )
    )


def interests(workspace: Workspace) -> list[Chosen]:
    """Every interest group, those in use first, by name; in at most four statements."""
    ordered = select(InterestGroup).where(InterestGroup.workspace_id == workspace.id)
    rows: Sequence[InterestGroup] = db.session.scalars(
        ordered.order_by(InterestGroup.archived_at.is_not(None), InterestGroup.name)
    ).all()
    joined, left = _joined(workspace), _left(workspace)
    everybody = 0 if all(row.is_opt_in for row in rows) else _everybody(workspace)
    return [_chosen(row, joined.get(row.id, 0), left.get(row.id, 0), everybody) for row in rows]


def lately(
    workspace: Workspace, found: Sequence[Chosen], starts: Sequence[datetime]
) -> dict[int, list[Counted]]:
    """Joins and leaves of those that are in use, in spans of time that begin at `starts`."""
    used = [each.interest.id for each in found if each.interest.archived_at is None]
    return comings_and_goings(workspace, used, starts) if used else {}


def _chosen(row: InterestGroup, joined: int, left: int, everybody: int) -> Chosen:
    return Chosen(row, joined, left, joined if row.is_opt_in else everybody - left)


def _everybody(workspace: Workspace) -> int:
    query = select(func.count()).select_from(Constituent).where(Constituent.workspace_id == workspace.id)
    return db.session.scalar(query) or 0


def _joined(workspace: Workspace) -> dict[int, int]:
    gone = exists().where(
        RestrictionInForce.workspace_id == TopicJoined.workspace_id,
        RestrictionInForce.subject_id == TopicJoined.subject_id,
        RestrictionInForce.topic_id == TopicJoined.topic_id,
        RestrictionInForce.kind == EventKind.TOPIC_LEFT,
    )
    people = func.count(TopicJoined.subject_id.distinct())
    query = select(TopicJoined.topic_id, people).where(
        TopicJoined.workspace_id == workspace.id, ~gone, _is_here(TopicJoined)
    )
    return dict(db.session.execute(query.group_by(TopicJoined.topic_id)).all())


def _left(workspace: Workspace) -> dict[int, int]:
    people = func.count(RestrictionInForce.subject_id.distinct())
    query = select(RestrictionInForce.topic_id, people).where(
        RestrictionInForce.workspace_id == workspace.id,
        RestrictionInForce.kind == EventKind.TOPIC_LEFT,
        _is_here(RestrictionInForce),
    )
    rows = db.session.execute(query.group_by(RestrictionInForce.topic_id))
    return {topic: number for topic, number in rows if topic is not None}


def _is_here(table: type[TopicJoined | RestrictionInForce]) -> ColumnElement[bool]:
    """Whether the person is on record: what was recorded outlives a record that was merged or deleted."""
    return exists().where(Constituent.workspace_id == table.workspace_id, Constituent.id == table.subject_id)
