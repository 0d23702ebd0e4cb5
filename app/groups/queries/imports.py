"""Who is in an import, or in a batch that staff typed; these stand above groups, which know only columns."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, column, func, select, table

from app.accounts.models import Workspace
from app.constituents.models import Constituent
from app.db import db
from app.words import _

BATCH = table(
    "batches",
    *(column(name, BigInteger) for name in ("workspace_id", "id", "number")),
    *(column(name, String) for name in ("name", "kind", "status")),
).alias("import")
ROW = table(
    "batch_rows",
    *(column(name, BigInteger) for name in ("workspace_id", "batch_id", "constituent_id")),
    column("state", String),
).alias("import_row")
TYPED = ("update", "revenue")
"""Kinds that staff call a batch; the others are imports."""
UNDONE = "undone"
BEGUN = ("committed", "committing", "paused")
CARRIED_OUT = ("applied", "kept")
"""A row that was carried out and not taken back, or only in part."""

MOST = 200


def named(workspace: Workspace, numbers: Collection[int]) -> dict[int, tuple[str, bool]]:
    """What these imports are called inside a sentence, by number, and whether each was undone."""
    asked = BATCH.c.number.in_(sorted(numbers))
    rows = db.session.execute(_imports(workspace).where(asked)) if numbers else ()
    return {row.number: (_called(row), row.status == UNDONE) for row in rows}


def latest(workspace: Workspace) -> list[tuple[int, str]]:
    """Numbers and names of the latest imports that were carried out, for a choice."""
    done = BATCH.c.status.in_(BEGUN)
    rows = db.session.execute(_imports(workspace).where(done).order_by(BATCH.c.number.desc()).limit(MOST))
    return [(row.number, row.name) for row in rows]


def _imports(workspace: Workspace) -> Any:
    columns = (BATCH.c.number, BATCH.c.name, BATCH.c.kind, BATCH.c.status)
    return select(*columns).where(BATCH.c.workspace_id == workspace.id)


def _called(row: Any) -> str:
    """Import 12 “Members 2024”; the name of a batch begins with the code by which staff know it."""
    return (
        _("batch “{name}”", name=row.name)
        if row.kind in TYPED
        else _("import {number} “{name}”", number=row.number, name=row.name)
    )


def is_in_import(workspace: Workspace, number: int) -> ColumnElement[bool]:
    """For whom a row of the import was carried out."""
    return Constituent.id.in_(_carried_out(workspace, ROW.c.constituent_id).where(BATCH.c.number == number))


def imports_of(
    workspace: Workspace, numbers: Collection[int], ids: Collection[int]
) -> dict[int, frozenset[int]]:
    """The numbers of those of these imports that each of these people is in."""
    query = _carried_out(workspace, ROW.c.constituent_id, BATCH.c.number)
    found = defaultdict(set)
    here = (BATCH.c.number.in_(sorted(numbers)), ROW.c.constituent_id.in_(sorted(ids)))
    for row in db.session.execute(query.where(*here)):
        found[row.constituent_id].add(row.number)
    return {who: frozenset(hers) for who, hers in found.items()}


def _carried_out(workspace: Workspace, *columns: Any) -> Any:
    of_batch = and_(ROW.c.workspace_id == BATCH.c.workspace_id, ROW.c.batch_id == BATCH.c.id)
    return (
        select(*columns)
        .select_from(ROW.join(BATCH, of_batch))
        .where(
            BATCH.c.workspace_id == workspace.id,
            BATCH.c.status != UNDONE,
            ROW.c.state.in_(CARRIED_OUT),
            func.coalesce(ROW.c.constituent_id, 0) != 0,  # so that rows are found by their import
        )
    )
