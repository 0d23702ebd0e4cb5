"""Who may be emailed about a topic, frozen and checked again."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

FENCED = ("audience_checks", "audience_exports", "audience_people")


def upgrade() -> None:
    op.create_table(
        "audience_checks",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("topic_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("included", support.JSON, nullable=False),
        sa.Column("excluded", support.JSON, nullable=False),
        sa.Column("messages_allowed", sa.BigInteger(), nullable=True),
        sa.Column("days", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("eligible", sa.BigInteger(), nullable=False),
        sa.Column("messages", sa.BigInteger(), nullable=False),
        sa.Column("reasons", support.JSON, nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("creator", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "topic_id"],
            ["interest_groups.workspace_id", "interest_groups.id"],
            name=op.f("fk_audience_checks_workspace_id_topic_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_audience_checks_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_audience_checks")),
    )
    op.create_index("ix_audience_checks_created", "audience_checks", ["workspace_id", "created_at", "id"])

    op.create_table(
        "audience_people",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("check_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("sort_name", support.ORDERED, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("lookup_number", sa.BigInteger(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=True),
        sa.Column("headline", sa.String(length=40), nullable=True),
        sa.Column("reasons", support.JSON, nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace_id", "check_id"],
            ["audience_checks.workspace_id", "audience_checks.id"],
            name=op.f("fk_audience_people_workspace_id_check_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name=op.f("fk_audience_people_workspace_id_constituent_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_audience_people_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "workspace_id", "check_id", "constituent_id", name=op.f("pk_audience_people")
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_audience_people_owner", "audience_people", ["workspace_id", "constituent_id"])
    op.create_index(
        "ix_audience_people_name",
        "audience_people",
        ["workspace_id", "check_id", "sort_name", "constituent_id"],
    )
    op.create_index(
        "ix_audience_people_headline",
        "audience_people",
        ["workspace_id", "check_id", "headline", "sort_name", "constituent_id"],
    )

    op.create_table(
        "audience_exports",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("check_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("differences", support.JSON, nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "check_id"],
            ["audience_checks.workspace_id", "audience_checks.id"],
            name=op.f("fk_audience_exports_workspace_id_check_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_audience_exports_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_audience_exports")),
    )
    op.create_index("ix_audience_exports_check", "audience_exports", ["workspace_id", "check_id", "at"])
    support.fence(FENCED)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
