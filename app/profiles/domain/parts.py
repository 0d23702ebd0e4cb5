"""The parts of a record that staff edit on their own, each in its place on the profile and as a page."""

from dataclasses import replace
from enum import StrEnum

from app.constituents.domain.names import Name
from app.constituents.domain.record import Existing, Json, Kind
from app.words import N_


class Part(StrEnum):
    """One group of fields, by its place in a URL."""

    NAMES = "names"
    OTHER_NAMES = "other-names"
    EMAILS = "emails"
    PHONES = "phones"
    ADDRESSES = "addresses"
    DATES = "dates"
    EXTERNAL_IDS = "external-ids"
    STATUS = "status"

    @property
    def label(self) -> str:
        """What staff call it."""
        return _LABELS[self]

    @property
    def fields(self) -> tuple[str, ...]:
        """The facts of `Existing` that it holds."""
        return _FIELDS[self]


_LABELS = {
    Part.NAMES: N_("Name"),
    Part.OTHER_NAMES: N_("Other names"),
    Part.EMAILS: N_("Emails"),
    Part.PHONES: N_("Phones"),
    Part.ADDRESSES: N_("Addresses"),
    Part.DATES: N_("Dates"),
    Part.EXTERNAL_IDS: N_("External IDs"),
    Part.STATUS: N_("Source and status"),
}
_FIELDS = {
    Part.NAMES: ("name", "display_override"),
    Part.OTHER_NAMES: ("former_names",),
    Part.EMAILS: ("emails",),
    Part.PHONES: ("phones",),
    Part.ADDRESSES: ("addresses",),
    Part.DATES: ("birth", "died"),
    Part.EXTERNAL_IDS: ("external_ids",),
    Part.STATUS: ("source", "inactive_reason"),
}
LISTS = {
    Part.EMAILS: "emails",
    Part.PHONES: "phones",
    Part.ADDRESSES: "addresses",
    Part.OTHER_NAMES: "former_names",
    Part.EXTERNAL_IDS: "external_ids",
}
"""The parts that are lists of values."""


def parts_of(kind: Kind) -> tuple[Part, ...]:
    """The parts that a record of this kind has: an organization was not born."""
    return tuple(part for part in Part if part is not Part.DATES or kind is Kind.INDIVIDUAL)


def fields_of(parts: tuple[Part, ...]) -> tuple[str, ...]:
    """The facts that these parts hold, in order."""
    return tuple(field for part in parts for field in part.fields)


def taken_from(record: Existing, other: Existing, parts: tuple[Part, ...]) -> Existing:
    """The record with these parts as they are on the other one."""
    return replace(record, **{field: getattr(other, field) for field in fields_of(parts)})


def remembered(record: Existing, parts: tuple[Part, ...]) -> Json:
    """These parts of the record as JSON: what a form keeps of the state that it was opened with."""
    return taken_from(
        Existing(record.kind, Name(), id=record.id, version=record.version), record, parts
    ).to_json()
