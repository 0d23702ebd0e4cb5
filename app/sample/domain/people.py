"""Sample supporters: households and organizations, after the people of whom there is one in every sample."""

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from app.constituents.domain.dates import PartialDate
from app.constituents.domain.points import PointType
from app.constituents.domain.record import Address, Email, Incoming, Kind, Name, Phone
from app.sample.domain import words
from app.sample.domain.notable import notable
from app.sample.domain.person import Person


def people(chance: Random, today: date, count: int) -> list[Person]:
    """`count` supporters who came within five years before `today`; the same for the same chance and day."""
    made = notable(today)
    while len(made) < count:
        made.extend(_organization(chance, today) if chance.random() < 0.07 else _household(chance, today))
    return made[:count]


def _household(chance: Random, today: date) -> list[Person]:
    last = chance.choice(words.LAST)
    address = _address(chance) if chance.random() < 0.8 else None
    size = chance.choices((1, 2, 3), (75, 20, 5))[0]
    firsts = chance.sample(words.FIRST, size)
    return [_individual(chance, today, first, last, address) for first in firsts]


def _individual(chance: Random, today: date, first: str, last: str, address: Address | None) -> Person:
    name = Name(
        first=first, last=last, middle=chance.choice("ABCDEFGHJKLM") if chance.random() < 0.15 else ""
    )
    emails = (_email(chance, first, last),) if chance.random() < 0.93 else ()
    phones = (_phone(chance),) if chance.random() < 0.6 else ()
    birth = PartialDate(chance.randint(1935, 2004), chance.randint(1, 12), chance.randint(1, 28))
    record = Incoming(
        kind=Kind.INDIVIDUAL,
        name=name,
        emails=emails,
        phones=phones,
        addresses=(address,) if address else (),
        birth=birth if chance.random() < 0.35 else None,
    )
    return Person(record, _since(chance, today), chance.random() ** 2, chance.random())


def _organization(chance: Random, today: date) -> list[Person]:
    label = f"{chance.choice(words.ORGANIZATION_FIRST)} {chance.choice(words.ORGANIZATION_LAST)}"
    host = f"{_slug(label)}.example.com"
    record = Incoming(
        kind=Kind.ORGANIZATION,
        name=Name(organization=label),
        emails=(Email(address=f"office@{host}", type=PointType.WORK, primary=True),),
        phones=(replace(_phone(chance), type=PointType.WORK),),
        addresses=(replace(_address(chance), type=PointType.WORK),),
    )
    return [Person(record, _since(chance, today), chance.random(), chance.random() / 2)]


def _since(chance: Random, today: date) -> date:
    return today - timedelta(days=chance.randint(1, 5 * 365))


def _email(chance: Random, first: str, last: str) -> Email:
    local = chance.choice(("{f}.{l}", "{f}{l}", "{i}.{l}", "{f}.{l}{n}"))
    filled = local.format(f=_slug(first), l=_slug(last), i=_slug(first)[:1], n=chance.randint(1, 99))
    kind = chance.choices((PointType.HOME, PointType.WORK), (85, 15))[0]
    return Email(address=f"{filled}@{chance.choice(words.MAIL_HOSTS)}", type=kind, primary=True)


def _phone(chance: Random) -> Phone:
    digits = f"503555{chance.randint(100, 199):04d}"
    number = f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    return Phone(number=number, e164=f"+1{digits}", type=PointType.MOBILE, primary=True)


def _address(chance: Random) -> Address:
    city, region, postcode = chance.choice(words.PLACES)
    return Address(
        lines=(f"{chance.randint(1, 1999)} {chance.choice(words.STREETS)}",),
        city=city,
        region=region,
        postcode=postcode,
        country="US",
        type=PointType.HOME,
        primary=True,
    )


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.casefold()) or "friend"
