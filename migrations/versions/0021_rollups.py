"""Rollups of what people did. Background work fills them after the upgrade; until then facts are read."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NUMBERS = {
    "giving": "gifts given donations any_gifts calendar_years fiscal_years soft_credits soft_credited",
    "registrations": "registrations standing attended no_shows",
    "email": "sent delivered opened machine_only clicked bounced hard_bounced complained",
}
DAYS = "first_gift_on last_gift_on largest_gift_on any_first_on any_last_on"
AMOUNTS = "first_gift last_gift largest_gift any_last"
INSTANTS = (
    "first_registered_at last_registered_at last_attended_at"
    " first_sent_at last_sent_at last_opened_at last_clicked_at"
)


def upgrade() -> None:
    op.add_column(
        "workspaces", sa.Column("rollups_stale", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    _people()
    _months()
    support.fence(["rollups", "giving_months"])


def _people() -> None:
    op.create_table(
        "rollups",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        *(_number(name) for names in NUMBERS.values() for name in names.split()),
        *(sa.Column(name, sa.Date(), nullable=True) for name in DAYS.split()),
        *(sa.Column(name, sa.BigInteger(), nullable=True) for name in AMOUNTS.split()),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in INSTANTS.split()),
        sa.Column("any_last_currency", sa.String(length=3), nullable=True),
        sa.Column("ends_in_bounce", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", name="pk_rollups"),
        _workspace("rollups"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name="fk_rollups_workspace_id_constituent_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": 80},  # rows are rewritten often, most of them in the same page
    )
    gave = ["workspace_id", "any_last_on", "any_first_on", "calendar_years", "fiscal_years", "constituent_id"]
    op.create_index("ix_rollups_gave", "rollups", gave)
    op.create_index("ix_rollups_given", "rollups", ["workspace_id", "given", "constituent_id"])


def _months() -> None:
    op.create_table(
        "giving_months",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        *(_number(name) for name in ("gifts", "refunds", "total")),
        sa.PrimaryKeyConstraint("workspace_id", "currency", "month", name="pk_giving_months"),
        _workspace("giving_months"),
        sqlite_with_rowid=False,
    )


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")


def _workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
