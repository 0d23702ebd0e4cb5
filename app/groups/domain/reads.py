"""What rules depend on: which kinds of change can move somebody in or out, and whether time alone can."""

from collections.abc import Collection
from dataclasses import fields

from app.constituents.domain.touching import Thing
from app.groups.domain.causes import Cause
from app.groups.domain.periods import AnyTime, Between, Since
from app.groups.domain.rules import (
    AddedWithin,
    AverageGift,
    Condition,
    Cultivated,
    FirstGift,
    GiftCount,
    Giving,
    HasEmail,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    LargestGift,
    LastGift,
    OnRecord,
    Patterned,
    PlaceIs,
    Registered,
    RegisteredFor,
    Rule,
    StageIs,
    StatusIs,
    TextSearch,
    TotalGiven,
    UpdatedWithin,
    conditions,
)
from app.groups.domain.segments import Segment

ANYTHING = frozenset(Thing)
"""Permission rests on consent, which a gift or a registration may imply, and on addresses and bounces."""

_BY_SEGMENT = {
    Segment.DONORS: {Thing.GIFT},
    Segment.REGISTRANTS: {Thing.REGISTRATION},
    Segment.ENGAGED: {Thing.GIFT, Thing.REGISTRATION, Thing.EMAIL},
    Segment.NEVER_EMAILED: {Thing.EMAIL},
    Segment.EMAILED_NEVER_OPENED: {Thing.EMAIL},
    Segment.OPENED_NEVER_CLICKED: {Thing.EMAIL},
}
_STILL_SEGMENTS = _BY_SEGMENT.keys() - {Segment.ENGAGED}
_STILL = (
    *(TotalGiven, GiftCount, AverageGift, LargestGift, FirstGift, LastGift),
    *(RegisteredFor, InterestIn, StageIs, InGroup),
    *(KindIs, StatusIs, PlaceIs, AddedWithin, UpdatedWithin, HasEmail, TextSearch),
)
"""Conditions that mean the same tomorrow, unless a period in them moves."""

_FIXED = (AnyTime, Between, Since)
_CAUSES = {
    Thing.GIFT: Cause.GIFT,
    Thing.REGISTRATION: Cause.REGISTRATION,
    Thing.EMAIL: Cause.EMAIL,
    Thing.PERMISSION: Cause.PERMISSION,
    Thing.PROFILE: Cause.PROFILE,
    Thing.ROLE: Cause.PROFILE,
    Thing.SETTINGS: Cause.SETTINGS,
}


def read_by(rules: Collection[Rule]) -> frozenset[Thing]:
    """The kinds of change that can move somebody in or out of what these rules mean together."""
    found = {Thing.SETTINGS}
    for rule in rules:
        for condition in conditions(rule.root):
            found |= _things(condition)
    return frozenset(found)


def moves(rules: Collection[Rule]) -> bool:
    """Whether time alone can move somebody in or out, although nothing happens."""
    return any(_moves(condition) for rule in rules for condition in conditions(rule.root))


def causes(things: Collection[Thing]) -> set[Cause]:
    """The causes that these kinds of change are."""
    return {_CAUSES[thing] for thing in things}


def _things(condition: Condition) -> Collection[Thing]:
    match condition:
        case InGroup():
            return ()  # the other group's own rule is read instead
        case InSegment(segment):
            return _BY_SEGMENT.get(segment, ANYTHING)
        case _ if isinstance(condition, Giving | Patterned):
            return {Thing.GIFT}
        case _ if isinstance(condition, Registered):
            return {Thing.REGISTRATION}
        case _ if isinstance(condition, Cultivated):
            return {Thing.ROLE}
        case _ if isinstance(condition, OnRecord):
            return {Thing.PROFILE}
        case _:
            return ANYTHING


def _moves(condition: Condition) -> bool:
    if isinstance(condition, InSegment):
        return condition.segment not in _STILL_SEGMENTS
    if not isinstance(condition, _STILL):
        return True
    named = {field.name: getattr(condition, field.name) for field in fields(condition)}
    spans = [value for name, value in named.items() if name.endswith("period") and value is not None]
    return not all(isinstance(span, _FIXED) for span in spans)
