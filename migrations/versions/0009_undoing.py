"""Imports that were undone, and the records that went with them."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("batches", sa.Column("undone_by", sa.BigInteger(), nullable=True))
    op.add_column("batches", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "removals",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lookup_number", sa.BigInteger(), nullable=False),
        sa.Column("batch_number", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_removals_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", name=op.f("pk_removals")),
        sqlite_with_rowid=False,
    )
    support.fence(("removals",))
    op.create_index("ix_distinctions_constituent_id", "distinctions", ["workspace_id", "constituent_id"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
