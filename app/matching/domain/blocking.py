"""Blocking keys: two records are compared when they share one. Equality is all a database needs to know."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from hashlib import blake2b
from itertools import product
from typing import NamedTuple

from app.matching.domain.identity import WITHIN, Identity, values
from app.matching.domain.nicknames import NONE, NamePairs, roots
from app.matching.domain.standard.scripts import spelling

BITS = 62
MOST_CANDIDATES = 80
"""As many records are compared with one at most, those of its smallest blocks first."""


class KeyKind(StrEnum):
    """What a key stands for."""

    EMAIL = "email"
    PHONE = "phone"
    HOUSE = "house"
    NAME = "name"
    SOUND = "sound"
    BIRTH = "birth"
    ORGANIZATION = "organization"
    TOWN = "town"


CAPS: Mapping[KeyKind, int] = {
    KeyKind.EMAIL: 200,
    KeyKind.PHONE: 100,
    KeyKind.HOUSE: 100,
    KeyKind.NAME: 120,
    KeyKind.SOUND: 30,
    KeyKind.BIRTH: 100,
    KeyKind.ORGANIZATION: 100,
    KeyKind.TOWN: 30,
}
"""A block of more records than this is ignored: what it stands for tells nobody apart."""

_MARKS = {kind: kind.value[0] if kind is not KeyKind.PHONE else "#" for kind in KeyKind}


class Key(NamedTuple):
    """One key. `number` is the same in every process; `value` is the text it stands for.

    Of an email, phone, house, birth date or organization that is the text under which it is counted.
    """

    kind: KeyKind
    number: int
    value: str


def keys(identity: Identity) -> tuple[Key, ...]:
    """The keys under which a record is kept: `asked` has all of these and may have more."""
    return asked(identity)


def asked(identity: Identity, names: NamePairs = NONE) -> tuple[Key, ...]:
    """The keys by which a record asks who is like it."""
    found = {numbered(kind, text): (kind, value) for kind, text, value in _told(identity, names)}
    return tuple(Key(kind, number, value) for number, (kind, value) in found.items())


def numbered(kind: KeyKind, text: str) -> int:
    """A number of 62 bits for a key's text."""
    digest = blake2b(f"{kind.value}:{text}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2


def house(place: str) -> str:
    """`number|street|postcode` of a place, its city where no postcode is known; "" where it is no house."""
    number, street, _, _, city, _, postcode = place.split(WITHIN)
    area = postcode or city
    return f"{number}|{street}|{area}" if number and area else ""


_Told = Iterator[tuple[KeyKind, str, str]]


def _told(known: Identity, names: NamePairs) -> _Told:
    for email in (*values(known.emails), *values(known.ended_emails)):
        yield KeyKind.EMAIL, email, email
    for phone in (*values(known.phones), *values(known.ended_phones)):
        yield KeyKind.PHONE, phone[-7:], phone
    for place in (*values(known.places), *values(known.ended_places)):
        yield from _of_place(known, place)
    if known.birth and known.birth[0] != "-" and len(known.birth) == 10:
        yield KeyKind.BIRTH, known.birth, known.birth
    if known.organization and known.kind == "o":
        yield KeyKind.ORGANIZATION, known.organization, known.organization
    yield from _of_names(known, names)


def _of_place(known: Identity, place: str) -> _Told:
    number, street, _, _, city, _, postcode = place.split(WITHIN)
    if whole := house(place):
        yield KeyKind.HOUSE, f"{number}|{street[:4]}|{postcode[:3] or city}", whole
    if city and known.last:
        yield KeyKind.TOWN, f"{spelling(known.last)}|{city}", city


def _of_names(known: Identity, names: NamePairs) -> _Told:
    given = [name for name in (known.first, *values(known.nicknames)) if len(name) > 1]
    families = [*known.last.split(), *values(known.former)]
    forms = {root for name in given for root in (*roots(name), *names.partners(name))}
    for one, other in product(sorted(forms), families):
        pair = "|".join(sorted((spelling(one), spelling(other))))
        yield KeyKind.NAME, pair, pair
    for one, other in product(given[:1], families):
        sound = f"{spelling(one)[:5]}|{_consonants(spelling(other))}"
        yield KeyKind.SOUND, sound, sound


def _consonants(word: str) -> str:
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiouyhw")
