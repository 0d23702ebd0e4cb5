"""Imports of activity: what each row tells of, beside the row."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

INDEXES = {"key": "fact_key", "refund": "refund_of", "about": "about_key"}


def upgrade() -> None:
    whole, text = sa.BigInteger(), sa.Text()
    row = ("workspace_id", "batch_id", "number")
    op.create_table(
        "activity_rows",
        *(sa.Column(name, whole, autoincrement=False, nullable=False) for name in row),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("source", text, nullable=False),
        sa.Column("fact_key", text, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("amount", whole, nullable=True),
        sa.Column("refunded", whole, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("about", text, nullable=False),
        sa.Column("about_key", text, nullable=False),
        sa.Column("about_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("about_id", whole, nullable=True),
        sa.Column("refund_of", text, nullable=False),
        sa.Column("fact_id", whole, nullable=True),
        sa.Column("tightens", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint(*row, name="pk_activity_rows"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_activity_rows_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            row[:2],
            ["batches.workspace_id", "batches.id"],
            name="fk_activity_rows_workspace_id_batch_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
    )
    for name, column in INDEXES.items():
        op.create_index(f"ix_activity_rows_{name}", "activity_rows", [*row[:2], column, "number"])
    support.fence(["activity_rows"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
