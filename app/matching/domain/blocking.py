"""Blocking keys: two records are compared when they share one. Equality is all a database needs to know.

A record is kept under few keys, five or six, because storing costs; each answers another way of being written
down badly. Whether two records share a key does not depend on which of them is on record.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from app.matching.domain.identity import WITHIN, Identity, values
from app.matching.domain.nicknames import NONE, NamePairs, roots
from app.matching.domain.standard.points import corrected
from app.matching.domain.standard.scripts import spelling

BITS = 62
MOST_CANDIDATES = 80
"""As many records are compared with one at most, those of its smallest blocks first."""


class KeyKind(StrEnum):
    """What a key stands for."""

    EMAIL = "email"
    PHONE = "phone"
    """The last seven digits: what stays of a number whose area changed or is not known."""
    HOUSE = "house"
    """Number, beginning of the street, and area: a slip at the end of either does no harm."""
    POSTCODE = "postcode"
    """A postcode of a few houses, as in Britain, Canada and the Netherlands."""
    NAME = "name"
    """Given name under the name it is a form of, and surname, in either order."""
    SURNAME = "surname"
    """The surname alone: what is left when the given name is an initial or written badly."""
    SOUND = "sound"
    """The first consonants of both names, in either order: for slips in a surname."""
    BIRTH = "birth"
    ORGANIZATION = "organization"
    """All its words, in any order."""
    WORDS = "words"
    """The two longest words of an organization, by their beginnings."""


CAPS: Mapping[KeyKind, int] = {
    KeyKind.EMAIL: 100,
    KeyKind.PHONE: 100,
    KeyKind.HOUSE: 100,
    KeyKind.POSTCODE: 30,
    KeyKind.NAME: 100,
    KeyKind.SURNAME: 30,
    KeyKind.SOUND: 30,
    KeyKind.BIRTH: 100,
    KeyKind.ORGANIZATION: 100,
    KeyKind.WORDS: 30,
}
"""A block of more records than this is ignored: what it stands for tells nobody apart."""

_MARKS = {kind: mark for mark, kind in enumerate(KeyKind)}
_NOT_A_LETTER = re.compile(r"[^a-z]+")
_WEAK = str.maketrans("", "", "aeiouyhw")
_Told = Iterator[tuple[KeyKind, str, str]]


class Key(NamedTuple):
    """One key. `number` is the same in every process; `value` is the text it stands for.

    Of an email, phone, house, birth date or organization that is the text under which it is counted.
    """

    kind: KeyKind
    number: int
    value: str


def keys(identity: Identity) -> tuple[Key, ...]:
    """The keys under which a record is kept: `asked` has all of these and may have more."""
    return _distinct(_told(identity, NONE))


def asked(identity: Identity, names: NamePairs = NONE) -> tuple[Key, ...]:
    """The keys by which a record asks who is like it.

    It may have more than those it is kept under: names that its workspace says are the same, and its birth
    date with day and month exchanged.
    """
    more = [(KeyKind.BIRTH, turned, turned) for turned in _turned(identity.birth)]
    return _distinct([*_told(identity, names), *more])


def numbered(kind: KeyKind, text: str) -> int:
    """A number of 62 bits for a key's text: two checksums, of the text and of its reverse."""
    told = f"{_MARKS[kind]}:{text}".encode()
    return crc32(told) << 30 ^ crc32(told[::-1])


def house(place: str) -> str:
    """`number|street|postcode` of a place, its city where no postcode is known; "" where it is no house."""
    number, street, _, _, city, _, postcode = place.split(WITHIN)
    area = postcode or city
    return f"{number}|{street}|{area}" if number and area else ""


def _distinct(told: "list[tuple[KeyKind, str, str]] | _Told") -> tuple[Key, ...]:
    found: dict[int, Key] = {}
    for kind, text, value in told:
        number = numbered(kind, text)
        if number not in found:
            found[number] = Key(kind, number, value)
    return tuple(found.values())


def _told(known: Identity, names: NamePairs) -> _Told:
    """What each key is of: its kind, the text that is the same for all who share it, and its value here."""
    for email in (*values(known.emails), *values(known.ended_emails)):
        yield KeyKind.EMAIL, corrected(email), email
    for phone in (*values(known.phones), *values(known.ended_phones)):
        yield KeyKind.PHONE, phone[-7:], phone
    for place in (*values(known.places), *values(known.ended_places)):
        yield from _of_place(place)
    if len(known.birth) == 10:
        yield KeyKind.BIRTH, known.birth, known.birth
    yield from _of_organization(known.organization) if known.kind == "o" else _of_person(known, names)


def _of_place(place: str) -> _Told:
    number, street, _, _, city, _, postcode = place.split(WITHIN)
    area = postcode[:3] or city
    if number and area:
        yield KeyKind.HOUSE, f"{number}|{street[:4]}|{area}", f"{number}|{street}|{postcode or city}"
    if len(postcode) > 4 and not postcode.isdecimal():
        yield KeyKind.POSTCODE, postcode, postcode


def _of_organization(name: str) -> _Told:
    if not name:
        return
    words = sorted(set(name.split()))
    yield KeyKind.ORGANIZATION, " ".join(words), name
    longest = sorted(sorted(words, key=len)[-2:])
    yield KeyKind.WORDS, " ".join(word[:5] for word in longest), name


def _of_person(known: Identity, names: NamePairs) -> _Told:
    families = [spelling(family) for family in (*known.last.split(), *_words(known.former))]
    givens = [given for given in (known.first, *values(known.nicknames)) if len(given) > 1]
    for pair in _named(givens, families, names):
        yield KeyKind.NAME, pair, pair
    for family in families:
        if len(family) > 1:
            yield KeyKind.SURNAME, family, family
        if len(known.first) > 1:
            sound = "|".join(sorted((_consonants(known.first), _consonants(family))))
            yield KeyKind.SOUND, sound, sound
    for email in values(known.emails):
        for pair in _signed(email):
            yield KeyKind.NAME, pair, pair


def _words(plural: str) -> list[str]:
    return [word for value in values(plural) for word in value.split()]


def _named(givens: list[str], families: list[str], names: NamePairs) -> list[str]:
    forms = dict.fromkeys(root for given in givens for root in roots(given))
    if names.same:
        partners = (partner for given in givens for partner in sorted(names.partners(given)))
        forms |= dict.fromkeys(root for partner in partners for root in roots(partner))
    plain = [spelling(form) for form in forms]
    return [f"{one}|{two}" if one < two else f"{two}|{one}" for one in plain for two in families]


@lru_cache(maxsize=16_384)
def _signed(email: str) -> tuple[str, ...]:
    """The names in a mailbox of two words, michelle.wilson51: they may be another's, or spelled better."""
    words = _NOT_A_LETTER.sub(" ", email.partition("@")[0]).split()
    if len(words) != 2 or len(words[0]) < 2 or len(words[1]) < 2:
        return ()
    return tuple(_named(words[:1], [spelling(words[1])], NONE))


@lru_cache(maxsize=131_072)
def _consonants(word: str) -> str:
    """Its first letter and the next two consonants that are heard."""
    return (word[:1] + word[1:].translate(_WEAK))[:3]


def _turned(birth: str) -> list[str]:
    year, month, day = birth[:4], birth[5:7], birth[8:]
    return [f"{year}-{day}-{month}"] if len(birth) == 10 and "12" >= day != month else []
