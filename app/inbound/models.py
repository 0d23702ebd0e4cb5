"""What sending services told: how they reach us, their calls as they came, and each report read from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from app.activity.domain.kinds import BounceKind, EmailEventKind
from app.db import Json, Record, in_workspace, now, short
from app.inbound.domain.calls import CallState
from app.inbound.domain.providers import Provider
from app.inbound.domain.vocabulary import Stop

# As they stand in the indexes: SQLite takes those only for a condition without parameters.
UNREAD = text("state = 'new'")
UNMATCHED = text("matched_at IS NULL")
WAITING = text("matched_at IS NULL AND stop = 'topic'")
UNJUDGED = text("bounce = 'transient' AND judged_at IS NULL")
NOTED = text("resumes")


def _only(name: str, where: Any, *columns: str) -> Index:
    return Index(name, "workspace_id", *columns, sqlite_where=where, postgresql_where=where)


class EmailProvider(Record):
    """A service that may report to this workspace. Of the secret in its address only the hash is kept."""

    __tablename__ = "email_providers"
    __table_args__ = (
        in_workspace(),
        Index("uq_email_providers_provider", "workspace_id", "provider", unique=True),
    )

    provider: Mapped[Provider]
    is_on: Mapped[bool] = mapped_column(default=True)
    secret_hash: Mapped[str] = mapped_column(short(64))
    signing_key: Mapped[str] = mapped_column(default="")
    checks_certificate: Mapped[bool] = mapped_column(default=True)
    arns: Mapped[list[str]] = mapped_column(Json, default=list)
    """The topics of Amazon whose confirmation staff pressed."""
    certificates: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """Certificates of Amazon by where they were fetched."""
    topics: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    """The interest group by the service's own name of it."""
    created_at: Mapped[datetime] = mapped_column(default=now)


class WebhookCall(Record):
    """One call, exactly as it came, for some days. `once` is what a service uses a single time."""

    __tablename__ = "webhook_calls"
    __table_args__ = (
        in_workspace(),
        Index("uq_webhook_calls_once", "workspace_id", "provider", "once", unique=True),
        Index("ix_webhook_calls_received", "workspace_id", "received_at", "id"),
        _only("ix_webhook_calls_unread", UNREAD, "id"),
    )

    provider: Mapped[Provider]
    received_at: Mapped[datetime] = mapped_column(default=now)
    once: Mapped[str] = mapped_column(short(64))
    digest: Mapped[str] = mapped_column(short(64))
    headers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)
    state: Mapped[CallState] = mapped_column(default=CallState.NEW)
    problem: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    did: Mapped[str] = mapped_column(default="")


class EmailReport(Record):
    """One report about one address, known by its keyed hash only, and once however often it is sent.

    `matched_at` is when somebody with that address was found; until then it waits for her.
    """

    __tablename__ = "email_reports"
    __table_args__ = (
        in_workspace(),
        Index("uq_email_reports_once", "workspace_id", "provider", "key", "what", "address_key", unique=True),
        Index("ix_email_reports_address", "workspace_id", "address_key", "at"),
        Index("ix_email_reports_call", "workspace_id", "call_id"),
        Index("ix_email_reports_recorded", "workspace_id", "recorded_at"),
        _only("ix_email_reports_unmatched", UNMATCHED, "address_key"),
        _only("ix_email_reports_waiting", WAITING, "address_key"),
        _only("ix_email_reports_unjudged", UNJUDGED, "recorded_at"),
        _only("ix_email_reports_noted", NOTED, "at"),
    )

    provider: Mapped[Provider]
    key: Mapped[str]
    what: Mapped[str] = mapped_column(short(40))
    """Kind and consequence in one word, so that one id used for two things stays two."""
    call_id: Mapped[int]
    address_key: Mapped[str] = mapped_column(short(64))
    masked: Mapped[str]
    at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    kind: Mapped[EmailEventKind | None]
    stop: Mapped[Stop | None]
    bounce: Mapped[BounceKind | None]
    machine: Mapped[bool] = mapped_column(default=False)
    resumes: Mapped[bool] = mapped_column(default=False)
    topic: Mapped[str] = mapped_column(default="")
    message: Mapped[str] = mapped_column(default="")
    campaign: Mapped[str] = mapped_column(default="")
    lookup: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    matched_at: Mapped[datetime | None]
    judged_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    seen_by: Mapped[str] = mapped_column(default="")
