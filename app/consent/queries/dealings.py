"""What people did, as far as permission looks at it: gifts, registrations, messages they were sent."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select

from app.activity.domain.kinds import GiftStatus, RegistrationStatus
from app.activity.models import Delivery, Donation, Registration
from app.consent.domain.facts import Occasion
from app.consent.domain.policy import Rules
from app.consent.domain.standing import Dealing
from app.db import db

SETTLED = and_(Donation.status == GiftStatus.SETTLED, Donation.amount >= 0)
"""A gift whose money arrived, and no refund."""
KEPT = Registration.status != RegistrationStatus.CANCELLED
"""A registration that was not cancelled."""
GAVE = (Donation.received_on, Donation.implies_consent)
CAME = (Registration.registered_at, Registration.implies_consent)
"""What is read of each: when it was, and whether it may imply consent; what an import brought may not."""


def dealings_of(workspace_id: int, ids: Collection[int], rules: Rules) -> dict[int, tuple[Dealing, ...]]:
    """The days on which each of these gave or registered; two statements, none where nothing is implied."""
    if not rules.implies:
        return {}
    gave = select(Donation.constituent_id, *GAVE).where(
        Donation.workspace_id == workspace_id, Donation.constituent_id.in_(ids), SETTLED
    )
    came = select(Registration.constituent_id, *CAME).where(
        Registration.workspace_id == workspace_id, Registration.constituent_id.in_(ids), KEPT
    )
    found: dict[int, set[Dealing]] = defaultdict(set)
    for who, day, counts in db.session.execute(gave):
        found[who].add(Dealing(Occasion.GIFT, day, counts))
    for who, instant, counts in db.session.execute(came):
        found[who].add(Dealing(Occasion.REGISTRATION, rules.day(instant), counts))
    return {who: tuple(dealings) for who, dealings in found.items()}


def dealings_from(gifts: Iterable[Any], visits: Iterable[Any], rules: Rules) -> tuple[Dealing, ...]:
    """The same of one person, from rows with `GAVE` of gifts and `CAME` of registrations."""
    return (
        *(Dealing(Occasion.GIFT, each.received_on, each.implies_consent) for each in gifts),
        *(
            Dealing(Occasion.REGISTRATION, rules.day(each.registered_at), each.implies_consent)
            for each in visits
        ),
    )


def mailings_of(
    workspace_id: int, ids: Collection[int], *, since: datetime
) -> dict[int, tuple[datetime, ...]]:
    """When messages went to each of these people after that instant, in one statement."""
    query = select(Delivery.constituent_id, Delivery.sent_at).where(
        Delivery.workspace_id == workspace_id,
        Delivery.constituent_id.in_(ids),
        Delivery.sent_at > since,
    )
    found: dict[int, list[datetime]] = defaultdict(list)
    for who, sent_at in db.session.execute(query):
        found[who].append(sent_at)
    return {who: tuple(sent) for who, sent in found.items()}
