"""Rows as they are stored: what they say, and the columns of what was decided about them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import update

from app.batches.domain.barred import Barred
from app.batches.domain.decision import Decision
from app.batches.domain.gift_parser import GiftRowParser
from app.batches.domain.row_problems import CellProblem, RowProblems
from app.batches.domain.rows import Outcome
from app.batches.domain.touched import mask
from app.batches.models import Batch, BatchRow
from app.batches.services.barring import About, barred
from app.batches.services.planning import Planner
from app.constituents.domain.names import display_name
from app.constituents.domain.record import Incoming
from app.db import db

Read = Incoming | RowProblems
"""What a row says, or what is wrong with it."""


def key_of(batch: Batch, number: int) -> dict[str, Any]:
    """Which row it is, for statements about many."""
    return {"workspace_id": batch.workspace_id, "batch_id": batch.id, "number": number}


def store(batch: Batch, rows: Sequence[BatchRow], values: Sequence[dict[str, Any]]) -> None:
    """Store other values with these rows."""
    if rows:
        changes = [key_of(batch, row.number) | value for row, value in zip(rows, values, strict=True)]
        db.session.execute(update(BatchRow), changes)
        for row in rows:
            db.session.expire(row)


def reread(planner: Planner, row: BatchRow) -> Incoming | RowProblems:
    """What a stored row says, with what staff corrected."""
    flaw = CellProblem.from_json(row.flaw) if row.flaw and row.edited is None else None
    return planner.parser.parse(cells_of(row), flaw=flaw)


def cells_of(row: BatchRow) -> list[str]:
    """The cells with what staff corrected."""
    cells = list(row.cells)
    for index, text in (row.edited or {}).items():
        cells[int(index)] = text
    return cells


def email_key(what: Incoming | RowProblems) -> str:
    """The canonical email of a row, "" where it cannot be read."""
    if isinstance(what, RowProblems):
        return what.email_key
    return next((email.key for email in what.emails if email.primary), "")


def money(planner: Planner, row: BatchRow) -> dict[str, Any]:
    """The amount and currency of the gift in a row, for sums; nothing where rows hold no gifts."""
    if not isinstance(planner.parser, GiftRowParser):
        return {}
    amount, currency = planner.parser.money(cells_of(row))
    return {"amount": amount, "currency": currency}


def described(what: Incoming | RowProblems) -> dict[str, Any]:
    """What people recognize a row by."""
    if isinstance(what, RowProblems):
        return {"name": what.name, "email": what.email, "email_key": what.email_key}
    address = next((email.address for email in what.emails if email.primary), "")
    name = display_name(what.name) or what.whole_name
    return {"name": name, "email": address, "email_key": email_key(what)}


def marks(planner: Planner, read: Sequence[Read], decisions: Sequence[Decision]) -> list[Barred]:
    """Which rows are about people whom nobody may write to; one that is left out is about nobody."""
    asked = [
        About(None, "") if decision.outcome is Outcome.SKIPPED else About(decision.target, _address(what))
        for what, decision in zip(read, decisions, strict=True)
    ]
    return barred(planner.workspace_id, planner.address_secret, asked)


def _address(what: Read) -> str:
    return described(what)["email"] if email_key(what) else ""


def _compared(decision: Decision) -> dict[str, Any] | None:
    """Who may be meant and why, and whom identifiers name: nothing where nobody is."""
    told = {
        "candidates": [match.to_json() for match in decision.candidates],
        "named": [{"constituent_id": each.owner.id, "by": each.label} for each in decision.pointers],
        "rows": [{"number": number, "score": score} for number, score in decision.rows],
    }
    return {part: people for part, people in told.items() if people} or None


def columns(decision: Decision) -> dict[str, Any]:
    """A decision as it is stored."""
    return {
        "outcome": decision.outcome,
        "action": decision.action,
        "cause": decision.cause[:60],
        "detail": decision.detail,
        "problems": [problem.to_json() for problem in decision.problems],
        "score": decision.score,
        "match": _compared(decision),
        "plan": decision.plan.to_json() if decision.plan else None,
        "changes": min(decision.changes, 32_000),
        "fields": mask(decision.plan) if decision.target or decision.joins else 0,
        "target_id": decision.target,
        "target_version": decision.target_version,
        "joins": decision.joins,
    }
