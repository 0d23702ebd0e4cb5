"""Emails, phones and addresses of one row."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, TypeVar

from app.batches.domain.cells import Cells
from app.batches.domain.countries import country_code
from app.batches.domain.whole_address import address_parts
from app.constituents.domain.emails import Email, EmailAddress, parse_email
from app.constituents.domain.phones import Phone, PhoneNumber, parse_phone
from app.constituents.domain.points import ADDRESS_TYPES, EMAIL_TYPES, PHONE_TYPES, PointType
from app.constituents.domain.problems import Problem
from app.constituents.domain.record import Address
from app.constituents.domain.text import fold

_TYPES = {
    **{kind.value: kind for kind in PointType},
    **dict.fromkeys(("personal", "private", "main"), PointType.HOME),
    **dict.fromkeys(("business", "office"), PointType.WORK),
    **dict.fromkeys(("cell", "cellular", "cell phone"), PointType.MOBILE),
    **dict.fromkeys(("university", "college"), PointType.SCHOOL),
    **dict.fromkeys(("vacation", "summer", "winter"), PointType.SEASONAL),
}
_EXTRA_EMAILS = (
    ("email_home", PointType.HOME),
    ("email_work", PointType.WORK),
    ("email_2", None),
    ("email_3", None),
)
_PHONES = (
    ("phone", None),
    ("phone_mobile", PointType.MOBILE),
    ("phone_home", PointType.HOME),
    ("phone_work", PointType.WORK),
    ("phone_other", PointType.OTHER),
    ("phone_2", None),
)
_HAS_PHONES = frozenset(id for id, _ in _PHONES)
_PARTS = ("line1", "line2", "line3", "city", "region", "postcode", "country")
_HOME = tuple(f"address_{part}" for part in _PARTS)
_WORK = tuple(f"work_{part}" for part in _PARTS)
# A country alone is no address.
ADDRESS_PARTS, _IS_WORK = frozenset(_HOME[:-1]), frozenset(_WORK[:-1])
_NO_COUNTRIES: Mapping[str, str] = MappingProxyType({})
_HAS_MORE_EMAILS = frozenset(id for id, _ in _EXTRA_EMAILS)


class _Point(Protocol):
    @property
    def key(self) -> str: ...


P = TypeVar("P", bound=_Point)


def emails(cells: Cells, *, usual: PointType, is_needed: bool = True) -> tuple[Email, ...]:
    """The addresses of a row, the first of them primary; its problems are noted in `cells`.

    A row whose main email is blank is known by its next one; one with our own lookup ID needs none.
    """
    has_more = cells.says(_HAS_MORE_EMAILS)
    is_known = has_more or not is_needed or bool(cells.text("lookup_id"))
    is_blank = is_known and not cells.text("email")
    found = [] if is_blank else _first_email(cells, usual)
    if not has_more:
        return tuple(found)
    for field_id, fixed in _EXTRA_EMAILS:
        read: EmailAddress | None = cells.read(field_id, parse_email)
        if read:
            kind = fixed or point_type(cells.text(f"{field_id}_type"), EMAIL_TYPES, PointType.OTHER)
            found.append(Email(read.address, kind, primary=is_blank and not found))
    return _distinct(found)


def _first_email(cells: Cells, usual: PointType) -> list[Email]:
    first = parse_email(cells.text("email"))
    if isinstance(first, Problem):
        cells.complain("email", first)
        return []
    kind = point_type(cells.text("email_type"), EMAIL_TYPES, usual)
    return [Email(first.address, kind, primary=True)]


def phones(
    cells: Cells, *, usual: PointType, country: str, countries: Mapping[str, str] = _NO_COUNTRIES
) -> tuple[Phone, ...]:
    """The numbers of a row, the first of them primary.

    Each is read as one of the country, unless `countries` has another for its field.
    """
    found: list[Phone] = []
    for field_id, fixed in _PHONES if cells.says(_HAS_PHONES) else ():
        read = _number(cells, field_id, countries.get(field_id, country))
        if read:
            kind = fixed or point_type(cells.text(f"{field_id}_type"), PHONE_TYPES, usual)
            found.append(Phone(read.number, read.e164, kind, primary=not found))
    return _distinct(found)


def _number(cells: Cells, field_id: str, country: str) -> PhoneNumber | None:
    return cells.read(field_id, lambda text: parse_phone(text, country))


def addresses(cells: Cells, *, usual: PointType) -> tuple[Address, ...]:
    """The postal addresses of a row; the first is primary."""
    found = []
    kind = point_type(cells.text("address_type"), ADDRESS_TYPES, usual)
    if cells.says(ADDRESS_PARTS):
        found.append(_address(map(cells.text, _HOME), kind, primary=True))
    elif whole := cells.text("address_whole"):
        parts = address_parts(whole)
        found.append(_address((parts.get(part, "") for part in _PARTS), kind, primary=True))
    if cells.says(_IS_WORK):
        found.append(_address(map(cells.text, _WORK), PointType.WORK, primary=not found))
    return _distinct(found)


def _address(texts: Iterable[str], kind: PointType, *, primary: bool) -> Address:
    *lines, city, region, postcode, country = texts
    street = tuple(line for line in lines if line)
    code = country_code(country) if country else ""
    return Address(street, city, region, postcode, code, kind, primary)


def point_type(text: str, offered: tuple[PointType, ...], usual: PointType) -> PointType:
    """What a word such as "cell" or "office" says a contact point is for, among those that are offered."""
    if not text:
        return usual
    kind = _TYPES.get(fold(text), PointType.OTHER)
    return kind if kind in offered else PointType.OTHER


def _distinct(points: Sequence[P]) -> tuple[P, ...]:
    if len(points) < 2:
        return tuple(points)
    kept: dict[str, P] = {}
    for point in points:
        kept.setdefault(point.key, point)
    return tuple(kept.values())
