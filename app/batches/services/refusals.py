"""How many rows of a file say that their person must not be written to, and whether that is recorded."""

from dataclasses import dataclass

from sqlalchemy import select

from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.db import db

_KEPT, _RECORDED = "noes", "noes_recorded"


@dataclass(frozen=True, slots=True)
class Refusals:
    """Rows that say no; `at_least` where the file has columns for that and was too long to look at each."""

    rows: int
    at_least: bool


def keep(batch: Batch, rows: int, *, at_least: bool) -> None:
    """Store what the check counted."""
    batch.settings = {**batch.settings, _KEPT: {"rows": rows, "at_least": at_least}}


def say_recorded(batch: Batch) -> None:
    """Remember that staff said that they are recorded already."""
    batch.settings = {**batch.settings, _RECORDED: True}


def open_refusals(batch: Batch) -> Refusals | None:
    """What the file says and nobody has recorded; None where there is nothing. One statement if there is."""
    kept = batch.settings.get(_KEPT)
    if not kept or not (kept["rows"] or kept["at_least"]):
        return None
    is_recorded = batch.settings.get(_RECORDED) or _is_recorded(batch)
    return None if is_recorded else Refusals(**kept)


def _is_recorded(batch: Batch) -> bool:
    """Whether an import of restrictions took them from this file."""
    query = select(Batch.settings).where(
        Batch.workspace_id == batch.workspace_id,
        Batch.kind == BatchKind.RESTRICTION,
        Batch.status == BatchStatus.COMMITTED,
    )
    return any(told.get("taken_from") == batch.number for told in db.session.scalars(query))
