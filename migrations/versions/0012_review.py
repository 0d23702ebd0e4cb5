"""Counts that are kept, what a row would change, and what staff did with many rows at once."""

import sqlalchemy as sa
from alembic import op

from migrations.support import JSON, fence

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

CAUSED = sa.text("cause <> ''")


def upgrade() -> None:
    op.add_column("batches", sa.Column("tally", JSON, nullable=True))
    op.add_column("batch_rows", sa.Column("fields", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index(
        "ix_batch_rows_cause",
        "batch_rows",
        ["workspace_id", "batch_id", "cause", "number"],
        sqlite_where=CAUSED,
        postgresql_where=CAUSED,
    )
    op.create_table(
        "batch_acts",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=False),
        sa.Column("act", sa.String(length=30), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("numbers", JSON, nullable=False),
        sa.Column("system_before", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "batch_id"],
            ["batches.workspace_id", "batches.id"],
            name=op.f("fk_batch_acts_workspace_id_batch_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_batch_acts_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_batch_acts")),
    )
    op.create_index("ix_batch_acts_batch_id", "batch_acts", ["workspace_id", "batch_id", "id"])
    fence(["batch_acts"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
