"""What may happen to a batch and to its rows, and what is said where it may not."""

import itertools

import pytest

from app.batches.domain.review import (
    AddedAsNew,
    Decided,
    MergedInto,
    RowAction,
    SkippedByStaff,
    Standing,
    allowed,
    decided_from_json,
    decided_to_json,
    refusal,
)
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.status import BatchStatus, NotPossible, described, move
from app.updates.domain.entry import Choice

S = BatchStatus
WAYS = {
    (S.UPLOADED, S.MAPPED), (S.MAPPED, S.MAPPED), (S.MAPPED, S.CHECKING), (S.CHECKING, S.IN_REVIEW),
    (S.CHECKING, S.MAPPED), (S.IN_REVIEW, S.MAPPED), (S.IN_REVIEW, S.CHECKING), (S.IN_REVIEW, S.COMMITTING),
    (S.COMMITTING, S.PAUSED), (S.COMMITTING, S.COMMITTED), (S.PAUSED, S.COMMITTING), (S.PAUSED, S.UNDOING),
    (S.COMMITTED, S.COMMITTING), (S.COMMITTED, S.UNDOING), (S.UNDOING, S.UNDO_STOPPED),
    (S.UNDO_STOPPED, S.UNDOING), (S.UNDOING, S.UNDONE),
    (S.OPEN, S.IN_REVIEW), (S.OPEN, S.COMMITTING), (S.IN_REVIEW, S.OPEN),
}  # fmt: skip
EDIT, DISTINCT, COME_BACK, MERGE, JOIN, SKIP, KEEP, RESTORE = RowAction


@pytest.mark.parametrize(("start", "to"), [*itertools.product(S, S)])
def test_a_batch_moves_along_its_ways_and_says_why_it_cannot(start: S, to: S) -> None:
    expected = to if (start, to) in WAYS else NotPossible(described(start))

    assert move(start, to) == expected


@pytest.mark.parametrize(
    ("outcome", "action", "expected"),
    [
        (Outcome.READY, Action.CREATE, (EDIT, MERGE, SKIP)),
        (Outcome.READY, Action.UPDATE, (EDIT, DISTINCT, MERGE, SKIP)),
        (Outcome.READY, Action.NO_CHANGE, (EDIT, DISTINCT, MERGE, SKIP)),
        (Outcome.POSSIBLE_DUPLICATE, Action.NONE, (EDIT, DISTINCT, MERGE, SKIP)),
        (Outcome.CONFLICT, Action.NONE, (EDIT, DISTINCT, MERGE, SKIP)),
        (Outcome.ERROR, Action.NONE, (EDIT, SKIP)),
        (Outcome.SKIPPED, Action.NONE, (EDIT,)),
    ],
)
def test_a_row_offers_what_can_be_done_with_its_outcome(
    outcome: Outcome, action: Action, expected: tuple[RowAction, ...]
) -> None:
    row = Standing(S.IN_REVIEW, outcome, action)

    assert allowed(row) == expected
    assert allowed(Standing(S.IN_REVIEW, outcome, action, touched=True)) == (*expected, RESTORE)
    assert all(refused.reason for each in RowAction if (refused := refusal(each, row)))


def test_a_row_under_the_address_of_somebody_erased_asks_whether_they_came_back() -> None:
    row = Standing(S.IN_REVIEW, Outcome.CONFLICT, Action.NONE, cause="erased_address")

    assert allowed(row) == (EDIT, COME_BACK, MERGE, SKIP)


@pytest.mark.parametrize("status", [each for each in S if each not in (S.OPEN, S.IN_REVIEW, S.COMMITTED)])
def test_nothing_can_be_done_with_rows_while_the_batch_is_elsewhere(status: S) -> None:
    row = Standing(status, Outcome.ERROR, Action.NONE, touched=True)

    assert allowed(row) == ()
    assert refusal(EDIT, row) == NotPossible(described(status))


@pytest.mark.parametrize(
    ("state", "open"), [(RowState.PENDING, True), (RowState.STALE, True), (RowState.APPLIED, False)]
)
def test_a_committed_batch_leaves_open_rows_open(state: RowState, open: bool) -> None:
    row = Standing(S.COMMITTED, Outcome.READY, Action.CREATE, state)

    assert bool(allowed(row)) is open


@pytest.mark.parametrize(
    "decided",
    [
        *(SkippedByStaff(), MergedInto(7), MergedInto(7, {"name.last": Choice.IGNORE})),
        *(AddedAsNew(), AddedAsNew(came_back=True)),
    ],
)
def test_a_decision_comes_back_from_storage(decided: Decided) -> None:
    assert decided_from_json(decided_to_json(decided)) == decided


@pytest.mark.parametrize("stored", [None, {}, {"do": "dance"}, {"do": "merge", "target": "7"}])
def test_what_is_no_decision_is_none(stored: dict[str, str] | None) -> None:
    assert decided_from_json(stored) is None
