"""What facts come to, kept in step with them: one row per person, and one per month and currency of giving.

They are written by `services.rollups` alone, in the transaction that writes the facts.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from app.db import NARROW, Tenant, in_workspace, ref, short


def _number() -> Mapped[int]:
    return mapped_column(default=0, server_default="0")


_YEARS = ("calendar_years", "fiscal_years")
_MAIL = ("sent", "delivered", "opened", "clicked")
_SIGNS = ("last_opened_at", "last_clicked_at", "last_registered_at")


def _telling(name: str, *columns: str) -> Index:
    """An index that answers by itself whose numbers are like this: it is a fraction of the rows."""
    return Index(f"ix_rollups_{name}", "workspace_id", *columns, "constituent_id")


class Rollup(Tenant):
    """What one person's facts come to. No row, and one where everything is 0, say the same.

    Giving means settled gifts. Up to `largest_gift_on` it is in the workspace's currency, `given` net of
    refunds; `any_*` and the years are over all currencies. A year's place in its mask: `domain.masks`.
    """

    __tablename__ = "rollups"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        _telling("gave", "any_last_on", "any_first_on", *_YEARS, "any_gifts"),
        _telling("given", "given", "gifts", "any_gifts", "largest_gift"),
        _telling("numbers", "ends_in_bounce", *_MAIL, "standing", "attended", "any_gifts"),
        _telling("signs", *_SIGNS, "any_last_on", "any_first_on"),
        NARROW,
    )

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)

    gifts: Mapped[int] = _number()
    given: Mapped[int] = _number()
    first_gift_on: Mapped[date | None]
    first_gift: Mapped[int | None]
    last_gift_on: Mapped[date | None]
    last_gift: Mapped[int | None]
    largest_gift_on: Mapped[date | None]
    largest_gift: Mapped[int | None]

    donations: Mapped[int] = _number()
    """Rows of every status, refunds too: what a list of her donations has."""
    any_gifts: Mapped[int] = _number()
    any_first_on: Mapped[date | None]
    any_last_on: Mapped[date | None]
    any_last: Mapped[int | None]
    any_last_currency: Mapped[str | None] = mapped_column(short(3))
    calendar_years: Mapped[int] = _number()
    fiscal_years: Mapped[int] = _number()
    soft_credits: Mapped[int] = _number()
    soft_credited: Mapped[int] = _number()

    registrations: Mapped[int] = _number()
    standing: Mapped[int] = _number()
    attended: Mapped[int] = _number()
    no_shows: Mapped[int] = _number()
    first_registered_at: Mapped[datetime | None]
    last_registered_at: Mapped[datetime | None]
    last_attended_at: Mapped[datetime | None]

    sent: Mapped[int] = _number()
    delivered: Mapped[int] = _number()
    opened: Mapped[int] = _number()
    machine_only: Mapped[int] = _number()
    clicked: Mapped[int] = _number()
    bounced: Mapped[int] = _number()
    hard_bounced: Mapped[int] = _number()
    complained: Mapped[int] = _number()
    first_sent_at: Mapped[datetime | None]
    last_sent_at: Mapped[datetime | None]
    last_opened_at: Mapped[datetime | None]
    last_clicked_at: Mapped[datetime | None]
    ends_in_bounce: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether the last message whose outcome is known bounced for good."""


class GivingMonth(Tenant):
    """What was given to the workspace in one month in one currency: settled gifts, refunds, and the net sum.

    `month` is its first day. A row of zeros and none say the same.
    """

    __tablename__ = "giving_months"
    __table_args__ = (in_workspace(), NARROW)

    currency: Mapped[str] = mapped_column(short(3), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    gifts: Mapped[int] = _number()
    refunds: Mapped[int] = _number()
    total: Mapped[int] = _number()
