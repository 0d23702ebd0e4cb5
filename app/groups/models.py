"""Audience groups: lists for a purpose, which never change the people in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import NARROW, Record, Tenant, in_workspace, now, ref, short
from app.groups.domain.causes import Cause
from app.groups.domain.kinds import GroupKind, JoinedBy, Side


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
    """How many of the members can be emailed, as it was counted last."""
    count_due_at: Mapped[datetime | None]
    """When that is to be counted again; None as soon as possible."""
    calculated_at: Mapped[datetime | None]
    duration_ms: Mapped[int | None]
    broken_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    archived_at: Mapped[datetime | None]
    origin: Mapped[dict[str, Any] | None]
    """What a static group was made of."""
    edition: Mapped[int] = mapped_column(default=0)
    """Raised by whatever writes the stored list: who found members before that has to find them again."""
    due_at: Mapped[datetime | None]
    """When time alone may change who is in it; None for a rule that never moves."""
    due_cause: Mapped[Cause | None]
    """Why the stored list is to be found anew as soon as possible; None where it is in step."""


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
    cause: Mapped[Cause | None]
    """Why she joined; unknown of those who joined before this was kept."""
    note: Mapped[str] = mapped_column(default="")
    change_set: Mapped[int | None]
    """The act by which she was added by hand, for its undo."""


class GroupStay(Tenant):
    """A time that somebody was in a group and that is over: her row of then, and why she left."""

    __tablename__ = "group_stays"
    __table_args__ = (
        in_workspace(),
        ref("group_id", "groups"),
        ref("constituent_id", "constituents"),
        Index("ix_group_stays_person", "workspace_id", "constituent_id", "group_id", "until"),
        NARROW,
    )

    group_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    until: Mapped[datetime] = mapped_column(primary_key=True)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    since: Mapped[datetime]
    by: Mapped[JoinedBy]
    added_by: Mapped[int | None]
    cause: Mapped[Cause | None]
    note: Mapped[str] = mapped_column(default="")
    left_cause: Mapped[Cause]
    left_by: Mapped[int | None]
    change_set: Mapped[int | None]
    """The act by which she was taken out by hand, for its undo."""
    joined_in: Mapped[int | None]
    """The act by which she had been added by hand."""


class GroupVersion(Tenant):
    """A dynamic group's rule as it once was or is; what the change came to, once it was calculated."""

    __tablename__ = "group_versions"
    __table_args__ = (in_workspace(), ref("group_id", "groups"), NARROW)

    group_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    rule: Mapped[dict[str, Any]]
    by: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)
    note: Mapped[str] = mapped_column(default="")
    members: Mapped[int | None]
    joined: Mapped[int | None]
    left: Mapped[int | None]


class GroupCalculation(Record):
    """One change of a group's list, or a calculation that found none, and how many were in it then."""

    __tablename__ = "group_calculations"
    __table_args__ = (
        in_workspace(),
        ref("group_id", "groups"),
        Index("ix_group_calculations_at", "workspace_id", "group_id", "at"),
    )

    group_id: Mapped[int]
    at: Mapped[datetime]
    duration_ms: Mapped[int | None]
    members: Mapped[int]
    eligible: Mapped[int | None]
    joined: Mapped[int]
    left: Mapped[int]
    cause: Mapped[Cause]
    rule_version: Mapped[int]
    by: Mapped[int | None]
    of_all: Mapped[bool]
    """Whether everybody was looked at, or only those about whom something had changed."""


class GroupPin(Tenant):
    """Somebody whom staff keep in a group or out of it, whatever the rule says."""

    __tablename__ = "group_pins"
    __table_args__ = (
        in_workspace(),
        ref("group_id", "groups"),
        ref("constituent_id", "constituents"),
        Index("ix_group_pins_person", "workspace_id", "constituent_id", "group_id"),
        NARROW,
    )

    group_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    side: Mapped[Side]
    by: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)
    note: Mapped[str] = mapped_column(default="")
