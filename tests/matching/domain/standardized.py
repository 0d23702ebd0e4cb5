"""Records in short spellings, standardized."""

from typing import Any

from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    FormerName,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
    PointType,
)
from app.matching.domain.identity import Identity
from app.matching.domain.standard import standardize

HOME = PointType.HOME


def person(
    *,
    emails: tuple[str, ...] = (),
    phones: tuple[str, ...] = (),
    places: tuple[tuple[str, ...], ...] = (),
    birth: str = "",
    active: bool = True,
    also: tuple[FormerName, ...] = (),
    **name: str,
) -> Identity:
    """A person with these parts of a name; a place is line, city, region, postcode, country."""
    known: dict[str, Any] = {
        "kind": Kind.INDIVIDUAL,
        "name": Name(**name),
        "emails": tuple(Email(email, HOME, active=active) for email in emails),
        "phones": tuple(Phone(phone, "", HOME, active=active) for phone in phones),
        "addresses": tuple(_address(*place, active=active) for place in places),
        "birth": PartialDate.from_iso(birth) if birth else None,
    }
    return standardize(Existing(**known, former_names=also) if also else Incoming(**known))


def organization(name: str, **points: Any) -> Identity:
    """An organization of this name."""
    return person(organization=name, **points)._replace(kind="o")


def told(identity: Identity) -> dict[str, str]:
    """What is known, by field."""
    return {part: value for part, value in identity._asdict().items() if value and part != "kind"}


def _address(
    line: str, city: str = "", region: str = "", postcode: str = "", country: str = "US", *, active: bool
) -> Address:
    return Address((line,), city, region, postcode, country, HOME, active=active)
