"""Audience groups: lists for a purpose, which never change the people in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import NARROW, Record, Tenant, in_workspace, now, ref, short
from app.groups.domain.kinds import GroupKind, JoinedBy


class Group(Record):
    """A group. Members and count are as of `calculated_at`; a dynamic group's rule can be asked anew."""

    __tablename__ = "groups"
    __table_args__ = (in_workspace(), Index("uq_groups_name", "workspace_id", "name", unique=True))

    name: Mapped[str] = mapped_column(short())
    purpose: Mapped[str] = mapped_column(default="")
    kind: Mapped[GroupKind]
    rule: Mapped[dict[str, Any] | None]
    rule_version: Mapped[int] = mapped_column(default=1)
    member_count: Mapped[int | None]
    eligible_count: Mapped[int | None]
    """How many of the members could be emailed at `calculated_at`."""
    calculated_at: Mapped[datetime | None]
    duration_ms: Mapped[int | None]
    broken_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]


class GroupMember(Tenant):
    """One constituent in one group, since when and how."""

    __tablename__ = "group_members"
    __table_args__ = (
        in_workspace(),
        ref("group_id", "groups"),
        ref("constituent_id", "constituents"),
        Index("ix_group_members_person", "workspace_id", "constituent_id", "group_id"),
        NARROW,
    )

    group_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(default=now)
    by: Mapped[JoinedBy]
    added_by: Mapped[int | None]
