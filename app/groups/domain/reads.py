"""What rules depend on: which kinds of change can move somebody in or out, and whether time alone can."""

from collections.abc import Collection, Iterator
from dataclasses import fields
from typing import Any

from app.constituents.domain.touching import Thing
from app.groups.domain.causes import Cause
from app.groups.domain.periods import Moving, Period
from app.groups.domain.rules import (
    AddedWithin,
    AverageGift,
    Belonging,
    Condition,
    Cultivated,
    Emailed,
    Emails,
    FirstGift,
    GiftCount,
    Giving,
    HasAddress,
    HasEmail,
    HasPhone,
    InGroup,
    InSegment,
    InterestIn,
    KindIs,
    LargestGift,
    LastGift,
    OnRecord,
    Originated,
    Patterned,
    Permitted,
    PlaceIs,
    Reached,
    Registered,
    RegisteredFor,
    Registrations,
    Rule,
    SourceIs,
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
    *(RegisteredFor, Registrations, Emails, InterestIn, StageIs, InGroup),
    *(KindIs, StatusIs, AddedWithin, UpdatedWithin, SourceIs, TextSearch),
    *(PlaceIs, HasEmail, HasPhone, HasAddress),
)
"""Conditions that mean the same tomorrow, unless a period in them moves. Others are asked every day."""

_BY_FAMILY: tuple[tuple[Any, frozenset[Thing]], ...] = (
    (Belonging, frozenset()),  # the other group's own rule is read instead
    (Giving | Patterned, frozenset({Thing.GIFT})),
    (Registered, frozenset({Thing.REGISTRATION})),
    (Emailed, frozenset({Thing.EMAIL})),
    (Cultivated, frozenset({Thing.ROLE})),
    (OnRecord | Originated | Reached, frozenset({Thing.PROFILE})),
)
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


def _things(condition: Condition) -> frozenset[Thing]:
    if isinstance(condition, InSegment):
        return frozenset(_BY_SEGMENT.get(condition.segment, ANYTHING))
    if isinstance(condition, Permitted):
        return ANYTHING
    return next((things for family, things in _BY_FAMILY if isinstance(condition, family)), ANYTHING)


def _moves(condition: Condition) -> bool:
    if isinstance(condition, InSegment):
        return condition.segment not in _STILL_SEGMENTS
    if isinstance(condition, Emails) and condition.last_campaigns is not None:
        return True
    return not isinstance(condition, _STILL) or any(isinstance(span, Moving) for span in _spans(condition))


def _spans(condition: Condition) -> Iterator[Period]:
    for field in fields(condition):
        value = getattr(condition, field.name)
        if field.name.endswith("period") and value is not None:
            yield value
