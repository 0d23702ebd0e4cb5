"""Which rows of an import are about people whom nobody may write to."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BARRED = sa.text("barred <> ''")


def upgrade() -> None:
    op.add_column("batch_rows", sa.Column("barred", sa.String(length=40), nullable=False, server_default=""))
    op.create_index(
        "ix_batch_rows_barred",
        "batch_rows",
        ["workspace_id", "batch_id", "barred", "number"],
        sqlite_where=BARRED,
        postgresql_where=BARRED,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
