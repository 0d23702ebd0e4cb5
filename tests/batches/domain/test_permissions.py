"""Columns about permission are known in every disguise, and no other column is taken for one."""

import pytest

from app.batches.domain.fields import FIELDS
from app.batches.domain.permissions import is_permission

PERMISSION = (
    *(
        "Subscribed",
        "subscribed?",
        "UNSUBSCRIBED",
        "Unsubscribe date",
        "unsub_time",
        "Opt-in",
        "opt out",
        "OptIn",
    ),
    *(
        "OPTIN_TIME",
        "OPTIN_IP",
        "CONFIRM_TIME",
        "CLEAN_TIME",
        "Opted out",
        "Email opt in",
        "Marketing consent",
    ),
    *(
        "Do Not Email",
        "do_not_mail",
        "Don't email",
        "Dont contact",
        "No Bulk Emails (User Opt Out)",
        "No emails",
    ),
    *(
        "On Hold",
        "Status",
        "Email status",
        "Email permission status",
        "Subscriber status",
        "GDPR",
        "Newsletter",
    ),
    *(
        "Mailing list",
        "OK to email",
        "May we contact you",
        "Can we email you?",
        "Bounced",
        "Suppressed",
        "DNC",
    ),
    *(
        "email_disabled",
        "active_subscription",
        "communication_opt_in",
        "Communication Restrictions",
        "Email Lists",
    ),
    *(
        "Use for Bulk Mail",
        "Marketing status",
        "\u200bSubscribed",
        "ＳＵＢＳＣＲＩＢＥＤ",
        "Mailable",
        "donotemail",
    ),
)
OTHER = (
    *(
        "Email",
        "E-mail",
        "Email Address",
        "Mailing Address",
        "Mailing street",
        "State",
        "Preferred phone",
        "Notes",
    ),
    *(
        "Marital status",
        "Attendee Status",
        "Order Type",
        "Options",
        "Contact ID",
        "Phone",
        "Home address",
        "Tags",
    ),
    *(
        "Preferred name",
        "Nominated by",
        "Postal code",
        "Contact",
        "Marketing source",
        "Adopted",
        "Copt in Cairo",
    ),
)


@pytest.mark.parametrize("header", PERMISSION)
def test_a_header_about_permission_is_recognized(header: str) -> None:
    assert is_permission(header)


@pytest.mark.parametrize("header", OTHER)
def test_another_header_is_left_alone(header: str) -> None:
    assert not is_permission(header)


def test_none_of_our_own_fields_looks_like_permission() -> None:
    assert not any(is_permission(field.label) or is_permission(field.id) for field in FIELDS)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Subscribed", "cleaned", ""], True),
        (["opted-out", "active"], True),
        (["yes", "no"], False),
        (["subscribed", "OR"], False),
        (["", " "], False),
        ([], False),
    ],
)
def test_a_column_of_nothing_but_such_answers_is_permission(cells: list[str], expected: bool) -> None:
    assert is_permission("State", cells) is expected
