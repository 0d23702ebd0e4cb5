"""Lookup IDs as people type them."""

import pytest

from app.constituents.domain.lookup import format_lookup, parse_lookup
from app.constituents.domain.problems import Problem


@pytest.mark.parametrize("typed", ["C-1042", "c1042", " c - 1042 ", "#1042", "1042", "C–1042", "C-001042"])
def test_a_lookup_id_is_read_however_it_is_typed(typed: str) -> None:
    assert parse_lookup(typed) == format_lookup(1042) == "C-1042"


@pytest.mark.parametrize("typed", ["", "C-", "C-0", "D-12", "12a", "C-1 2", "٣", "9" * 19])
def test_anything_else_is_explained(typed: str) -> None:
    problem = parse_lookup(typed)

    assert isinstance(problem, Problem)
    assert "C-1042" in problem.expected
