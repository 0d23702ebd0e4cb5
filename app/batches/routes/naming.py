"""What pages call a batch, and the way back from them; templates have these as functions."""

from flask import Blueprint, url_for

from app.batches.domain.required import LOOKUP
from app.batches.domain.status import BatchKind
from app.batches.models import Batch, BatchRow
from app.batches.routes.doors import BATCHES, door_of, front
from app.batches.services import cells_of
from app.words import N_, _

_APART = {
    BatchKind.UPDATE: N_("Constituent update batch"),
    BatchKind.REVENUE: N_("Revenue batch"),
}


def init_bp(bp: Blueprint) -> None:
    """Give the functions to all templates."""
    for function in (label, called, trail, named_by):
        bp.add_app_template_global(function, f"batch_{function.__name__}")


def label(batch: Batch) -> str:
    """What it is: "Import 7", or "Revenue batch", whose name has a code of its own."""
    return str(_APART.get(batch.kind, "")) or _("Import {number}", number=batch.number)


def called(batch: Batch, more: str = "") -> str:
    """Which one it is, on a page about a part of it: "gala.csv · import 7", "GIFT-0007 Gifts by mail"."""
    number = "" if batch.kind.is_entered else batch.known_as
    return " · ".join(filter(None, (batch.name, number, more)))


def trail(batch: Batch, *, to: str = "batches.review") -> list[tuple[str, str]]:
    """The way back: the list, then a page of the batch."""
    behind = door_of(batch.kind)
    here = url_for(to, number=batch.number, door=behind)
    return [(_("Batches") if behind == BATCHES else _("Imports"), front(behind)), (batch.name, here)]


def named_by(batch: Batch, row: BatchRow) -> str:
    """The lookup ID by which a row without a name names its person; "" where it has none."""
    fields = [column["field"] for column in batch.mapping.get("columns", ())]
    cells = cells_of(row)
    return cells[at] if LOOKUP in fields and (at := fields.index(LOOKUP)) < len(cells) else ""
