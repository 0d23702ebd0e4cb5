"""Copies with other fields are what the standard library makes of the same."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.constituents.domain.copies import altered
from app.constituents.domain.names import Name
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Address, Email, Existing, FormerName, Kind, Phone

ADDRESS = Address(("1 Elm St",), "Salem", "OR", "97301", "US", PointType.HOME, True, do_not_mail=True)


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (
            Email("ann@example.org", PointType.HOME, True, id=7, source="form"),
            {"primary": False, "end": date.min},
        ),
        (Phone("503 555 0100", "+15035550100", PointType.MOBILE), {"id": 3, "source": "import"}),
        (ADDRESS, {"lines": (), "do_not_mail_reason": "asked"}),
        (FormerName("Ann Lee"), {"alias": True}),
        (Name(first="Ann"), {"last": "Lee", "first": ""}),
        (Existing(Kind.INDIVIDUAL, Name(first="Ann"), (), id=4), {"version": 2, "source": "x"}),
        (Existing(Kind.INDIVIDUAL, Name()), {}),
    ],
)
def test_a_copy_differs_in_what_was_given_only(value: Any, changes: dict[str, Any]) -> None:
    copy = altered(value, **changes)

    expected = replace(value, **changes)
    assert [getattr(copy, name) for name in value.__match_args__] == [
        getattr(expected, name) for name in value.__match_args__
    ]
    assert type(copy) is type(value)


def test_a_field_that_is_none_is_refused() -> None:
    with pytest.raises(KeyError):
        altered(Name(), family="Lee")
