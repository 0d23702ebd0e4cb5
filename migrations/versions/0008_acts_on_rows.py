"""What staff did with a row last, so that exactly that can be taken back; and the rows they decided about."""

import sqlalchemy as sa
from alembic import op

from migrations.support import JSON

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

DECIDED = sa.text("decision IS NOT NULL")


def upgrade() -> None:
    op.add_column("batch_rows", sa.Column("last_act", JSON, nullable=True))
    op.create_index(
        "ix_batch_rows_decided",
        "batch_rows",
        ["workspace_id", "batch_id", "number"],
        sqlite_where=DECIDED,
        postgresql_where=DECIDED,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
