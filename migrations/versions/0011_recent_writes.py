"""Who was written lately: so a commit knows which of its rows have to be planned again."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recent_writes",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_recent_writes_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", "batch_id", name=op.f("pk_recent_writes")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_recent_writes_at", "recent_writes", ["workspace_id", "at"])
    support.fence(("recent_writes",))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
