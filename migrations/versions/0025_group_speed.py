"""Indexes out of which conditions of groups are answered without a look at the rows themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

NUMBERS = "ends_in_bounce sent delivered opened clicked standing attended any_gifts constituent_id"
SIGNS = "last_opened_at last_clicked_at last_registered_at any_last_on any_first_on constituent_id"
ROLLUPS = {
    "ix_rollups_gave": "any_last_on any_first_on calendar_years fiscal_years any_gifts constituent_id",
    "ix_rollups_given": "given gifts any_gifts largest_gift constituent_id",
    "ix_rollups_numbers": NUMBERS,
    "ix_rollups_signs": SIGNS,
}


def upgrade() -> None:
    for name in ("ix_rollups_gave", "ix_rollups_given"):
        op.drop_index(name, "rollups")
    for name, columns in ROLLUPS.items():
        op.create_index(name, "rollups", ["workspace_id", *columns.split()])
    for column in ("fund", "campaign", "appeal"):
        _said(f"ix_donations_{column}", column)


def _said(name: str, column: str) -> None:
    says = sa.text(f"{column} <> ''")
    told = f"{column} received_on id status constituent_id amount currency"
    op.drop_index(name, "donations")
    op.create_index(
        name, "donations", ["workspace_id", *told.split()], sqlite_where=says, postgresql_where=says
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
