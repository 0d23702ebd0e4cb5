"""What the review shows: counts that add up, filters, and each row with what may be done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from app.accounts.access import may
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.domain.counts import Counts
from app.batches.domain.review import RowAction, allowed
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries import PAGE, UNDECIDED, RowFilter
from app.batches.services import standing
from app.web.htmx import Part, part

_TONES = {
    Outcome.READY: ("ready", "circle-check", "Ready"),
    Outcome.POSSIBLE_DUPLICATE: ("duplicate", "copy", "Possible duplicates"),
    Outcome.CONFLICT: ("conflict", "triangle-alert", "Conflicts"),
    Outcome.ERROR: ("error", "circle-x", "Errors"),
    Outcome.SKIPPED: ("neutral", "skip-forward", "Skipped"),
}
SHOWS = {
    "decide": ("Needs a decision", UNDECIDED),
    "ready": ("Ready", (Outcome.READY,)),
    "skipped": ("Skipped", (Outcome.SKIPPED,)),
    "all": ("All", ()),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the table shows it."""

    row: BatchRow
    actions: tuple[RowAction, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def state_words(self) -> tuple[str, str | None]:
        """The badge of the row: its state and what is added to it."""
        row = self.row
        if row.state is RowState.APPLIED:
            done = {Action.CREATE: "created", Action.UPDATE: "updated"}.get(row.action, "unchanged")
            return done, None
        if row.outcome is Outcome.READY:
            if row.action is Action.NO_CHANGE:
                return "unchanged", None
            return "ready", f"update {row.changes}" if row.action is Action.UPDATE else "create"
        if row.outcome is Outcome.POSSIBLE_DUPLICATE and row.score is not None:
            return "possible_duplicate", f"{row.score:.0f}"
        return row.outcome.value, None


def line(batch: Batch, row: BatchRow) -> Line:
    """A row with what the staff who ask may do with it."""
    return Line(row, allowed(standing(batch, row)) if may(Permission.EDIT) else ())


def chosen() -> tuple[str, RowFilter]:
    """Which rows the request asks for: by outcome, one of the four views, a cause, or words."""
    show = request.args.get("show", "")
    outcome = request.args.get("outcome", type=Outcome)
    outcomes = (outcome,) if outcome else SHOWS.get(show, ("", ()))[1]
    which = RowFilter(outcomes, request.args.get("cause", "")[:60], request.args.get("q", "")[:100])
    return show if show in SHOWS and not outcome else "", which


def page_of(batch: Batch, show: str, which: RowFilter) -> dict[str, Any]:
    """The context of the table of rows."""
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    found = queries.rows(batch, which, after=after, before=before, limit=PAGE + 1)
    rows, older, newer = _cut(found, before, after)
    return {
        "batch": batch,
        "lines": [line(batch, row) for row in rows],
        "show": show,
        "which": which,
        "previous": _turn(before=rows[0].number) if older and rows else None,
        "next": _turn(after=rows[-1].number) if newer and rows else None,
    }


def _cut(
    found: Sequence[BatchRow], before: int | None, after: int | None
) -> tuple[Sequence[BatchRow], bool, bool]:
    """The rows of the page, and whether there are more before and after it."""
    more = len(found) > PAGE
    if before is not None:
        return (found[1:] if more else found), more, True
    return found[:PAGE], after is not None, more


def _turn(**place: int) -> str:
    kept = {name: value for name, value in request.args.items() if name not in ("before", "after")}
    values: dict[str, Any] = {**(request.view_args or {}), **kept, **place}
    return url_for("batches.review", **values)


def summary(batch: Batch) -> dict[str, Any]:
    """The context of counts and commit button."""
    counts = queries.counts(batch)
    return {
        "batch": batch,
        "counts": counts,
        "facts": [_fact(batch, counts, outcome) for outcome in _TONES],
        "due": queries.due(batch),
        "results": queries.results(batch),
    }


def _fact(batch: Batch, counts: Counts, outcome: Outcome) -> dict[str, Any]:
    tone, icon, label = _TONES[outcome]
    detail = f"{counts.create:,} create · {counts.update:,} update · {counts.no_change:,} no change"
    return {
        "label": label,
        "count": counts.of_outcome(outcome),
        "tone": tone,
        "icon": icon,
        "detail": detail if outcome is Outcome.READY and counts.ready else None,
        "url": url_for("batches.review", number=batch.number, outcome=outcome.value),
    }


def segments(batch: Batch, counts: Counts, show: str) -> list[dict[str, Any]]:
    """The four views with their numbers."""
    numbers = {
        "decide": counts.undecided,
        "ready": counts.ready,
        "skipped": counts.skipped,
        "all": counts.rows,
    }
    return [
        {
            "label": label,
            "url": url_for("batches.review", number=batch.number, show=name),
            "current": show == name,
            "count": numbers[name],
        }
        for name, (label, _) in SHOWS.items()
    ]


def refreshed(batch: Batch, *rows: BatchRow) -> list[Part]:
    """What a changed row changes on the page: itself, the counts, the button."""
    changed = [
        part("batches/_row.html", f"#row-{row.number}", line=line(batch, row), batch=batch) for row in rows
    ]
    return [*changed, part("batches/_summary.html", "#summary", **summary(batch))]
