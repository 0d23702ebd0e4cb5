"""One row after the other: what opens once a decision about a row is stored, and how it is taken back."""

from typing import Any

from flask import Response, abort, url_for

from app.batches import queries
from app.batches.domain.review import ERASED_ADDRESS
from app.batches.domain.rows import Outcome
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.batches.queries import UNRESOLVED
from app.batches.services import NotAllowed, RowChanged
from app.db import db
from app.web import htmx
from app.words import _, plural

NEXT = "next"
BACK = "back"


def then_next(batch: Batch, outcome: RowChanged | NotAllowed, words: str) -> Response:
    """Store the decision, say so with Undo, and open the next row that waits; at the end the review."""
    if isinstance(outcome, NotAllowed):
        db.session.rollback()
        abort(422, description=outcome.reason)
    number, undo = outcome.row.number, undo_url(batch, outcome.row, then=BACK)
    db.session.commit()
    htmx.toast(words, undo=undo)
    return htmx.redirect(next_url(batch, number))


def unless_erased(outcome: RowChanged | NotAllowed, words: str) -> str:
    """These words about a row that is somebody new; others where that takes one more decision."""
    if isinstance(outcome, RowChanged) and outcome.row.cause == ERASED_ADDRESS:
        return _(
            "Row {number} waits: somebody with this address asked to be erased.", number=outcome.row.number
        )
    return words


def undo_url(batch: Batch, row: BatchRow, then: str | None = None) -> str:
    """What takes back the act that was just done with this row, and nothing else."""
    act = (row.last_act or {}).get("id", 0)
    return url_for(".undo", number=batch.number, row_number=row.number, act=act, then=then)


def next_url(batch: Batch, number: int) -> str:
    """Where the next row that waits is resolved; the review once none is left, and a word about that."""
    following = queries.place_of(batch, number).next
    if following is not None:
        return url_for(".resolve", number=batch.number, row_number=following)
    errors = queries.counts(batch).of_outcome(Outcome.ERROR)
    htmx.toast(
        plural(
            errors,
            "No row is left that may be somebody you know. {n} row has an error to mend.",
            "No row is left that may be somebody you know. {n} rows have an error to mend.",
        )
        if errors
        else _("Nothing left to decide.")
    )
    is_typed = batch.status is BatchStatus.OPEN
    return home_of(batch, number) if is_typed else url_for(".review", number=batch.number)


def home_of(batch: Batch, number: int, **asked: Any) -> str:
    """Where a row stands among the others: in the grid while its batch is typed, else in the review."""
    if batch.status is BatchStatus.OPEN:
        return url_for("batch_entry.grid", number=batch.number, at=number, _anchor=f"line-{number}")
    return f"{url_for('.review', number=batch.number, **asked)}#row-{number}"


def as_before(row: int) -> str:
    """What is said once an act on a row was taken back."""
    return _("Row {row} stands again as it did before.", row=row)


def back_to(batch: Batch, row: BatchRow) -> Response:
    """The row about which a decision was taken back, open where it waits again."""
    number, waits = row.number, row.outcome in UNRESOLVED
    db.session.commit()
    htmx.toast(as_before(number))
    if waits:
        return htmx.redirect(url_for(".resolve", number=batch.number, row_number=number))
    return htmx.redirect(home_of(batch, number))
