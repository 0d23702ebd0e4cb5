"""Deciding anew about rows that are stored: where staff said something, and where records changed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from app.accounts.models import Workspace
from app.activity_imports import queries
from app.activity_imports.domain import choices
from app.activity_imports.domain.choices import Skip
from app.activity_imports.domain.deciding import Question, Read
from app.activity_imports.domain.facts import GiftFact
from app.activity_imports.domain.reader import Reader
from app.activity_imports.services.planning import FACTS, Planner, beside_values, row_values
from app.activity_imports.services.receiving import reader_of
from app.activity_imports.services.storing import Values, store_again
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.rows import RowState
from app.batches.models import Batch, BatchRow
from app.batches.services import MOST_ROWS, cells_of
from app.db import db


def recheck(batch: Batch, planner: Planner, reader: Reader, numbers: Iterable[int]) -> None:
    """Decide anew about these rows, none of which was carried out: refunds last, which follow their gifts.

    Statements do not grow with their number.
    """
    rows = {
        number: row
        for number, row in queries.rows_of(batch, set(numbers)).items()
        if not row.state.was_applied
    }
    questions = [_question(row, reread(reader, row)) for row in rows.values()]
    firsts = _firsts(batch, questions) if questions else {}
    places = queries.places(batch, firsts)
    asked = [_with_first(each, firsts, places) for each in questions]
    for refunds in (False, True):
        some = [each for each in asked if _is_refund(each.what) is refunds]
        for start in range(0, len(some), MOST_ROWS):
            _decide(batch, planner, rows, some[start : start + MOST_ROWS])


def _is_refund(what: Read) -> bool:
    return isinstance(what, GiftFact) and what.is_refund


def _decide(batch: Batch, planner: Planner, rows: Mapping[int, BatchRow], asked: Sequence[Question]) -> None:
    values = [
        Values(
            {"number": each.number, "state": RowState.PENDING, **row_values(each.what, decided)},
            beside_values(each.what, decided, planner.zone),
        )
        for each, decided in zip(asked, planner.decide(batch, asked), strict=True)
    ]
    if values:
        store_again(batch, rows, values)


def recheck_akin(batch: Batch, numbers: Collection[int]) -> None:
    """The same with the rows that tell of the same facts, and those that take their gifts back."""
    workspace = db.session.get_one(Workspace, batch.workspace_id)
    planner, reader = Planner(batch), reader_of(workspace, batch)
    before = queries.akin(batch, numbers)
    recheck(batch, planner, reader, before)
    recheck(batch, planner, reader, queries.akin(batch, numbers) - before)


def reread(reader: Reader, row: BatchRow) -> Read:
    """What a stored row says, with what staff corrected."""
    flaw = CellProblem.from_json(row.flaw) if row.flaw and row.edited is None else None
    return reader.read(cells_of(row), flaw=flaw)


def _question(row: BatchRow, what: Read) -> Question:
    return Question(row.number, what, choices.from_json(row.decision))


def _firsts(batch: Batch, questions: Sequence[Question]) -> dict[str, int]:
    """The row that counts for each fact: the first that staff did not leave out, as they say now."""
    told = {each.number: each.what.key for each in questions if isinstance(each.what, FACTS)}
    found = queries.firsts(batch, set(told.values()), leaving_out=told)
    for each in questions:
        if each.number in told and not isinstance(each.choice, Skip):
            key = told[each.number]
            found[key] = min(found.get(key, each.number), each.number)
    return found


def _with_first(
    question: Question, firsts: Mapping[str, int], places: Mapping[str, Sequence[int]]
) -> Question:
    """Of rows that tell of the same the first counts."""
    if not isinstance(question.what, FACTS) or isinstance(question.choice, Skip):
        return question
    first, key = firsts[question.what.key], question.what.key
    place = 1 + sum(number < question.number for number in places.get(key, ()))
    return replace(question, first=first if first < question.number else 0, place=place)
