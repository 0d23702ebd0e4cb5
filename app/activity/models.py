"""Facts from other systems: donations, events and registrations, campaigns and their messages."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftKind, GiftStatus, RegistrationStatus
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


class Donation(Record):
    """A gift. `amount` is in minor units of `currency`; a refund is a negative amount tied to its gift."""

    __tablename__ = "donations"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("refund_of_id", "donations", ondelete="RESTRICT"),
        _once("donations"),
        Index("ix_donations_giving", "workspace_id", "constituent_id", "status", "received_on", "amount"),
        Index("ix_donations_received", "workspace_id", "status", "received_on", "constituent_id", "amount"),
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


class Event(Record):
    """Something people register for."""

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


class Registration(Record):
    """One constituent's place at one event."""

    __tablename__ = "registrations"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("event_id", "events", ondelete="RESTRICT"),
        _once("registrations"),
        Index("ix_registrations_person", "workspace_id", "constituent_id", "status", "registered_at"),
        Index("ix_registrations_event", "workspace_id", "event_id", "status", "constituent_id"),
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


class Campaign(Record):
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
    """What became of one campaign's message to one constituent; kept in step with its email events."""

    __tablename__ = "deliveries"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        ref("campaign_id", "campaigns", ondelete="RESTRICT"),
        Index("ix_deliveries_campaign", "workspace_id", "campaign_id", "constituent_id"),
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
