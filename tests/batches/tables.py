"""The whole database as values: what was there before an import, and after it was undone."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Table, select

import app.schema  # noqa: F401  # every table is known
from app.db import Base, db

OWN = frozenset(
    {
        # the import itself, and what became of its rows
        *("batches", "batch_rows", "batch_acts", "upload_parts"),
        # what is only ever added to
        *("journal", "removals", "recent_writes", "touches", "work", "counters"),
        "saved_mappings",  # how staff mapped the columns of a file, for the next one
    }
)
"""Tables that may tell of an import that was undone."""
_STAMPS = {"constituents": ("version", "updated_at"), "match_counts": ()}
"""Columns that say how often and when a record was written."""


def everything(*, but: Collection[str] = OWN) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those, in an order of their own; ends the transaction."""
    db.session.rollback()
    tables = [table for name, table in Base.metadata.tables.items() if name not in but]
    return {table.name: _rows(table) for table in tables}


def _rows(table: Table) -> list[tuple[Any, ...]]:
    columns = [column for column in table.columns if column.name not in _STAMPS.get(table.name, ())]
    return sorted((tuple(row) for row in db.session.execute(select(*columns))), key=repr)
