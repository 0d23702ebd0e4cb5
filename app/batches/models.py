"""Batches and their rows: what came in, what was decided, what was done.

The rows hold the plan that commit executes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, SmallInteger, false, text
from sqlalchemy.orm import Mapped, mapped_column

from app.batches.domain.barred import Barred
from app.batches.domain.rows import Action, Mode, Outcome, RowState
from app.batches.domain.status import BatchKind, BatchStatus
from app.db import Json, Record, Tenant, in_workspace, now, ref, short
from app.words import _


class Batch(Record):
    """Rows on their way to becoming constituents. `number` is what people say.

    `revision` rises with every decision.
    """

    __tablename__ = "batches"
    __table_args__ = (in_workspace(), Index("uq_batches_number", "workspace_id", "number", unique=True))

    number: Mapped[int]
    kind: Mapped[BatchKind]
    status: Mapped[BatchStatus]
    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    mode: Mapped[Mode] = mapped_column(default=Mode.BOTH)
    shape: Mapped[dict[str, Any]] = mapped_column(default=dict)
    mapping: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rows_read: Mapped[int] = mapped_column(default=0)
    bytes_read: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    tally: Mapped[dict[str, Any] | None]
    """How many rows stand where, as of a revision: a `Tally`, kept by whoever changes rows."""
    refused: Mapped[str] = mapped_column(default="")
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    checked_at: Mapped[datetime | None]
    committed_by: Mapped[int | None]
    committed_at: Mapped[datetime | None]
    undone_by: Mapped[int | None]
    undone_at: Mapped[datetime | None]

    @property
    def known_as(self) -> str:
        """What people call it inside a sentence: "import 7", "batch GIFT-0007"."""
        return (
            _("batch {source}", source=self.source)
            if self.kind.is_entered
            else _("import {number}", number=self.number)
        )


class BatchRow(Tenant):
    """One row. `number` counts as a spreadsheet does: below a header in row 1, the first row is 2."""

    __tablename__ = "batch_rows"
    __table_args__ = (
        in_workspace(),
        ref("batch_id", "batches"),
        ref("target_id", "constituents", ondelete="RESTRICT"),
        ref("constituent_id", "constituents", ondelete="RESTRICT"),
        Index("ix_batch_rows_outcome", "workspace_id", "batch_id", "outcome", "number"),
        Index("ix_batch_rows_state", "workspace_id", "batch_id", "state", "number"),
        Index("ix_batch_rows_target", "workspace_id", "target_id"),
        Index("ix_batch_rows_constituent", "workspace_id", "constituent_id"),
        Index(
            "ix_batch_rows_cause",
            *("workspace_id", "batch_id", "cause", "number"),
            sqlite_where=text("cause <> ''"),
            postgresql_where=text("cause <> ''"),
        ),
        Index("ix_batch_rows_email", "workspace_id", "batch_id", "email_key", "number"),
        Index(
            "ix_batch_rows_decided",
            *("workspace_id", "batch_id", "number"),
            sqlite_where=text("decision IS NOT NULL"),
            postgresql_where=text("decision IS NOT NULL"),
        ),
        Index(
            "ix_batch_rows_barred",
            *("workspace_id", "batch_id", "barred", "number"),
            sqlite_where=text("barred <> ''"),
            postgresql_where=text("barred <> ''"),
        ),
        *(
            Index(
                f"ix_batch_rows_{name}",
                *("workspace_id", "batch_id", column, "number"),
                sqlite_where=text("amount IS NOT NULL"),
                postgresql_where=text("amount IS NOT NULL"),
            )
            for name, column in {"given": "currency", "named": "name"}.items()
        ),
    )

    batch_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    line: Mapped[int]
    cells: Mapped[list[str]]
    edited: Mapped[dict[str, Any] | None]
    """Cells that staff corrected, by column position; the original stays in `cells`."""
    flaw: Mapped[dict[str, Any] | None]
    """What is wrong with the row's form, until staff have looked at it and saved the row."""
    email_key: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    barred: Mapped[Barred] = mapped_column(default=Barred.NOT, server_default="")
    """Whether somebody whom nobody may write to is in this row."""
    outcome: Mapped[Outcome]
    action: Mapped[Action]
    cause: Mapped[str] = mapped_column(short(60), default="")
    """A machine word for rows with the same problem, for counting and grouping."""
    detail: Mapped[str] = mapped_column(default="")
    problems: Mapped[list[Any]] = mapped_column(Json, default=list)
    score: Mapped[float | None]
    match: Mapped[dict[str, Any] | None]
    """The best candidates with their explanations."""
    plan: Mapped[dict[str, Any] | None]
    changes: Mapped[int] = mapped_column(SmallInteger, default=0)
    fields: Mapped[int] = mapped_column(default=0, server_default="0")
    """Which fields the plan changes, as the bits of `touched.mask`."""
    target_id: Mapped[int | None]
    target_version: Mapped[int | None]
    state: Mapped[RowState] = mapped_column(default=RowState.PENDING)
    constituent_id: Mapped[int | None]
    decision: Mapped[dict[str, Any] | None]
    """What staff decided by hand: skip, merge into, not a duplicate."""
    last_act: Mapped[dict[str, Any] | None]
    """What staff did last, who did it, and what it replaced: a `LastAct`."""
    typed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether staff typed the row here; any other came in a file."""
    joins: Mapped[int | None]
    """The number of the earlier row whose new constituent this row is about too."""
    amount: Mapped[int | None]
    """The gift of a row in a revenue batch, in minor units of `currency`; None where it cannot be read."""
    currency: Mapped[str] = mapped_column(short(3), default="", server_default="")
    donation_id: Mapped[int | None]
    """The gift that the row became."""


class BatchAct(Record):
    """What staff did with many rows at once: told to everybody, and taken back as a whole."""

    __tablename__ = "batch_acts"
    __table_args__ = (
        in_workspace(),
        ref("batch_id", "batches"),
        Index("ix_batch_acts_batch_id", "workspace_id", "batch_id", "id"),
    )

    batch_id: Mapped[int] = mapped_column(BigInteger)
    act: Mapped[str] = mapped_column(short(30))
    told: Mapped[str]
    """What was done, in words, after the name of who did it: "left 37 rows out"."""
    numbers: Mapped[list[Any]] = mapped_column(Json)
    system_before: Mapped[str | None]
    """The external system of the file before the act, where the act chose one."""
    by: Mapped[str]
    at: Mapped[datetime] = mapped_column(default=now)
    undone_by: Mapped[str | None]


class Distinction(Tenant):
    """A decision for good: whoever comes with this identity is not that constituent."""

    __tablename__ = "distinctions"
    __table_args__ = (
        in_workspace(),
        ref("constituent_id", "constituents"),
        Index("ix_distinctions_constituent_id", "workspace_id", "constituent_id"),
    )

    identity: Mapped[str] = mapped_column(short(64), primary_key=True)
    constituent_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    made_by: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(default=now)
