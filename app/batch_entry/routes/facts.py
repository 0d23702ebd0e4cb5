"""The line above the grid: how many rows stand where, and what their gifts come to."""

from typing import Any

from flask import url_for

from app.batch_entry.domain.totals import Totals, compared
from app.batch_entry.models import EntryBatch
from app.batch_entry.queries.sums import mistaken, with_moved
from app.batches import queries
from app.batches.domain import words
from app.batches.domain.counts import Counts
from app.batches.domain.review import not_open
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.status import BatchKind
from app.batches.models import Batch
from app.batches.queries import UNDECIDED, RowFilter
from app.batches.queries.gifts import totals
from app.db import db
from app.web import htmx
from app.web.htmx import Part, part
from app.words import N_, _

DECIDE = "decide"
SHOWS = {"": (N_("All rows"), RowFilter()), DECIDE: (N_("Needs you"), RowFilter(UNDECIDED))}
_SHOWN = (
    (Outcome.POSSIBLE_DUPLICATE, "duplicate", "copy", N_("Possible duplicate"), N_("Possible duplicates")),
    (Outcome.CONFLICT, "conflict", "triangle-alert", N_("Conflict"), N_("Conflicts")),
    (Outcome.ERROR, "error", "circle-x", N_("Error"), N_("Errors")),
    (Outcome.SKIPPED, "neutral", "skip-forward", N_("Skipped"), N_("Skipped")),
)


def facts(batch: Batch) -> dict[str, Any]:
    """The context of `_facts.html`, in three statements however many rows there are."""
    tally = queries.tally(batch)
    counts = tally.counts
    beside = db.session.get_one(EntryBatch, (batch.workspace_id, batch.id))
    expected = Totals(beside.expected_count, beside.expected)
    actual = with_moved(batch, counts.rows - counts.skipped, totals(batch) if _has_gifts(batch) else {})
    told = words.do(
        new=tally.rows((Outcome.READY,), action=Action.CREATE),
        updates=tally.rows((Outcome.READY,), action=Action.UPDATE),
        unchanged=tally.rows((Outcome.READY,), action=Action.NO_CHANGE),
    )
    told = _("profiles: {changes}", changes=told) if told and _has_gifts(batch) else told
    first = {
        "label": _("Ready"),
        "count": counts.ready,
        "tone": "ready",
        "icon": "circle-check",
        "detail": told,
    }
    return {
        "batch": batch,
        "entry": beside,
        "counts": counts,
        "is_open": not_open(batch.status) is None,
        "figures": [first, *(_figure(*each, counts.of_outcome(each[0])) for each in _SHOWN)],
        "totals": compared(expected, actual),
        "in_error": mistaken(batch) if _has_gifts(batch) and counts.of_outcome(Outcome.ERROR) else {},
    }


def facts_parts(batch: Batch) -> list[Part]:
    """The lines above the grid for their places, while these rows of it are shown."""
    return parts_of(batch, facts(batch), shown_rows(batch))


def parts_of(batch: Batch, told: dict[str, Any], show: str) -> list[Part]:
    """The same of facts that are known."""
    return [
        part("batch_entry/_facts.html", "#batch-facts", **told),
        part("batch_entry/_views.html", "#views", **{**told, "views": views(batch, show, told["counts"])}),
    ]


def views(batch: Batch, show: str, counts: Counts) -> list[dict[str, Any]]:
    """Which rows the grid can show, each with how many there are."""
    numbers = {"": counts.rows, DECIDE: counts.undecided}
    return [
        {
            "label": label,
            "url": url_for("batch_entry.grid", number=batch.number, show=name or None),
            "current": show == name,
            "count": numbers[name],
        }
        for name, (label, __) in SHOWS.items()
    ]


def shown_rows(batch: Batch) -> str:
    """Which rows the browser shows while it asks for a fragment."""
    asked = htmx.shown(url_for("batch_entry.grid", number=batch.number)) or {}
    return DECIDE if asked.get("show") == DECIDE else ""


def _has_gifts(batch: Batch) -> bool:
    return batch.kind is BatchKind.REVENUE


def _figure(outcome: Outcome, tone: str, icon: str, one: str, many: str, count: int) -> dict[str, Any]:
    return {"label": one if count == 1 else many, "count": count, "tone": tone, "icon": icon}
