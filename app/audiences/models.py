"""Audience checks: the question, the frozen answer about everybody, and what was taken out."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.audiences.domain.question import CheckState
from app.consent.domain.barrier import Barrier
from app.constituents.models import ORDERED
from app.db import NARROW, Json, Record, Tenant, in_workspace, now, ref, short


class AudienceCheck(Record):
    """One question and the numbers of its answer, which add up to `people`.

    The groups are kept by id and as they were called: a group can be deleted, and the answer stays.
    """

    __tablename__ = "audience_checks"
    __table_args__ = (
        in_workspace(),
        ref("topic_id", "interest_groups", ondelete="RESTRICT"),
        Index("ix_audience_checks_created", "workspace_id", "created_at", "id"),
    )

    name: Mapped[str]
    topic_id: Mapped[int | None]
    topic: Mapped[str] = mapped_column(default="")
    included: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    excluded: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    messages_allowed: Mapped[int | None]
    days: Mapped[int | None]
    at: Mapped[datetime]
    """The instant that was asked about."""
    state: Mapped[CheckState] = mapped_column(default=CheckState.CHECKING)
    people: Mapped[int] = mapped_column(default=0)
    eligible: Mapped[int] = mapped_column(default=0)
    messages: Mapped[int] = mapped_column(default=0)
    """How many inboxes those who can be emailed have."""
    reasons: Mapped[list[list[Any]]] = mapped_column(Json, default=list)
    """The headlines of the others, each with its number."""
    created_by: Mapped[int | None]
    creator: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(default=now)


class AudiencePerson(Tenant):
    """One person in one check as she was found; `headline` is None for who can be emailed.

    `receiver_id` is set for who can be emailed and shares an inbox with somebody who gets the message.
    An erased person's row is blank but for the headline, so that the numbers still add up.
    """

    __tablename__ = "audience_people"
    __table_args__ = (
        in_workspace(),
        ref("check_id", "audience_checks"),
        ref("constituent_id", "constituents"),
        Index("ix_audience_people_owner", "workspace_id", "constituent_id"),
        Index("ix_audience_people_name", "workspace_id", "check_id", "sort_name", "constituent_id"),
        Index(
            "ix_audience_people_headline",
            *("workspace_id", "check_id", "headline", "sort_name", "constituent_id"),
        ),
        NARROW,
    )

    check_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    sort_name: Mapped[str] = mapped_column(ORDERED)
    name: Mapped[str]
    lookup_number: Mapped[int]
    email: Mapped[str]
    address_key: Mapped[str | None] = mapped_column(short(64))
    headline: Mapped[Barrier | None]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    receiver_id: Mapped[int | None]


class AudienceExport(Record):
    """A file that was taken from a check: how long it was, and what had changed by then."""

    __tablename__ = "audience_exports"
    __table_args__ = (
        in_workspace(),
        ref("check_id", "audience_checks"),
        Index("ix_audience_exports_check", "workspace_id", "check_id", "at"),
    )

    check_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(default=now)
    count: Mapped[int]
    differences: Mapped[dict[str, Any]]
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(default="")
