"""Several changes of one import undone together: the record as it was before the first of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.constituents.domain.record import Existing, Incoming, Name
from app.updates.domain.applied import apply
from app.updates.domain.entries import entries
from app.updates.domain.journaled import Taken
from app.updates.domain.rules import UpdateRules
from app.updates.domain.undo import undo
from app.updates.domain.undone import Why
from tests.updates.domain.hard import circumstances, existing_unmailed, incoming, rules
from tests.updates.domain.histories import edited, said, stored
from tests.updates.domain.people import WORK, arriving, email, on_record, planned

ANN = on_record(name=Name(first="Ann", last="Lee"))
ONE, TWO, THREE = (arriving(name=ANN.name, emails=(email(name),)) for name in ("one", "two", "three"))


def in_turn(
    before: Existing, rows: Sequence[Incoming], *given: Any, **how: Any
) -> tuple[Existing, list[Taken]]:
    """The record after a row and then the next ones, each by the rules, and all that the journal tells."""
    now, told = before, []
    for number, row in enumerate(rows, start=1):
        plan = planned(now, row, *given, **how)
        after = stored(apply(now, plan), 1_000 * number)
        told += [line for _, line in entries(plan, now, after)]
        now = after
    return now, [Taken(line.field, line.before, line.after, line.item_id) for line in told]


def test_values_that_replaced_each_other_go_together() -> None:
    now, told = in_turn(ANN, [ONE, TWO, THREE])
    assert [each.active for each in now.emails] == [False, False, True]

    undone = undo(now, told)

    assert not undone.record.emails
    assert not undone.stays


def test_what_was_primary_before_the_first_of_them_is_so_again() -> None:
    before = replace(ANN, emails=(email("old", primary=True, id=1),))
    now, told = in_turn(before, [ONE, TWO])

    undone = undo(now, told)

    assert undone.record.emails == before.emails
    assert not undone.stays


def test_a_value_that_came_and_was_edited_between_them_stays() -> None:
    first, told = in_turn(ANN, [ONE])
    here, _ = edited(first, replace(first, emails=(replace(first.emails[0], type=WORK),)))
    plan = planned(here, TWO)
    now = stored(apply(here, plan), 2_000)
    lines = [line for _, line in entries(plan, here, now)]
    told += [Taken(line.field, line.before, line.after, line.item_id) for line in lines]

    undone = undo(now, told)

    assert [(each.address, each.primary) for each in undone.record.emails] == [("one@example.org", True)]
    assert [each.why for each in undone.stays] == [Why.EDITED]


def test_a_value_that_somebody_made_primary_after_them_stays_primary() -> None:
    now, told = in_turn(ANN, [ONE, TWO])
    old, new = now.emails
    now, _ = edited(
        now,
        replace(now, emails=(replace(old, active=True, end=None, primary=True), replace(new, primary=False))),
    )

    undone = undo(now, told)

    assert undone.record.emails[0].primary
    assert {each.why for each in undone.stays} >= {Why.EDITED}


@settings(max_examples=60)
@given(existing_unmailed, st.lists(incoming, min_size=2, max_size=3), rules, circumstances)
def test_any_rows_undone_together_leave_the_record_as_it_was(
    before: Existing, rows: list[Incoming], rules: UpdateRules, how: dict[str, Any]
) -> None:
    now, told = in_turn(before, rows, rules, **how)

    undone = undo(now, told)

    assert said(undone.record) == said(before)
    assert not undone.stays
