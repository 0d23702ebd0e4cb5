"""Statuses, fields and journaled values of events and registrations in words."""

from app.activity.domain.kinds import EventKind, RegistrationStatus

STATUS = {
    RegistrationStatus.REGISTERED: "Registered",
    RegistrationStatus.ATTENDED: "Attended",
    RegistrationStatus.NO_SHOW: "No-show",
    RegistrationStatus.CANCELLED: "Cancelled",
    RegistrationStatus.WAITLISTED: "Waitlisted",
}
TONES = {
    RegistrationStatus.REGISTERED: "info",
    RegistrationStatus.ATTENDED: "ready",
    RegistrationStatus.NO_SHOW: "conflict",
    RegistrationStatus.CANCELLED: "neutral",
    RegistrationStatus.WAITLISTED: "info",
}
KIND = {EventKind.EVENT: "Event", EventKind.PROGRAM: "Program"}
FIELDS = {
    "added": "Added",
    "removed": "Removed",
    "name": "Name",
    "kind": "Kind",
    "category": "Category",
    "place": "Place",
    "description": "Description",
    "capacity": "Capacity",
    "starts_at": "Starts",
    "ends_at": "Ends",
    "status": "Status",
    "ticket": "Ticket",
    "fee": "Fee",
    "currency": "Currency",
    "guests": "Guests",
    "note": "Note",
    "registered_at": "Registered",
    "checked_in_at": "Checked in",
}


def field_label(field: str) -> str:
    """What staff call a journaled field."""
    return FIELDS.get(field, field.replace("_", " ").capitalize())


def journal_label(field: str) -> str:
    """What staff call a field of a registration in a person's history: "registration.fee" is "Fee"."""
    return field_label(field.rpartition(".")[2])


def journal_words(field: str, value: object) -> str:
    """A journaled value as text, "" for nothing; a status in its own words."""
    if value is None or value == "":
        return ""
    if field.endswith("status") and value in set(RegistrationStatus):
        return STATUS[RegistrationStatus(str(value))]
    return str(value)
