"""What one row asks for: a no since a day, nothing, or something nobody can read."""

from datetime import date

import pytest

from app.constituents.domain.dates import DateFormat
from app.restrictions.domain.reading import AnswerColumn, Reading
from app.restrictions.domain.reasons import Reason
from app.restrictions.domain.row import NoWish, Unread, Wish, read_row

TODAY = date(2026, 11, 22)
STATUS = Reading(email=0, answers=(AnswerColumn(1, "Status"),), date=2, date_format=DateFormat.DMY)


def row(*cells: str, flaw: str = "") -> Wish | NoWish | Unread:
    return read_row([*cells, "", ""][:3], STATUS, today=TODAY, flaw=flaw)


@pytest.mark.parametrize(
    ("typed", "on", "trouble"),
    [
        ("", None, ""),
        ("2024-05-01 10:22:11", date(2024, 5, 1), ""),
        ("4/12/2023", date(2023, 12, 4), ""),
        ("2019", date(2019, 12, 31), ""),
        ("22/11/2026", TODAY, ""),
        ("23/11/2026", None, "in the future"),
        ("2099", None, "in the future"),
        ("last spring", None, "not a date that can be read"),
        ("1 May", None, "has no year"),
    ],
)
def test_a_day_that_cannot_be_taken_is_said_and_the_no_counts_from_today(
    typed: str, on: date | None, trouble: str
) -> None:
    found = row("Ann@Example.org", "unsubscribed", typed)

    assert isinstance(found, Wish)
    assert (found.key, found.on) == ("ann@example.org", on)
    assert found.reasons == {Reason.UNSUBSCRIBED}
    assert trouble in found.trouble
    assert bool(found.trouble) is ("It counts from today." in found.trouble)


def test_a_year_that_has_not_ended_counts_until_today() -> None:
    found = row("ann@example.org", "unsubscribed", "2026")

    assert isinstance(found, Wish)
    assert found.on == TODAY


@pytest.mark.parametrize(
    ("cells", "cause", "says"),
    [
        (("", "unsubscribed"), "address", "Email is blank."),
        (("ann at example", "unsubscribed"), "address", "missing the “@”"),
        (("ann@example.org", "abgemeldet"), "answer", "“Status” says “abgemeldet”"),
    ],
)
def test_what_cannot_be_read_says_what_to_mend(cells: tuple[str, ...], cause: str, says: str) -> None:
    found = row(*cells)

    assert isinstance(found, Unread)
    assert found.cause == cause
    assert says in found.detail


def test_a_row_of_the_wrong_form_is_not_guessed_at() -> None:
    found = row("ann@example.org", "unsubscribed", flaw="This row has 9 cells.")

    assert found == Unread("ann@example.org", "ann@example.org", "form", "This row has 9 cells.")


@pytest.mark.parametrize(
    ("status", "cause"), [("subscribed", "permits"), ("", "silent"), ("pending", "silent")]
)
def test_a_row_that_says_no_nowhere_asks_for_nothing_and_permits_nothing(status: str, cause: str) -> None:
    found = row("ann@example.org", status)

    assert isinstance(found, NoWish)
    assert found.cause == cause
    assert cause != "permits" or "a file never permits anything" in found.detail
