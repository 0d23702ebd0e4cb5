"""Records that are gone: merged into another, or erased."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ERASED = "EXISTS (SELECT 1 FROM departures WHERE workspace_id = OLD.workspace_id AND kind = 'erased'"
REWRITES = {
    "journal": (
        ("before", "after"),
        "NEW.{0} IS NULL",
        f"OLD.subject IN ('constituent', 'export') AND {ERASED} AND constituent_id = OLD.subject_id)",
    ),
    "consent_events": (
        ("source", "statement", "evidence"),
        "NEW.{0} IN ('', 'erased')",
        f"{ERASED} AND constituent_id = OLD.subject_id)",
    ),
}
"""By ledger: the columns that may be blanked, what they may become, and of whose lines."""


def upgrade() -> None:
    op.create_table(
        "departures",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("lookup_number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("into_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "into_id"],
            ["constituents.workspace_id", "constituents.id"],
            name=op.f("fk_departures_workspace_id_into_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_departures_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", name=op.f("pk_departures")),
        sqlite_with_rowid=False,
    )
    op.create_index("uq_departures_lookup", "departures", ["workspace_id", "lookup_number"], unique=True)
    op.create_index("ix_departures_into", "departures", ["workspace_id", "into_id"], unique=False)
    support.fence(("departures",))
    for table, (columns, blank, whose) in REWRITES.items():
        allowed = " AND ".join([whose, *(blank.format(column) for column in columns)])
        support.append_only_but(table, columns, allowed)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
