"""Consent that lapses, on what occasion details were given, and how often people may be emailed."""

import sqlalchemy as sa
from alembic import op

from migrations.support import JSON

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A workspace without rules of its own keeps what held before: nothing is implied, nothing is capped."""
    op.add_column(
        "workspaces", sa.Column("consent_rules", JSON, nullable=False, server_default=sa.text("'{}'"))
    )
    for table in ("consent_events", "consents"):
        op.add_column(table, sa.Column("occasion", sa.String(length=40), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
