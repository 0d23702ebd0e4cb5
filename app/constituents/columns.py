"""The values of a record as the columns of its tables."""

from typing import Any

from app.constituents.domain import record
from app.constituents.domain.names import fold
from app.constituents.domain.record import Existing, PartialDate
from app.constituents.domain.words import filed, found_by

NAME_PARTS = ("title", "first", "middle", "last", "suffix", "nickname", "maiden", "organization")


def constituent_columns(item: Existing) -> dict[str, Any]:
    """The columns that a record's own values fill."""
    return {
        "kind": item.kind,
        **{part: getattr(item.name, part) for part in NAME_PARTS},
        "display_override": item.display_override,
        # what is shown instead changes nothing about where a list is looked through for her
        "sort_name": filed(item),
        "found_by": found_by(item),
        **_day_columns("birth", item.birth),
        "is_deceased": item.deceased,
        **_day_columns("deceased", item.died),
        "is_active": item.active,
        "inactive_reason": item.inactive_reason,
        "source": item.source,
    }


def _day_columns(name: str, day: PartialDate | None) -> dict[str, int | None]:
    return {f"{name}_{part}": getattr(day, part) if day else None for part in ("year", "month", "day")}


def _point_columns(item: record.Email | record.Phone | record.Address) -> dict[str, Any]:
    return {
        "type": item.type,
        "is_primary": item.primary,
        "is_active": item.active,
        "start": item.start,
        "end": item.end,
        **_told(item.source),
    }


def _told(source: str) -> dict[str, str]:
    """Where a value was learned; what does not say keeps, or gets, what the act that writes it says."""
    return {"source": source} if source else {}


def email_columns(item: record.Email) -> dict[str, Any]:
    return {"address": item.address, "key": item.key, **_point_columns(item)}


def phone_columns(item: record.Phone) -> dict[str, Any]:
    return {"number": item.number, "e164": item.e164, **_point_columns(item)}


def address_columns(item: record.Address) -> dict[str, Any]:
    return {
        "lines": "\n".join(item.lines),
        "city": item.city,
        "region": item.region,
        "postcode": item.postcode,
        "country": item.country,
        **{f"{part}_key": fold(getattr(item, part)) for part in ("city", "region", "country")},
        "key": item.key,
        "do_not_mail": item.do_not_mail,
        "do_not_mail_reason": item.do_not_mail_reason,
        **_point_columns(item),
    }


def former_columns(item: record.FormerName) -> dict[str, Any]:
    values = {"value": item.value, "is_alias": item.alias, "start": item.start, "end": item.end}
    return values | _told(item.source)
