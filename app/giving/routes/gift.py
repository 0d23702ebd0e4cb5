"""The page of one gift."""

from flask import Response

from app.accounts.access import current_workspace, requires
from app.accounts.domain.roles import Permission
from app.activity.domain import gift_words as words
from app.activity.domain.kinds import GiftStatus
from app.giving.queries import one
from app.giving.queries.imports import brought_by
from app.giving.routes import bp
from app.giving.routes.pages import GIFT, gift_or_404, today
from app.giving.services import refunding, removing
from app.web import htmx
from app.web.filters import money
from app.words import N_


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
        words=words,
        cannot_refund=refunding.cannot(found),
        cannot_remove=removing.cannot(found),
        is_open=found.row.status in (GiftStatus.PENDING, GiftStatus.FAILED),
        today=today(),
    )
