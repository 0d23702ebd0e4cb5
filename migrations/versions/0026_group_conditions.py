"""Indexes of records by where they came from and by birthday, out of which rules of groups are answered."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KNOWN = {
    "ix_constituents_source": ("source <> ''", ["source"]),
    "ix_constituents_birth": ("birth_month IS NOT NULL", ["birth_month", "birth_year", "birth_day"]),
}
"""Of the few records of which this is known, by the name of the index."""


def upgrade() -> None:
    for name, (where, columns) in KNOWN.items():
        known = sa.text(where)
        whole = ["workspace_id", *columns, "id"]
        op.create_index(name, "constituents", whole, sqlite_where=known, postgresql_where=known)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
