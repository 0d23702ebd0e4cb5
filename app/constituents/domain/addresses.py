"""Postal addresses: one standardized form, so that "12 Elm St." and "12 Elm Street" are one place."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Self

from app.constituents.domain.places import Place, place_of
from app.constituents.domain.points import Json, PointType, standing_from_json, standing_to_json

_NEAR = 86
"""How alike, of 100, two street names are when one is a slip of the other (Elm Steet, Elm Street)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address of a constituent. `country` is the two-letter code, or what was typed.

    Mail may go to an active address unless `do_not_mail`, which has its reason.
    """

    lines: tuple[str, ...]
    city: str
    region: str
    postcode: str
    country: str
    type: PointType
    primary: bool = False
    active: bool = True
    id: int | None = None
    start: date | None = None
    end: date | None = None
    do_not_mail: bool = False
    do_not_mail_reason: str = ""
    source: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The standardized form, for identity."""
        return address_key(self)

    @property
    def place(self) -> Place:
        """The address standardized, part by part."""
        return place_of(self.lines, self.city, self.region, self.postcode, self.country)

    def to_json(self) -> Json:
        """The value as JSON, without blanks."""
        place = {part: getattr(self, part) for part in _PLACE_PARTS if getattr(self, part)}
        told = {"lines": list(self.lines), **place, **standing_to_json(self)}
        if self.do_not_mail:
            told["do_not_mail"] = True
        return told | ({"do_not_mail_reason": self.do_not_mail_reason} if self.do_not_mail_reason else {})

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote."""
        place = {part: told.get(part, "") for part in _PLACE_PARTS}
        mail = {part: told[part] for part in ("do_not_mail", "do_not_mail_reason") if part in told}
        return cls(tuple(told["lines"]), **place, **mail, **standing_from_json(told))


class Likeness(StrEnum):
    """How an incoming address compares with one that is there, for the update rules."""

    IDENTICAL = "identical"
    SIMILAR = "similar"
    DIFFERENT = "different"


_HOUSE = ("number", "street", "qualifiers", "unit")
_PLACE_PARTS = ("city", "region", "postcode", "country")


def address_key(address: Address) -> str:
    """The standardized form as one text: equal for two spellings of one place. "" for an empty address."""
    place = address.place
    parts = (place.number, place.street, place.qualifiers, place.unit, place.postcode or place.city)
    return "|".join(parts) if any(parts) else ""


def likeness(existing: Address, incoming: Address) -> Likeness:
    """How the incoming address compares with the existing one.

    Identical: it names the same place and says nothing new; what it leaves blank does not count. Similar: the
    same place, but completed or corrected: a unit or postcode more, a slip of the pen, another unit.
    """
    old, new = existing.place, incoming.place
    if not _same_area(old, new) or not _same_house(old, new):
        return Likeness.DIFFERENT
    if _adds_nothing(old, new, (*_HOUSE, "postcode" if new.postcode else "city")):
        return Likeness.IDENTICAL
    return Likeness.SIMILAR


def merged(existing: Address, incoming: Address) -> Address:
    """The existing address with what the incoming one says; its blanks take nothing away.

    No mail goes there when either says so: restrictions unite.
    """
    place = {part: getattr(incoming, part) or getattr(existing, part) for part in _PLACE_PARTS}
    return restricted(replace(existing, lines=_merged_lines(existing, incoming), **place), incoming)


def restricted(address: Address, by: Address) -> Address:
    """The address, to which no mail goes either when none goes to the other one; the first reason stays."""
    if address.do_not_mail or not by.do_not_mail:
        return address
    return replace(address, do_not_mail=True, do_not_mail_reason=by.do_not_mail_reason)


def _merged_lines(existing: Address, incoming: Address) -> tuple[str, ...]:
    old, new = existing.place, incoming.place
    if _adds_nothing(old, new, _HOUSE):
        return existing.lines
    if not new.street:
        return existing.lines if old.unit else (*existing.lines, *incoming.lines)
    lines = incoming.lines
    if old.number and not new.number:
        lines = (f"{old.number} {lines[0]}", *lines[1:])
    return (*lines, f"Unit {old.unit.upper()}") if old.unit and not new.unit else lines


def _adds_nothing(old: Place, new: Place, parts: tuple[str, ...]) -> bool:
    return all(getattr(new, part) in ("", getattr(old, part)) for part in parts)


def _same_area(old: Place, new: Place) -> bool:
    """True unless country, or both the town and the postcode, are known to differ; blanks say nothing."""
    if len(old.country) == len(new.country) == 2 and old.country != new.country:
        return False
    if old.postcode and old.postcode == new.postcode:
        return True
    if len(old.region) == len(new.region) == 2 and old.region != new.region:
        return False
    if old.city and new.city:
        return old.city == new.city
    return not (old.postcode and new.postcode)


def _same_house(old: Place, new: Place) -> bool:
    """True unless number or street are known to differ; a slip in the street's name is forgiven."""
    if old.number and new.number and old.number != new.number:
        return False
    if _is_box(old) != _is_box(new):
        # A box has no street: only an address that names neither house nor street may be the same place.
        other = old if _is_box(new) else new
        return not other.number and not other.street
    if not old.street or not new.street or old.street == new.street:
        return True
    from rapidfuzz.fuzz import ratio

    return bool(old.number and new.number) and ratio(old.street, new.street) >= _NEAR


def _is_box(place: Place) -> bool:
    return place.number.startswith("box ")
