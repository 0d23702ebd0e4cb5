"""A first reading of the files that other tools make, and of plain lists."""

import pytest

from app.constituents.domain.dates import DateFormat
from app.restrictions.domain.reading import AnswerColumn, Reading, gaps, permitted
from app.restrictions.domain.reasons import Reason, Silence
from app.restrictions.domain.recognize import recognize


def read(header: str, *rows: str) -> Reading:
    return recognize(header.split(","), [row.split(",") for row in rows])


@pytest.mark.parametrize(
    ("header", "row", "tool", "reason", "date"),
    [
        (
            "Email Address,First Name,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON",
            "ann@example.org,Ann,2019-01-01 09:00:00,2024-01-02 10:00:00,NORMAL",
            "Mailchimp, unsubscribed people",
            Reason.UNSUBSCRIBED,
            3,
        ),
        (
            "Email Address,CONFIRM_TIME,CLEAN_TIME,CLEAN_CAMPAIGN_TITLE",
            "ann@example.org,2019-01-01 09:00:00,2024-01-02 10:00:00,Spring",
            "Mailchimp, cleaned addresses",
            Reason.BOUNCED,
            2,
        ),
        (
            "Email Address,MEMBER_RATING,OPTIN_TIME",
            "ann@example.org,2,2019-01-01",
            "Mailchimp, subscribed people",
            None,
            None,
        ),
        ("Email", "ann@example.org", "", None, None),
        ("who,When", "ann@example.org,2024-03-01", "", None, 1),
        ("Email,Birth date", "ann@example.org,1980-03-01", "", None, None),
    ],
)
def test_a_file_is_known_by_its_columns(
    header: str, row: str, tool: str, reason: Reason | None, date: int | None
) -> None:
    found = read(header, row)

    assert (found.email, found.tool, found.reason, found.date) == (0, tool, reason, date)


def test_civicrm_says_why_in_three_columns_and_they_unite() -> None:
    found = read(
        "Contact ID,Do Not Email,Do Not Phone,No Bulk Emails (User Opt Out),Email,On Hold",
        "1,Yes,No,Yes,ann@example.org,0",
        "2,No,Yes,No,bob@example.org,2",
    )

    assert (found.tool, found.email) == ("CiviCRM contacts", 4)
    assert [each.index for each in found.answers] == [1, 3, 5]
    assert found.reasons(["1", "Yes", "No", "Yes", "ann@example.org", "1"]) == {
        Reason.DO_NOT_CONTACT,
        Reason.UNSUBSCRIBED,
        Reason.BOUNCED,
    }
    assert found.reasons(["2", "No", "Yes", "No", "bob@example.org", "0"]) == frozenset()


def test_a_column_named_reason_says_why() -> None:
    found = read("email,reason,date", "ann@example.org,do not contact,2025-03-04", "x@example.org,weird,")

    assert (found.email, found.date) == (0, 2)
    assert found.reasons(["ann@example.org", "do not contact", ""]) == {Reason.DO_NOT_CONTACT}
    assert found.reasons(["x@example.org", "weird", ""]) == frozenset()
    assert read("email,reason", "ann@example.org,moved away").answers == ()


def test_constant_contact_says_it_in_its_status_and_its_dates_are_of_something_else() -> None:
    found = read(
        "Email address,Email status,Email permission status,Created At,Updated At",
        "ann@example.org,Active,Express,2020-01-01,2021-01-01",
        "bob@example.org,Unsubscribed,Unsubscribed,2020-02-01,2021-01-01",
    )

    assert found.tool == "Constant Contact"
    assert [each.index for each in found.answers] == [1, 2]
    assert found.date is None


@pytest.mark.parametrize("states", [("OR", "WA"), ("OK", "CA", "OK"), ("OK",)])
def test_the_state_somebody_lives_in_is_no_answer(states: tuple[str, ...]) -> None:
    assert read("Email,State", *(f"ann@example.org,{state}" for state in states)).answers == ()


def test_a_state_of_mail_is_one() -> None:
    found = read(
        "email_address,state", *(f"a@example.org,{word}" for word in ("active", "bounced", "cancelled"))
    )

    assert [each.header for each in found.answers] == ["state"]


def test_what_staff_say_of_a_value_is_kept_through_storage_and_counts_before_ours() -> None:
    columns = ["Email", "Status"]
    chosen = AnswerColumn(1, "Status", {"abgemeldet": Reason.UNSUBSCRIBED, "cleaned": Silence.NOTHING})
    reading = Reading(email=0, answers=(chosen,), date_format=DateFormat.DMY)

    stored = Reading.from_json(reading.to_json(), columns)

    assert stored == reading
    assert stored.reasons(["a@example.org", "Abgemeldet"]) == {Reason.UNSUBSCRIBED}
    assert stored.reasons(["a@example.org", "cleaned"]) == frozenset()
    assert stored.reasons(["a@example.org", "complained"]) == {Reason.COMPLAINED}


def test_what_is_missing_is_said() -> None:
    assert [gap.field for gap in gaps(Reading())] == ["email", "reason"]
    unclear = gaps(Reading(email=0, reason=Reason.BOUNCED, date=1), ["4/2/2024", "3/2/2024"])
    assert [gap.field for gap in unclear] == ["date_format"]
    assert "“4/2/2024” and “3/2/2024”" in unclear[0].what
    assert gaps(Reading(email=0, reason=Reason.BOUNCED, date=1, date_format=DateFormat.DMY), []) == ()


def test_rows_that_welcome_mail_are_counted_so_that_one_reason_for_all_is_not_chosen_by_mistake() -> None:
    reading = read("Email,Status", "a@example.org,subscribed", "b@example.org,unsubscribed")

    assert permitted(reading, [["a@example.org", "subscribed"], ["b@example.org", "unsubscribed"]]) == 1
