"""What a workspace says of given names: two are one name here, or never are."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "name_pairs",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("one", sa.String(length=80), nullable=False),
        sa.Column("other", sa.String(length=80), nullable=False),
        sa.Column("is_same", sa.Boolean(), nullable=False),
        sa.Column("shown_one", sa.String(length=80), nullable=False),
        sa.Column("shown_other", sa.String(length=80), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_name_pairs_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_name_pairs")),
    )
    op.create_index("uq_name_pairs_names", "name_pairs", ["workspace_id", "one", "other"], unique=True)
    support.fence(("name_pairs",))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
