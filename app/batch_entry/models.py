"""Batches that staff type or fill from a file: their templates, and what is expected of each."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.batches.domain.status import BatchKind
from app.db import Json, Record, Tenant, in_workspace, now, ref, short


class BatchTemplate(Record):
    """How batches of a kind are typed. `columns` are those of `domain.columns.Column`, in their order.

    `thresholds` and `rules` are None where the workspace's hold. `prefix` and `next_number` name the next
    batch: "GIFT-0007". One that is retired starts no batch.
    """

    __tablename__ = "batch_templates"
    __table_args__ = (in_workspace(), Index("uq_batch_templates_name", "workspace_id", "name", unique=True))

    name: Mapped[str]
    kind: Mapped[BatchKind]
    columns: Mapped[list[Any]] = mapped_column(Json)
    thresholds: Mapped[dict[str, Any] | None]
    rules: Mapped[dict[str, Any] | None]
    prefix: Mapped[str] = mapped_column(short(20))
    next_number: Mapped[int] = mapped_column(default=1)
    needs_approval: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    updated_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]


class EntryBatch(Tenant):
    """Beside a batch that is typed or filled. `code` is what people call it: "GIFT-0007".

    `expected` are sums in minor units by currency, and `expected_count` how many rows there should be; None
    where nobody said. `differs` is who confirmed that the totals differ, and what they were then.
    `entered_by` are the staff who wrote rows. `sent_back` is why a batch waiting for approval was returned,
    by whom and when. `validated_revision` is the revision of the batch that was validated as a whole.
    `exceptions_of` is the batch whose rows could not be committed and are in this one.
    """

    __tablename__ = "entry_batches"
    __table_args__ = (
        in_workspace(),
        ref("batch_id", "batches"),
        ref("template_id", "batch_templates", ondelete="RESTRICT"),
        Index("ix_entry_batches_template_id", "workspace_id", "template_id"),
        Index("ix_entry_batches_exceptions", "workspace_id", "exceptions_of"),
        Index("uq_entry_batches_code", "workspace_id", "code", unique=True),
    )

    batch_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    template_id: Mapped[int | None]
    code: Mapped[str] = mapped_column(short(40))
    expected_count: Mapped[int | None]
    expected: Mapped[dict[str, Any]] = mapped_column(default=dict)
    differs: Mapped[dict[str, Any] | None]
    needs_approval: Mapped[bool] = mapped_column(default=False)
    entered_by: Mapped[list[Any]] = mapped_column(Json, default=list)
    submitted_by: Mapped[int | None]
    submitted_at: Mapped[datetime | None]
    sent_back: Mapped[dict[str, Any] | None]
    validated_revision: Mapped[int | None]
    validated_at: Mapped[datetime | None]
    exceptions_of: Mapped[int | None]
