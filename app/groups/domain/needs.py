"""Which facts about people a rule asks for: what it does not ask for is never looked up."""

from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never

from app.groups.domain.rules import (
    Belonging,
    Condition,
    Cultivated,
    Emailed,
    FromImport,
    Giving,
    HasEmail,
    HasPhone,
    InSegment,
    OnRecord,
    Originated,
    Patterned,
    Permitted,
    Reached,
    Registered,
    RoleIs,
)
from app.groups.domain.segments import Segment


class Need(StrEnum):
    """A kind of facts; what stands in the record itself is always known."""

    EMAILS = "emails"
    PHONES = "phones"
    PLACES = "places"
    GIFTS = "gifts"
    REGISTRATIONS = "registrations"
    DELIVERIES = "deliveries"
    PERMISSION = "permission"
    ROLES = "roles"
    STAGES = "stages"
    IMPORTS = "imports"
    GROUPS = "groups"


_NOTHING = frozenset[Need]()


def needs(conditions: Iterable[Condition]) -> frozenset[Need]:
    """All that these conditions ask for."""
    return _NOTHING.union(*map(_of, conditions))


def _of(condition: Condition) -> frozenset[Need]:
    if isinstance(condition, Giving | Patterned):
        return frozenset({Need.GIFTS})
    if isinstance(condition, Registered):
        return frozenset({Need.REGISTRATIONS})
    if isinstance(condition, Emailed):
        return frozenset({Need.DELIVERIES})
    if isinstance(condition, Permitted):
        return frozenset({Need.PERMISSION})
    if isinstance(condition, InSegment):
        return _of_segment(condition.segment)
    return _of_record(condition)


def _of_record(
    condition: OnRecord | Originated | Reached | Cultivated | Belonging,
) -> frozenset[Need]:
    if isinstance(condition, OnRecord | Originated):
        return frozenset({Need.IMPORTS}) if isinstance(condition, FromImport) else _NOTHING
    if isinstance(condition, Reached):
        return frozenset({_of_points(condition)})
    if isinstance(condition, Cultivated):
        return frozenset({Need.ROLES if isinstance(condition, RoleIs) else Need.STAGES})
    if isinstance(condition, Belonging):
        return frozenset({Need.GROUPS})
    assert_never(condition)


def _of_points(condition: Reached) -> Need:
    match condition:
        case HasEmail():
            return Need.EMAILS
        case HasPhone():
            return Need.PHONES
        case _:
            return Need.PLACES


def _of_segment(segment: Segment) -> frozenset[Need]:
    match segment:
        case Segment.DONORS:
            return frozenset({Need.GIFTS})
        case Segment.REGISTRANTS:
            return frozenset({Need.REGISTRATIONS})
        case Segment.ENGAGED:
            return frozenset({Need.GIFTS, Need.REGISTRATIONS, Need.DELIVERIES})
        case Segment.NEVER_EMAILED | Segment.EMAILED_NEVER_OPENED | Segment.OPENED_NEVER_CLICKED:
            return frozenset({Need.DELIVERIES})
        case Segment.BOUNCED:
            return frozenset({Need.DELIVERIES, Need.PERMISSION})
        case (
            Segment.MARKETING_ELIGIBLE
            | Segment.SUPPRESSED
            | Segment.UNSUBSCRIBED
            | Segment.BECOMING_INELIGIBLE
        ):
            return frozenset({Need.PERMISSION})
        case _:
            assert_never(segment)
