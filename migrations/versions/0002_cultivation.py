"""What staff know and plan: notes, constituencies, prospect context."""

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FENCED = ("constituencies", "constituency_roles", "notes", "prospect_stages", "prospects")


def upgrade() -> None:
    op.create_table(
        "constituency_roles",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("key", sa.String(length=240), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_constituency_roles_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_constituency_roles")),
    )
    op.create_index("uq_constituency_roles_key", "constituency_roles", ["workspace_id", "key"], unique=True)

    op.create_table(
        "constituencies",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), nullable=False),
        sa.Column("role_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name=op.f("fk_constituencies_workspace_id_constituent_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id", "role_id"],
            ["constituency_roles.workspace_id", "constituency_roles.id"],
            name=op.f("fk_constituencies_workspace_id_role_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_constituencies_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_constituencies")),
    )
    op.create_index(
        "ix_constituencies_owner", "constituencies", ["workspace_id", "constituent_id"], unique=False
    )
    op.create_index(
        "ix_constituencies_role",
        "constituencies",
        ["workspace_id", "role_id", "constituent_id"],
        unique=False,
    )

    op.create_table(
        "notes",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name=op.f("fk_notes_workspace_id_constituent_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_notes_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_notes")),
    )
    op.create_index(
        "ix_notes_owner", "notes", ["workspace_id", "constituent_id", "happened_on", "id"], unique=False
    )

    op.create_table(
        "prospect_stages",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "stage",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("staff_id", sa.BigInteger(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name=op.f("fk_prospect_stages_workspace_id_constituent_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"],
            ["workspaces.id"],
            name=op.f("fk_prospect_stages_workspace_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace_id", "id", name=op.f("pk_prospect_stages")),
    )
    op.create_index(
        "ix_prospect_stages_owner", "prospect_stages", ["workspace_id", "constituent_id"], unique=False
    )
    op.create_index(
        "ix_prospect_stages_stage",
        "prospect_stages",
        ["workspace_id", "stage", "constituent_id"],
        unique=False,
    )
    op.create_index(
        "uq_prospect_stages_now",
        "prospect_stages",
        ["workspace_id", "constituent_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )

    op.create_table(
        "prospects",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("manager_id", sa.BigInteger(), nullable=True),
        sa.Column("manager", sa.Text(), nullable=False),
        sa.Column(
            "capacity",
            sa.String(length=40),
            nullable=True,
        ),
        sa.Column("capacity_currency", sa.String(length=3), nullable=False),
        sa.Column("capacity_on", sa.Date(), nullable=True),
        sa.Column("capacity_source", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name=op.f("fk_prospects_workspace_id_constituent_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_prospects_workspace_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", name=op.f("pk_prospects")),
    )
    op.create_index(
        "ix_prospects_manager", "prospects", ["workspace_id", "manager_id", "constituent_id"], unique=False
    )

    support.fence(FENCED)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
