"""Which quick segments a person is in."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, assert_never

from app.activity.domain.kinds import BounceKind
from app.consent.domain.barrier import Gate
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.groups.domain.facts import Facts
from app.groups.domain.periods import AsOf, Last, Unit, resolve
from app.groups.domain.segments import Segment

OfPermission = Literal[
    Segment.MARKETING_ELIGIBLE, Segment.SUPPRESSED, Segment.UNSUBSCRIBED, Segment.BECOMING_INELIGIBLE
]
OfEmail = Literal[
    Segment.NEVER_EMAILED, Segment.EMAILED_NEVER_OPENED, Segment.OPENED_NEVER_CLICKED, Segment.BOUNCED
]
SOON = timedelta(days=30)
"""How far ahead it is asked whether somebody becomes ineligible."""

ENGAGEMENT = Last(12, Unit.MONTHS)
"""How far back a sign of life counts as engagement."""

BOUNCING = frozenset({SuppressionReason.HARD_BOUNCE, SuppressionReason.SOFT_BOUNCES})


def in_segment(segment: Segment, facts: Facts, as_of: AsOf) -> bool:
    """Whether this person is in the quick segment on that day."""
    match segment:
        case Segment.DONORS:
            return bool(facts.settled_gifts)
        case Segment.REGISTRANTS:
            return bool(facts.kept_registrations)
        case Segment.ENGAGED:
            recent = resolve(ENGAGEMENT, as_of)
            return any(day in recent for day in signs_of_life(facts))
        case (
            Segment.MARKETING_ELIGIBLE
            | Segment.SUPPRESSED
            | Segment.UNSUBSCRIBED
            | Segment.BECOMING_INELIGIBLE
        ):
            return _by_permission(segment, facts)
        case _:
            return _by_email(segment, facts)


def _by_permission(segment: OfPermission, facts: Facts) -> bool:
    match segment:
        case Segment.MARKETING_ELIGIBLE:
            return facts.verdict.marketing_eligible
        case Segment.SUPPRESSED:
            return not facts.verdict.passes({Gate.NOT_DO_NOT_CONTACT, Gate.NOT_SUPPRESSED})
        case Segment.UNSUBSCRIBED:
            return facts.marketing_status is MarketingStatus.UNSUBSCRIBED
        case Segment.BECOMING_INELIGIBLE:
            later = facts.verdict_later
            return facts.verdict.marketing_eligible and later is not None and not later.marketing_eligible
        case _:
            assert_never(segment)


def _by_email(segment: OfEmail, facts: Facts) -> bool:
    opened = any(each.opened_on for each in facts.deliveries)
    clicked = any(each.clicked_on for each in facts.deliveries)
    match segment:
        case Segment.NEVER_EMAILED:
            return not facts.deliveries
        case Segment.EMAILED_NEVER_OPENED:
            return any(each.delivered_on for each in facts.deliveries) and not opened and not clicked
        case Segment.OPENED_NEVER_CLICKED:
            return opened and not clicked
        case Segment.BOUNCED:
            return last_bounced(facts) or bool(facts.suppressed_for & BOUNCING)
        case _:
            assert_never(segment)


def last_bounced(facts: Facts) -> bool:
    """Whether the last message whose outcome is known bounced for good."""
    known = [each for each in facts.deliveries if each.delivered_on or each.bounce]
    return bool(known) and known[-1].bounce is BounceKind.PERMANENT


def signs_of_life(facts: Facts) -> Iterator[date]:
    """The days on which the person opened, clicked, gave or registered."""
    for delivery in facts.deliveries:
        yield from (day for day in (delivery.opened_on, delivery.clicked_on) if day)
    yield from (gift.on for gift in facts.settled_gifts)
    yield from (registration.on for registration in facts.kept_registrations)
