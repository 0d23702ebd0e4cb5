"""What supporters see of an organization on their own pages: where to write to it, and its color."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, kind in (("public_email", sa.Text()), ("accent", sa.String(length=7))):
        op.add_column("workspaces", sa.Column(name, kind, nullable=False, server_default=""))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
