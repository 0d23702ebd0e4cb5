"""A record made comparable: what is compared, and the equality keys by which candidates are found."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from app.constituents.domain.emails import suppression_key
from app.constituents.domain.names import fold, generation
from app.constituents.domain.places import Place
from app.constituents.domain.record import Existing, Incoming, Kind, PartialDate
from app.constituents.domain.text import by_word
from app.matching.domain.nicknames import canonicals

_PARTICLES = frozenset(
    ("al bin da dal de del della den der des di do dos du el ibn la las le los mac mc ter van von zu").split()
)
_GENDERS = by_word(
    {"m": "mr mister sir herr senor sr monsieur lord", "f": "mrs ms miss mme madame frau senora dame lady"}
)
_HONORIFICS = frozenset([*_GENDERS, "dr", "prof", "rev", "fr", "hon"]) - {"sr"}
_ORGANIZATION_WORDS = by_word(
    {
        "foundation": "fdn fndn",
        "center": "ctr centre",
        "saint": "st",
        "association": "assn assoc",
        "society": "soc",
        "": "the of and for inc incorporated llc ltd limited corp corporation co company gmbh ev plc",
    }
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A record as it is compared. "" and empty sets are what is not known; `ended_…` are inactive values.

    `last` are the parts of the surname, `former` the surnames and `nicknames` the given names also known.
    """

    kind: Kind
    first: str
    middle: str
    last: tuple[str, ...]
    generation: str
    gender: str
    nicknames: frozenset[str]
    former: frozenset[str]
    organization: frozenset[str]
    emails: frozenset[str]
    ended_emails: frozenset[str]
    phones: frozenset[str]
    ended_phones: frozenset[str]
    places: frozenset[Place]
    ended_places: frozenset[Place]
    birth: PartialDate | None

    @property
    def surname(self) -> str:
        """The whole surname as one word."""
        return "".join(self.last)


def identity(record: Incoming | Existing) -> Identity:
    """The record standardized for comparing."""
    name = record.name
    first, middle, spoken = _given(name.first, name.middle)
    last, behind = _surname(name.last)
    others = _other_names(record)
    return Identity(
        kind=record.kind,
        first=first,
        middle=middle,
        last=last,
        generation=generation(name.suffix) or behind,
        gender=_GENDERS.get(fold(name.title), "") or spoken,
        nicknames=frozenset({fold(name.nickname)} | {given for given, _ in others}) - {"", first},
        former=frozenset({"".join(_surname(name.maiden)[0])} | {family for _, family in others})
        - {"", "".join(last)},
        organization=_organization(name.organization),
        emails=frozenset(suppression_key(email.address) for email in record.emails if email.active),
        ended_emails=frozenset(suppression_key(email.address) for email in record.emails if not email.active),
        phones=frozenset(phone.key for phone in record.phones if phone.active),
        ended_phones=frozenset(phone.key for phone in record.phones if not phone.active),
        places=frozenset(address.place for address in record.addresses if address.active),
        ended_places=frozenset(address.place for address in record.addresses if not address.active),
        birth=record.birth,
    )


def blocking_keys(record: Incoming | Existing) -> frozenset[str]:
    """Keys of which two records that may be one share at least one: email, phone, house and names.

    Inactive values count too, as they may raise a review. A record of which nothing is known has none.
    """
    known = identity(record)
    givens = {known.first, *known.nicknames} - {""}
    roots = set().union(*(canonicals(given) | {given} for given in givens))
    families = {known.surname, *known.last, *known.former} - {""}
    places = known.places | known.ended_places
    return frozenset(
        {f"e:{email}" for email in known.emails | known.ended_emails if email}
        | {f"p:{phone}" for phone in known.phones | known.ended_phones if phone}
        | {f"a:{place.number}|{place.postcode or place.city}" for place in places if _is_house(place)}
        | {"n:" + "|".join(sorted(pair)) for pair in product(roots, families)}
        | ({"o:" + " ".join(sorted(known.organization))} if known.organization else set())
    )


def _is_house(place: Place) -> bool:
    return bool(place.number and (place.postcode or place.city))


@lru_cache(maxsize=65_536)
def _given(first: str, middle: str) -> tuple[str, str, str]:
    """The first name, the middle names, and the gender that a title typed before the first name tells."""
    words = fold(first).split()
    gender = ""
    while len(words) > 1 and words[0] in _HONORIFICS:
        gender = gender or _GENDERS.get(words.pop(0), "")
    return (words[0] if words else ""), " ".join([*words[1:], *fold(middle).split()]), gender


@lru_cache(maxsize=65_536)
def _surname(last: str) -> tuple[tuple[str, ...], str]:
    """The parts of a surname, particles joined to what follows, and a generation typed behind it."""
    words = [word for part in last.replace("-", " ").split() for word in fold(part).split()]
    behind = generation(words[-1]) if len(words) > 1 else ""
    parts: list[str] = []
    waiting = ""
    for word in words[:-1] if behind else words:
        waiting += word
        if word not in _PARTICLES:
            parts.append(waiting)
            waiting = ""
    return tuple([*parts, waiting] if waiting else parts), behind


def _other_names(record: Incoming | Existing) -> list[tuple[str, str]]:
    """Given name and surname of every former name and alias."""
    former = record.former_names if isinstance(record, Existing) else ()
    names = [each.value.split() for each in former]
    return [
        (fold(words[0]), "".join(_surname(" ".join(words[1:]))[0][-1:])) for words in names if len(words) > 1
    ]


@lru_cache(maxsize=65_536)
def _organization(name: str) -> frozenset[str]:
    words: Iterable[str] = fold(name.replace("&", " and ")).split()
    plain = {_ORGANIZATION_WORDS.get(word, word) for word in words}
    return frozenset(plain - {""})
