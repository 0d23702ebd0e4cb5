"""A stay that is over knows by which act she was added, so that either act can still be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("group_stays", sa.Column("joined_in", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
