"""Contact points and birth date as they are compared."""

import re
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import decimal

from app.constituents.domain.emails import suppression_key
from app.constituents.domain.record import Address, Email, PartialDate, Phone
from app.constituents.domain.scripts import latin
from app.matching.domain.identity import AMONG, WITHIN
from app.matching.domain.standard.regions import city_of, region_of, with_zero
from app.matching.domain.standard.unknown import is_dummy_birth, is_dummy_email, is_dummy_phone

_USUAL = re.compile(r"([a-z0-9_.-]+)(?:\+[a-z0-9_.+-]*)?@([a-z0-9.-]+)")
_GMAIL = frozenset({"gmail.com", "googlemail.com"})
_EXTENSION = re.compile(r"(?:x|ext\.?|extension|#)\s*\d{1,7}$", re.IGNORECASE)
_NATIONAL = re.compile(r"[2-9]\d{9}", re.ASCII)
_PROVIDERS = """gmail.com hotmail.com yahoo.com outlook.com icloud.com comcast.net verizon.net sbcglobal.net
    bellsouth.net protonmail.com btinternet.com earthlink.net""".split()
_OTHERS = frozenset({"mail.com", "ymail.com", "email.com", "gmx.com"})
_NONE = ("", "")
_SEPARATORS = 6
_CONTROLS = re.compile(r"[\x00-\x20\x7f]+")


def emails_of(emails: Sequence[Email]) -> tuple[str, str]:
    """The canonical active addresses, and the ended ones."""
    return _plural([(_email(each.address), each.active) for each in emails]) if emails else _NONE


def phones_of(phones: Sequence[Phone]) -> tuple[str, str]:
    """The digits of active numbers, and of ended ones."""
    return _plural([(_phone(each.number, each.e164), each.active) for each in phones]) if phones else _NONE


def places_of(addresses: Sequence[Address]) -> tuple[str, str]:
    """The active addresses taken apart, and the ended ones."""
    return _plural([(_place(each), each.active) for each in addresses]) if addresses else _NONE


def birth_of(birth: PartialDate | None) -> str:
    """The date in its ISO form, "" when it is not known."""
    iso = "" if birth is None else str(birth)
    return "" if is_dummy_birth(iso) else iso


def _plural(told: list[tuple[str, bool]]) -> tuple[str, str]:
    if len(told) == 1:
        value, active = told[0]
        return (value, "") if active else ("", value)
    current = dict.fromkeys(value for value, active in told if active and value)
    ended = dict.fromkeys(value for value, active in told if not active and value and value not in current)
    return AMONG.join(current), AMONG.join(ended)


@lru_cache(maxsize=16_384)
def _email(address: str) -> str:
    usual = _USUAL.fullmatch(address.lower()) if address.isascii() else None
    if usual and usual[2] not in _GMAIL:
        canonical = f"{usual[1]}@{usual[2]}"
    elif usual:
        canonical = f"{usual[1].replace('.', '') or usual[1]}@gmail.com"
    else:
        canonical = _CONTROLS.sub("", suppression_key(address))
    return "" if is_dummy_email(canonical) else canonical


@lru_cache(maxsize=16_384)
def _phone(number: str, e164: str) -> str:
    digits = _digits(e164)
    if not digits:
        digits = _digits(_EXTENSION.sub("", number))
        digits = digits.removeprefix("00") if len(digits) > 10 else digits
        digits = f"1{digits}" if _NATIONAL.fullmatch(digits) else digits
    return "" if is_dummy_phone(digits) else digits


def _digits(text: str) -> str:
    plain = text[1:] if text[:1] == "+" else text
    if plain.isascii() and plain.isdecimal():
        return plain
    return "".join(str(decimal(character)) for character in plain if character.isdecimal())


def _place(address: Address) -> str:
    place = address.place
    city, region = city_of(address.city), region_of(place.region)
    postcode = with_zero(place.postcode, region, place.country)
    text = WITHIN.join((place.number, place.street, place.qualifiers, place.unit, city, region, postcode))
    if not text.isascii():
        text = WITHIN.join(latin(part) for part in text.split(WITHIN))
    return text if len(text) > _SEPARATORS else ""


def corrected(email: str) -> str:
    """The canonical address without a slip in a domain that many have: gmial.com, yahoo.con."""
    mailbox, at, domain = email.partition("@")
    meant = _meant(domain)
    return email if meant is domain else mailbox + at + meant


@lru_cache(maxsize=16_384)
def _meant(domain: str) -> str:
    from rapidfuzz.distance import OSA

    if domain in _OTHERS:
        return domain
    near = (each for each in _PROVIDERS if OSA.distance(domain, each, score_cutoff=1) == 1)
    return next(near, domain)
