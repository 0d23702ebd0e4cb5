"""From a row of money to a gift, to what takes a gift back, or to why it is neither."""

from app.activity.domain.kinds import GiftKind, GiftStatus
from app.activity.domain.money import parse_amount
from app.activity_imports.domain.facts import GiftFact, NotAFact, Who
from app.activity_imports.domain.meanings import SKIP, GiftType, is_won_back, says_yes
from app.activity_imports.domain.person import recognized_by
from app.activity_imports.domain.row import Row
from app.batches.domain.headers import words
from app.constituents.domain.problems import Problem
from app.words import N_, _

TEST = NotAFact("test", N_("A payment made in test mode: no money moved."))
MEMO = NotAFact("memo", N_("A memo of the payment tool, such as a hold: no money moved."))
OUT = NotAFact("out", N_("Money that left the account, such as a payout, a fee or a purchase: no gift."))
OWN = NotAFact("own_money", N_("Moves money of your own, such as a transfer or a conversion: no gift."))
WON_BACK = NotAFact(
    "won_back",
    N_("Money of a chargeback that came back to you: open the gift and remove the refund that it made."),
)
NOTHING = NotAFact("nothing", N_("The amount is zero."))
LEFT = NotAFact("left_out", N_("Rows with this word are left out: the columns page says so."))
_OF_SUBSCRIPTIONS = (N_("Subscription creation"), N_("Subscription update"))
"""What Stripe itself writes on payments of a subscription."""


def read_gift(row: Row) -> GiftFact | NotAFact:
    """The gift; the row notes what is wrong with it."""
    if row.text("test") and _is_test(row):
        return TEST
    if words(row.text("impact")) == "memo":
        return MEMO
    said = row.meant("type") if row.text("type") else GiftType.ONE_OFF.value
    if said == SKIP:
        return _no_gift_because(row)
    status = _status(row)
    if status == SKIP:
        return LEFT
    currency = row.currency()
    row.need("amount", _("The amount"))
    amount = row.amount("amount", currency) if currency else 0
    if row.problems:
        return _of(row, 0, currency, GiftStatus.SETTLED, GiftKind.ONE_OFF)
    if not amount:
        return NOTHING
    takes_back = said == GiftType.REFUND
    if amount < 0 or takes_back:
        return _refund(row, amount, currency, takes_back)
    return _of(row, amount, currency, GiftStatus(status), _kind(row, said))


def _no_gift_because(row: Row) -> NotAFact:
    """Why a kind of payment is none: staff or the preset said so, or the tool's words do."""
    said = row.text("type")
    if words(said) in row.reading.meanings.get("type", {}):
        return LEFT
    return WON_BACK if is_won_back(said) else OWN


def _is_test(row: Row) -> bool:
    """A column "Test" says yes of a test, a column "Mode" names it."""
    return words(row.text("test")) != "live" and says_yes(row.text("test"))


def _status(row: Row) -> str:
    """Where the money stands; a payment that was only reserved is pending."""
    if words(row.text("captured")) in ("false", "no"):
        found = row.meant("status")
        return GiftStatus.PENDING.value if found in ("", GiftStatus.SETTLED) else found
    return row.meant("status") or GiftStatus.SETTLED.value


def _kind(row: Row, said: str) -> GiftKind:
    if said == GiftKind.ONE_OFF and (row.text("recurring") or row.text("note") in _OF_SUBSCRIPTIONS):
        return GiftKind.RECURRING
    return GiftKind(said)


def _refund(row: Row, amount: int, currency: str, is_said: bool) -> GiftFact | NotAFact:
    """A row that takes money back from a gift it names; other money that goes out is no gift."""
    gift = row.words("refund_of", 200)
    if amount > 0 and row.text("impact"):
        return OWN  # money that comes back to the account
    if not gift:
        if is_said or not (row.text("type") or row.text("impact")):
            row.complain("refund_of", _no_gift(row))
        return OUT
    if not is_said and row.text("type"):
        return OUT
    return _of(row, -abs(amount), currency, _refund_status(row), GiftKind.ONE_OFF, refund_of=gift)


def _refund_status(row: Row) -> GiftStatus:
    """A refund that is "refunded" has arrived."""
    found = GiftStatus(_status(row))
    return GiftStatus.SETTLED if found is GiftStatus.REFUNDED else found


def _no_gift(row: Row) -> Problem:
    return Problem(
        _("This takes a gift back and does not say which."),
        _("the number of the gift"),
        _("Record it by hand: open the gift and choose Refund."),
    )


def _of(
    row: Row, amount: int, currency: str, status: GiftStatus, kind: GiftKind, *, refund_of: str = ""
) -> GiftFact:
    row.need("date", _("The day"))
    day = row.day("date", row.text("time")) or row.context.today
    giver = _giver(row, bool(refund_of))
    fund = row.words("fund")
    back = 0 if refund_of else abs(row.amount("refunded", currency)) if currency else 0
    if back > amount > 0:
        row.complain("refunded", _too_much(row))
    if status is GiftStatus.REFUNDED and (back or row.reading.has("refund_of")):
        status = GiftStatus.SETTLED  # the refund is told by an amount, or on a row of its own
    return GiftFact(
        source=row.reading.source,
        key=row.key(*recognized_by(giver), day, amount, currency, fund, refund_of),
        who=giver,
        amount=amount,
        currency=currency,
        received_on=day,
        status=status,
        kind=kind,
        fund=fund,
        campaign=row.words("campaign"),
        appeal=row.words("appeal"),
        method=row.words("method"),
        note=row.words("note", 2_000),
        anonymous=says_yes(row.text("anonymous")),
        fee=_fee(row, currency),
        refunded=back,
        refunded_on=row.day("refunded_on") if back or status is GiftStatus.REFUNDED else None,
        refund_of=refund_of,
    )


def _fee(row: Row, currency: str) -> int:
    """What the tool kept; one that cannot be read keeps no gift waiting, as it is only shown."""
    found = parse_amount(row.text("fee"), currency, row.mark) if currency else 0
    return 0 if isinstance(found, Problem) else abs(found)


def _giver(row: Row, is_refund: bool) -> Who:
    """The donor; on a refund the tool writes the donor where the organization stands on a gift."""
    if is_refund and row.reading.has("refund_email"):
        return row.person({"email": row.text("refund_email")})
    return row.who


def _too_much(row: Row) -> Problem:
    return Problem(
        _(
            "More is given back, {refunded}, than was given, {amount}.",
            refunded=row.text("refunded"),
            amount=row.text("amount"),
        ),
        _("at most the amount of the gift"),
        _("Check which columns hold the amounts."),
    )
