"""Conditions about what people allow, as SQL."""

from typing import assert_never

from sqlalchemy import ColumnElement, false, not_, or_

from app.consent import queries as consent
from app.groups.domain.conditions.ops import Choice
from app.groups.domain.conditions.permission import CanBeEmailed, InterestIn, Permitted
from app.groups.queries.scope import Scope


def permitted(condition: Permitted, scope: Scope) -> ColumnElement[bool]:
    """Whose permission is like this at the scope's instant."""
    match condition:
        case CanBeEmailed(topic):
            return _can_be_emailed(topic, scope)
        case InterestIn(interest, choice):
            return _chose(interest, choice)
        case _:
            assert_never(condition)


def _can_be_emailed(topic: int | None, scope: Scope) -> ColumnElement[bool]:
    if topic is None:
        return consent.can_be_emailed(scope.workspace, at=scope.at)
    known = scope.topics.get(topic)
    return consent.can_be_emailed(scope.workspace, at=scope.at, topic=known) if known else false()


def _chose(interest: int, choice: Choice) -> ColumnElement[bool]:
    joined, left = consent.joined_topic(interest), consent.left_topic(interest)
    match choice:
        case Choice.JOINED:
            return joined
        case Choice.LEFT:
            return left
        case Choice.NEVER:
            return not_(or_(joined, left))
        case _:
            assert_never(choice)
