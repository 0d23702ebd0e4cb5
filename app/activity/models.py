"""Facts from other systems: donations, events and registrations, campaigns and their messages."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from app.activity.domain.kinds import (
    BounceKind,
    EmailEventKind,
    EventKind,
    GiftKind,
    GiftStatus,
    RegistrationStatus,
    TributeKind,
)
from app.db import NARROW, Record, Tenant, in_workspace, now, ref, short

_KEYED = text("external_key IS NOT NULL")


def _once(table: str) -> Index:
    """A fact of another system is stored once, however often its file is imported."""
    return Index(
        f"uq_{table}_external",
        *("workspace_id", "source", "external_key"),
        unique=True,
        sqlite_where=_KEYED,
        postgresql_where=_KEYED,
    )


def _some(name: str, *columns: str) -> Index:
    """An index of the few rows that have a value in the last of these columns."""
    there = text(f"{columns[-1]} IS NOT NULL")
    return Index(name, "workspace_id", *columns, sqlite_where=there, postgresql_where=there)


_ASKED = ("status", "constituent_id", "amount", "currency")


def _said(name: str, column: str) -> Index:
    """An index by which gifts are found, the latest first, that say this in a column that may be blank.

    What conditions of groups ask of such gifts stands in it too.
    """
    says = text(f"{column} <> ''")
    columns = ("workspace_id", column, "received_on", "id")
    return Index(name, *columns, *_ASKED, sqlite_where=says, postgresql_where=says)


class Tended:
    """A fact that staff and imports change after it came.

    `batch_id` is the import that brought it. `kept` names the columns that staff wrote by hand: an import
    leaves them. `updated_at` is None as long as it stands as it was recorded.
    """

    batch_id: Mapped[int | None]
    kept: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime | None]


_GIVEN = ("status", "received_on", "amount", "currency")
_RECEIVED = ("status", "received_on", "constituent_id", "amount", "currency")


class Donation(Tended, Record):
    """A gift. `amount` is in minor units of `currency`; a refund is a negative amount tied to its gift.

    `campaign` is the drive for money it belongs to, not a mailing. An `anonymous` gift counts as any other:
    the donor asked not to be named. One that a bulk import brought has no `implies_consent`.
    """

    __tablename__ = "donations"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("refund_of_id", "donations", ondelete="RESTRICT"),
        _once("donations"),
        Index("ix_donations_giving", "workspace_id", "constituent_id", *_GIVEN),
        Index("ix_donations_received", "workspace_id", *_RECEIVED),
        Index("ix_donations_latest", "workspace_id", "received_on", "id"),
        *(_said(f"ix_donations_{name}", name) for name in ("fund", "campaign", "appeal")),
        _some("ix_donations_refunds", "refund_of_id"),
        _some("ix_donations_batch", "batch_id"),
    )

    constituent_id: Mapped[int]
    amount: Mapped[int]
    currency: Mapped[str] = mapped_column(short(3))
    received_on: Mapped[date]
    kind: Mapped[GiftKind] = mapped_column(default=GiftKind.ONE_OFF)
    status: Mapped[GiftStatus] = mapped_column(default=GiftStatus.SETTLED)
    fund: Mapped[str] = mapped_column(default="")
    appeal: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    refund_of_id: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    campaign: Mapped[str] = mapped_column(default="", server_default="")
    anonymous: Mapped[bool] = mapped_column(default=False, server_default=false())
    tribute: Mapped[TributeKind | None]
    tribute_name: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    implies_consent: Mapped[bool] = mapped_column(default=True, server_default=true())


class SoftCredit(Record):
    """Thanks for a gift that somebody else gave: a part of its amount, which counts in no total of giving."""

    __tablename__ = "soft_credits"
    __table_args__ = (
        in_workspace(),
        ref("donation_id", "donations", ondelete="RESTRICT"),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        Index("uq_soft_credits_once", "workspace_id", "donation_id", "constituent_id", unique=True),
        Index("ix_soft_credits_person", "workspace_id", "constituent_id"),
    )

    donation_id: Mapped[int]
    constituent_id: Mapped[int]
    amount: Mapped[int]


class Event(Tended, Record):
    """Something people register for: an event on a day, or a program that goes on for longer."""

    __tablename__ = "events"
    __table_args__ = (in_workspace(), _once("events"), Index("ix_events_starts", "workspace_id", "starts_at"))

    name: Mapped[str]
    category: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    source: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None]
    kind: Mapped[EventKind] = mapped_column(default=EventKind.EVENT, server_default="event")
    description: Mapped[str] = mapped_column(default="", server_default="")


class Registration(Tended, Record):
    """One constituent's place at one event; `fee` is in minor units of `currency`."""

    __tablename__ = "registrations"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("event_id", "events", ondelete="RESTRICT"),
        _once("registrations"),
        Index("ix_registrations_person", "workspace_id", "constituent_id", "status", "registered_at"),
        Index("ix_registrations_event", "workspace_id", "event_id", "status", "constituent_id"),
        _some("ix_registrations_batch", "batch_id"),
    )

    constituent_id: Mapped[int]
    event_id: Mapped[int]
    status: Mapped[RegistrationStatus] = mapped_column(default=RegistrationStatus.REGISTERED)
    registered_at: Mapped[datetime]
    ticket: Mapped[str] = mapped_column(default="")
    fee: Mapped[int] = mapped_column(default=0)
    guests: Mapped[int] = mapped_column(default=0)
    source: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None]
    currency: Mapped[str] = mapped_column(short(3), default="", server_default="")
    checked_in_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(default="", server_default="")
    implies_consent: Mapped[bool] = mapped_column(default=True, server_default=true())


class Campaign(Tended, Record):
    """A mailing that went out by another tool."""

    __tablename__ = "campaigns"
    __table_args__ = (
        in_workspace(),
        _once("campaigns"),
        Index("ix_campaigns_sent", "workspace_id", "sent_at"),
    )

    name: Mapped[str]
    subject: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None]


class Delivery(Tenant):
    """What became of one campaign's message to one constituent; kept in step with its email events.

    `outcome` says the same as the other columns: the parts of `Outcome` that are known.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("campaign_id", "campaigns", ondelete="RESTRICT"),
        Index("ix_deliveries_outcome", "workspace_id", "campaign_id", "outcome", "constituent_id"),
        NARROW,
    )

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    campaign_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    machine_opened_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    clicked_at: Mapped[datetime | None]
    bounced_at: Mapped[datetime | None]
    bounce: Mapped[BounceKind | None]
    complained_at: Mapped[datetime | None]
    unsubscribed_at: Mapped[datetime | None]
    outcome: Mapped[int] = mapped_column(default=0, server_default="0")


class EmailEvent(Record):
    """One report about one message, as it came; `machine` marks opens that no person made."""

    __tablename__ = "email_events"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("campaign_id", "campaigns", ondelete="RESTRICT"),
        _once("email_events"),
        Index("ix_email_events_person", "workspace_id", "constituent_id", "at"),
        NARROW,
    )

    constituent_id: Mapped[int]
    campaign_id: Mapped[int]
    kind: Mapped[EmailEventKind]
    at: Mapped[datetime]
    machine: Mapped[bool] = mapped_column(default=False)
    bounce: Mapped[BounceKind | None]
    source: Mapped[str] = mapped_column(default="")
    external_key: Mapped[str | None]
    batch_id: Mapped[int | None]
