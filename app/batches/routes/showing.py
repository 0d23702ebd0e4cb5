"""Which rows the review shows: views, filters and pages, as its address says."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

from app.batches import queries
from app.batches.domain.barred import Barred
from app.batches.domain.rows import Action, Outcome
from app.batches.domain.tally import Tally
from app.batches.domain.touched import bit
from app.batches.models import Batch
from app.batches.queries import DONE, OPEN, UNDECIDED, RowFilter
from app.updates.domain.words import field_label
from app.words import N_, figure, plural

SHOWS = {
    "decide": (N_("Needs a decision"), RowFilter(UNDECIDED)),
    "ready": (N_("Ready"), RowFilter((Outcome.READY,), states=OPEN)),
    "committed": (N_("Committed"), RowFilter(states=DONE)),
    "skipped": (N_("Skipped"), RowFilter((Outcome.SKIPPED,))),
    "all": (N_("All"), RowFilter()),
}
ACTIONS = {
    Action.CREATE: N_("Adds somebody"),
    Action.UPDATE: N_("Updates somebody"),
    Action.NO_CHANGE: N_("Changes nothing"),
}
KEPT = ("show", "outcome", "cause", "q", "action", "field", "barred")
"""What an address of the review may say besides the page."""

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_ACTIONS = {action.value: action for action in ACTIONS}
_BARRED = {barred.value: barred for barred in Barred if barred}


def chosen(asked: Mapping[str, str], tally: Tally) -> tuple[str, RowFilter]:
    """Which rows a query asks for; without a word about it, those that wait for a person."""
    outcome, name = _OUTCOMES.get(asked.get("outcome", "")), asked.get("show", "")
    more = _more(asked)
    if outcome or (more["cause"] and name not in SHOWS):
        states = OPEN if outcome is Outcome.READY else ()
        return "", RowFilter((outcome,) if outcome else (), states=states, **more)
    if name not in SHOWS or (name == "decide" and _is_of_ready_rows(more)):
        name = "all" if _is_of_ready_rows(more) or more["barred"] else _first_shown(tally)
    view = SHOWS[name][1]
    return name, RowFilter(view.outcomes, states=view.states, **more)


def _more(asked: Mapping[str, str]) -> dict[str, Any]:
    """What narrows a view down."""
    field = asked.get("field", "")
    return {
        "cause": asked.get("cause", "")[:60],
        "text": asked.get("q", "")[:100],
        "action": _ACTIONS.get(asked.get("action", "")),
        "field": field if bit(field) else "",
        "barred": _BARRED.get(asked.get("barred", "")),
    }


def _is_of_ready_rows(more: Mapping[str, Any]) -> bool:
    """Whether only rows that commit carries out can be meant."""
    return bool(more["action"] or more["field"])


def _first_shown(tally: Tally) -> str:
    return "decide" if tally.counts.undecided else "committed" if tally.results.applied else "all"


def page_of(batch: Batch, which: RowFilter, tally: Tally) -> dict[str, Any]:
    """The context of the table of rows, apart from what may be done with each."""
    before, after = (request.args.get(name, type=int) for name in ("before", "after"))
    known = tally.rows(which.outcomes, cause=which.cause, action=which.action, states=which.states)
    matching = known if which.is_counted else None
    found = queries.page(batch, which, before=before, after=after) if known else queries.Page([])
    return {
        "rows": found.rows,
        "which": which,
        "asked": kept(),
        "shown": _shown(len(found.rows), matching, found.looked),
        "previous": _turn(before=found.before) if found.before else None,
        "next": _turn(after=found.after) if found.after else None,
        "fields": [(name, field_label(name), rows) for name, rows in tally.fields.items()],
        "actions": [(action.value, words) for action, words in ACTIONS.items()],
    }


def _shown(rows: int, matching: int | None, looked: tuple[int, int] | None) -> str:
    """How many rows the page has, of how many; and where looking for words has come to."""
    if looked:
        first, last = looked
        return plural(
            rows,
            "{n} row found among rows {first} to {last}",
            "{n} rows found among rows {first} to {last}",
            first=figure(first),
            last=figure(last),
        )
    return (
        plural(matching, "{shown} of {n} row", "{shown} of {n} rows", shown=figure(rows))
        if matching is not None
        else plural(rows, "{n} row on this page", "{n} rows on this page")
    )


def _turn(**place: int) -> str:
    return url_for("batches.review", **{**(request.view_args or {}), **kept(), **place})


def kept() -> dict[str, str]:
    """How the review is filtered, to come back to it."""
    return {name: request.args[name] for name in KEPT if request.args.get(name)}
