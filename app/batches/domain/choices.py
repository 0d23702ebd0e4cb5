"""Fields that can say only a few things: what those are, and how a cell is read."""

from app.batches.domain.contacts import point_type
from app.batches.domain.fields import Field
from app.batches.domain.people import parse_kind
from app.constituents.domain.points import ADDRESS_TYPES, EMAIL_TYPES, PHONE_TYPES
from app.constituents.domain.record import Kind

LEFT_OUT = "-"
"""What staff type where a value is to be left out: an empty control changes nothing."""

_TYPES = {
    "email_type": EMAIL_TYPES,
    "email_2_type": EMAIL_TYPES,
    "phone_type": PHONE_TYPES,
    "address_type": ADDRESS_TYPES,
}


def choices_for(field: Field) -> tuple[str, ...]:
    """All values of the field as staff choose them; empty where it holds any text."""
    if field.id == "kind":
        return tuple(kind.value for kind in Kind)
    return tuple(kind.value for kind in _TYPES.get(field.id, ()))


def read_as(field: Field, text: str) -> str:
    """Which of the field's choices a cell is read as; "" where it is none of them."""
    if field.id == "kind":
        kind = parse_kind(text)
        return kind.value if isinstance(kind, Kind) else ""
    offered = _TYPES.get(field.id, ())
    return point_type(text, offered, offered[0]).value if offered else ""
