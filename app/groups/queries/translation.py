"""A rule as SQL: one translation for both databases, which the plain answer in Python judges.

Every expression is about a row of `constituents` in the statement around it and is never NULL, so that
"none of these" includes people without a value.
"""

from typing import assert_never

from sqlalchemy import ColumnElement, and_, false, not_, or_

from app.groups.domain.rules import (
    Belonging,
    Bracket,
    Condition,
    Cultivated,
    Emailed,
    Giving,
    InSegment,
    Match,
    OnRecord,
    Originated,
    Patterned,
    Permitted,
    Reached,
    Registered,
    Rule,
    pruned,
)
from app.groups.models import GroupMember
from app.groups.queries.contact import reached
from app.groups.queries.cultivated import cultivated
from app.groups.queries.emails import emailed
from app.groups.queries.giving import gave
from app.groups.queries.patterns import patterned
from app.groups.queries.permission import permitted
from app.groups.queries.pinned import with_pins
from app.groups.queries.profile import on_record, originated, owned
from app.groups.queries.registrations import registered
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
    if isinstance(condition, Giving):
        return gave(condition, scope)
    if isinstance(condition, Patterned):
        return patterned(condition, scope)
    if isinstance(condition, Registered):
        return registered(condition, scope)
    if isinstance(condition, Emailed):
        return emailed(condition, scope)
    if isinstance(condition, Permitted):
        return permitted(condition, scope)
    if isinstance(condition, Belonging):
        return _in_group(condition.group, scope, inside)
    if isinstance(condition, InSegment):
        return in_segment(condition.segment, scope)
    return _of_record(condition, scope)


def _of_record(condition: OnRecord | Originated | Reached | Cultivated, scope: Scope) -> ColumnElement[bool]:
    if isinstance(condition, OnRecord):
        return on_record(condition, scope)
    if isinstance(condition, Originated):
        return originated(condition, scope)
    if isinstance(condition, Reached):
        return reached(condition)
    if isinstance(condition, Cultivated):
        return cultivated(condition, scope)
    assert_never(condition)


def _in_group(group: int, scope: Scope, inside: frozenset[int]) -> ColumnElement[bool]:
    known = scope.groups.get(group)
    if known is None or group in inside:
        return false()
    if known.rule is None:
        return member_of(group)
    return with_pins(group, known.pinned, meets(known.rule, scope, inside | {group}))


def member_of(group: int) -> ColumnElement[bool]:
    """Who stands in the stored list of a group."""
    return owned(GroupMember, GroupMember.group_id == group)
