"""Index restrictions by address only where they have one: SQLite then sees how much the index tells apart."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEYED = sa.text("address_key IS NOT NULL")


def upgrade() -> None:
    op.drop_index("ix_restrictions_address", "restrictions")
    op.create_index(
        "ix_restrictions_address",
        "restrictions",
        ["workspace_id", "address_key", "gate"],
        sqlite_where=KEYED,
        postgresql_where=KEYED,
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
