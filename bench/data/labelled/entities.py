"""People and organizations as they truly are, whatever anybody wrote down about them."""

from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from unicodedata import combining, normalize

from bench.data.labelled import given, surnames
from bench.data.labelled.draw import Weighted, happens, shares
from bench.data.labelled.places import Home, Town, home, phone

ORIGINS = shares({"common": 0.80, "spanish": 0.14, "asian": 0.06})
HOSTS = Weighted(
    "gmail.com yahoo.com hotmail.com aol.com comcast.net icloud.com outlook.com msn.com att.net".split(),
    [48, 17, 9, 8, 5, 5, 4, 2, 2],
)
_LIKES = (
    "quilt garden fish book golf piano bike bird coffee hike chess run soccer knit trail dog cat sun".split()
)
_ROLES = "lady guy mom dad fan lover girl man nut queen".split()
TODAY = 2026


@dataclass(slots=True)
class Person:
    """Somebody. `ids` are those of her records; `kin` says which relatives have been made already."""

    id: int
    sex: str
    origin: str
    first: str
    middle: str
    last: str
    born: tuple[int, int, int]
    home: Home
    maiden: str = ""
    generation: str = ""
    form: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    kin: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    """First names in the family, of which it gives none twice but on purpose."""
    office: "Organization | None" = None


@dataclass(slots=True)
class Organization:
    """A body that people found: `core` is what tells it from others, `kind` what it is."""

    id: int
    core: str
    kind: str
    home: Home
    domain: str
    legal: str = ""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    kin: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.core, self.kind, self.legal) if part)


Entity = Person | Organization

_KINDS = Weighted(
    "Foundation|Community Church|Elementary School|Family Services|Animal Shelter|Food Bank|Public Library|"
    "Historical Society|Rotary Club|Insurance Agency|Dental Center|Hardware|Garden Club|Baptist Church|"
    "Lutheran Church|Arts Center|Law Offices|Plumbing & Heating|Credit Union|Youth Soccer Association|Realty|"
    "Bookstore|Construction|Medical Group|Farm Supply|Land Trust|Senior Center".split("|"),
    [3, 2, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 2, 2, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
)
_LEGAL = Weighted(["", "Inc.", "LLC", "Co."], [62, 20, 14, 4])


class Maker:
    """Makes entities with ids of their own."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self._ids = count(1)
        self._taken: set[str] = set()

    def id(self) -> int:
        return next(self._ids)

    def person(self, *, sex: str = "", like: Person | None = None, where: Home | None = None) -> Person:
        """Somebody new; `like` says whose origin she has."""
        chance = self.chance
        sex, origin = sex or chance.choice("fm"), like.origin if like else ORIGINS.draw(chance)
        place = where or home(chance)
        person = Person(
            self.id(), sex, origin, first_name(chance, sex, origin), middle_name(chance, sex, origin),
            surname(chance, origin), born(chance), place,
        )  # fmt: skip
        if sex == "f" and happens(chance, 0.55):
            person.maiden = surname(chance, origin)
        person.form = form_of(chance, person.first)
        person.names.add(person.first)
        self.reach(person)
        return person

    def relative(self, one: Person, *, sex: str = "") -> Person:
        """Somebody of her family with a first name of her own, at the same address."""
        other = self.person(sex=sex, like=one, where=one.home)
        while other.first in one.names:
            other.first = first_name(self.chance, other.sex, other.origin)
        other.form = form_of(self.chance, other.first)
        one.names.add(other.first)
        other.names = one.names
        return other

    def reach(self, person: Person) -> None:
        """Give her emails and phones of her own."""
        chance = self.chance
        person.emails = [self.email(person) for _ in range(2 if happens(chance, 0.25) else 1)]
        person.phones = [phone(chance, person.home.town) for _ in range(2 if happens(chance, 0.3) else 1)]

    def email(self, person: Person) -> str:
        """An address that nobody has: one mailbox is not given to two people."""
        found = email_of(self.chance, person)
        while found in self._taken:
            local, _, host = found.partition("@")
            found = f"{local}{self.chance.randint(1, 9)}@{host}"
        self._taken.add(found)
        return found

    def organization(self, town: Town | None = None) -> Organization:
        """Some body; in that town or anywhere."""
        chance = self.chance
        place = home(chance, town)
        draw = chance.random()
        core = place.town.name if draw < 0.34 else surname(chance, ORIGINS.draw(chance))
        kind = _KINDS.draw(chance)
        if draw > 0.85:
            core = f"{core} & {surname(chance, 'common')}"
        while f"{core} {kind}" in self._taken:
            core = f"{place.town.name} {surname(chance, 'common')}"
        self._taken.add(f"{core} {kind}")
        made = Organization(self.id(), core, kind, place, domain_of(core, kind), _LEGAL.draw(chance))
        made.emails = [f"{chance.choice(('info', 'office', 'contact', 'hello'))}@{made.domain}"]
        made.phones = [phone(chance, place.town)]
        return made


def first_name(chance: Random, sex: str, origin: str) -> str:
    """A given name."""
    if happens(chance, 0.07):
        return given.RARE_ONES.draw(chance)
    return given.BY_ORIGIN["common" if happens(chance, 0.35) else origin][sex].draw(chance)


def middle_name(chance: Random, sex: str, origin: str) -> str:
    """Another given name; one in eight has none."""
    return "" if happens(chance, 0.12) else first_name(chance, sex, origin)


def surname(chance: Random, origin: str) -> str:
    """A surname; one in forty is double."""
    one = _single(chance, origin)
    return f"{one}-{_single(chance, origin)}" if happens(chance, 0.015) else one


def _single(chance: Random, origin: str) -> str:
    if origin == "spanish":
        return surnames.SPANISH_ONES.draw(chance)
    if origin == "asian":
        return surnames.ASIAN_ONES.draw(chance)
    return (surnames.COMMON_ONES if happens(chance, 0.46) else surnames.RARE_ONES).draw(chance)


def born(chance: Random, year: int | None = None) -> tuple[int, int, int]:
    """Year, month and day."""
    year = round(min(2007, max(1930, chance.gauss(1966, 17)))) if year is None else year
    return year, chance.randint(1, 12), chance.randint(1, 28)


def form_of(chance: Random, first: str) -> str:
    """What she goes by, if by another form of her name."""
    forms = given.FORMS.get(first, ())
    return chance.choice(forms) if forms and happens(chance, 0.4) else ""


def email_of(chance: Random, person: Person) -> str:
    """An address such as people make of their names; the longer a name is taken, the more digits it needs."""
    first, last = mailbox(person.first.split()[0]), mailbox(person.last)
    called = mailbox(person.form or person.first)
    digits = str(person.born[0] % 100).zfill(2) if happens(chance, 0.4) else str(chance.randint(1, 999))
    tail = digits if happens(chance, 0.6) else ""
    draw = chance.random()
    if draw < 0.3:
        local = f"{first}.{last}{tail}"
    elif draw < 0.5:
        local = f"{first[0]}{last}{tail}"
    elif draw < 0.64:
        local = f"{called}{last}{tail}"
    elif draw < 0.72:
        local = f"{last}{first[0]}{digits}"
    elif draw < 0.8:
        local = f"{first}{digits}"
    elif draw < 0.87:
        local = f"{last}{chance.choice(('family', 'home', 'house', 'clan'))}{tail}"
    else:
        local = f"{chance.choice(_LIKES)}{chance.choice(_ROLES)}{digits}"
    return f"{local}@{HOSTS.draw(chance)}"


def mailbox(name: str) -> str:
    """A name as it stands in an address."""
    plain = "".join(letter for letter in normalize("NFKD", name.lower()) if not combining(letter))
    return "".join(filter(str.isalnum, plain))


def domain_of(core: str, kind: str) -> str:
    """The domain of an organization."""
    return f"{mailbox(core)}{mailbox(kind.split()[0])}.{'org' if len(core) % 3 else 'com'}"


def elsewhere(chance: Random, person: Person) -> Home:
    """A new home: three of four move within the region."""
    return home(chance, person.home.town if happens(chance, 0.45) else None)


def other_unit(chance: Random, place: Home) -> Home:
    """Another unit of the same house."""
    return replace(place, unit=f"Apt {chance.randint(1, 340)}")
