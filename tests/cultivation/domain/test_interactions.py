"""What stands in the way of saving a note."""

from dataclasses import replace
from datetime import date

import pytest

from app.cultivation.domain.interactions import InteractionKind, NoteDraft, flaw

TODAY = date(2026, 11, 21)
GOOD = NoteDraft(kind=InteractionKind.CALL, on=TODAY, text="Talked about the fair.")


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (GOOD, None),
        (replace(GOOD, on=date(1999, 1, 1)), None),
        (replace(GOOD, text=""), "text"),
        (replace(GOOD, on=date(2026, 11, 22)), "on"),
        (replace(GOOD, due=date(2026, 12, 1)), "next_step"),
        (replace(GOOD, next_step="Send the report"), None),
        (replace(GOOD, next_step="Send the report", due=date(2025, 1, 1)), None),
    ],
)
def test_a_note_that_cannot_be_saved_says_which_field_and_what_to_do(
    draft: NoteDraft, field: str | None
) -> None:
    found = flaw(draft, today=TODAY)

    assert (found[0] if found else None) == field
