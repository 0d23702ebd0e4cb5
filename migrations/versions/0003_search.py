"""The words by which constituents are found."""

import sqlalchemy as sa
from alembic import op

from migrations import support
from migrations.support import ORDERED

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Only the tables: the program that knows the rules fills them, right after the upgrade."""
    op.add_column("constituents", sa.Column("found_by", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "search_words",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("word", ORDERED, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_search_words_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "word", "constituent_id", name=op.f("pk_search_words")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "known_words",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("word", ORDERED, nullable=False),
        sa.Column("backward", ORDERED, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_known_words_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "word", name=op.f("pk_known_words")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_known_words_backward", "known_words", ["workspace_id", "backward", "word"])
    # now with the id, so that a page can begin after one of many that were added at the same moment
    op.drop_index("ix_constituents_created", "constituents")
    op.create_index("ix_constituents_created", "constituents", ["workspace_id", "created_at", "id"])
    support.fence(("search_words", "known_words"))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
