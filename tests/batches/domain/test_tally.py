"""Counts that are kept as rows change are those that counting anew would find."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.tally import Counted, Spot, Tally
from app.batches.domain.touched import fields_of

SPOTS = st.builds(
    Spot,
    st.sampled_from(Outcome),
    st.sampled_from(Action),
    st.sampled_from(RowState),
    st.sampled_from(["", "score", "twin"]),
)
ROWS = st.lists(st.builds(Counted, SPOTS, st.integers(0, 7), st.just("why")), max_size=12)


def counted(rows: list[Counted]) -> Tally:
    return Tally().moved([], rows)


@given(rows=ROWS, others=ROWS, data=st.data())
def test_rows_that_move_leave_the_counts_of_all_rows(
    rows: list[Counted], others: list[Counted], data: st.DataObject
) -> None:
    gone = rows[: data.draw(st.integers(0, len(rows)))]

    moved = counted(rows).moved(gone, others)

    left = [*rows[len(gone) :], *others]
    assert moved.spots == dict(Counter(each.spot for each in left))
    assert moved.fields == dict(Counter(name for each in left for name in fields_of(each.fields)))
    assert moved.counts.rows == len(left)
    assert Tally.from_json(moved.to_json()) == moved


def test_causes_are_told_by_how_many_rows_have_them_with_one_of_their_reasons() -> None:
    twin = Spot(Outcome.SKIPPED, Action.NONE, RowState.PENDING, "twin")
    score = Spot(Outcome.POSSIBLE_DUPLICATE, Action.NONE, RowState.PENDING, "score")
    stale = Spot(Outcome.CONFLICT, Action.NONE, RowState.STALE, "stale")
    done = Spot(Outcome.CONFLICT, Action.NONE, RowState.APPLIED, "stale")
    tally = counted(
        [Counted(spot, detail=f"{spot.cause}!") for spot in (score, stale, stale, done, twin, twin, twin)]
    )

    waiting = tally.causes((Outcome.POSSIBLE_DUPLICATE, Outcome.CONFLICT))

    assert [(each.cause, each.rows, each.example) for each in waiting] == [
        ("stale", 2, ""),
        ("score", 1, ""),
    ]
    assert tally.rows((Outcome.SKIPPED,), cause="twin") == 3
    assert tally.rows(states=(RowState.APPLIED,)) == 1
    assert tally.rows(action=Action.CREATE) == 0
    assert tally.rows() == 7
