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
        "Amount": money(gift.amount, gift.currency),
        "Day received": day(gift.received_on),
        "Fund": gift.fund,
        "Campaign": gift.campaign,
        "Appeal": gift.appeal,
        "Method": gift.method,
        "Kind of gift": "" if gift.kind is GiftKind.ONE_OFF else KINDS[gift.kind],
        "Status of the gift": "" if gift.status is GiftStatus.SETTLED else STATUSES[gift.status],
        "Tribute": f"{TRIBUTES[gift.tribute]} {gift.tribute_name}" if gift.tribute else "",
        "Soft credit": _(
            "{credit} to {credit_to}", credit=money(gift.credit, gift.currency), credit_to=gift.credit_to
        )
        if gift.credit_to
        else "",
        "Anonymous": _("Yes") if gift.anonymous else "",
        "Note": gift.note,
        "Number of the gift in its tool": gift.key,
    }
    return [(label, [text]) for label, text in told.items() if text]
