"""Reading the rows of a batch."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import defer

from app.batches.domain.decision import LEFT_OUT
from app.batches.domain.rows import CARRIED_OUT, Action, Outcome, RowState
from app.batches.models import Batch, BatchRow, Distinction
from app.batches.queries.batches import of
from app.constituents.domain.lookup import format_lookup
from app.constituents.models import Constituent
from app.constituents.queries import in_parts
from app.db import db


def row(batch: Batch, number: int) -> BatchRow | None:
    """One row by its number in the file."""
    return db.session.scalar(select(BatchRow).where(*of(batch), BatchRow.number == number))


def last_number(batch: Batch) -> int:
    """The number of the last row that was checked, 0 before the first."""
    return db.session.scalar(select(func.max(BatchRow.number)).where(*of(batch))) or 0


def row_count(batch: Batch) -> int:
    """How many rows were checked."""
    return db.session.scalar(select(func.count()).select_from(BatchRow).where(*of(batch))) or 0


def to_apply(batch: Batch, *, after: int, limit: int) -> Sequence[BatchRow]:
    """The next rows after a number that commit has to carry out, in the order of the file.

    The number keeps the database from passing over all that is done already, again and again.
    """
    query = select(BatchRow).where(*of(batch), BatchRow.number > after, _is_due())
    query = query.order_by(BatchRow.number).limit(limit)
    return db.session.scalars(query.options(defer(BatchRow.match), defer(BatchRow.problems))).all()


def due(batch: Batch) -> int:
    """How many rows commit would carry out."""
    query = select(func.count()).select_from(BatchRow).where(*of(batch), _is_due())
    return db.session.scalar(query) or 0


def _is_due() -> ColumnElement[bool]:
    return and_(BatchRow.state == RowState.PENDING, BatchRow.outcome == Outcome.READY)


def rows_by_number(batch: Batch, numbers: Iterable[int]) -> Sequence[BatchRow]:
    """These rows, in the order of the file."""
    query = select(BatchRow).where(*of(batch), BatchRow.number.in_(sorted(set(numbers))))
    return db.session.scalars(query.order_by(BatchRow.number)).all()


def first_with_email(batch: Batch, keys: Iterable[str], *, applied: bool = False) -> Mapping[str, int]:
    """The lowest row number of each email, of rows carried out alone if asked; none that staff skipped."""
    wanted = sorted(set(keys) - {""})
    if not wanted:
        return {}
    query = select(BatchRow.email_key, func.min(BatchRow.number)).where(
        *of(batch), BatchRow.email_key.in_(wanted), BatchRow.cause.not_in(LEFT_OUT)
    )
    if applied:
        query = query.where(BatchRow.state.in_(CARRIED_OUT))
    return dict(db.session.execute(query.group_by(BatchRow.email_key)).all())


def numbers_with_email(batch: Batch, keys: Iterable[str]) -> set[int]:
    """Row numbers that carry one of these emails."""
    wanted = sorted(set(keys) - {""})
    query = select(BatchRow.number).where(*of(batch), BatchRow.email_key.in_(wanted))
    return set(db.session.scalars(query)) if wanted else set()


def became(batch: Batch, numbers: Iterable[int]) -> dict[int, int]:
    """Whom these rows are about that were carried out, by their numbers."""
    found: dict[int, int] = {}
    for some in in_parts(numbers):
        query = select(BatchRow.number, BatchRow.constituent_id).where(
            *of(batch), BatchRow.number.in_(some), BatchRow.state == RowState.APPLIED
        )
        found |= {number: who for number, who in db.session.execute(query) if who}
    return found


def created_since_review(batch: Batch) -> set[int]:
    """The constituents that the present commit of this batch has added.

    Those of an earlier commit were there when staff looked at the rows that are left, and count like anybody.
    """
    query = select(BatchRow.constituent_id).where(
        *of(batch), BatchRow.state == RowState.APPLIED, BatchRow.action == Action.CREATE
    )
    if batch.committed_at:
        query = query.join(
            Constituent,
            (Constituent.workspace_id == BatchRow.workspace_id) & (Constituent.id == BatchRow.constituent_id),
        ).where(Constituent.created_at > batch.committed_at)
    return {found for found in db.session.scalars(query) if found}


def distinctions(workspace_id: int, identities: Collection[str]) -> dict[str, frozenset[int]]:
    """Whom staff said these are not, by identity."""
    query = select(Distinction.identity, Distinction.constituent_id).where(
        Distinction.workspace_id == workspace_id, Distinction.identity.in_(sorted(identities))
    )
    found: dict[str, set[int]] = {}
    for who, constituent_id in db.session.execute(query):
        found.setdefault(who, set()).add(constituent_id)
    return {who: frozenset(ids) for who, ids in found.items()}


def outcomes(batch: Batch, *, after: int, limit: int = 5_000) -> Sequence[Any]:
    """The rows after a number as number, line, outcome, action, state, detail, score, plan, lookup number."""
    query = (
        select(
            BatchRow.number,
            BatchRow.line,
            BatchRow.outcome,
            BatchRow.action,
            BatchRow.state,
            BatchRow.detail,
            BatchRow.score,
            BatchRow.plan,
            Constituent.lookup_number,
        )
        .outerjoin(
            Constituent,
            (Constituent.workspace_id == BatchRow.workspace_id)
            & (Constituent.id == func.coalesce(BatchRow.constituent_id, BatchRow.target_id)),
        )
        .where(*of(batch), BatchRow.number > after)
        .order_by(BatchRow.number)
        .limit(limit)
    )
    return db.session.execute(query).all()


def lookup_of(number: int | None) -> str | None:
    """A lookup number as people write it."""
    return format_lookup(number) if number else None
