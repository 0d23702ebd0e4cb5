"""What is written down about somebody: which fields a source asks for, and how people write them."""

from dataclasses import dataclass
from random import Random

from bench.data.labelled.draw import Weighted, happens
from bench.data.labelled.entities import Entity, Organization, Person
from bench.data.labelled.places import TYPES, Home

COLUMNS = (
    "type title first_name middle_name last_name suffix nickname organization_name email email2 phone phone2 "
    "address_line1 address_line2 city state zip birth_date"
).split()
Row = dict[str, str]
_SHORT = dict(TYPES.things)


@dataclass(frozen=True, slots=True)
class Source:
    """The share of its records that hold each field; `care` is the share of the usual slips."""

    name: str
    email: float
    phone: float
    address: float
    birth: float
    middle: float
    title: float
    care: float = 1.0
    second: float = 0.0
    nickname: float = 0.0


EXISTING = Source("existing", 0.66, 0.52, 0.72, 0.22, 0.42, 0.3, care=0.35, second=0.5, nickname=0.5)
SOURCES = Weighted(
    [
        Source("donation", 0.92, 0.5, 0.9, 0.03, 0.12, 0.3),
        Source("event", 0.9, 0.55, 0.45, 0.08, 0.08, 0.12),
        Source("mailing_list", 0.72, 0.15, 0.5, 0.04, 0.15, 0.25),
        Source("signup_sheet", 0.74, 0.5, 0.12, 0.04, 0.05, 0.04, care=2.2),
    ],
    [26, 54, 12, 8],
)


def write(chance: Random, entity: Entity, source: Source, kept: float = 1.0) -> Row:
    """The record of somebody; `kept` times as many fields as usual. Whom one cannot reach has an address."""
    row = dict.fromkeys(COLUMNS, "")
    has = {
        part: happens(chance, getattr(source, part) * kept) for part in ("email", "phone", "address", "birth")
    }
    if not (has["email"] or has["phone"] or has["address"]):
        has[chance.choice(("email", "phone", "address"))] = happens(chance, 0.9 * kept)
    if has["email"] and entity.emails:
        _points(chance, row, "email", entity.emails, source.second)
    if has["phone"] and entity.phones:
        _points(chance, row, "phone", [written_phone(chance, each) for each in entity.phones], source.second)
    if has["address"]:
        write_home(chance, row, entity.home, kept)
    if isinstance(entity, Organization):
        row["type"], row["organization_name"] = "organization", entity.name
    else:
        _write_person(chance, row, entity, source, with_birth=has["birth"])
    return row


def _points(chance: Random, row: Row, name: str, values: list[str], second: float) -> None:
    row[name] = values[0]
    if len(values) > 1 and happens(chance, second):
        row[f"{name}2"] = values[1]


def _write_person(chance: Random, row: Row, person: Person, source: Source, *, with_birth: bool) -> None:
    row["type"] = "individual"
    row["first_name"], row["last_name"], row["suffix"] = person.first, person.last, person.generation
    if person.middle and happens(chance, source.middle):
        row["middle_name"] = person.middle if happens(chance, 0.25) else f"{person.middle[0]}."
    if happens(chance, source.title):
        row["title"] = "Mr." if person.sex == "m" else chance.choice(("Mrs.", "Ms.", "Ms.", "Miss"))
        row["title"] = "Dr." if happens(chance, 0.08) else row["title"]
    if person.form and happens(chance, source.nickname):
        row["nickname"] = person.form
    if with_birth:
        year, month, day = person.born
        row["birth_date"] = f"{year}-{month:02d}-{day:02d}"


def written_phone(chance: Random, digits: str) -> str:
    """The ten digits in one of the usual forms."""
    area, office, line = digits[:3], digits[3:6], digits[6:]
    return chance.choice(
        (
            f"({area}) {office}-{line}",
            f"{area}-{office}-{line}",
            f"{area}.{office}.{line}",
            digits,
            f"+1 {area} {office} {line}",
            f"1-{area}-{office}-{line}",
        )
    )


def write_home(chance: Random, row: Row, place: Home, kept: float = 1.0) -> None:
    """The address; a few leave out the street, and one in twelve knows nine digits of the postal code."""
    row["city"], row["state"], row["zip"] = place.town.name, place.town.region, place.postcode
    if happens(chance, 0.08):
        row["zip"] = f"{place.postcode}-{chance.randint(1, 9_999):04d}"
    if not happens(chance, 0.93 * min(1.0, kept + 0.2)):
        return
    row["address_line1"] = _street(chance, place)
    if not place.unit:
        return
    if happens(chance, 0.5):
        row["address_line2"] = place.unit
    elif happens(chance, 0.9):
        row["address_line1"] += f", {place.unit}"


def _street(chance: Random, place: Home) -> str:
    if not place.street:
        return place.number if happens(chance, 0.7) else place.number.replace("PO Box", "P.O. Box")
    kind = place.type
    if happens(chance, 0.6):
        kind = _SHORT[kind] + ("." if happens(chance, 0.4) else "")
    return " ".join(part for part in (place.number, place.direction, place.street, kind) if part)
