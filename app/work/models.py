"""Background work as rows: the truth about progress. The queue is only the doorbell."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, in_workspace, new_id, now, short
from app.work.domain.state import WorkState

_ALIVE = text("state IN ('queued', 'running')")


class Work(Base):
    """One long job of a workspace: its progress, its heartbeat and its fence.

    Workers look for stale work across workspaces, so this table stands outside row-level security;
    it holds no personal data.
    """

    __tablename__ = "work"
    __table_args__ = (
        in_workspace(),
        Index(
            "uq_work_alive",
            *("workspace_id", "kind", "subject_id"),
            unique=True,
            sqlite_where=_ALIVE,
            postgresql_where=_ALIVE,
        ),
        Index("ix_work_state_heartbeat", "state", "heartbeat_at"),
        Index("ix_work_subject", "workspace_id", "kind", "subject_id"),
    )

    workspace_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False, default=new_id)
    kind: Mapped[str] = mapped_column(short(40))
    subject_id: Mapped[int]
    state: Mapped[WorkState] = mapped_column(default=WorkState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int | None]
    fence: Mapped[int] = mapped_column(default=0)
    tries: Mapped[int] = mapped_column(default=0)
    owner: Mapped[str] = mapped_column(default="")
    stop_requested: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime] = mapped_column(default=now)
    finished_at: Mapped[datetime | None]
