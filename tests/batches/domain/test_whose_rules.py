"""Each row says which rules hold for it."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from app.batches.domain.rows import Action, Outcome
from app.batches.domain.touched import bit
from app.batches.domain.whose_rules import why_of


@dataclass(frozen=True)
class Row:
    typed: bool = True
    outcome: Outcome = Outcome.READY
    action: Action = Action.UPDATE
    detail: str = "+ phone"
    fields: int = 0
    score: float | None = 97.2
    match: dict[str, Any] | None = None
    decision: dict[str, Any] | None = None
    joins: int | None = None


HOUSEHOLD = "new individual · has the email of row 3 and another name: one household"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (Row(match={"linked": True}), "Linked by lookup ID: written as typed, no update rules."),
        (
            Row(match={"linked": True}, typed=False),
            "From a file: update rules apply, also with a lookup ID.",
        ),
        (Row(), "Matched at 97: update rules apply."),
        (Row(typed=False), "Matched at 97: update rules apply."),
        (Row(score=100.0), "Matched by an ID: update rules apply."),
        (Row(decision={"do": "merge", "target": 7}), "Settled by hand: what was chosen is written."),
        (Row(joins=3, score=None), "About the new person of row 3: update rules apply."),
        (Row(action=Action.CREATE, detail="new individual"), "Adds a new person."),
        (
            Row(action=Action.CREATE, detail="new organization", fields=bit("name.organization")),
            "Adds a new organization.",
        ),
        (
            Row(action=Action.CREATE, detail=HOUSEHOLD),
            "Adds a new person. Has the email of row 3 and another name: one household.",
        ),
    ],
)
def test_a_row_that_is_settled_says_which_rules_hold(row: Row, expected: str) -> None:
    assert why_of(row) == expected


@pytest.mark.parametrize("outcome", [each for each in Outcome if each is not Outcome.READY])
def test_a_row_that_is_not_settled_says_nothing(outcome: Outcome) -> None:
    assert why_of(replace(Row(), outcome=outcome)) == ""
