"""What staff know and plan about a constituent. Staff are named by id and by label, which outlives them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.cultivation.domain.capacity import Capacity
from app.cultivation.domain.interactions import InteractionKind
from app.cultivation.domain.roles import LONGEST_ROLE
from app.cultivation.domain.stages import Stage
from app.db import Record, Tenant, in_workspace, now, ref, short

_LASTS = text("until IS NULL")


class Note(Record):
    """A note or interaction, and the next step that follows from it. `version` rises with every change."""

    __tablename__ = "notes"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_notes_owner", "workspace_id", "constituent_id", "happened_on", "id"),
    )

    constituent_id: Mapped[int]
    kind: Mapped[InteractionKind]
    happened_on: Mapped[date]
    text: Mapped[str]
    next_step: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    is_done: Mapped[bool] = mapped_column(default=False)
    staff_id: Mapped[int | None]
    staff: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class ConstituencyRole(Record):
    """A role in the workspace's own list, as it was first written; `key` is its folded name."""

    __tablename__ = "constituency_roles"
    __table_args__ = (in_workspace(), Index("uq_constituency_roles_key", "workspace_id", "key", unique=True))

    name: Mapped[str] = mapped_column(short(LONGEST_ROLE))
    key: Mapped[str] = mapped_column(short(4 * LONGEST_ROLE))


class Constituency(Record):
    """A role that a constituent has or had."""

    __tablename__ = "constituencies"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        ref("role_id", "constituency_roles", ondelete="RESTRICT"),
        Index("ix_constituencies_owner", "workspace_id", "constituent_id"),
        Index("ix_constituencies_role", "workspace_id", "role_id", "constituent_id"),
    )

    constituent_id: Mapped[int]
    role_id: Mapped[int]
    since: Mapped[date | None]
    until: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)


class Prospect(Tenant):
    """What is known of somebody before an ask: manager, capacity rating, note."""

    __tablename__ = "prospects"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_prospects_manager", "workspace_id", "manager_id", "constituent_id"),
    )

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    manager_id: Mapped[int | None]
    manager: Mapped[str] = mapped_column(default="")
    capacity: Mapped[Capacity | None]
    capacity_currency: Mapped[str] = mapped_column(short(3), default="")
    capacity_on: Mapped[date | None]
    capacity_source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime] = mapped_column(default=now)


class ProspectStage(Record):
    """One stage of a prospect; the one without an end is the stage now, and there is at most one."""

    __tablename__ = "prospect_stages"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_prospect_stages_owner", "workspace_id", "constituent_id"),
        Index("ix_prospect_stages_stage", "workspace_id", "stage", "constituent_id"),
        Index(
            "uq_prospect_stages_now",
            *("workspace_id", "constituent_id"),
            unique=True,
            sqlite_where=_LASTS,
            postgresql_where=_LASTS,
        ),
    )

    constituent_id: Mapped[int]
    stage: Mapped[Stage]
    since: Mapped[date]
    until: Mapped[date | None]
    staff_id: Mapped[int | None]
    staff: Mapped[str] = mapped_column(default="")
