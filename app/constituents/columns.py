"""The values of a record as the columns of its tables."""

from typing import Any

from app.constituents.domain import record
from app.constituents.domain.names import fold, sort_name
from app.constituents.domain.record import Existing

NAME_PARTS = ("title", "first", "middle", "last", "suffix", "nickname", "maiden", "organization")


def constituent_columns(item: Existing) -> dict[str, Any]:
    """The columns that a record's own values fill."""
    birth = item.birth
    return {
        "kind": item.kind,
        **{part: getattr(item.name, part) for part in NAME_PARTS},
        "sort_name": fold(sort_name(item.name)),
        "birth_year": birth.year if birth else None,
        "birth_month": birth.month if birth else None,
        "birth_day": birth.day if birth else None,
        "is_deceased": item.deceased,
        "is_active": item.active,
    }


def _point_columns(item: record.Email | record.Phone | record.Address) -> dict[str, Any]:
    return {
        "type": item.type,
        "is_primary": item.primary,
        "is_active": item.active,
        "start": item.start,
        "end": item.end,
    }


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
        **_point_columns(item),
    }


def former_columns(item: record.FormerName) -> dict[str, Any]:
    return {"value": item.value, "is_alias": item.alias, "start": item.start, "end": item.end} | (
        {"source": item.source} if item.source else {}
    )
