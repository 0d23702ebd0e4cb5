"""A rule as SQL: one translation for both databases, which the plain answer in Python judges.

Every expression is about a row of `constituents` in the statement around it and is never NULL, so that
"none of these" includes people without a value.
"""

from typing import Any, assert_never

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, true

from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.consent import queries as consent
from app.constituents.domain.readings import read
from app.constituents.domain.text import fold
from app.constituents.models import Address, Constituent, EmailAddress
from app.constituents.search_owners import meets as found_by
from app.groups.domain.periods import Period
from app.groups.domain.rules import (
    AddedWithin,
    Bracket,
    CanBeEmailed,
    Choice,
    Condition,
    GiftCount,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    Match,
    PlaceIs,
    RegisteredFor,
    RoleIs,
    Rule,
    StageIs,
    Status,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
    pruned,
)
from app.groups.models import GroupMember
from app.groups.queries.cultivated import cultivated
from app.groups.queries.giving import gave
from app.groups.queries.scope import Scope
from app.groups.queries.segments import in_segment

_NOWHERE = frozenset[int]()


def meets(rule: Rule, scope: Scope, inside: frozenset[int] = _NOWHERE) -> ColumnElement[bool]:
    """Whom the rule includes at the scope's instant; `inside` are the groups whose rules are being read."""
    root = pruned(rule.root)
    return false() if root is None else meets_part(root, scope, inside)


def meets_part(
    part: Condition | Bracket, scope: Scope, inside: frozenset[int] = _NOWHERE
) -> ColumnElement[bool]:
    """Whom one condition, or a bracket that holds some, includes."""
    if not isinstance(part, Bracket):
        return _condition(part, scope, inside)
    found = [meets_part(each, scope, inside) for each in part.parts]
    match part.match:
        case Match.ALL:
            return and_(*found)
        case Match.ANY:
            return or_(*found)
        case Match.NONE:
            return not_(or_(*found))
        case _:
            assert_never(part.match)


def _condition(condition: Condition, scope: Scope, inside: frozenset[int]) -> ColumnElement[bool]:
    match condition:
        case TotalGiven() | GiftCount():
            return gave(condition, scope)
        case CanBeEmailed(topic):
            return _can_be_emailed(topic, scope)
        case InSegment(segment):
            return in_segment(segment, scope)
        case RegisteredFor(event):
            return _registered(event)
        case InterestIn(interest, choice):
            return _chose(interest, choice)
        case InGroup(group):
            return _in_group(group, scope, inside)
        case RoleIs() | StageIs():
            return cultivated(condition, scope)
        case _:
            return _profile(condition, scope)


def _profile(
    condition: KindIs | StatusIs | PlaceIs | AddedWithin | UpdatedWithin | HasEmail | TextSearch, scope: Scope
) -> ColumnElement[bool]:
    match condition:
        case KindIs(kind):
            return Constituent.kind == kind
        case StatusIs(status):
            return _is(status)
        case PlaceIs():
            return _lives_in(condition)
        case AddedWithin(period):
            return within(Constituent.created_at, period, scope)
        case UpdatedWithin(period):
            return within(Constituent.updated_at, period, scope)
        case HasEmail():
            return _owned(EmailAddress, EmailAddress.is_active.is_(True))
        case TextSearch(text):
            return found_by(read(text))
        case _:
            assert_never(condition)


def _is(status: Status) -> ColumnElement[bool]:
    match status:
        case Status.DECEASED:
            return Constituent.is_deceased.is_(True)
        case Status.ACTIVE:
            return and_(Constituent.is_active.is_(True), Constituent.is_deceased.is_(False))
        case Status.INACTIVE:
            return and_(Constituent.is_active.is_(False), Constituent.is_deceased.is_(False))
        case _:
            assert_never(status)


def within(column: Any, period: Period, scope: Scope) -> ColumnElement[bool]:
    """An instant that is never NULL lies in the period."""
    start, end = scope.instants(period)
    return and_(
        true() if start is None else column >= start,
        true() if end is None else column < end,
    )


def _owned(table: Any, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    found = exists().where(
        table.workspace_id == Constituent.workspace_id, table.constituent_id == Constituent.id, *conditions
    )
    return found.correlate(Constituent)


def _can_be_emailed(topic: int | None, scope: Scope) -> ColumnElement[bool]:
    if topic is None:
        return consent.can_be_emailed(scope.workspace, at=scope.at)
    known = scope.topics.get(topic)
    return consent.can_be_emailed(scope.workspace, at=scope.at, topic=known) if known else false()


def _registered(event: int) -> ColumnElement[bool]:
    return _owned(
        Registration,
        Registration.event_id == event,
        Registration.status != RegistrationStatus.CANCELLED,
    )


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


def _in_group(group: int, scope: Scope, inside: frozenset[int]) -> ColumnElement[bool]:
    known = scope.groups.get(group)
    if known is None or group in inside:
        return false()
    if known.rule is None:
        return member_of(group)
    return meets(known.rule, scope, inside | {group})


def member_of(group: int) -> ColumnElement[bool]:
    """Who stands in the stored list of a group."""
    return _owned(GroupMember, GroupMember.group_id == group)


def _lives_in(place: PlaceIs) -> ColumnElement[bool]:
    columns = {
        Address.city_key: place.city,
        Address.region_key: place.region,
        Address.country_key: place.country,
    }
    asked = [(column, fold(text)) for column, text in columns.items() if text]
    if not all(key for _, key in asked):
        return false()
    return _owned(Address, Address.is_active.is_(True), *(column == key for column, key in asked))
