"""What constituents are compared by, the keys that find them, and how common values are."""

import sqlalchemy as sa
from alembic import op

from migrations import support
from migrations.support import ORDERED

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KEY = ("workspace_id", "key", "constituent_id")


def upgrade() -> None:
    """Only the tables: the program that knows the rules fills them, right after the upgrade."""
    op.drop_table("match_keys")
    op.create_table(
        "match_keys",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_match_keys_workspace_id"), ondelete="CASCADE"
        ),
        *(() if support.is_postgres() else [sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_match_keys"))]),
        sqlite_with_rowid=False,
    )
    if support.is_postgres():
        op.create_index("ix_match_keys_key", "match_keys", ["key"])
    op.create_table(
        "match_records",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_match_records_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", name=op.f("pk_match_records")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_counts",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("value", ORDERED, nullable=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_match_counts_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "kind", "value", name=op.f("pk_match_counts")),
        sqlite_with_rowid=False,
    )
    support.fence(("match_keys", "match_records", "match_counts"))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
