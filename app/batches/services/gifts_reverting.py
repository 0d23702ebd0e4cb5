"""Taking back the gifts of a batch, with the soft credits that came with them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from app.activity import services as activity
from app.activity.domain.gift_words import COLUMNS, FIELD, told
from app.activity.domain.standing import HANGS
from app.activity.models import Donation
from app.activity.queries.standing import as_it_is
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.reverting import GIFT_GONE, GIFT_REMOVED, gift_stays
from app.batches.domain.rows import Action, RowState
from app.batches.models import Batch, BatchRow
from app.batches.queries import reverting_gifts as queries
from app.db import update_all

_TOLD = (*COLUMNS, "source", "external_key", "refund_of_id", "batch_id")


def take_gifts_back(batch: Batch, rows: Sequence[Any], *, actor: Actor, rule: str) -> int:
    """Remove the gifts of these rows that stand as they were recorded, and note what became of each.

    A row that wrote nothing else is seen to by it: answers how many are. Statements do not grow with the
    number of rows. Flushes; the caller commits.
    """
    numbers = {row.donation_id: row.number for row in rows}
    now = as_it_is(batch.workspace_id, Donation, numbers, _TOLD)
    mine = {id: gift for id, gift in now.items() if gift.batch_id == batch.id}
    held = queries.why_they_stay(batch, mine)
    going = [gift for id, gift in mine.items() if id not in held]
    gone = activity.remove(batch.workspace_id, Donation, [gift.id for gift in going])
    _note(batch, [gift for gift in going if gift.id in gone], numbers, actor, rule)
    _store(batch, rows, mine, gone, held)
    return sum(row.action is Action.NO_CHANGE for row in rows)


def _note(batch: Batch, gifts: Sequence[Any], numbers: Mapping[int, int], actor: Actor, rule: str) -> None:
    lines = [
        Change(
            Subject.CONSTITUENT,
            gift.constituent_id,
            FIELD,
            before=told(gift),
            item_id=gift.id,
            rule=rule,
            batch_id=batch.id,
            row_number=numbers[gift.id],
        )
        for gift in gifts
    ]
    record(batch.workspace_id, actor, lines)


def _store(
    batch: Batch,
    rows: Sequence[Any],
    mine: Mapping[int, Any],
    gone: Collection[int],
    held: Mapping[int, str],
) -> None:
    key = {"workspace_id": batch.workspace_id, "batch_id": batch.id}
    values = []
    for row in rows:
        has_stayed = row.donation_id in mine and row.donation_id not in gone
        why = gift_stays(held.get(row.donation_id, HANGS)) if has_stayed else _left(row, mine)
        values.append(
            key
            | {"number": row.number, "detail": why, "donation_id": row.donation_id if has_stayed else None}
            | {"state": _state(row, has_stayed=has_stayed)}
        )
    update_all(BatchRow, values)


def _left(row: Any, mine: Mapping[int, Any]) -> str:
    return str(GIFT_REMOVED if row.donation_id in mine else GIFT_GONE)


def _state(row: Any, *, has_stayed: bool) -> RowState:
    """A row that wrote a record too waits for what becomes of that."""
    if row.action is not Action.NO_CHANGE:
        return RowState.APPLIED
    return RowState.KEPT if has_stayed else RowState.REVERTED
