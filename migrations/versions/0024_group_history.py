"""Groups remember: versions of rules, calculations, past stays, pins and notes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import support

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WHOLE, TEXT, INSTANT = sa.BigInteger(), sa.Text(), sa.DateTime(timezone=True)
WORD = sa.String(length=40)


def upgrade() -> None:
    _groups()
    _members()
    _stays()
    _versions()
    _calculations()
    _pins()
    support.fence(["group_stays", "group_versions", "group_calculations", "group_pins"])
    _first_versions()


def _groups() -> None:
    for column in (
        sa.Column("origin", support.JSON, nullable=True),
        _filled("edition", WHOLE, "0"),
        _open("due_at", INSTANT),
        _open("due_cause", WORD),
    ):
        op.add_column("groups", column)


def _members() -> None:
    for column in (_open("cause", WORD), _filled("note", TEXT, ""), _open("change_set", WHOLE)):
        op.add_column("group_members", column)


def _stays() -> None:
    _table(
        "group_stays",
        _key("group_id"),
        sa.Column("until", INSTANT, nullable=False),
        _key("constituent_id"),
        sa.Column("since", INSTANT, nullable=False),
        sa.Column("by", WORD, nullable=False),
        _open("added_by", WHOLE),
        _open("cause", WORD),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("left_cause", WORD, nullable=False),
        _open("left_by", WHOLE),
        _open("change_set", WHOLE),
        key=("workspace_id", "group_id", "until", "constituent_id"),
    )
    person = ["workspace_id", "constituent_id", "group_id", "until"]
    op.create_index("ix_group_stays_person", "group_stays", person)


def _versions() -> None:
    _table(
        "group_versions",
        _key("group_id"),
        _key("version"),
        sa.Column("rule", support.JSON, nullable=False),
        _open("by", WHOLE),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        *(_open(name, WHOLE) for name in ("members", "joined", "left")),
        key=("workspace_id", "group_id", "version"),
    )


def _calculations() -> None:
    _table(
        "group_calculations",
        _key("id"),
        sa.Column("group_id", WHOLE, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        _open("duration_ms", WHOLE),
        sa.Column("members", WHOLE, nullable=False),
        _open("eligible", WHOLE),
        *(sa.Column(name, WHOLE, nullable=False) for name in ("joined", "left")),
        sa.Column("cause", WORD, nullable=False),
        sa.Column("rule_version", WHOLE, nullable=False),
        _open("by", WHOLE),
        sa.Column("of_all", sa.Boolean(), nullable=False),
        key=("workspace_id", "id"),
        sqlite_with_rowid=True,
    )
    op.create_index("ix_group_calculations_at", "group_calculations", ["workspace_id", "group_id", "at"])


def _pins() -> None:
    _table(
        "group_pins",
        _key("group_id"),
        _key("constituent_id"),
        sa.Column("side", WORD, nullable=False),
        _open("by", WHOLE),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("note", TEXT, nullable=False),
        key=("workspace_id", "group_id", "constituent_id"),
    )
    op.create_index("ix_group_pins_person", "group_pins", ["workspace_id", "constituent_id", "group_id"])


def _first_versions() -> None:
    """The rules that there are become the versions that they say they are."""
    op.execute(
        """INSERT INTO group_versions (workspace_id, group_id, version, rule, "by", at, note, members)
        SELECT workspace_id, id, rule_version, rule, created_by, created_at, '', member_count
        FROM groups WHERE kind = 'dynamic' AND rule IS NOT NULL"""
    )
    op.execute("UPDATE groups SET due_cause = 'date' WHERE kind = 'dynamic'")  # found anew


def _table(
    name: str, *columns: sa.Column[Any], key: tuple[str, ...], sqlite_with_rowid: bool = False
) -> None:
    """A table of a workspace about a group and, where it names one, a constituent."""
    named = {column.name for column in columns}
    owners = {"group_id": "groups", "constituent_id": "constituents"}
    op.create_table(
        name,
        _key("workspace_id"),
        *columns,
        sa.PrimaryKeyConstraint(*key, name=f"pk_{name}"),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=f"fk_{name}_workspace_id", ondelete="CASCADE"
        ),
        *(_reference(name, column, table) for column, table in owners.items() if column in named),
        sqlite_with_rowid=sqlite_with_rowid,
    )


def _reference(name: str, column: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", column],
        [f"{table}.workspace_id", f"{table}.id"],
        name=f"fk_{name}_workspace_id_{column}",
        ondelete="CASCADE",
    )


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, WHOLE, autoincrement=False, nullable=False)


def _open(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _filled(name: str, kind: Any, value: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=value)


def downgrade() -> None:
    raise NotImplementedError("restore the backup that was made before the upgrade")
