"""What a gift's parts are called."""

from decimal import Decimal
from typing import Any

from app.activity.domain.kinds import GiftKind, GiftStatus, TributeKind
from app.activity.domain.money import digits_of
from app.words import N_

KINDS = {
    GiftKind.ONE_OFF: N_("One-off"),
    GiftKind.RECURRING: N_("Recurring"),
    GiftKind.PLEDGE_PAYMENT: N_("Pledge payment"),
    GiftKind.IN_KIND: N_("In-kind"),
}
STATUSES = {
    GiftStatus.SETTLED: N_("Settled"),
    GiftStatus.PENDING: N_("Pending"),
    GiftStatus.FAILED: N_("Failed"),
    GiftStatus.REFUNDED: N_("Refunded"),
}
TONES = {
    GiftStatus.SETTLED: "ready",
    GiftStatus.PENDING: "info",
    GiftStatus.FAILED: "error",
    GiftStatus.REFUNDED: "conflict",
}
TRIBUTES = {TributeKind.IN_HONOR: N_("In honor of"), TributeKind.IN_MEMORY: N_("In memory of")}
HAND = "hand entry"
"""The source of a gift that staff entered."""
FIELD = "gift"
"""What the journal calls a gift among what it tells of its donor."""
COLUMNS = (
    *("amount", "currency", "received_on", "kind", "status", "fund", "campaign", "appeal", "method"),
    *("anonymous", "tribute", "tribute_name", "note"),
)
"""What staff may write of a gift."""


def plain_amount(minor: int, currency: str) -> str:
    """An amount that reads the same everywhere, for the journal and for files: "50.00"."""
    return f"{Decimal(minor).scaleb(-digits_of(currency)):f}"


def told(gift: Any) -> dict[str, Any]:
    """A gift in one value, as the journal shows it: one on record, or one that is about to be."""
    what = "Refund" if gift.refund_of_id else "Gift"  # the journal compares: it speaks one language
    on = f"{plain_amount(abs(gift.amount), gift.currency)} {gift.currency}, {gift.received_on.isoformat()}"
    said = {name: journal_value(name, getattr(gift, name), gift.currency) for name in COLUMNS}
    return {
        "value": f"{what} of {on}",
        "source": gift.source,
        "external_key": gift.external_key,
        **said,
    }


def thanks(amount: int, currency: str, lookup_id: str) -> dict[str, str]:
    """A soft credit, by the number of the other person alone: the line stands in the donor's journal."""
    return {
        "value": f"{plain_amount(amount, currency)} {currency} for {lookup_id}",
    }


def journal_value(name: str, value: Any, currency: str) -> Any:
    """A column of a gift as the journal keeps it, so that its line can be read by itself."""
    match name:
        case "amount":
            return f"{plain_amount(value, currency)} {currency}"
        case "kind":
            return KINDS[value]
        case "status":
            return STATUSES[value]
        case "anonymous":
            return "yes" if value else "no"
        case "tribute":
            return TRIBUTES[value] if value else ""
        case _:
            return value
