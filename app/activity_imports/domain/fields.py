"""What a column of a file of activity can hold: about the fact, or about the person it is of."""

from dataclasses import dataclass
from functools import lru_cache

from app.activity_imports.domain.facts import FactKind
from app.batches.domain.fields import find_field
from app.words import N_


@dataclass(frozen=True, slots=True)
class FactField:
    """One thing that a column can say. `asked` marks fields whose values staff can be asked about."""

    id: str
    label: str
    asked: bool = False


def _said(*fields: tuple[str, str]) -> tuple[FactField, ...]:
    return tuple(FactField(id, label, asked=id in _ASKED) for id, label in fields)


_ASKED = frozenset({"status", "type", "happening", "bounce"})

GIFT = _said(
    ("key", N_("Number of the gift")),
    ("amount", N_("Amount")),
    ("currency", N_("Currency")),
    ("date", N_("Day received")),
    ("time", N_("Time")),
    ("zone", N_("Time zone")),
    ("status", N_("Status")),
    ("type", N_("Kind of gift")),
    ("fund", N_("Fund")),
    ("campaign", N_("Fundraising campaign")),
    ("appeal", N_("Appeal")),
    ("method", N_("Payment method")),
    ("note", N_("Note")),
    ("anonymous", N_("Anonymous")),
    ("fee", N_("Fee of the tool")),
    ("recurring", N_("Number of the recurring gift")),
    ("refunded", N_("Amount given back")),
    ("refunded_on", N_("Day given back")),
    ("refund_of", N_("Number of the gift that is given back")),
    ("refund_email", N_("Email of whom it is given back to")),
    ("captured", N_("Whether the money was taken")),
    ("impact", N_("Effect on the balance")),
    ("test", N_("Test or real")),
)
REGISTRATION = _said(
    ("key", N_("Number of the registration")),
    ("event_name", N_("Event")),
    ("event_key", N_("Number of the event")),
    ("event_starts", N_("Start of the event")),
    ("event_ends", N_("End of the event")),
    ("event_category", N_("Kind of event")),
    ("event_place", N_("Place")),
    ("date", N_("Day registered")),
    ("time", N_("Time registered")),
    ("zone", N_("Time zone")),
    ("status", N_("Status")),
    ("ticket", N_("Ticket")),
    ("fee", N_("Fee paid")),
    ("currency", N_("Currency")),
    ("places", N_("Number of places")),
    ("guests", N_("Number of guests")),
    ("note", N_("Note")),
    ("checked_in", N_("Time of check-in")),
    ("test", N_("Test or real")),
)
MAIL = _said(
    ("happening", N_("What happened")),
    ("campaign_name", N_("Mailing")),
    ("campaign_key", N_("Number of the mailing")),
    ("campaign_subject", N_("Subject")),
    ("campaign_sent", N_("When the mailing was sent")),
    ("date", N_("When it happened")),
    ("time", N_("Time")),
    ("zone", N_("Time zone")),
    ("bounce", N_("Kind of bounce")),
    ("key", N_("Number of the event")),
    ("link", N_("Link")),
)
_PERSON = (
    *("email", "external_id", "lookup_id", "full_name", "title", "first_name", "middle_name", "last_name"),
    *("suffix", "organization", "kind", "phone", "phone_home", "phone_mobile", "phone_work"),
    *("address_line1", "address_line2", "address_city", "address_region", "address_postcode"),
    "address_country",
)
OF = {FactKind.GIFTS: GIFT, FactKind.REGISTRATIONS: REGISTRATION, FactKind.MAIL: MAIL}


@lru_cache(maxsize=1)
def of_person() -> tuple[FactField, ...]:
    """What a column can say about the person, under the names that imports of people have for it."""
    known = (find_field(id) for id in _PERSON)
    return tuple(FactField(field.id, field.label) for field in known if field)


PERSONAL = frozenset(_PERSON)
"""The ids of the fields about the person."""


def known(kind: FactKind, field_id: str) -> FactField | None:
    """The field with this id in files of this kind, None where there is none."""
    return next((each for each in (*OF[kind], *of_person()) if each.id == field_id), None)
