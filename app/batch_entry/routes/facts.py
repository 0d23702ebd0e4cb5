"""The line above the grid: how many rows stand where, and what their gifts come to."""

from typing import Any

from app.batch_entry.domain.totals import Totals, compared
from app.batch_entry.models import EntryBatch
from app.batches import queries
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.status import BatchKind
from app.batches.models import Batch

try:
    from app.batches.queries.gifts import totals
except ImportError:
    totals = lambda batch: {}
from app.db import db
from app.web.htmx import Part, part

_SHOWN = (
    (Outcome.POSSIBLE_DUPLICATE, "duplicate", "copy", "Possible duplicate", "Possible duplicates"),
    (Outcome.CONFLICT, "conflict", "triangle-alert", "Conflict", "Conflicts"),
    (Outcome.ERROR, "error", "circle-x", "Error", "Errors"),
    (Outcome.SKIPPED, "neutral", "skip-forward", "Skipped", "Skipped"),
)


def facts(batch: Batch) -> dict[str, Any]:
    """The context of `_facts.html`, in two statements however many rows there are."""
    tally = queries.tally(batch)
    counts = tally.counts
    beside = db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))
    expected = Totals(beside.expected_count, beside.expected)
    sums = {each: minor for each, (_, minor) in totals(batch).items()} if _has_gifts(batch) else {}
    ready = {
        "adds": tally.rows((Outcome.READY,), action=Action.CREATE),
        "updates": tally.rows((Outcome.READY,), action=Action.UPDATE),
        "no change": tally.rows((Outcome.READY,), action=Action.NO_CHANGE),
    }
    told = " · ".join(f"{number:,} {what}" for what, number in ready.items() if number)
    first = {"label": "Ready", "count": counts.ready, "tone": "ready", "icon": "circle-check", "detail": told}
    return {
        "batch": batch,
        "entry": beside,
        "counts": counts,
        "figures": [first, *(_figure(*each, counts.of_outcome(each[0])) for each in _SHOWN)],
        "totals": compared(expected, Totals(counts.rows - counts.skipped, sums)),
    }


def facts_part(batch: Batch) -> Part:
    """The line for its place above the grid."""
    return part("batch_entry/_facts.html", "#batch-facts", **facts(batch))


def _has_gifts(batch: Batch) -> bool:
    return batch.kind is BatchKind.REVENUE


def _figure(outcome: Outcome, tone: str, icon: str, one: str, many: str, count: int) -> dict[str, Any]:
    return {"label": one if count == 1 else many, "count": count, "tone": tone, "icon": icon}
