"""Counts add up, the first row with an email wins, what ready rows do is said in short."""

from hypothesis import given
from hypothesis import strategies as st

from app.batches.domain.counts import Counts, Results
from app.batches.domain.rows import Action, Outcome, RowState
from app.batches.domain.twins import first_wins
from app.batches.domain.words import do, does, will

groups = st.lists(st.tuples(st.sampled_from(Outcome), st.sampled_from(Action), st.integers(0, 1000)))
emails = st.lists(st.sampled_from(["", "a@example.org", "b@example.org", "c@example.org"]), max_size=20)


@given(groups)
def test_the_five_outcomes_add_up_to_the_rows(rows: list[tuple[Outcome, Action, int]]) -> None:
    counts = Counts.of(rows)

    assert counts.rows == sum(number for _, _, number in rows)
    assert sum(counts.by_outcome().values()) == counts.rows
    assert counts.undecided == counts.rows - counts.ready - counts.skipped
    assert all(counts.of_outcome(outcome) == counts.by_outcome()[outcome.value] for outcome in Outcome)


def test_ready_rows_are_told_apart_by_what_they_would_do() -> None:
    counts = Counts.of(
        [
            (Outcome.READY, Action.CREATE, 3),
            (Outcome.READY, Action.UPDATE, 2),
            (Outcome.READY, Action.NO_CHANGE, 1),
            (Outcome.SKIPPED, Action.NONE, 5),
        ]
    )

    assert counts == Counts(ready=6, skipped=5, create=3, update=2, no_change=1)


def test_results_tell_what_was_done_and_what_was_not() -> None:
    results = Results.of(
        [
            (RowState.APPLIED, Action.CREATE, 3),
            (RowState.APPLIED, Action.UPDATE, 2),
            (RowState.APPLIED, Action.NO_CHANGE, 1),
            (RowState.STALE, Action.UPDATE, 4),
            (RowState.FAILED, Action.CREATE, 5),
            (RowState.PENDING, Action.CREATE, 9),
        ]
    )

    assert results == Results(created=3, updated=2, unchanged=1, stale=4, failed=5)
    assert results.applied == 6


@given(emails, st.integers(0, 20))
def test_the_first_row_with_an_email_wins_however_the_rows_are_cut(keys: list[str], cut: int) -> None:
    rows = list(enumerate(keys, start=2))

    whole = first_wins(rows, {})
    earlier: dict[str, int] = {}
    for number, key in rows[:cut]:
        earlier.setdefault(key, number)
    in_two = first_wins(rows[:cut], {}) | first_wins(rows[cut:], earlier)

    assert in_two == whole
    assert all(keys[first - 2] == keys[number - 2] and first not in whole for number, first in whole.items())
    applied = [key for number, key in rows if key and number not in whole]
    assert len(set(applied)) == len(applied)


def test_a_row_is_no_twin_of_itself_when_it_is_looked_at_again() -> None:
    assert first_wins([(3, "a@example.org"), (5, "a@example.org")], {"a@example.org": 3}) == {5: 3}


def test_what_ready_rows_do_is_said_as_an_office_says_it() -> None:
    assert does(Action.CREATE, 0) == "new"
    assert does(Action.UPDATE, 1) == "1 change"
    assert does(Action.UPDATE, 3) == "3 changes"
    assert does(Action.NO_CHANGE, 0) == "no change"
    assert do(new=1_500, updates=1, unchanged=0) == "1,500 new · 1 update"
    assert do(new=0, updates=12, unchanged=2) == "12 updates · 2 no change"
    assert do(new=0, updates=0, unchanged=0) == ""


def test_a_commit_is_told_without_what_it_does_not_do() -> None:
    assert will(add=1, update=0, leave=0) == "Add 1 person."
    assert (
        will(add=3, update=1_204, leave=2) == "Add 3 people. Update 1,204 people. Leave 2 people as they are."
    )
