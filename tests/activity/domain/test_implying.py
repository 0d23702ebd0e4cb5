"""What an import changes of a fact ends the consent that it implied, where it bears on that at all."""

import pytest

from app.activity.domain.implying import after_import


@pytest.mark.parametrize("column", ["constituent_id", "status", "received_on", "registered_at"])
def test_a_fact_that_an_import_settles_moves_or_dates_anew_implies_nothing(column: str) -> None:
    assert after_import(["fund", column]) == {"implies_consent": False}


def test_other_columns_leave_it_as_it_was() -> None:
    assert after_import(["fund", "amount", "note"]) == {}
