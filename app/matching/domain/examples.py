"""Worked differences: pairs of records that show by today's scores what the thresholds mean."""

from dataclasses import dataclass
from typing import Any

from app.constituents.domain.names import display_name
from app.constituents.domain.points import PointType
from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
)
from app.words import N_, _

_HOME = PointType.HOME
_TOWNS = {"97210": ("Portland", "OR"), "97301": ("Salem", "OR"), "83702": ("Boise", "ID")}


@dataclass(frozen=True, slots=True)
class Example:
    """Two records that differ in one telling way."""

    title: str
    incoming: Incoming
    existing: Existing


def told(record: Incoming | Existing) -> str:
    """All that a record of an example says, in one line; what is not in use any more is marked."""
    name = record.name
    maiden = [_("born {name}", name=name.maiden)] if name.maiden else []
    points = [
        *((email.address, email.active) for email in record.emails),
        *((phone.number, phone.active) for phone in record.phones),
        *((f"{address.lines[0]}, {address.city}", address.active) for address in record.addresses),
    ]
    reached = [text if active else _("{value} (ended)", value=text) for text, active in points]
    born = [_("born on {date}", date=record.birth)] if record.birth else []
    return " · ".join([display_name(name), *maiden, *reached, *born])


def _facts(
    *,
    first: str = "",
    last: str = "",
    middle: str = "",
    suffix: str = "",
    maiden: str = "",
    organization: str = "",
    email: str = "",
    phone: str = "",
    street: str = "",
    postcode: str = "97210",
    ended: str = "",
    birth: str = "",
) -> dict[str, Any]:
    return {
        "kind": Kind.ORGANIZATION if organization else Kind.INDIVIDUAL,
        "name": Name("", first, middle, last, suffix, "", maiden, organization),
        "emails": (Email(email, _HOME, primary=True),) if email else (),
        "phones": (Phone(phone, "", _HOME, primary=True),) if phone else (),
        "addresses": tuple(
            Address((line,), *_TOWNS[code], code, "US", _HOME, primary=active, active=active)
            for line, code, active in ((street, postcode, True), (ended, "97210", False))
            if line
        ),
        "birth": PartialDate.from_iso(birth) if birth else None,
    }


def _example(title: str, incoming: dict[str, str], existing: dict[str, str]) -> Example:
    return Example(title, Incoming(**_facts(**incoming)), Existing(**_facts(**existing), id=1))


_RIVERA = {"first": "Ana", "last": "Rivera", "email": "ana.rivera@example.org"}
_OKAFOR = {"last": "Okafor", "email": "okafors@example.org", "street": "31 Pine St"}
_HALE = {"first": "Robert", "last": "Hale", "street": "77 Cedar Ave"}
_LARSEN = {"last": "Larsen", "street": "9 Birch Ln", "birth": "2001-05-14"}
_NOVAK = {"first": "Peter", "last": "Novak"}

EXAMPLES: tuple[Example, ...] = (
    _example(
        N_("The same person, who moved"),
        {**_RIVERA, "street": "480 Oak Ave", "postcode": "97301"},
        {**_RIVERA, "street": "12 Elm St"},
    ),
    _example(
        N_("The same person: a nickname, a new email"),
        {"first": "Bill", "last": "Nowak", "email": "bill@example.net", "street": "5 Park Rd"},
        {"first": "William", "last": "Nowak", "email": "w.nowak@example.org", "street": "5 Park Rd"},
    ),
    _example(
        N_("The same person, typed with a slip"),
        {"first": "Katherine", "last": "Anderson", "phone": "(503) 555-0142", "street": "18 Mill St"},
        {"first": "Katherine", "last": "Andersen", "phone": "(503) 555-0142", "street": "18 Mill St"},
    ),
    _example(
        N_("The same person under her maiden name"),
        {"first": "Laura", "last": "Whitfield", "email": "laura.w@example.org"},
        {"first": "Laura", "last": "Kim", "maiden": "Whitfield", "email": "laura.w@example.org"},
    ),
    _example(
        N_("The same person, called by the middle name"),
        {"first": "Patrick", "last": "Doyle", "phone": "(503) 555-0117"},
        {"first": "James", "middle": "Patrick", "last": "Doyle", "phone": "(503) 555-0117"},
    ),
    _example(
        N_("First and last name swapped"),
        {"first": "Chen", "last": "Wei", "email": "wei.chen@example.org"},
        {"first": "Wei", "last": "Chen", "email": "wei.chen@example.org"},
    ),
    _example(
        N_("An organization, abbreviated"),
        {"organization": "Hope Fdn.", "phone": "(503) 555-0160", "street": "200 Main St"},
        {"organization": "The Hope Foundation", "phone": "(503) 555-0160", "street": "200 Main St"},
    ),
    _example(N_("Spouses who share an email"), {**_OKAFOR, "first": "Maria"}, {**_OKAFOR, "first": "David"}),
    _example(N_("Father and son"), {**_HALE, "suffix": "Jr."}, {**_HALE, "suffix": "Sr."}),
    _example(N_("Twins"), {**_LARSEN, "first": "Emma"}, {**_LARSEN, "first": "Clara"}),
    _example(
        N_("A namesake in another town"),
        {"first": "James", "last": "Smith", "email": "jsmith@example.net", "street": "3 Hill St"},
        {
            "first": "James",
            "last": "Smith",
            "email": "james@example.org",
            "street": "61 River Rd",
            "postcode": "83702",
        },
    ),
    _example(
        N_("A surname and an address, no first name"),
        {"last": "Delgado", "street": "40 Vine St"},
        {"first": "Rosa", "last": "Delgado", "street": "40 Vine St"},
    ),
    _example(
        N_("Only an ended address agrees"),
        {**_NOVAK, "street": "5 Lake Rd"},
        {**_NOVAK, "street": "90 Hill Rd", "postcode": "97301", "ended": "5 Lake Rd"},
    ),
    _example(N_("The same name and nothing more"), _NOVAK, {**_NOVAK, "email": "p.novak@example.org"}),
)
