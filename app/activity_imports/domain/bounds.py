"""What keeps money from going below nothing: what hangs on a gift bounds what a file may make of it."""

from collections.abc import Mapping
from typing import Any

from app.activity.domain.kinds import GiftStatus
from app.activity_imports.domain.facts import GiftFact
from app.activity_imports.domain.plan import CURRENCY, GIFT_UNKNOWN, NOT_ARRIVED, TOO_MUCH
from app.activity_imports.domain.records import OnRecord, Records
from app.words import _

Broken = tuple[str, str]
"""The cause for which a row waits, and a sentence about it."""


def broken(
    fact: GiftFact, record: OnRecord, after: Mapping[str, Any], refund: int, records: Records
) -> Broken | None:
    """Why a gift on record cannot become `after` with so much more given back; None where it can."""
    if fact.is_refund:
        return _grown(fact, record, after, records)
    bound = record.given_back + refund
    if not bound and not record.credited:
        return None
    if max(bound, record.credited) > after["amount"]:
        return TOO_MUCH, _("less than was given back of the gift, or than others are thanked for")
    if bound and after["status"] is not GiftStatus.SETTLED:
        return TOO_MUCH, _("money was given back of the gift, so it had arrived")
    if after["currency"] != record.values["currency"]:
        return CURRENCY, _("what hangs on the gift is in {currency}", currency=record.values["currency"])
    return None


def _grown(fact: GiftFact, record: OnRecord, after: Mapping[str, Any], records: Records) -> Broken | None:
    """The same for a refund on record, which may take no more than the other refunds leave."""
    gift = records.gifts.get((fact.source, fact.refund_of))
    if gift is None:
        return GIFT_UNKNOWN, _("the gift {refund_of} is not on record", refund_of=fact.refund_of)
    left = gift.values["amount"] - (gift.given_back - taken(record.values))
    has_arrived = records.has_arrived(fact, gift)
    return refund_broken(fact, taken(after), left, gift.values["currency"], has_arrived)


def taken(values: Mapping[str, Any]) -> int:
    """What a refund with these values takes from its gift, in minor units; one that failed takes nothing."""
    return 0 if values["status"] is GiftStatus.FAILED else -int(values["amount"])


def refund_broken(fact: GiftFact, takes: int, left: int, currency: str, has_arrived: bool) -> Broken | None:
    """Why a refund cannot take so much of a gift of which this is left; None where it can."""
    if currency != fact.currency:
        return CURRENCY, _("the gift was in {theirs}, this is in {own}", theirs=currency, own=fact.currency)
    if takes > left:
        return TOO_MUCH, _("more than is left of the gift {refund_of}", refund_of=fact.refund_of)
    if takes and fact.status is GiftStatus.SETTLED and not has_arrived:
        return NOT_ARRIVED, _(
            "the gift {refund_of} has not arrived, so nothing of it can be given back",
            refund_of=fact.refund_of,
        )
    return None
