"""Who reads the same inbox and said no: mail to one reaches the other, and staff shall know it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, SuppressionReason
from app.consent.models import AddressHash, RestrictionInForce
from app.constituents.models import Constituent, EmailAddress
from app.db import db

MOST = 5
_OWN = (EventKind.UNSUBSCRIBED, EventKind.DO_NOT_CONTACT_SET, EventKind.COMPLAINED)
_PERSONAL = tuple(reason for reason in SuppressionReason if reason.follows_person)


def sharers_who_said_no(workspace: Workspace, constituent_id: int) -> Sequence[int]:
    """Others who have the primary address of this person in use, and whom a restriction of their own stops.

    What was said at this very address stops everybody who has it; what was said at another one stops only
    who said it. At most five, in one statement.
    """
    hers, mine = aliased(EmailAddress), aliased(AddressHash)
    own = and_(
        RestrictionInForce.workspace_id == workspace.id,
        RestrictionInForce.subject_id == EmailAddress.constituent_id,
        or_(RestrictionInForce.kind.in_(_OWN), RestrictionInForce.reason.in_(_PERSONAL)),
    )
    query = (
        select(EmailAddress.constituent_id)
        .select_from(hers)
        .join(mine, and_(mine.workspace_id == hers.workspace_id, mine.email_id == hers.id))
        .join(
            AddressHash,
            and_(AddressHash.workspace_id == mine.workspace_id, AddressHash.address_key == mine.address_key),
        )
        .join(EmailAddress, _is_hashed())
        .join(Constituent, _is_of())
        .join(RestrictionInForce, own)
        .where(
            hers.workspace_id == workspace.id,
            hers.constituent_id == constituent_id,
            hers.is_primary,
            hers.is_active,
            EmailAddress.is_active,
            EmailAddress.constituent_id != constituent_id,
        )
    )
    return db.session.scalars(query.distinct().order_by(EmailAddress.constituent_id).limit(MOST)).all()


def _is_hashed() -> Any:
    return and_(
        EmailAddress.workspace_id == AddressHash.workspace_id, EmailAddress.id == AddressHash.email_id
    )


def _is_of() -> Any:
    return and_(
        Constituent.workspace_id == EmailAddress.workspace_id, Constituent.id == EmailAddress.constituent_id
    )
