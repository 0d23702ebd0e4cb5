"""Deciding anew about rows that are stored: where staff said something, and where records changed."""

from collections.abc import Collection, Iterable

from app.accounts.models import Workspace
from app.activity_imports import queries
from app.activity_imports.domain import choices
from app.activity_imports.domain.choices import Skip
from app.activity_imports.domain.deciding import Question, Read
from app.activity_imports.domain.reader import Reader
from app.activity_imports.services.planning import FACTS, Planner, beside_values, row_values
from app.activity_imports.services.receiving import reader_of
from app.activity_imports.services.storing import Values, store_again
from app.batches.domain.row_problems import CellProblem
from app.batches.domain.rows import RowState
from app.batches.models import Batch, BatchRow
from app.batches.services import cells_of
from app.db import db


def recheck(batch: Batch, planner: Planner, reader: Reader, numbers: Iterable[int]) -> None:
    """Decide anew about these rows, none of which was carried out. Statements do not grow with their number."""
    rows = {number: row for number, row in queries.rows_of(batch, set(numbers)).items() if not row.state.was_applied}
    if not rows:
        return
    read = {number: reread(reader, row) for number, row in rows.items()}
    questions = [_question(row, read[number]) for number, row in rows.items()]
    left_out = {each.number for each in questions if isinstance(each.choice, Skip)}
    keys = {what.key for what in read.values() if isinstance(what, FACTS)}
    firsts = queries.firsts(batch, keys, leaving_out=left_out)
    asked = [_with_first(each, firsts) for each in questions]
    decisions = planner.decide(batch, asked)
    values = [
        Values(
            {"number": each.number, "state": RowState.PENDING, **row_values(each.what, decided)},
            beside_values(each.what, decided),
        )
        for each, decided in zip(asked, decisions, strict=True)
    ]
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


def _with_first(question: Question, firsts: dict[str, int]) -> Question:
    """Of rows that tell of the same the first counts that staff did not leave out."""
    if not isinstance(question.what, FACTS) or isinstance(question.choice, Skip):
        return question
    first = firsts.get(question.what.key, question.number)
    return Question(question.number, question.what, question.choice, first if first < question.number else 0)
