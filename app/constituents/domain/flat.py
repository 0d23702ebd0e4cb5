"""A record as one line of a table whose columns an import knows, so that it comes back as it went."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from app.constituents.domain.addresses import Address
from app.constituents.domain.emails import Email
from app.constituents.domain.phones import Phone
from app.constituents.domain.points import Point, PointType
from app.constituents.domain.record import Existing

P = TypeVar("P", bound=Point)

_NAME = ("title", "first", "middle", "last", "suffix", "nickname", "maiden", "organization")
_LINES = 3
_PLACE = ("line 1", "line 2", "line 3", "city", "state or region", "postcode", "country")
HEADERS = (
    *("Lookup ID", "Kind"),
    *("Title", "First name", "Middle name", "Last name", "Suffix", "Nickname", "Maiden name", "Organization"),
    *("Email", "Email type", "Second email", "Second email type", "Third email"),
    *("Phone", "Phone type", "Mobile phone", "Home phone", "Work phone", "Other phone"),
    *(f"Address, {part}" for part in _PLACE),
    "Address type",
    *(f"Work address, {part}" for part in _PLACE),
    *("Birth date", "External ID", "External system"),
    *("More emails", "More phones", "More addresses", "More external IDs"),
)
"""The heads. Those from “More emails” on are for reading: an import leaves them out."""


def flat(record: Existing) -> tuple[str, ...]:
    """The cells of a record below `HEADERS`: what is in use, the primary of each channel first."""
    emails, phones = _active(record.emails), _active(record.phones)
    addresses = _active(record.addresses)
    numbers, more_phones = _phones(phones)
    first, work, more_addresses = _addresses(addresses)
    ids = [(each.value, each.system) for each in record.external_ids]
    return (
        *(record.lookup_id, record.kind.value),
        *(getattr(record.name, part) for part in _NAME),
        *_emails(emails),
        *numbers,
        *_place(first),
        first.type.value if first else "",
        *_place(work),
        str(record.birth) if record.birth else "",
        *(ids[0] if ids else ("", "")),
        _listed(email.address for email in emails[3:]),
        _listed(phone.number for phone in more_phones),
        _listed(_written(address) for address in more_addresses),
        _listed(f"{system} {value}" for value, system in ids[1:]),
    )


def _active(points: Iterable[P]) -> list[P]:
    return sorted((point for point in points if point.active), key=lambda point: not point.primary)


def _emails(emails: Sequence[Email]) -> tuple[str, ...]:
    typed = [cell for email in emails[:2] for cell in (email.address, email.type.value)]
    third = emails[2].address if len(emails) > 2 else ""
    return (*typed, *[""] * (4 - len(typed)), third)


def _phones(phones: Sequence[Phone]) -> tuple[tuple[str, ...], list[Phone]]:
    """The cells of the phones, and those phones for which there is no cell."""
    if not phones:
        return ("",) * 6, []
    first, *others = phones
    by_type: dict[PointType, Phone] = {}
    more = [phone for phone in others if by_type.setdefault(phone.type, phone) is not phone]
    typed = (PointType.MOBILE, PointType.HOME, PointType.WORK, PointType.OTHER)
    cells = [by_type[each].number if each in by_type else "" for each in typed]
    return (first.number, first.type.value, *cells), more


def _addresses(addresses: Sequence[Address]) -> tuple[Address | None, Address | None, list[Address]]:
    """The first address, the first one at work behind it, and the others."""
    if not addresses:
        return None, None, []
    first, *others = addresses
    work = next((each for each in others if each.type is PointType.WORK), None)
    return first, work, [each for each in others if each is not work]


def _place(address: Address | None) -> tuple[str, ...]:
    if address is None:
        return ("",) * len(_PLACE)
    lines = [*address.lines[: _LINES - 1], " ".join(address.lines[_LINES - 1 :])]
    parts = (address.city, address.region, address.postcode, address.country)
    return (*lines, *[""] * (_LINES - len(lines)), *parts)


def _written(address: Address) -> str:
    parts = (*address.lines, address.city, address.region, address.postcode, address.country)
    return ", ".join(part for part in parts if part)


def _listed(texts: Iterable[str]) -> str:
    return "; ".join(texts)
