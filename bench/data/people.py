"""Made-up people and organizations as records, each with its ways to be reached."""

from collections.abc import Iterator
from random import Random

from app.constituents.domain.addresses import Address
from app.constituents.domain.emails import Email
from app.constituents.domain.lookup import format_lookup
from app.constituents.domain.names import Name, fold
from app.constituents.domain.partial import PartialDate
from app.constituents.domain.phones import Phone
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Existing, FormerName, Kind
from app.sample.domain import words
from bench.data.names import SURNAMES, organization, personal, pick

MANY_ADDRESSES = 1
"""The place, in the order of making, of the person with twelve addresses."""
TYPES = (PointType.HOME, PointType.WORK)
AREAS = ("503", "541", "360", "206", "971", "458", "212", "312", "415", "713")


def people(chance: Random, ids: range, points: Iterator[int], *, first: int) -> Iterator[Existing]:
    """A record for each id; `first` is the place of the first of them among all."""
    for place, own in enumerate(ids, first):
        yield _record(chance, own, place, points)


def _record(chance: Random, own: int, place: int, points: Iterator[int]) -> Existing:
    is_person = chance.random() < 0.94
    name = _name(chance) if is_person else Name(organization=organization(chance))
    return Existing(
        Kind.INDIVIDUAL if is_person else Kind.ORGANIZATION,
        name,
        emails=_emails(chance, name, place, points),
        phones=_phones(chance, points),
        addresses=_addresses(chance, 12 if place == MANY_ADDRESSES else 0, points),
        birth=PartialDate(chance.randint(1935, 2006)) if is_person and chance.random() < 0.3 else None,
        lookup_id=format_lookup(1001 + place),
        id=own,
        version=1,
        former_names=_former(chance, name, points) if is_person else (),
        deceased=is_person and chance.random() < 0.02,
        active=chance.random() < 0.97,
    )


def _name(chance: Random) -> Name:
    first, last = personal(chance)
    draw = chance.random()
    return Name(
        first=first,
        last=last,
        title=chance.choice(("Dr.", "Ms.", "Mr.")) if draw < 0.1 else "",
        middle=chance.choice("ABCDEJKLMRST") + "." if 0.1 < draw < 0.2 else "",
        nickname=first[:3] if 0.2 < draw < 0.23 else "",
    )


def _former(chance: Random, name: Name, points: Iterator[int]) -> tuple[FormerName, ...]:
    if chance.random() > 0.03:
        return ()
    return (FormerName(f"{name.first} {pick(chance, SURNAMES)}", id=next(points)),)


def _emails(chance: Random, name: Name, place: int, points: Iterator[int]) -> tuple[Email, ...]:
    many = chance.choices((0, 1, 2), (18, 70, 12))[0]
    local = ".".join(fold(f"{name.first} {name.last} {name.organization}").split())
    local = local.replace("'", "") if local.isascii() and local else "post"
    return tuple(
        Email(
            f"{local}{place + nth}@{chance.choice(words.MAIL_HOSTS)}", TYPES[nth], nth == 0, id=next(points)
        )
        for nth in range(many)
    )


def _phones(chance: Random, points: Iterator[int]) -> tuple[Phone, ...]:
    many = chance.choices((0, 1, 2), (30, 55, 15))[0]
    return tuple(_phone(chance, nth, next(points)) for nth in range(many))


def _phone(chance: Random, nth: int, own: int) -> Phone:
    area, digits = chance.choice(AREAS), f"{chance.randint(2_000_000, 9_999_999)}"
    number = f"({area}) {digits[:3]}-{digits[3:]}"
    return Phone(
        number, f"+1{area}{digits}", PointType.MOBILE if nth == 0 else PointType.HOME, nth == 0, id=own
    )


def _addresses(chance: Random, many: int, points: Iterator[int]) -> tuple[Address, ...]:
    many = many or chance.choices((0, 1, 2), (35, 58, 7))[0]
    return tuple(_address(chance, nth, next(points)) for nth in range(many))


def _address(chance: Random, nth: int, own: int) -> Address:
    city, region, postcode = chance.choice(words.PLACES)
    street = f"{chance.randint(1, 9_999)} {chance.choice(words.STREETS)}"
    return Address((street,), city, region, postcode, "US", TYPES[nth % 2], nth == 0, id=own)
