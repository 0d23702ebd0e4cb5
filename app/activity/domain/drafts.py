"""A gift as staff type it, and what cannot be so."""

from dataclasses import dataclass
from datetime import date

from app.activity.domain.kinds import GiftKind, GiftStatus, TributeKind
from app.words import N_, _

EARLIEST = date(1900, 1, 1)
NO_AMOUNT = N_("Type an amount above zero.")
IS_DONOR = N_("This is the donor, who has the credit already. Choose somebody else.")

NEXT = {
    GiftStatus.PENDING: (GiftStatus.SETTLED, GiftStatus.FAILED),
    GiftStatus.FAILED: (GiftStatus.PENDING, GiftStatus.SETTLED),
    GiftStatus.SETTLED: (GiftStatus.FAILED,),
    GiftStatus.REFUNDED: (),
}
"""The ways of a gift. Money that came back is no status but a refund, which has its own day and amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDraft:
    """A gift or a refund as typed. `amount` is in minor units of `currency`, of a refund above zero too."""

    amount: int
    currency: str
    received_on: date
    kind: GiftKind = GiftKind.ONE_OFF
    status: GiftStatus = GiftStatus.SETTLED
    fund: str = ""
    campaign: str = ""
    appeal: str = ""
    method: str = ""
    anonymous: bool = False
    tribute: TributeKind | None = None
    tribute_name: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What hangs on a gift: how much was given back, what others are thanked for, its first refund.

    `most` is the most that a refund may come to, None for a gift; `not_before` and `gift` the day and the
    status of the gift that a refund belongs to.
    """

    refunded: int = 0
    credited: int = 0
    first_refund_on: date | None = None
    most: int | None = None
    not_before: date | None = None
    currency: str = ""
    gift: GiftStatus | None = None

    @property
    def is_bound(self) -> bool:
        """Whether its currency has to stay."""
        return bool(self.refunded or self.credited or self.most is not None)


FREE = Bounds()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What cannot be so: the field it stands at, and the words, in which `{amount}` is the one below."""

    field: str
    message: str
    amount: int | None = None


def statuses_from(now: GiftStatus | None) -> tuple[GiftStatus, ...]:
    """What a gift of this status may be saved as; None is a gift that is not recorded yet."""
    return (now, *NEXT[now]) if now else (GiftStatus.SETTLED, GiftStatus.PENDING, GiftStatus.FAILED)


def flaw(
    draft: GiftDraft, *, today: date, was: GiftStatus | None = None, bounds: Bounds = FREE
) -> Flaw | None:
    """The first thing that is wrong with what was typed, None when nothing is."""
    return (
        _amount(draft, bounds)
        or _currency(draft, bounds)
        or _day(draft, today, bounds)
        or _status(draft, was, bounds)
        or _tribute(draft)
    )


def credit_flaw(amount: int, most: int) -> Flaw | None:
    """What is wrong with thanking somebody for so much of a gift, of which `most` is left for that."""
    if amount <= 0:
        return Flaw("amount", NO_AMOUNT)
    if amount > most:
        words = N_("All soft credits together may not exceed what was kept of the gift. Left is {amount}.")
        return Flaw("amount", words, max(0, most))
    return None


def _amount(draft: GiftDraft, bounds: Bounds) -> Flaw | None:
    if draft.amount <= 0:
        return Flaw("amount", NO_AMOUNT)
    if bounds.most is not None and draft.amount > bounds.most:
        return Flaw(
            "amount",
            N_("More than is left of the gift. The most that can be refunded is {amount}."),
            bounds.most,
        )
    if draft.amount < bounds.refunded:
        return Flaw("amount", N_("Less than was refunded of it already, which is {amount}."), bounds.refunded)
    if draft.amount < bounds.credited:
        return Flaw("amount", N_("Less than its soft credits come to, which is {amount}."), bounds.credited)
    return None


def _currency(draft: GiftDraft, bounds: Bounds) -> Flaw | None:
    if bounds.is_bound and draft.currency != bounds.currency:
        words = _(
            "The currency stays {currency}, as refunds or soft credits are in it.", currency=bounds.currency
        )
        return Flaw("currency", words)
    return None


def _day(draft: GiftDraft, today: date, bounds: Bounds) -> Flaw | None:
    if draft.received_on < EARLIEST:
        return Flaw("received_on", _("That day is before 1900. Check the year."))
    if draft.status is not GiftStatus.PENDING and draft.received_on > today:
        return Flaw("received_on", _("That day is still to come. Only a pending gift can lie in the future."))
    if bounds.not_before and draft.received_on < bounds.not_before:
        return Flaw("received_on", _("A refund cannot come before its gift. Choose a later day."))
    if bounds.first_refund_on and draft.received_on > bounds.first_refund_on:
        return Flaw("received_on", _("Its refund is on an earlier day. A gift comes before its refund."))
    return None


def _status(draft: GiftDraft, was: GiftStatus | None, bounds: Bounds) -> Flaw | None:
    if draft.status not in statuses_from(was):
        return Flaw("status", _("A gift that is {was} cannot become {status}.", was=was, status=draft.status))
    if bounds.refunded and draft.status is not GiftStatus.SETTLED:
        return Flaw(
            "status", _("A gift of which something was refunded was settled. Remove the refund first.")
        )
    if bounds.gift not in (None, GiftStatus.SETTLED) and draft.status is not GiftStatus.FAILED:
        return Flaw("status", _("Only a settled gift can be refunded: of this one no money has arrived."))
    return None


def _tribute(draft: GiftDraft) -> Flaw | None:
    if draft.tribute and not draft.tribute_name:
        return Flaw("tribute_name", _("Write in whose honor or memory it was given."))
    if draft.tribute_name and not draft.tribute:
        return Flaw("tribute", _("Choose whether it is in honor or in memory."))
    return None
