"""A flaw of the form tells what to do."""

import pytest

from app.imports.domain.flaws import problem_of
from app.imports.domain.limits import Limits
from app.imports.domain.reader import RawRow
from app.imports.domain.records import Flaw


@pytest.mark.parametrize(
    ("flaw", "says"),
    [
        (Flaw.EXTRA_CELLS, "3 cells, but the file has 2 columns"),
        (Flaw.UNCLOSED_QUOTE, "quotation mark"),
        (Flaw.LONG_CELL, "too long"),
    ],
)
def test_a_flawed_row_says_what_is_wrong_and_how_to_mend_it(flaw: Flaw, says: str) -> None:
    problem = problem_of(RawRow(2, 2, ["a", "b", "c"], flaw), columns=2)

    assert problem is not None
    assert says in problem.what
    assert problem.expected
    assert problem.fix.endswith(".")


def test_a_long_cell_is_measured_by_the_limits_of_the_deployment() -> None:
    row, limits = RawRow(2, 2, ["a"], Flaw.LONG_CELL), Limits(field_characters=1_000)

    problem = problem_of(row, columns=1, limits=limits)

    assert problem is not None
    assert problem.expected == "cells of at most 1,000 characters"


def test_a_sound_row_has_no_problem() -> None:
    assert problem_of(RawRow(2, 2, ["a", "b"]), columns=2) is None
