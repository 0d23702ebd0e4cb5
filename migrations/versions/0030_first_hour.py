"""What home says of everybody, and whether it shows the first steps."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "workspaces",
        sa.Column("shows_first_steps", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    whole, json = sa.BigInteger(), support.JSON
    op.create_table(
        "home_figures",
        sa.Column("workspace_id", whole, autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mark", sa.String(length=60), nullable=False),
        sa.Column("people", whole, nullable=False),
        sa.Column("joined", whole, nullable=False),
        sa.Column("months", json, nullable=False),
        sa.Column("barred", json, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", name="pk_home_figures"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_home_figures_workspace_id", ondelete="CASCADE"
        ),
    )
    support.fence(["home_figures"])


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
