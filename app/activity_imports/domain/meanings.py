"""What words in files mean: of a status, of a kind of payment, of what became of a message.

Every tool has words of its own; those that several use alike are known here, a preset adds its own, and staff
choose for the rest. A word that nobody knows is asked about and never guessed.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from app.activity.domain.kinds import GiftKind
from app.activity_imports.domain.facts import FactKind
from app.batches.domain.headers import words
from app.words import N_


class GiftType(StrEnum):
    """What a row of money is."""

    ONE_OFF = GiftKind.ONE_OFF.value
    RECURRING = GiftKind.RECURRING.value
    PLEDGE_PAYMENT = GiftKind.PLEDGE_PAYMENT.value
    IN_KIND = GiftKind.IN_KIND.value
    REFUND = "refund"
    SKIP = "skip"


SKIP = "skip"
"""Chosen for values of rows that are no facts at all."""


def _by_word(told: Mapping[str, str]) -> dict[str, str]:
    """Each word or phrase of the lists, with what it means."""
    return {said.strip(): meant for meant, listed in told.items() for said in listed.split(",")}


_GIFT_STATUS = _by_word(
    {
        "settled": "paid, succeeded, success, successful, completed, complete, settled, cleared, received,"
        "partially refunded, partial refund, pending refund, confirmed, approved, captured",
        "pending": "pending, processing, in progress, requires capture, uncaptured, unclaimed, on hold, open,"
        "partially paid, incomplete, requires action, requires payment method, requires confirmation,"
        "pledged, scheduled, held, temporary hold, uncleared, placed",
        "failed": "failed, failure, canceled, cancelled, denied, declined, expired, voided, void, blocked,"
        "returned, rejected, removed, error",
        "refunded": "refunded, reversed, chargeback, charged back, disputed, full refund",
        SKIP: "template",
    }
)
_REGISTRATION_STATUS = _by_word(
    {
        "registered": "registered, attending, confirmed, going, yes, paid, completed, approved, pending,"
        "pending from pay later, pending pay later, pending from incomplete transaction, pending refund,"
        "partially paid, invited",
        "attended": "attended, checked in, present, came, arrived",
        "no_show": "no show, noshow, absent, did not attend",
        "cancelled": "cancelled, canceled, not attending, no, refunded, rejected, expired, deleted,"
        "transferred, declined, withdrawn",
        "waitlisted": "waitlist, waitlisted, on waitlist, waiting list, pending from waitlist,"
        "awaiting approval, pending from approval",
    }
)
_HAPPENING = _by_word(
    {
        "sent": "sent, send, processed, accepted",
        "delivered": "delivered, delivery",
        "opened": "opened, open, opens",
        "clicked": "clicked, click, clicks",
        "bounced": "bounced, bounce, hard bounce, soft bounce, cleaned",
        "complained": "complained, complaint, spam, spam report, spamreport, abuse",
        "unsubscribed": "unsubscribed, unsubscribe, unsub, opt out, opted out",
        "dropped": "dropped, drop, suppressed",
    }
)
_BOUNCE = _by_word(
    {
        "permanent": "hard, permanent, hard bounce, cleaned",
        "transient": "soft, transient, temporary, soft bounce",
    }
)
_FEE = re.compile(r"\bfees?\b")
"""A fee for a chargeback is not the chargeback: it is paid to the bank, and takes nothing from the gift."""
_WON_BACK = re.compile(r"\b(chargebacks?|disputes?)\b.*\b(reversals?|reversed|won|cancel\w*)\b")
_REFUND = re.compile(r"\b(refunds?|refunded|reversal|reversed|chargebacks?|dispute|disputed)\b")
_OWN = re.compile(
    r"\b(hold|authori[sz]ation|withdraw\w*|transfer|conversion|deposit|payout|bill|fees?|order|loan|funding|"
    r"debit card|bonus|cash ?back|rewards?|interest|adjustment)\b"
)
_RECURRING = re.compile(r"\b(recurring|subscription|monthly|weekly|quarterly|yearly|annual|regular)\b")
_IN_KIND = re.compile(r"\bin kind\b")
_PLEDGE = re.compile(r"\bpledge\b")
_YES = frozenset({"yes", "y", "true", "1", "test", "t", "x"})

Known = Mapping[str, str]
_BY_FIELD: dict[tuple[FactKind, str], Known] = {
    (FactKind.GIFTS, "status"): _GIFT_STATUS,
    (FactKind.REGISTRATIONS, "status"): _REGISTRATION_STATUS,
    (FactKind.MAIL, "happening"): _HAPPENING,
    (FactKind.MAIL, "bounce"): _BOUNCE,
}
_CHOICES: dict[tuple[FactKind, str], tuple[tuple[str, str], ...]] = {
    (FactKind.GIFTS, "status"): (
        ("settled", N_("Settled: the money arrived")),
        ("pending", N_("Pending")),
        ("failed", N_("Failed")),
        ("refunded", N_("Refunded in whole")),
        (SKIP, N_("Leave these rows out")),
    ),
    (FactKind.GIFTS, "type"): (
        ("one_off", N_("One-off gift")),
        ("recurring", N_("Recurring gift")),
        ("pledge_payment", N_("Payment of a pledge")),
        ("in_kind", N_("Gift in kind")),
        ("refund", N_("Takes a gift back")),
        (SKIP, N_("No gift: leave these rows out")),
    ),
    (FactKind.REGISTRATIONS, "status"): (
        ("registered", N_("Registered")),
        ("attended", N_("Attended")),
        ("no_show", N_("No-show")),
        ("cancelled", N_("Cancelled")),
        ("waitlisted", N_("Waitlisted")),
        (SKIP, N_("Leave these rows out")),
    ),
    (FactKind.MAIL, "happening"): (
        ("sent", N_("Sent")),
        ("delivered", N_("Delivered")),
        ("opened", N_("Opened")),
        ("clicked", N_("Clicked")),
        ("bounced", N_("Bounced")),
        ("complained", N_("Complained of spam")),
        ("unsubscribed", N_("Unsubscribed")),
        ("dropped", N_("Never sent")),
        (SKIP, N_("Leave these rows out")),
    ),
    (FactKind.MAIL, "bounce"): (("permanent", N_("For good")), ("transient", N_("For now"))),
}


def choices(kind: FactKind, field_id: str) -> tuple[tuple[str, str], ...]:
    """What a value of the field can mean, each with the words staff choose by; none where it is not asked."""
    return _CHOICES.get((kind, field_id), ())


def meaning(kind: FactKind, field_id: str, value: str) -> str:
    """What a word means, as far as tools use it alike; "" where it is not known."""
    said = words(value)
    if (kind, field_id) == (FactKind.GIFTS, "type"):
        return gift_type(said).value
    return str(_BY_FIELD.get((kind, field_id), {}).get(said, ""))


def gift_type(said: str) -> GiftType:
    """What a kind of payment is; a payment of which no word says otherwise is a gift."""
    if _FEE.search(said) or is_won_back(said):
        return GiftType.SKIP
    if _REFUND.search(said) and "hold" not in said.split():
        return GiftType.REFUND
    if _OWN.search(said):
        return GiftType.SKIP
    if _PLEDGE.search(said):
        return GiftType.PLEDGE_PAYMENT
    if _IN_KIND.search(said):
        return GiftType.IN_KIND
    return GiftType.RECURRING if _RECURRING.search(said) else GiftType.ONE_OFF


def is_won_back(said: str) -> bool:
    """Whether a kind of payment is the money of a chargeback that came back to the organization."""
    return bool(_WON_BACK.search(words(said)))


def says_yes(value: str) -> bool:
    """Whether a cell says yes."""
    return words(value) in _YES
