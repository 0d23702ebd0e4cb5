"""Strategies that make people as lists have them: few names, shared houses, points that agree or do not."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from app.constituents.domain.record import Address, Email, Incoming, Kind, Name, PartialDate, Phone, PointType
from app.matching.domain.blocking import keys
from app.matching.domain.decide import Thresholds
from app.matching.domain.guards import Guard
from app.matching.domain.judging import Judgment, judge
from app.matching.domain.population import Counted, Population
from app.matching.domain.standard import standardize

HOME = PointType.HOME

TITLES = ["Mr.", "Mrs.", "Ms.", "Dr.", "Mx."]
FIRSTS = [
    "John",
    "Jon",
    "Joan",
    "Mary",
    "Mary Ann",
    "Bill",
    "William",
    "Élodie",
    "Иван",
    "Kayla",
    "Kyla",
    "J.",
    "Thomas",
    "James",
]
MIDDLES = ["Lee", "L.", "William", "Ann"]
LASTS = [
    "Smith",
    "Smyth",
    "Smith-Jones",
    "Jones",
    "O'Brien",
    "García López",
    "Müller",
    "Петров",
    "De La Cruz",
    "Thomas",
    "James",
]
SUFFIXES = ["Jr.", "Sr.", "III"]
NICKNAMES = ["Jack", "Bill", "Skip"]
EMAILS = ["smiths@example.org", "john.smith@example.org", "jsmith66@example.org", "mary@example.net"]
PHONES = ["+12127365000", "+12127365001", "+15035550142"]
HOUSES = [
    ("12 Elm St", "Portland", "97201"),
    ("12 Elm St Apt 3", "Portland", "97201"),
    ("14 Elm St", "Portland", "97201"),
    ("9 Oak Rd", "Salem", "97301"),
]
BIRTHS = ["1971-04-02", "1971-02-04", "1972-04-02", "1999-12-31", "1971", "--04-02"]


@dataclass(frozen=True)
class Person:
    """What one record says; blanks are not known. `ended` names the points that are no longer active."""

    title: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    nickname: str = ""
    maiden: str = ""
    organization: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    houses: tuple[tuple[str, str, str], ...] = ()
    birth: str = ""
    ended: frozenset[str] = field(default_factory=frozenset)
    kind: Kind = Kind.INDIVIDUAL

    @property
    def record(self) -> Incoming:
        """The record as it comes in."""
        email, phone, house = (part not in self.ended for part in ("emails", "phones", "houses"))
        return Incoming(
            self.kind,
            Name(
                self.title,
                self.first,
                self.middle,
                self.last,
                self.suffix,
                self.nickname,
                self.maiden,
                self.organization,
            ),
            tuple(Email(each, HOME, active=email) for each in self.emails),
            tuple(Phone(each, _e164(each), HOME, active=phone) for each in self.phones),
            tuple(
                Address((line,), city, "OR", code, "US", HOME, active=house)
                for line, city, code in self.houses
            ),
            PartialDate.from_iso(self.birth) if self.birth else None,
        )

    def but(self, **told: Any) -> "Person":
        """The same with other words for some parts."""
        return replace(self, **told)


def _e164(phone: str) -> str:
    """The international form, which only a number that was read has."""
    return phone if re.fullmatch(r"\+\d+", phone, re.ASCII) else ""


def _maybe(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.sampled_from([values[0][:0] if isinstance(values[0], str) else None, *values])


def _several(values: list[Any]) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(values), unique=True, max_size=2).map(tuple)


persons = st.builds(
    Person,
    title=_maybe(TITLES),
    first=_maybe(FIRSTS),
    middle=_maybe(MIDDLES),
    last=_maybe(LASTS),
    suffix=_maybe(SUFFIXES),
    nickname=_maybe(NICKNAMES),
    maiden=_maybe(LASTS[:3]),
    emails=_several(EMAILS),
    phones=_several(PHONES),
    houses=_several(HOUSES),
    birth=_maybe(BIRTHS),
    ended=st.frozensets(st.sampled_from(["emails", "phones", "houses"]), max_size=1),
)
organizations = st.builds(
    Person,
    organization=st.sampled_from(
        [
            "Elm Foundation",
            "The Elm Fdn, Inc.",
            "Elm School",
            "Troop 112",
            "Troop 121",
            "Rotary Club of Salem",
        ]
    ),
    emails=_several(EMAILS),
    phones=_several(PHONES),
    houses=_several(HOUSES),
    kind=st.just(Kind.ORGANIZATION),
)
constituents = st.one_of(persons, persons, persons, organizations)


@st.composite
def _pairs(draw: st.DrawFn, whom: st.SearchStrategy[Person]) -> tuple[Person, Person]:
    """Two records that have some parts in common, and with them points that are told by one alone."""
    one, other = draw(whom), draw(whom)
    shared = draw(st.sets(st.sampled_from(_SHARED)))
    other = other.but(kind=one.kind, **{part: getattr(one, part) for part in shared})
    return one, draw(st.sampled_from([other, other, other.but(first=one.last, last=one.first)]))


_SHARED = [
    "first",
    "last",
    "middle",
    "title",
    "suffix",
    "organization",
    "emails",
    "phones",
    "houses",
    "birth",
    "ended",
]
pairs_of_people = _pairs(persons)
pairs = st.one_of(pairs_of_people, _pairs(constituents), st.tuples(constituents, constituents))


def counted(person: "Person", n: int) -> dict[Counted, dict[str, int]]:
    """That so many hold the emails, phones, houses and the full birth date of one."""
    found = keys(standardize(person.record))
    kinds = (Counted.EMAIL, Counted.PHONE, Counted.HOUSE, Counted.BIRTH)
    return {kind: {key.value: n for key in found if key.kind.value == kind.value} for kind in kinds}


_FAMILY = Person(emails=(EMAILS[0],), phones=(PHONES[0],), houses=(HOUSES[0],))
PEOPLE = Population(
    20_000,
    {
        **counted(_FAMILY, 3),
        Counted.FIRST: {"john": 380, "mary": 300, "bill": 45, "james": 390, "thomas": 240},
        Counted.LAST: {"smith": 160, "jones": 92, "garcia": 75, "james": 18, "thomas": 42},
        Counted.CITY: {"portland": 5200, "salem": 1500},
        Counted.POSTCODE: {"97201": 260, "97301": 320},
    },
)


def judged(told: list[tuple[Person, Person]], population: Population = PEOPLE) -> Judgment:
    """All the pairs, judged in one go."""
    incoming, existing = ([standardize(pair[side].record) for pair in told] for side in (0, 1))
    every = np.arange(len(told))
    return judge(incoming, existing, (every, every), population)


def score(one: Person, other: Person, population: Population = PEOPLE) -> float:
    """The score of one pair."""
    return float(judged([(one, other)], population).scores[0])


def verdict(one: Person, other: Person, population: Population = PEOPLE) -> tuple[float, frozenset[Guard]]:
    """The score of one pair, and what holds it back."""
    found = judged([(one, other)], population)
    return float(found.scores[0]), frozenset(guard for guard, mask in found.guards.items() if mask[0])


def is_automatic(one: Person, other: Person, population: Population = PEOPLE) -> bool:
    """Whether nobody would be asked about the pair."""
    points, guards = verdict(one, other, population)
    return not guards and points >= (Thresholds().automatic or 100)
