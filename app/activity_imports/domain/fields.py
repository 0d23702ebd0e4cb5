"""What a column of a file of activity can hold: about the fact, or about the person it is of."""

from dataclasses import dataclass
from functools import lru_cache

from app.activity_imports.domain.facts import FactKind
from app.batches.domain.fields import find_field


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
    ("key", "Number of the gift"),
    ("amount", "Amount"),
    ("currency", "Currency"),
    ("date", "Day received"),
    ("time", "Time"),
    ("zone", "Time zone"),
    ("status", "Status"),
    ("type", "Kind of gift"),
    ("fund", "Fund"),
    ("campaign", "Fundraising campaign"),
    ("appeal", "Appeal"),
    ("method", "Payment method"),
    ("note", "Note"),
    ("anonymous", "Anonymous"),
    ("fee", "Fee of the tool"),
    ("recurring", "Number of the recurring gift"),
    ("refunded", "Amount given back"),
    ("refunded_on", "Day given back"),
    ("refund_of", "Number of the gift that is given back"),
    ("refund_email", "Email of whom it is given back to"),
    ("captured", "Whether the money was taken"),
    ("impact", "Effect on the balance"),
    ("test", "Test or real"),
)
REGISTRATION = _said(
    ("key", "Number of the registration"),
    ("event_name", "Event"),
    ("event_key", "Number of the event"),
    ("event_starts", "Start of the event"),
    ("event_ends", "End of the event"),
    ("event_category", "Kind of event"),
    ("event_place", "Place"),
    ("date", "Day registered"),
    ("time", "Time registered"),
    ("zone", "Time zone"),
    ("status", "Status"),
    ("ticket", "Ticket"),
    ("fee", "Fee paid"),
    ("currency", "Currency"),
    ("places", "Number of places"),
    ("guests", "Number of guests"),
    ("note", "Note"),
    ("checked_in", "Time of check-in"),
    ("test", "Test or real"),
)
MAIL = _said(
    ("happening", "What happened"),
    ("campaign_name", "Mailing"),
    ("campaign_key", "Number of the mailing"),
    ("campaign_subject", "Subject"),
    ("campaign_sent", "When the mailing was sent"),
    ("date", "When it happened"),
    ("time", "Time"),
    ("zone", "Time zone"),
    ("bounce", "Kind of bounce"),
    ("key", "Number of the event"),
    ("link", "Link"),
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
