"""Blocking keys: two records are compared when they share one. Equality is all a database needs to know.

A record is kept under few keys, five or six, because storing costs; each answers another way of being written
down badly. Whether two records share a key does not depend on which of them is on record.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from app.constituents.domain.nicknames import roots
from app.constituents.domain.scripts import spelling
from app.matching.domain.identity import AMONG, WITHIN, Identity, other_givens, values
from app.matching.domain.own_pairs import NONE, NamePairs
from app.matching.domain.standard.points import corrected

BITS = 62
MOST_CANDIDATES = 80
"""When so many are found to be compared with one record, no further block of its is read: smallest first."""


class KeyKind(StrEnum):
    """What a key stands for."""

    __hash__ = str.__hash__  # an enum's own hash is slow, and every key is looked up by its kind

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
    KeyKind.NAME: 80,
    KeyKind.SURNAME: 16,
    KeyKind.SOUND: 16,
    KeyKind.BIRTH: 100,
    KeyKind.ORGANIZATION: 100,
    KeyKind.WORDS: 30,
}
"""A block of more records than this is ignored: what it stands for tells nobody apart."""

_NOT_A_LETTER = re.compile(r"[^a-z]+")
_DOUBLED = re.compile(r"(.)\1+")
_WEAK = str.maketrans("cqzvd", "kksft", "aeiouyhw")
_Told = tuple[KeyKind, str]
"""What a key is of: the text that is the same for all who share it."""


class Key(NamedTuple):
    """One key. `number` is the same in every process; `value` is the text it stands for.

    All who share the key share the text; how many they are is counted under it.
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
    more = [(KeyKind.BIRTH, turned) for turned in _turned(identity.birth)]
    return _distinct([*_told(identity, names), *more])


def numbered(kind: KeyKind, text: str) -> int:
    """A number of 62 bits for a key's text: two checksums, of the text and of its reverse."""
    told = (kind + ":" + text).encode()
    return crc32(told) << 30 ^ crc32(told[::-1])


def house_text(place: str) -> str:
    """What all have in common who live in a house, as far as keys tell houses apart; "" where it is none."""
    number, street, _, _, city, _, postcode = place.split(WITHIN)
    area = postcode[:3] or city
    return f"{number}|{street[:4]}|{area}" if number and area else f"{number}|{street}" if number else ""


def number_text(phone: str) -> str:
    """The digits of a phone that do not depend on how its area is written."""
    return phone[-7:]


def organization_text(name: str) -> str:
    """The words of an organization in the order of the alphabet."""
    return " ".join(sorted(set(name.split())))


def name_texts(first: str, last: str) -> list[str]:
    """First and last name together, under all that the first name may stand for."""
    return _named(first, [spelling(part) for part in last.split()])


def _distinct(told: Iterable[_Told]) -> tuple[Key, ...]:
    found: dict[int, Key] = {}
    for kind, text in told:
        number = numbered(kind, text)
        if number not in found:
            found[number] = Key(kind, number, text)
    return tuple(found.values())


def _told(known: Identity, names: NamePairs) -> list[_Told]:
    told = _of_points(known)
    if len(known.birth) == 10:
        told.append((KeyKind.BIRTH, known.birth))
    return told + (_of_organization(known.organization) if known.kind == "o" else _of_person(known, names))


def _of_points(known: Identity) -> list[_Told]:
    told: list[_Told] = []
    for emails in (known.emails, known.ended_emails):
        told += [(KeyKind.EMAIL, corrected(email)) for email in values(emails)]
    for phones in (known.phones, known.ended_phones):
        told += [(KeyKind.PHONE, number_text(phone)) for phone in values(phones)]
    for places in (known.places, known.ended_places):
        for place in values(places):
            told += _of_place(place, is_office=known.kind == "o")
    return told


def _of_place(place: str, *, is_office: bool) -> list[_Told]:
    """An office is found by number and street alone too: they are few, and some leave out the town."""
    number, street, _, _, city, _, postcode = place.split(WITHIN)
    told: list[_Told] = []
    area = postcode[:3] or city
    if number and area:
        told.append((KeyKind.HOUSE, f"{number}|{street[:4]}|{area}"))
    if number and street and (is_office or not area):
        told.append((KeyKind.HOUSE, f"{number}|{street}"))
    if len(postcode) > 4 and not postcode.isdecimal():
        told.append((KeyKind.POSTCODE, postcode))
    return told


def _of_organization(name: str) -> list[_Told]:
    if not name:
        return []
    words = sorted(set(name.split()))
    longest = sorted(sorted(words, key=len)[-2:])
    return [
        (KeyKind.ORGANIZATION, organization_text(name)),
        (KeyKind.WORDS, " ".join(word[:5] for word in longest)),
        (KeyKind.WORDS, name.partition(" ")[0]),
    ]


def _of_person(known: Identity, names: NamePairs) -> list[_Told]:
    families = [spelling(family) for family in _families(known)]
    pairs = _pairs(known, families, names)
    told = [(KeyKind.NAME, pair) for pair in pairs]
    told += [(KeyKind.SURNAME, family) for family in families if len(family) > 1]
    if len(known.first) > 1:
        sounds = [_in_order(_consonants(known.first), _consonants(family)) for family in families]
        told += [(KeyKind.SOUND, sound) for sound in sounds]
    return told


def _families(known: Identity) -> list[str]:
    """The parts of her surnames; where none is known, of a name all in one, its other words."""
    present = (known.last or known.middle).split()
    return present + known.former.replace(AMONG, " ").split() if known.former else present


def _pairs(known: Identity, families: list[str], names: NamePairs) -> list[str]:
    """Given name and surname, given names under all that they may stand for."""
    found: list[str] = []
    givens = [known.first, *other_givens(known.nicknames)] if known.nicknames else [known.first]
    for given in givens:
        if len(given) > 1:
            found += _named(given, families)
            for partner in sorted(names.partners(given)) if names.same else ():
                found += _named(partner, families)
    for email in values(known.emails):
        found += _signed(email.partition("@")[0], known.first, known.last)
    return found


def _named(given: str, families: Iterable[str]) -> list[str]:
    return [_in_order(spelling(root), family) for root in roots(given) for family in families]


def _in_order(one: str, other: str) -> str:
    return f"{one}|{other}" if one < other else f"{other}|{one}"


def _signed(mailbox: str, first: str, last: str) -> list[str]:
    """The names in a mailbox, michelle.wilson51 or justinriley: better spelled, earlier, or a partner's."""
    words = _NOT_A_LETTER.sub(" ", mailbox).split()
    if len(words) == 2 and len(words[0]) > 1 < len(words[1]):
        return _named(words[0], [spelling(words[1])])
    if len(words) != 1 or len(first) < 3:
        return []
    initial = "" if len(last) > 1 else first[0]
    rest = _without(words[0], first) or _without(words[0], initial)
    return _named(first, [spelling(rest)]) if len(rest) > 2 else []


def _without(word: str, part: str) -> str:
    """What is left of a word that begins or ends with the part; "" of any other."""
    if not part:
        return ""
    if word.startswith(part):
        return word[len(part) :]
    return word[: -len(part)] if word.endswith(part) else ""


@lru_cache(maxsize=32_768)
def _consonants(word: str) -> str:
    """Its first letter and the next two consonants that are heard, a doubled one once."""
    heard = (word[:1].translate(_WEAK) or word[:1]) + word[1:].translate(_WEAK)
    return _DOUBLED.sub(r"\1", heard)[:3]


def _turned(birth: str) -> list[str]:
    year, month, day = birth[:4], birth[5:7], birth[8:]
    return [f"{year}-{day}-{month}"] if len(birth) == 10 and "12" >= day != month else []
