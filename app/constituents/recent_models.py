"""Who was written lately, and by what: how a commit knows what changed since its rows were reviewed."""

from datetime import datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.db import NARROW, Tenant, in_workspace, now


class RecentWrite(Tenant):
    """A constituent was written at this instant, last of all by this batch or, with 0, by anybody else.

    `constituent_id` 0 stands for so many that they are not listed. No key leads anywhere: who is gone stays.
    """

    __tablename__ = "recent_writes"
    __table_args__ = (in_workspace(), Index("ix_recent_writes_at", "workspace_id", "at"), NARROW)

    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    batch_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(default=now)
