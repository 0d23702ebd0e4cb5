"""What the review shows: counts that add up, filters, and each row with what may be done with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from app.accounts.access import may
from app.accounts.domain.roles import Permission
from app.batches import queries
from app.batches.domain import words
from app.batches.domain.acts import LastAct
from app.batches.domain.counts import Counts, Results
from app.batches.domain.review import RowAction, allowed, not_open
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchStatus
from app.batches.domain.tally import Tally
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNDECIDED, RowFilter
from app.batches.routes.causes import Named, named
from app.batches.routes.showing import SHOWS, chosen
from app.batches.services import act_id_of, standing
from app.batches.services.alarms import unacknowledged
from app.batches.services.refusals import open_refusals
from app.web.htmx import Part, part
from app.words import N_, _, figure

_TONES = {
    Outcome.READY: ("ready", "circle-check", N_("Ready"), N_("Ready")),
    Outcome.POSSIBLE_DUPLICATE: ("duplicate", "copy", N_("Possible duplicate"), N_("Possible duplicates")),
    Outcome.CONFLICT: ("conflict", "triangle-alert", N_("Conflict"), N_("Conflicts")),
    Outcome.ERROR: ("error", "circle-x", N_("Error"), N_("Errors")),
    Outcome.SKIPPED: ("neutral", "skip-forward", N_("Skipped"), N_("Skipped")),
}
_UNDONE = (BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE)
_ORDER = (
    RowAction.MERGE,
    RowAction.MARK_DISTINCT,
    RowAction.COME_BACK,
    RowAction.KEEP,
    RowAction.EDIT,
    RowAction.SKIP,
    RowAction.RESTORE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the table shows it; `actions` are what the staff who ask may do with it."""

    row: BatchRow
    actions: tuple[RowAction, ...]
    opened: bool = False

    @property
    def seen(self) -> int:
        """The last act on the row that is shown, 0 for none: sent along with what is done next."""
        return act_id_of(self.row)

    @property
    def undoes(self) -> int:
        """The act that can be taken back now; 0 where there is none, or it may not."""
        last = LastAct.from_json(self.row.last_act)
        return last.id if last and last.before and self.actions else 0

    @property
    def restores(self) -> bool:
        """Whether taking everything back is more than taking back the last act."""
        last = LastAct.from_json(self.row.last_act)
        before = last.before if last and self.undoes else None
        return before is None or bool(before.edited or before.decision)

    @property
    def told(self) -> str:
        """What staff did with the row last, and who: "Bob left this row out"; "" for nothing."""
        last = LastAct.from_json(self.row.last_act)
        return last.told() if last else ""

    @property
    def state_words(self) -> tuple[str, str | None]:
        """The badge of the row: its state and what is added to it."""
        row = self.row
        if row.state in (RowState.REVERTED, RowState.KEPT):
            return row.state.value, None
        if row.state is RowState.APPLIED:
            done = {Action.CREATE: "created", Action.UPDATE: "updated"}.get(row.action, "unchanged")
            return done, None
        if row.outcome is Outcome.READY:
            if row.action is Action.NO_CHANGE:
                return ("unchanged", None) if row.amount is None else ("ready", _("gift"))
            return "ready", words.does(row.action, row.changes)
        if row.outcome is Outcome.POSSIBLE_DUPLICATE and row.score is not None:
            return "possible_duplicate", f"{row.score:g}"
        return row.outcome.value, None


def line(batch: Batch, row: BatchRow, *, opened: bool = False) -> Line:
    """A row with what the staff who ask may do with it, the likeliest first."""
    offered = allowed(standing(batch, row)) if may(Permission.EDIT) else ()
    return Line(row, tuple(action for action in _ORDER if action in offered), opened)


def named_outcome(which: RowFilter) -> str:
    """What the rows of a filter are called, where they are of one outcome; "" otherwise."""
    return _TONES[which.outcomes[0]][3] if len(which.outcomes) == 1 else ""


def summary(batch: Batch) -> dict[str, Any]:
    """The context of counts and commit button; `add`, `update` and `leave` are what commit would do."""
    tally = queries.tally(batch)
    counts, results = tally.counts, tally.results
    return {
        "batch": batch,
        "is_open": not_open(batch.status, batch.kind) is None,
        "tally": tally,
        "refusals": open_refusals(batch),
        "alarmed": bool(unacknowledged(batch)),
        "counts": counts,
        "results": results,
        "facts": _facts(batch, tally),
        "due": 0 if batch.status in _UNDONE else _waiting(tally),
        "add": _waiting(tally, Action.CREATE),
        "update": _waiting(tally, Action.UPDATE),
        "leave": _waiting(tally, Action.NO_CHANGE),
        "will": words.will,
    }


def _waiting(tally: Tally, action: Action | None = None) -> int:
    """How many ready rows are not carried out yet."""
    return tally.rows((Outcome.READY,), action=action, states=(RowState.PENDING,))


def _facts(batch: Batch, tally: Tally) -> list[dict[str, Any]]:
    facts = [_fact(batch, outcome, tally.counts.of_outcome(outcome)) for outcome in _TONES]
    facts[0]["count"] = _waiting(tally)
    facts[0]["detail"] = words.do(
        new=_waiting(tally, Action.CREATE),
        updates=_waiting(tally, Action.UPDATE),
        unchanged=_waiting(tally, Action.NO_CHANGE),
    )
    first = [_committed(batch, tally.results)] if tally.results.applied else []
    return [*first, *_taken_back(batch, tally.results), *facts]


def _taken_back(batch: Batch, results: Results) -> list[dict[str, Any]]:
    """What an undo did, where there was one."""
    told = (
        (results.reverted, _("Taken back"), "undo-2", "reverted"),
        (results.kept, _("Stays"), "triangle-alert", "kept"),
    )
    return [
        {
            "label": label,
            "count": count,
            "tone": "neutral",
            "icon": icon,
            "url": url_for("batches.result_people", number=batch.number, which=part),
        }
        for count, label, icon, part in told
        if count
    ]


def _committed(batch: Batch, results: Results) -> dict[str, Any]:
    done = {_("added"): results.created, _("updated"): results.updated, _("unchanged"): results.unchanged}
    return {
        "label": _("Committed"),
        "count": results.applied,
        "tone": "ready",
        "icon": "check",
        "detail": _listed(done),
        "url": url_for("batches.review", number=batch.number, show="committed"),
    }


def _fact(batch: Batch, outcome: Outcome, count: int) -> dict[str, Any]:
    tone, icon, one, many = _TONES[outcome]
    return {
        "label": one if count == 1 else many,
        "count": count,
        "tone": tone,
        "icon": icon,
        "url": url_for("batches.review", number=batch.number, outcome=outcome.value),
    }


def _listed(numbers: dict[str, int]) -> str:
    return " · ".join(f"{figure(number)} {what}" for what, number in numbers.items() if number)


def segments(batch: Batch, counts: Counts, results: Results, show: str) -> list[dict[str, Any]]:
    """The views with their numbers; that of committed rows once there are any."""
    numbers = {
        "decide": counts.undecided,
        "ready": counts.ready - results.applied - results.reverted - results.kept,
        "committed": results.applied,
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
        for name, (label, __) in SHOWS.items()
        if name != "committed" or results.applied
    ]


def causes(tally: Tally) -> list[Named]:
    """Why rows wait or were left out, the most frequent first; those that wait before the others."""
    return [named(cause) for cause in (*tally.causes(UNDECIDED), *tally.causes((Outcome.SKIPPED,)))]


def refreshed(batch: Batch, row: BatchRow, asked: Mapping[str, str]) -> list[Part]:
    """What a changed row changes on the review as it is shown: itself, counts, views and causes."""
    told = summary(batch)
    show, __ = chosen(asked, told["tally"])
    views = segments(batch, told["counts"], told["results"], show)
    return [
        part("batches/_row.html", f"#row-{row.number}", line=line(batch, row), batch=batch),
        part("batches/_closed.html", f"#row-{row.number}-detail", row=row),
        part("batches/_summary.html", "#summary", **told),
        part("batches/_views.html", "#views", segments=views),
        part("batches/_causes.html", "#causes", causes=causes(told["tally"]), **told),
    ]
