"""The journal: who changed what, when, from where. Append-only, by the database's own refusal."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column

from app.audit.domain.source import Subject, Via
from app.db import Json, Record, in_workspace, now, short


class JournalEntry(Record):
    """One field of one thing, before and after. Entries of one act share a `change_set`."""

    __tablename__ = "journal"
    __table_args__ = (
        in_workspace(),
        Index("ix_journal_subject", "workspace_id", "subject", "subject_id", "id"),
        Index("ix_journal_change_set", "workspace_id", "change_set"),
        Index(
            "uq_journal_batch_row",
            *("workspace_id", "batch_id", "row_number", "via", "subject_id", "field", "item_id"),
            unique=True,
            sqlite_where=text("batch_id IS NOT NULL"),
            postgresql_where=text("batch_id IS NOT NULL"),
        ),
    )

    at: Mapped[datetime] = mapped_column(default=now)
    change_set: Mapped[int]
    subject: Mapped[Subject]
    subject_id: Mapped[int]
    field: Mapped[str] = mapped_column(short())
    item_id: Mapped[int] = mapped_column(default=0)
    before: Mapped[Any | None] = mapped_column(Json)
    after: Mapped[Any | None] = mapped_column(Json)
    via: Mapped[Via]
    rule: Mapped[str] = mapped_column(default="")
    actor_id: Mapped[int | None]
    actor: Mapped[str] = mapped_column(default="")
    batch_id: Mapped[int | None]
    row_number: Mapped[int | None]
    request_id: Mapped[str] = mapped_column(short(), default="")
