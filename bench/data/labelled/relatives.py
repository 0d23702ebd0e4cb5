"""Those who look like somebody and are not: family, namesakes, neighbours and colleagues."""

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from random import Random

from bench.data.labelled import given, surnames
from bench.data.labelled.draw import happens
from bench.data.labelled.entities import (
    Entity,
    Maker,
    Organization,
    Person,
    born,
    elsewhere,
    first_name,
    form_of,
    mailbox,
    middle_name,
    surname,
)
from bench.data.labelled.places import phone


class Kind(StrEnum):
    """What a row of a labelled set is about: somebody on record, nobody, or somebody who looks like one."""

    MATCH = "match"
    EASY_NEW = "easy_new"
    SPOUSE = "spouse"
    CHILD = "child"
    SAME_NAME = "parent_child_same_name"
    TWIN = "twin"
    NAMESAKE = "namesake"
    NEW_OCCUPANT = "new_occupant"
    COWORKER = "coworker"
    ORG_LOOKALIKE = "org_lookalike"


def _of_family(make: Maker, one: Person, other: Person, *, at_home: float, email: float, line: float) -> None:
    """Share the home, an email and a telephone line in such shares of the cases."""
    chance = make.chance
    if not happens(chance, at_home):
        other.home = elsewhere(chance, one)
    make.reach(other)
    if one.emails and happens(chance, email):
        other.emails.insert(0, one.emails[0])
    if one.phones and happens(chance, line):
        other.phones.insert(0, one.phones[-1])


def spouse(make: Maker, one: Person) -> Person:
    """Who lives with her, mostly of the same surname."""
    chance = make.chance
    sex = ("f" if one.sex == "m" else "m") if happens(chance, 0.96) else one.sex
    other = make.relative(one, sex=sex)
    other.born = born(chance, min(2007, one.born[0] + round(chance.gauss(0, 4))))
    if happens(chance, 0.86):
        other.last = one.last
    _of_family(make, one, other, at_home=0.95, email=0.3, line=0.35)
    return other


def child(make: Maker, one: Person) -> Person:
    """A child, grown up or not, who mostly lives at home."""
    chance = make.chance
    other = make.relative(one)
    other.last, other.maiden = one.last, ""
    other.born = born(chance, min(2012, one.born[0] + chance.randint(20, 38)))
    _of_family(make, one, other, at_home=0.8, email=0.25, line=0.3)
    return other


def same_name(make: Maker, one: Person) -> Person:
    """A parent or child of the same name; the generation is stated or not."""
    chance = make.chance
    other = make.person(sex=one.sex, like=one, where=one.home)
    other.first, other.last, other.form, other.maiden = one.first, one.last, form_of(chance, one.first), ""
    other.middle = one.middle if happens(chance, 0.6) else other.middle
    years = chance.randint(20, 34) * (1 if one.born[0] < 1975 else -1)
    other.born = born(chance, one.born[0] + years)
    if happens(chance, 0.65):
        older, younger = (one, other) if one.born < other.born else (other, one)
        younger.generation = younger.generation or "Jr."
        older.generation = older.generation or ("Sr." if happens(chance, 0.5) else "")
    _of_family(make, one, other, at_home=0.6, email=0.12, line=0.25)
    return other


def twin(make: Maker, one: Person) -> Person:
    """Born on the same day; the names of twins often begin alike."""
    chance = make.chance
    other = child(make, one)
    other.home, other.born = (one.home if happens(chance, 0.7) else other.home), one.born
    if happens(chance, 0.35):
        for _ in range(40):
            if other.first[0] == one.first[0] and other.first != one.first:
                break
            other.first = first_name(chance, other.sex, other.origin)
    while other.first == one.first:
        other.first = first_name(chance, other.sex, other.origin)
    one.names.add(other.first)
    other.form, other.middle = "", middle_name(chance, other.sex, other.origin)
    return other


def namesake(make: Maker, one: Person) -> Person:
    """Somebody else of the same name, one in three in the same town; see `may_have_namesake`."""
    chance = make.chance
    other = make.person(sex=one.sex, like=one)
    other.first, other.last, other.form = one.first, one.last, form_of(chance, one.first)
    if happens(chance, 0.35):
        other.home = replace(other.home, town=one.home.town, postcode=chance.choice(one.home.town.postcodes))
    other.maiden = ""
    make.reach(other)
    return other


def may_have_namesake(one: Person) -> bool:
    """Whether there are others of her name anyway: only common names meet by chance."""
    return one.last in surnames.OFTEN and one.first not in given.RARE


def new_occupant(make: Maker, one: Person) -> Person:
    """Who lives where she lived."""
    other = make.person(where=one.home)
    while other.last == one.last:
        other.last = surname(make.chance, other.origin)
    return other


def coworker(make: Maker, one: Person) -> Person:
    """Somebody of the same office: its address, its line, perhaps its mailbox."""
    chance = make.chance
    other = make.person()
    employ(make, other, one.office or make.organization(one.home.town))
    if happens(chance, 0.15):
        other.last = one.last
    return other


def employ(make: Maker, person: Person, office: Organization) -> None:
    """From now on she is reached at the office."""
    chance = make.chance
    person.office, person.home = office, office.home
    local = f"{mailbox(person.first)}.{mailbox(person.last)}" if happens(chance, 0.75) else "office"
    person.emails = [f"{local}@{office.domain}", make.email(person)]
    person.phones = [office.phones[0] if happens(chance, 0.6) else phone(chance, office.home.town)]


def lookalike(make: Maker, one: Organization) -> Organization:
    """Another organization whose name is nearly the same, often in the same town or building."""
    chance, kind = make.chance, one.kind
    other = make.organization(one.home.town if happens(chance, 0.7) else None)
    draw = chance.random()
    if draw < 0.25:
        other.core, other.kind = f"Friends of {one.core}", kind
    elif draw < 0.45:
        other.core, other.kind = one.core, f"{kind} Foundation".replace("Foundation Foundation", "Trust")
    elif draw < 0.65:
        other.core, other.kind = f"{chance.choice(('First', 'New', 'Greater', 'South'))} {one.core}", kind
    elif draw < 0.85:
        other.core = one.core
    else:
        other.core, other.kind = other.home.town.name, kind
    if other.name == one.name:
        other.core = f"Second {one.core}"
    if happens(chance, 0.3):
        other.home = one.home
    if happens(chance, 0.2):
        other.phones = list(one.phones)
    return other


OF_PERSON: dict[Kind, Callable[[Maker, Person], Person]] = {
    Kind.SPOUSE: spouse,
    Kind.CHILD: child,
    Kind.SAME_NAME: same_name,
    Kind.TWIN: twin,
    Kind.NAMESAKE: namesake,
    Kind.NEW_OCCUPANT: new_occupant,
    Kind.COWORKER: coworker,
}


def looks_like(make: Maker, kind: Kind, one: Entity) -> Entity:
    """Somebody of that kind beside her."""
    if isinstance(one, Organization):
        return lookalike(make, one)
    return OF_PERSON[kind](make, one)


def family(make: Maker, chance: Random, one: Person) -> list[Person]:
    """Those of her household who are on record as well."""
    found = []
    for kind, share in ((Kind.SPOUSE, 0.16), (Kind.CHILD, 0.05), (Kind.SAME_NAME, 0.006), (Kind.TWIN, 0.004)):
        if happens(chance, share):
            one.kin.add(kind)
            found.append(OF_PERSON[kind](make, one))
    return found
