"""What stands in the way of writing to each person, kept beside the people; and who was touched lately.

The database itself notes who was touched, in the transaction that does it: so no writer can forget it.
"""

import sqlalchemy as sa
from alembic import op

from migrations import support, touching
from migrations.touching import Noted

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

PROFILE, PERMISSION, ROLE = "profile", "permission", "role"
GIFT, REGISTRATION, EMAIL = "gift", "registration", "email"
YES, NO = "true", "false"
IMPLIES = "{row}.implies_consent"
OWNER = (
    "(SELECT email_addresses.constituent_id FROM email_addresses"
    " WHERE email_addresses.workspace_id = {row}.workspace_id AND email_addresses.id = {row}.email_id)"
)
HERS = "{row}.constituent_id"
SUBJECT = "{row}.subject_id"

NOTED = (
    Noted("constituents", "{row}.id", PROFILE, fresh=YES, only_fresh_if=("is_active", "is_deceased")),
    Noted("departures", HERS, PROFILE, fresh=YES),
    Noted("email_addresses", HERS, PROFILE, fresh=YES),
    Noted("address_hashes", OWNER, PROFILE, fresh=YES),
    Noted("former_names", HERS, PROFILE),
    Noted("phones", HERS, PROFILE),
    Noted("addresses", HERS, PROFILE),
    Noted("external_ids", HERS, PROFILE),
    Noted("restrictions", SUBJECT, PERMISSION, fresh=YES, key="{row}.address_key"),
    Noted("consents", SUBJECT, PERMISSION, fresh=YES),
    Noted("topics_joined", SUBJECT, PERMISSION),
    Noted("constituencies", HERS, ROLE),
    Noted("prospects", HERS, ROLE),
    Noted("prospect_stages", HERS, ROLE),
    Noted("donations", HERS, GIFT, fresh=IMPLIES),
    Noted("soft_credits", HERS, GIFT),
    Noted("registrations", HERS, REGISTRATION, fresh=IMPLIES),
    Noted("deliveries", HERS, EMAIL),
)
EVERYBODY = {
    "events": (REGISTRATION, ("name", "category", "kind", "starts_at")),
    "campaigns": (EMAIL, ("name", "sent_at")),
    "interest_groups": (PERMISSION, ("is_opt_in", "archived_at")),
    "constituency_roles": (ROLE, ("name", "key")),
}
"""What many people's answers depend on: of which columns a change is told, as one about everybody."""

SETTINGS = ("timezone", "currency", "fiscal_year_start", "modules", "consent_policy", "consent_rules")


def upgrade() -> None:
    op.add_column(
        "workspaces", sa.Column("standings_stale", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    _standings()
    _touches()
    support.fence(["standings", "touches"])
    for noted in NOTED:
        touching.note(noted)
    for table, (kind, columns) in EVERYBODY.items():
        touching.note_everybody(table, "workspace_id", kind, columns)
    touching.note_everybody("workspaces", "id", "settings", SETTINGS, only_changes=True)


def _standings() -> None:
    op.create_table(
        "standings",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("headline", sa.BigInteger(), nullable=False),
        sa.Column("marks", sa.BigInteger(), nullable=False),
        sa.Column("holds_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("holds_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace_id", "constituent_id", name="pk_standings"),
        _workspace("standings"),
        sa.ForeignKeyConstraint(
            ["workspace_id", "constituent_id"],
            ["constituents.workspace_id", "constituents.id"],
            name="fk_standings_workspace_id_constituent_id",
            ondelete="CASCADE",
        ),
        sqlite_with_rowid=False,
        postgresql_with={"fillfactor": 80},
    )
    columns = ["workspace_id", "edition", "headline", "marks", "constituent_id"]
    op.create_index("ix_standings_headline", "standings", columns)
    for name in ("holds_from", "holds_until"):
        there = sa.text(f"{name} IS NOT NULL")
        op.create_index(
            f"ix_standings_{name.removeprefix('holds_')}",
            "standings",
            ["workspace_id", name],
            sqlite_where=there,
            postgresql_where=there,
        )


def _touches() -> None:
    key = ("workspace_id", "is_fresh", "constituent_id", "address_key", "kind", "id")
    if support.is_postgres():
        op.execute("CREATE SEQUENCE touches_id AS bigint")
        op.execute(f"GRANT USAGE ON SEQUENCE touches_id TO {support.ROLE}")
    number = sa.text("nextval('touches_id')") if support.is_postgres() else "0"
    op.create_table(
        "touches",
        sa.Column("workspace_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_fresh", sa.Boolean(), nullable=False),
        sa.Column("constituent_id", sa.BigInteger(), nullable=False),
        sa.Column("address_key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False, server_default=number),
        sa.PrimaryKeyConstraint(*key, name="pk_touches"),
        _workspace("touches"),
        sqlite_with_rowid=False,
    )


def _workspace(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id"], ["workspaces.id"], name=f"fk_{table}_workspace_id", ondelete="CASCADE"
    )


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
