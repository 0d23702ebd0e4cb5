"""Giving money back: a negative line of its own day, tied to its gift."""

from dataclasses import dataclass
from datetime import date

from app.accounts.models import Workspace
from app.activity.domain.arrivals import WITH_THE_GIFT, NewDonation
from app.activity.domain.drafts import Flaw, GiftDraft, flaw
from app.activity.domain.gift_words import HAND
from app.activity.domain.kinds import GiftStatus
from app.activity.models import Donation
from app.audit.services import Actor
from app.giving.queries import one
from app.giving.services.adding import recorded
from app.giving.services.editing import held
from app.words import _


@dataclass(frozen=True, slots=True)
class Refunded:
    """The money went back; `left` of the gift is still there."""

    row: Donation
    left: int


@dataclass(frozen=True, slots=True)
class NotRefunded:
    """Nothing was written, and why: the field it stands at, "" for the whole; words may end in `amount`."""

    field: str
    why: str
    amount: int | None = None


def refund_donation(
    workspace: Workspace,
    donation_id: int,
    *,
    amount: int,
    on: date,
    method: str = "",
    note: str = "",
    today: date,
    actor: Actor,
) -> Refunded | NotRefunded | None:
    """Give back `amount` minor units above zero, of the gift's currency; None when the gift is gone.

    Two people who refund at once never give back more than the gift was.
    """
    found = held(workspace, donation_id)
    if found is None:
        return None
    if why := cannot(found):
        return NotRefunded("", why)
    gift = found.row
    shared = {name: getattr(gift, name) for name in WITH_THE_GIFT}
    draft = GiftDraft(
        amount=amount, currency=gift.currency, received_on=on, method=method, note=note, **shared
    )
    if wrong := flaw(draft, today=today, bounds=one.bounds_of_refund(workspace.id, gift)):
        return _refused(wrong)
    back = NewDonation(
        constituent_id=gift.constituent_id,
        amount=-amount,
        currency=gift.currency,
        received_on=on,
        method=method or gift.method,
        note=note,
        refund_of_id=gift.id,
        source=HAND,
        implies_consent=gift.implies_consent,
        **shared,
    )
    return Refunded(recorded(workspace.id, back, actor), found.left - amount)


def cannot(found: one.Gift) -> str:
    """Why nothing of this can be refunded; "" when it can."""
    if found.is_refund:
        return _("This is a refund itself. Remove it if it did not happen.")
    if found.row.status is not GiftStatus.SETTLED:
        return _("Only a settled gift can be refunded: of this one no money has arrived.")
    if found.left <= 0:
        return _("All of this gift was refunded already.")
    return ""


def _refused(wrong: Flaw) -> NotRefunded:
    return NotRefunded(wrong.field, wrong.message, wrong.amount)
