"""Short spellings of records for the tests of the matcher."""

from typing import Any

from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
    PointType,
)
from app.matching.domain.decide import Automatic, Thresholds, decide
from app.matching.domain.result import Match
from app.matching.domain.score import match

HOME = PointType.HOME
WILLIAM: dict[str, Any] = {
    "first": "William",
    "last": "Smith",
    "email": "will@example.org",
    "street": "12 Elm St",
    "phone": "+12127365000",
}


def facts(
    *,
    first: str = "",
    last: str = "",
    middle: str = "",
    title: str = "",
    suffix: str = "",
    nickname: str = "",
    maiden: str = "",
    organization: str = "",
    email: str = "",
    street: str = "",
    postcode: str = "97201",
    phone: str = "",
    birth: str = "",
    active: bool = True,
    **more: Any,
) -> dict[str, Any]:
    """The arguments of a record, from short spellings; `active` is that of its contact points."""
    where = Address((street,), "Portland", "OR", postcode, "US", HOME, active=active)
    return {
        "kind": Kind.ORGANIZATION if organization else Kind.INDIVIDUAL,
        "name": Name(title, first, middle, last, suffix, nickname, maiden, organization),
        "emails": (Email(email, HOME, active=active),) if email else (),
        "phones": (Phone(phone, phone, HOME, active=active),) if phone else (),
        "addresses": (where,) if street else (),
        "birth": PartialDate.from_iso(birth) if birth else None,
        **more,
    }


def arriving(**told: Any) -> Incoming:
    return Incoming(**facts(**told))


def on_record(**told: Any) -> Existing:
    return Existing(**facts(**{"id": 1, **told}))


def compared(new: dict[str, Any], old: dict[str, Any] = WILLIAM) -> Match:
    return match(arriving(**new), on_record(**old))


def is_automatic(found: Match) -> bool:
    return isinstance(decide([found], Thresholds()), Automatic)
