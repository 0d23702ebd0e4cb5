"""A record by itself, told field by field."""

from app.constituents.domain.record import Address, Email, Existing, Incoming, Kind, PartialDate, Phone
from app.resolution.domain.decisions import Writer
from app.resolution.domain.question import CHANNELS, IDS
from app.updates.domain.words import field_label, show
from app.words import _


def told(record: Existing | Incoming, write: Writer = PartialDate.words) -> list[tuple[str, list[str]]]:
    """Every field that the record has, with its values, in the order of the profile."""
    names = [(field_label(f"name.{part}"), [value]) for part, value in record.name.parts().items() if value]
    channels = [(field, getattr(record, field)) for field in CHANNELS]
    points = [(field_label(field), [_point(each) for each in values]) for field, values in channels if values]
    born = [(field_label("birth"), [write(record.birth)])] if record.birth else []
    ids = [(field_label(IDS), [show(each) for each in record.external_ids])] if record.external_ids else []
    return [
        (field_label("kind"), [_("Organization") if record.kind is Kind.ORGANIZATION else _("Individual")]),
        *names,
        *born,
        *points,
        *ids,
    ]


def _point(each: Email | Phone | Address) -> str:
    marks = [each.type.label.lower(), *([_("primary")] if each.primary else [])]
    return " · ".join((show(each), *marks))
