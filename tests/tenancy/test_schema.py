"""The schema itself keeps workspaces apart."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Table, UniqueConstraint

from app.db import Base, Tenant
from app.schema import metadata

INSTALLATION = {
    "memberships",
    "one_time_links",
    "sign_in_attempts",
    "staff",
    "staff_sessions",
    "work",
    "workspaces",
}
"""Tables that belong to the installation as a whole; they hold nothing about constituents."""
ONE_ROW_EACH = {"home_figures"}
"""Tables with one row for each workspace."""


def owned() -> list[Table]:
    """The tables whose rows belong to a workspace."""
    return [table for table in metadata.sorted_tables if table.name not in INSTALLATION]


def test_every_model_is_owned_by_a_workspace_or_on_the_short_list() -> None:
    strangers = [
        mapper.class_.__name__
        for mapper in Base.registry.mappers
        if not issubclass(mapper.class_, Tenant) and mapper.local_table.name not in INSTALLATION
    ]
    assert strangers == []


def test_every_primary_key_begins_with_the_workspace() -> None:
    keys = {table.name: [column.name for column in table.primary_key.columns] for table in owned()}

    assert [name for name, columns in keys.items() if columns[0] != "workspace_id"] == []
    assert {name for name, columns in keys.items() if len(columns) < 2} == ONE_ROW_EACH


def test_every_unique_rule_and_every_index_begins_with_the_workspace() -> None:
    rules = [
        (table.name, [getattr(column, "name", "") for column in rule.columns])
        for table in owned()
        for rule in (*table.constraints, *table.indexes)
        if not isinstance(rule, ForeignKeyConstraint | CheckConstraint)
    ]

    assert [rule for rule in rules if rule[1][0] != "workspace_id"] == [("match_keys", ["key"])], (
        "a key of matching is another number in every workspace"
    )
    assert any(
        isinstance(item, UniqueConstraint) or table.indexes for table in owned() for item in table.constraints
    )


def test_every_reference_inside_a_workspace_carries_the_workspace() -> None:
    references = [
        (table.name, [column.name for column in key.columns])
        for table in owned()
        for key in table.foreign_key_constraints
        if key.referred_table.name != "workspaces"
    ]

    assert references
    assert [item for item in references if item[1][0] != "workspace_id" or len(item[1]) != 2] == []


def test_no_owned_row_refers_to_a_table_of_the_installation_but_its_workspace() -> None:
    outside = {
        (table.name, key.referred_table.name)
        for table in owned()
        for key in table.foreign_key_constraints
        if key.referred_table.name in INSTALLATION - {"workspaces"}
    }
    assert outside == set()
