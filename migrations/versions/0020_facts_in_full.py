"""Donations, events and registrations in full: what staff type, what an import brought, and soft credits."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

TENDED = ("donations", "events", "registrations", "campaigns")
NO, YES = sa.false(), sa.true()


def upgrade() -> None:
    for table in TENDED:
        op.add_column(table, sa.Column("batch_id", sa.BigInteger(), nullable=True))
        op.add_column(table, _always("kept", support.JSON, "[]"))
        op.add_column(table, _always("version", sa.BigInteger(), "1"))
        op.add_column(table, sa.Column("updated_at", sa.DateTime(timezone=True), nullable=True))
    _donations()
    _soft_credits()
    _registrations()
    op.add_column("events", _always("kind", sa.String(length=40), "event"))
    op.add_column("events", _always("description", sa.Text(), ""))
    op.add_column("email_events", sa.Column("batch_id", sa.BigInteger(), nullable=True))
    _deliveries()
    _outcomes()


def _always(name: str, kind: object, value: str) -> sa.Column[object]:
    return sa.Column(name, kind, nullable=False, server_default=value)


def _flag(name: str, value: object) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=value)


def _donations() -> None:
    op.add_column("donations", _always("campaign", sa.Text(), ""))
    op.add_column("donations", _flag("anonymous", NO))
    op.add_column("donations", sa.Column("tribute", sa.String(length=40), nullable=True))
    op.add_column("donations", _always("tribute_name", sa.Text(), ""))
    op.add_column("donations", _always("note", sa.Text(), ""))
    op.add_column("donations", _flag("implies_consent", YES))
    for name, columns in _WITH_CURRENCY.items():
        op.drop_index(name, "donations")
        op.create_index(name, "donations", ["workspace_id", *columns.split()])
    op.create_index("ix_donations_latest", "donations", ["workspace_id", "received_on", "id"])
    for name in ("fund", "campaign", "appeal"):
        says = sa.text(f"{name} <> ''")
        columns = ["workspace_id", name, "received_on", "id"]
        op.create_index(
            f"ix_donations_{name}", "donations", columns, sqlite_where=says, postgresql_where=says
        )
    _some("ix_donations_refunds", "donations", "refund_of_id")
    _some("ix_donations_batch", "donations", "batch_id")


_WITH_CURRENCY = {
    "ix_donations_giving": "constituent_id status received_on amount currency",
    "ix_donations_received": "status received_on constituent_id amount currency",
}


def _soft_credits() -> None:
    op.create_table(
        "soft_credits",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("donation_id", sa.BigInteger(), nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_soft_credits"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_soft_credits_workspace_id", ondelete="CASCADE"
        ),
        *(_part_of(column, table) for column, table in _CREDITED),
    )
    op.create_index(
        "uq_soft_credits_once",
        "soft_credits",
        ["workspace_id", "donation_id", "constituent_id"],
        unique=True,
    )
    op.create_index("ix_soft_credits_person", "soft_credits", ["workspace_id", "constituent_id"])
    support.fence(["soft_credits"])


_CREDITED = (("donation_id", "donations"), ("constituent_id", "constituents"))


def _part_of(column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.id"],
        name=f"fk_soft_credits_workspace_id_{column}",
        ondelete="RESTRICT",
    )


def _registrations() -> None:
    op.add_column("registrations", _always("currency", sa.String(length=3), ""))
    op.add_column("registrations", sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("registrations", _always("note", sa.Text(), ""))
    op.add_column("registrations", _flag("implies_consent", YES))
    op.execute(
        "UPDATE registrations SET currency ="
        " (SELECT currency FROM workspaces WHERE workspaces.id = registrations.workspace_id)"
    )
    _some("ix_registrations_batch", "registrations", "batch_id")


def _deliveries() -> None:
    """Who unsubscribed with which message is known from the reports."""
    op.add_column("deliveries", sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE deliveries SET unsubscribed_at = told.at FROM"
        " (SELECT workspace_id, constituent_id, campaign_id, min(at) AS at FROM email_events"
        " WHERE kind = 'unsubscribed' GROUP BY workspace_id, constituent_id, campaign_id) AS told"
        " WHERE deliveries.workspace_id = told.workspace_id"
        " AND deliveries.constituent_id = told.constituent_id AND deliveries.campaign_id = told.campaign_id"
    )
    for answered in ("complained_at", "unsubscribed_at"):  # who answers a message has got it
        op.execute(
            f"UPDATE deliveries SET delivered_at = {answered}"
            f" WHERE {answered} IS NOT NULL AND (delivered_at IS NULL OR delivered_at > {answered})"
        )


_OUTCOME = {
    "delivered_at IS NOT NULL": 1,
    "machine_opened_at IS NOT NULL": 2,
    "opened_at IS NOT NULL": 4,
    "clicked_at IS NOT NULL": 8,
    "bounced_at IS NOT NULL": 16,
    "bounced_at IS NOT NULL AND bounce = 'permanent'": 32,
    "complained_at IS NOT NULL": 64,
    "unsubscribed_at IS NOT NULL": 128,
}


def _outcomes() -> None:
    op.add_column("deliveries", _always("outcome", sa.BigInteger(), "0"))
    parts = " + ".join(f"CASE WHEN {there} THEN {bit} ELSE 0 END" for there, bit in _OUTCOME.items())
    op.execute(f"UPDATE deliveries SET outcome = {parts}")
    op.drop_index("ix_deliveries_campaign", "deliveries")
    op.create_index(
        "ix_deliveries_outcome", "deliveries", ["workspace_id", "campaign_id", "outcome", "constituent_id"]
    )


def _some(name: str, table: str, column: str) -> None:
    there = sa.text(f"{column} IS NOT NULL")
    op.create_index(name, table, ["workspace_id", column], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
