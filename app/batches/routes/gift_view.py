"""The gift of a row in words, as screens tell it beside the person whom it is about."""

from app.activity.domain.gift_words import KINDS, STATUSES, TRIBUTES
from app.activity.domain.kinds import GiftKind, GiftStatus
from app.batches.domain.gift_parser import GiftTyped
from app.web.filters import day, money
from app.words import _


def gift_of(gift: GiftTyped) -> str:
    """The gift in a sentence: "the gift of $55.55"."""
    return _("the gift of {amount}", amount=money(gift.amount, gift.currency))


def gift_facts(gift: GiftTyped) -> list[tuple[str, list[str]]]:
    """What is recorded of a gift, without what goes without saying."""
    told = {
        _("Amount"): money(gift.amount, gift.currency),
        _("Day received"): day(gift.received_on),
        _("Fund"): gift.fund,
        _("Campaign"): gift.campaign,
        _("Appeal"): gift.appeal,
        _("Method"): gift.method,
        _("Kind of gift"): "" if gift.kind is GiftKind.ONE_OFF else str(KINDS[gift.kind]),
        _("Status of the gift"): "" if gift.status is GiftStatus.SETTLED else str(STATUSES[gift.status]),
        _("Tribute"): f"{TRIBUTES[gift.tribute]} {gift.tribute_name}" if gift.tribute else "",
        _("Soft credit"): _(
            "{amount} to {lookup_id}", amount=money(gift.credit, gift.currency), lookup_id=gift.credit_to
        )
        if gift.credit_to
        else "",
        _("Anonymous"): _("Yes") if gift.anonymous else "",
        _("Note"): gift.note,
        _("Number of the gift in its tool"): gift.key,
    }
    return [(label, [text]) for label, text in told.items() if text]
