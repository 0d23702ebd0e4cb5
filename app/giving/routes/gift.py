"""The page of one gift."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain import gift_words as words
from app.activity.domain.kinds import GiftStatus
from app.activity.domain.money import digits_of
from app.giving.queries import one
from app.giving.queries.imports import brought_by
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, gift_or_404, today
from app.giving.services import refunding, removing
from app.web import htmx
from app.web.filters import day, money
from app.words import N_, _


@bp.get(GIFT)
@requires(Permission.VIEW)
def show(donation: int) -> Response:
    """All that is known of a gift, and what was done to it."""
    found = gift_or_404(donation)
    amount = money(abs(found.row.amount), found.row.currency)
    return htmx.render(
        "giving/show.html",
        fragment="giving/_gift.html",
        title=(N_("Refund of {amount}") if found.is_refund else N_("Gift of {amount}")).format(amount=amount),
        gift=found,
        row=found.row,
        brought=brought_by(current_workspace, found.row),
        entries=one.journal(current_workspace.id, found),
        gift_words=_in_words,
        words=words,
        cannot_refund=refunding.cannot(found),
        cannot_remove=removing.cannot(found),
        is_open=found.row.status in (GiftStatus.PENDING, GiftStatus.FAILED),
        today=today(),
    )


def _in_words(told: Mapping[str, Any]) -> str:
    """A gift that the journal keeps in one value, as the workspace writes amounts and days."""
    if not told.get("amount") or not told.get("received_on"):
        return str(told["value"])
    number, __, currency = told["amount"].rpartition(" ")
    said = {
        "amount": money(int(Decimal(number).scaleb(digits_of(currency))), currency),
        "day": day(date.fromisoformat(told["received_on"])),
    }
    # The journal speaks one language, whatever the workspace speaks.
    is_refund = str(told["value"]).startswith("Refund")
    return _("Refund of {amount}, {day}", **said) if is_refund else _("Gift of {amount}, {day}", **said)
