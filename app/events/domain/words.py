"""Statuses, fields and journaled values of events and registrations in words."""

from app.activity.domain.kinds import EventKind, RegistrationStatus
from app.words import N_

STATUS = {
    RegistrationStatus.REGISTERED: N_("Registered"),
    RegistrationStatus.ATTENDED: N_("Attended"),
    RegistrationStatus.NO_SHOW: N_("No-show"),
    RegistrationStatus.CANCELLED: N_("Cancelled"),
    RegistrationStatus.WAITLISTED: N_("Waitlisted"),
}
TONES = {
    RegistrationStatus.REGISTERED: "info",
    RegistrationStatus.ATTENDED: "ready",
    RegistrationStatus.NO_SHOW: "conflict",
    RegistrationStatus.CANCELLED: "neutral",
    RegistrationStatus.WAITLISTED: "info",
}
KIND = {EventKind.EVENT: N_("Event"), EventKind.PROGRAM: N_("Program")}
FIELDS = {
    "added": N_("Added"),
    "removed": N_("Removed"),
    "name": N_("Name"),
    "kind": N_("Kind"),
    "category": N_("Category"),
    "place": N_("Place"),
    "description": N_("Description"),
    "capacity": N_("Capacity"),
    "starts_at": N_("Starts"),
    "ends_at": N_("Ends"),
    "status": N_("Status"),
    "ticket": N_("Ticket"),
    "fee": N_("Fee"),
    "currency": N_("Currency"),
    "guests": N_("Guests"),
    "note": N_("Note"),
    "registered_at": N_("Registered"),
    "checked_in_at": N_("Checked in"),
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
