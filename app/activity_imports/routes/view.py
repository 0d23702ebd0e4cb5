"""What the review shows: counts that add up, views, causes, and each row with what may be done with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for

from app.accounts.access import current_workspace, may
from app.accounts.domain.roles import Permission
from app.activity_imports import queries
from app.activity_imports.domain.offers import Verb, Waiting, offers
from app.activity_imports.domain.words import OF_GIFTS, cause_words, fix_words, listed, waits_for
from app.activity_imports.models import ActivityRow
from app.activity_imports.queries.imports import OPEN
from app.batches import queries as batches
from app.batches.domain.acts import LastAct
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchStatus
from app.batches.domain.tally import Tally
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNDECIDED, UNRESOLVED
from app.batches.services import act_id_of
from app.constituents import directory
from app.constituents.directory import Listed
from app.constituents.models import Constituent
from app.words import N_, _

_MEND = N_("Edit the row; if many have it, change how the column is read.")
VIEWS = {
    "decide": N_("Needs a decision"),
    "ready": N_("Ready"),
    "committed": N_("Committed"),
    "skipped": N_("Left out"),
    "all": N_("All"),
}
UNDONE = (BatchStatus.UNDO_STOPPED, BatchStatus.UNDONE)
_DONE = (N_("recorded"), N_("changed"), N_("no change"))
_READY = {Action.CREATE: N_("new"), Action.UPDATE: N_("changed"), Action.NO_CHANGE: N_("on record already")}


@dataclass(frozen=True, slots=True)
class Line:
    """One row as the table shows it: its fact, whose it is, and what the staff who ask may do with it.

    `is_open`: they may decide about rows of its import.
    """

    row: BatchRow
    fact: ActivityRow | None
    person: Listed | None
    verbs: tuple[Verb, ...]
    opened: bool = False
    is_open: bool = False

    @property
    def seen(self) -> int:
        """The last act on the row that is shown, 0 for none: sent along with what is done next."""
        return act_id_of(self.row)

    @property
    def undoes(self) -> int:
        """The act that can be taken back now; 0 where there is none, or it may not."""
        last = LastAct.from_json(self.row.last_act)
        can = self.is_open and not self.row.state.was_applied
        return last.id if last and last.before and can else 0

    @property
    def state_words(self) -> tuple[str, str, str]:
        """Words, tone and icon of its mark."""
        row = self.row
        if row.state is RowState.REVERTED:
            return _("Taken back"), "neutral", "undo-2"
        if row.state is RowState.KEPT:
            return _("Stays"), "conflict", "triangle-alert"
        if row.outcome is Outcome.READY:
            return _ready(row)
        if row.outcome is Outcome.POSSIBLE_DUPLICATE:
            return waits_for(row.cause), "duplicate", "copy"
        return _WORDS[row.outcome]


_WORDS = {
    Outcome.ERROR: (N_("Error"), "error", "circle-x"),
    Outcome.CONFLICT: (N_("Conflict"), "conflict", "triangle-alert"),
    Outcome.SKIPPED: (N_("Left out"), "neutral", "skip-forward"),
}


def _ready(row: BatchRow) -> tuple[str, str, str]:
    done = row.state is RowState.APPLIED
    if row.action is Action.NO_CHANGE:
        return _("No change"), "neutral", "circle-check"
    if row.action is Action.UPDATE:
        return (_("Changed") if done else _("Ready · change")), "ready", "circle-check"
    return (_("Recorded") if done else _("Ready · new")), "ready", "circle-check"


def lines(batch: Batch, rows: Sequence[BatchRow], *, opened: int = 0) -> list[Line]:
    """Rows with their facts and people, in two statements; `opened` is the number of the open one."""
    facts = queries.beside(batch, [row.number for row in rows])
    people = named({each for row in rows for each in (row.target_id, row.constituent_id) if each})
    return [
        Line(
            row,
            facts.get(row.number),
            people.get(row.constituent_id or row.target_id or 0),
            verbs_of(batch, row),
            opened=row.number == opened,
            is_open=is_open(batch),
        )
        for row in rows
    ]


def named(ids: Collection[int]) -> dict[int, Listed]:
    """These people as a list names them."""
    if not ids:
        return {}
    found = directory.people(current_workspace, where=[Constituent.id.in_(sorted(ids))], size=len(ids))
    return {each.id: each for each in found.rows}


def verbs_of(batch: Batch, row: BatchRow) -> tuple[Verb, ...]:
    """What the staff who ask may do with a row."""
    return offers(stand(row), is_open=is_open(batch))


def stand(row: BatchRow) -> Waiting:
    """Where a row stands, as far as it matters for what may be done with it."""
    named = bool(row.name or row.email)
    return Waiting(row.outcome, row.state, row.cause, decided=row.decision is not None, is_named=named)


def is_open(batch: Batch) -> bool:
    """Whether the staff who ask may decide about rows of the import."""
    return may(Permission.EDIT) and batch.status in OPEN


def summary(batch: Batch) -> dict[str, Any]:
    """The context of counts and commit button; `due` rows are what commit would carry out."""
    tally = batches.tally(batch)
    new, changed, same = (_waiting(tally, action) for action in _READY)
    return {
        "batch": batch,
        "tally": tally,
        "is_open": batch.status in OPEN,
        "counts": tally.counts,
        "results": tally.results,
        "facts": _facts(batch, tally),
        "waits": sum(tally.counts.of_outcome(each) for each in UNRESOLVED),
        "errors": tally.counts.of_outcome(Outcome.ERROR),
        "due": 0 if batch.status in UNDONE else new + changed + same,
        "new": new,
        "changed": changed,
        "same": same,
    }


def _waiting(tally: Tally, action: Action | None = None) -> int:
    return tally.rows((Outcome.READY,), action=action, states=(RowState.PENDING,))


def _facts(batch: Batch, tally: Tally) -> list[dict[str, Any]]:
    """The numbers above the rows; they add up to the rows read."""
    results, ready = tally.results, {words: _waiting(tally, action) for action, words in _READY.items()}
    waits = sum(tally.counts.of_outcome(each) for each in UNRESOLVED)
    done = dict(zip(_DONE, (results.created, results.updated, results.unchanged), strict=True))
    told = [
        (_("Committed"), results.applied, "ready", "check", listed(done), "committed"),
        (_("Taken back"), results.reverted, "neutral", "undo-2", "", "committed"),
        (_("Stays"), results.kept, "conflict", "triangle-alert", "", "committed"),
        (_("Ready"), sum(ready.values()), "ready", "circle-check", listed(ready), "ready"),
        (_("Wait"), waits, "duplicate", "copy", listed(_waits_for(tally)), "decide"),
        (_("Cannot be read"), tally.counts.error, "error", "circle-x", "", "error"),
        (_("Left out"), tally.counts.skipped, "neutral", "skip-forward", "", "skipped"),
    ]
    only_if_any = 3
    return [_fact(batch, *each) for place, each in enumerate(told) if place >= only_if_any or each[1]]


def _waits_for(tally: Tally) -> dict[str, int]:
    """What rows wait for: a person, or the gift that they give back."""
    found = {each.cause: each.rows for each in tally.causes(UNRESOLVED)}
    gifts = sum(rows for cause, rows in found.items() if cause in OF_GIFTS)
    return {_("for a person"): sum(found.values()) - gifts, _("for a gift"): gifts}


def _fact(
    batch: Batch, label: str, count: int, tone: str, icon: str, detail: str, show: str
) -> dict[str, Any]:
    asked = {"outcome": "error"} if show == "error" else {"show": show}
    url = url_for("activity_imports.review", number=batch.number, **asked)  # type: ignore[arg-type]
    return {"label": label, "count": count, "tone": tone, "icon": icon, "detail": detail, "url": url}


def segments(batch: Batch, tally: Tally, show: str) -> list[dict[str, Any]]:
    """The views with their numbers; that of committed rows once there are any."""
    done = tally.results.applied + tally.results.reverted + tally.results.kept
    numbers = {
        "decide": tally.counts.undecided,
        "ready": tally.counts.ready - done,
        "committed": done,
        "skipped": tally.counts.skipped,
        "all": tally.counts.rows,
    }
    return [
        {
            "label": label,
            "url": url_for("activity_imports.review", number=batch.number, show=name),
            "current": show == name,
            "count": numbers[name],
        }
        for name, label in VIEWS.items()
        if name != "committed" or done
    ]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why rows wait or were left out: how many, in words, and what to do about it."""

    cause: str
    outcome: Outcome
    rows: int
    words: str
    fix: str


def reasons(tally: Tally) -> list[Reason]:
    """Why rows wait or were left out, the most frequent first; those that wait before the others."""
    found = (*tally.causes(UNDECIDED), *tally.causes((Outcome.SKIPPED,)))
    return [
        Reason(
            each.cause,
            each.outcome,
            each.rows,
            cause_words(each.cause, each.example),
            _MEND if each.outcome is Outcome.ERROR else fix_words(each.cause),
        )
        for each in found
    ]


def row_or_404(batch: Batch, number: int) -> BatchRow:
    """The row with this number in the import."""
    found = batches.row(batch, number)
    if found is None:
        abort(404)
    return found
