"""Reports of sending services, as they came."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

FENCED = ("email_providers", "webhook_calls", "email_reports")


def upgrade() -> None:
    op.add_column(
        "workspaces", sa.Column("email_events", support.JSON, nullable=False, server_default=sa.text("'{}'"))
    )
    op.create_table(
        "email_providers",
        *_keys("email_providers"),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("signing_key", sa.Text(), nullable=False),
        sa.Column("checks_certificate", sa.Boolean(), nullable=False),
        sa.Column("arns", support.JSON, nullable=False),
        sa.Column("certificates", support.JSON, nullable=False),
        sa.Column("topics", support.JSON, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "uq_email_providers_provider", "email_providers", ["workspace_id", "provider"], unique=True
    )
    op.create_table(
        "webhook_calls",
        *_keys("webhook_calls"),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("headers", support.JSON, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("tries", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counts", support.JSON, nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
    )
    op.create_index(
        "uq_webhook_calls_once", "webhook_calls", ["workspace_id", "provider", "once"], unique=True
    )
    op.create_index("ix_webhook_calls_received", "webhook_calls", ["workspace_id", "received_at", "id"])
    _index_where("ix_webhook_calls_unread", "webhook_calls", "id", "state = 'new'")
    _reports()
    support.fence(FENCED)


def _reports() -> None:
    op.create_table(
        "email_reports",
        *_keys("email_reports"),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("call_id", sa.BigInteger(), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("masked", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("stop", sa.String(length=40), nullable=True),
        sa.Column("bounce", sa.String(length=40), nullable=True),
        sa.Column("machine", sa.Boolean(), nullable=False),
        sa.Column("resumes", sa.Boolean(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("campaign", sa.Text(), nullable=False),
        sa.Column("lookup", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("matched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_by", sa.Text(), nullable=False),
    )
    once = ["workspace_id", "provider", "key", "what", "address_key"]
    op.create_index("uq_email_reports_once", "email_reports", once, unique=True)
    op.create_index("ix_email_reports_address", "email_reports", ["workspace_id", "address_key", "at"])
    op.create_index("ix_email_reports_call", "email_reports", ["workspace_id", "call_id"])
    op.create_index("ix_email_reports_recorded", "email_reports", ["workspace_id", "recorded_at"])
    _index_where("ix_email_reports_unmatched", "email_reports", "address_key", "matched_at IS NULL")
    waiting = "matched_at IS NULL AND stop = 'topic'"
    _index_where("ix_email_reports_waiting", "email_reports", "address_key", waiting)
    unjudged = "bounce = 'transient' AND judged_at IS NULL"
    _index_where("ix_email_reports_unjudged", "email_reports", "recorded_at", unjudged)
    _index_where("ix_email_reports_noted", "email_reports", "at", "resumes")


def _keys(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f(f"fk_{table}_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f(f"pk_{table}")),
    )


def _index_where(name: str, table: str, column: str, where: str) -> None:
    only = sa.text(where)
    op.create_index(name, table, ["workspace_id", column], sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
