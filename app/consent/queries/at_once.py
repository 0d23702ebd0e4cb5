"""The gates before the one of consent, all at once: two looks at the restrictions, not one for each gate."""

from sqlalchemy import ColumnElement, and_, exists, literal, or_

from app.consent.domain.barrier import Gate
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.models import AddressHash, RestrictionInForce
from app.consent.queries.question import Question
from app.constituents.models import Constituent, EmailAddress

PERSONAL = tuple(reason for reason in SuppressionReason if reason.follows_person)
"""Why an address is suppressed that holds for the person at any address."""


def others_passed(asked: Question) -> list[ColumnElement[bool]]:
    """The gates 1 to 7 are passed: nothing stops the person, and she has an address at which nothing does."""
    return [
        literal(asked.has_module),
        Constituent.is_deceased.is_(False),
        Constituent.is_active.is_(True),
        ~_stopped(asked),
        _reachable(),
    ]


def _stopped(asked: Question) -> ColumnElement[bool]:
    """A restriction about the person herself holds at any address."""
    gate, kind = RestrictionInForce.gate, RestrictionInForce.kind
    anywhere = or_(RestrictionInForce.address_key.is_(None), RestrictionInForce.reason.in_(PERSONAL))
    paused = and_(kind == EventKind.PAUSED, RestrictionInForce.until > asked.moment)
    found = exists().where(
        RestrictionInForce.workspace_id == Constituent.workspace_id,
        RestrictionInForce.subject_id == Constituent.id,
        or_(
            gate == Gate.NOT_DO_NOT_CONTACT,
            and_(gate == Gate.NOT_SUPPRESSED, anywhere),
            and_(gate == Gate.NOT_UNSUBSCRIBED, or_(kind == EventKind.UNSUBSCRIBED, paused)),
        ),
    )
    return found.correlate(Constituent)


def _reachable() -> ColumnElement[bool]:
    """There is an active, well-formed primary address that is neither suppressed nor unsubscribed."""
    there = exists().where(
        RestrictionInForce.workspace_id == AddressHash.workspace_id,
        RestrictionInForce.address_key == AddressHash.address_key,
        or_(
            RestrictionInForce.gate == Gate.NOT_SUPPRESSED,
            and_(
                RestrictionInForce.gate == Gate.NOT_UNSUBSCRIBED,
                RestrictionInForce.kind == EventKind.UNSUBSCRIBED,
            ),
        ),
    )
    found = exists().where(
        EmailAddress.workspace_id == Constituent.workspace_id,
        EmailAddress.constituent_id == Constituent.id,
        EmailAddress.is_primary,
        EmailAddress.is_active,
        AddressHash.workspace_id == EmailAddress.workspace_id,
        AddressHash.email_id == EmailAddress.id,
        AddressHash.is_well_formed.is_(True),
        ~there.correlate(AddressHash),
    )
    return found.correlate(Constituent)
