"""Batches that staff type or fill: their templates, what is expected of them, and gifts beside people."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rows()
    _templates()
    _entries()
    support.fence(["batch_templates", "entry_batches"])


def _rows() -> None:
    whole = sa.BigInteger()
    op.add_column("batch_rows", sa.Column("typed", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("batch_rows", sa.Column("amount", whole, nullable=True))
    op.add_column("batch_rows", sa.Column("currency", sa.String(length=3), server_default="", nullable=False))
    op.add_column("batch_rows", sa.Column("donation_id", whole, nullable=True))
    op.add_column("batch_rows", sa.Column("joins", whole, nullable=True))
    for name, column in {"given": "currency", "named": "name"}.items():
        there = sa.text("amount IS NOT NULL")
        op.create_index(
            f"ix_batch_rows_{name}",
            "batch_rows",
            ["workspace_id", "batch_id", column, "number"],
            sqlite_where=there,
            postgresql_where=there,
        )


def _templates() -> None:
    text, json, instant = sa.Text(), support.JSON, sa.DateTime(timezone=True)
    op.create_table(
        "batch_templates",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", text, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("columns", json, nullable=False),
        sa.Column("thresholds", json, nullable=True),
        sa.Column("rules", json, nullable=True),
        sa.Column("prefix", sa.String(length=20), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", instant, nullable=False),
        sa.Column("updated_at", instant, nullable=True),
        sa.Column("retired_at", instant, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "id", name="pk_batch_templates"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_batch_templates_workspace_id", ondelete="CASCADE"
        ),
    )
    op.create_index("uq_batch_templates_name", "batch_templates", ["workspace_id", "name"], unique=True)


def _entries() -> None:
    whole, json, instant = sa.BigInteger(), support.JSON, sa.DateTime(timezone=True)
    op.create_table(
        "entry_batches",
        sa.Column("workspace_id", whole, autoincrement=False, nullable=False),
        sa.Column("batch_id", whole, autoincrement=False, nullable=False),
        sa.Column("template_id", whole, nullable=True),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("expected_count", sa.Integer(), nullable=True),
        sa.Column("expected", json, nullable=False),
        sa.Column("differs", json, nullable=True),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("entered_by", json, nullable=False),
        sa.Column("submitted_by", whole, nullable=True),
        sa.Column("submitted_at", instant, nullable=True),
        sa.Column("sent_back", json, nullable=True),
        sa.Column("validated_revision", sa.Integer(), nullable=True),
        sa.Column("validated_at", instant, nullable=True),
        sa.Column("exceptions_of", whole, nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "batch_id", name="pk_entry_batches"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name="fk_entry_batches_workspace_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "batch_id"],
            ["batches.workspace_id", "batches.id"],
            name="fk_entry_batches_workspace_id_batch_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "template_id"],
            ["batch_templates.workspace_id", "batch_templates.id"],
            name="fk_entry_batches_workspace_id_template_id",
            ondelete="RESTRICT",
        ),
    )
    op.create_index("ix_entry_batches_template_id", "entry_batches", ["workspace_id", "template_id"])
    op.create_index("ix_entry_batches_exceptions", "entry_batches", ["workspace_id", "exceptions_of"])
    op.create_index("uq_entry_batches_code", "entry_batches", ["workspace_id", "code"], unique=True)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
