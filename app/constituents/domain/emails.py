"""Email addresses: read as typed, explained when wrong, and compared by one canonical form."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Self

from app.constituents.domain.points import Json, PointType, standing_from_json, standing_to_json
from app.constituents.domain.problems import Problem
from app.constituents.domain.text import visible
from app.words import N_, _, voice

_CACHE = 8_192
_EXPECTED = N_("one address like name@example.org")
_LONGEST = 254

# The shape of nearly every address. What fits is right by the standard, so the slow validator is not asked.
_COMMON = re.compile(
    r"(?P<local>[a-z0-9_+\-]+(?:\.[a-z0-9_+\-]+)*)@"
    r"(?P<domain>(?:[a-z0-9](?:[a-z0-9]|-(?!-)){0,61}(?<!-)\.)+[a-z]{2,24})",
    re.ASCII | re.IGNORECASE,
)
_RESERVED = re.compile(r"(?:^|\.)(?:arpa|invalid|local|localhost|onion|test)$")
_WITH_NAME = re.compile(r"[^<>]*<\s*([^<>\s]+)\s*>")
_MAILTO = re.compile(r"^(?:mailto:\s*)+", re.IGNORECASE)
_GMAIL = {"gmail.com", "googlemail.com"}


@dataclass(frozen=True, slots=True)
class Email:
    """An email address of a constituent. Identity is `key`, never the spelling."""

    address: str
    type: PointType
    primary: bool = False
    active: bool = True
    id: int | None = None
    start: date | None = None
    end: date | None = None
    source: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        """The canonical form, for identity."""
        return email_key(self.address)

    def to_json(self) -> Json:
        """The value as JSON, without blanks."""
        return {"address": self.address, **standing_to_json(self)}

    @classmethod
    def from_json(cls, told: Json) -> Self:
        """The value that `to_json` wrote."""
        return cls(told["address"], **standing_from_json(told))


@dataclass(frozen=True, slots=True)
class EmailAddress:
    """An address that can be written to: as it is stored, and the canonical form it is known by."""

    address: str
    key: str


def parse_email(text: str) -> EmailAddress | Problem:
    """The one address in the text, or what is wrong with it in words for volunteers.

    White space and invisible characters around it, `mailto:` and a name before `<…>` are forgiven. The part
    before the @ keeps its case. Addresses nobody can receive at (.test, .local, localhost) are refused.
    """
    return _parsed(text, voice().language)


@lru_cache(maxsize=_CACHE)
def _parsed(text: str, _language: str) -> EmailAddress | Problem:
    """What is kept is kept for each language, since what is wrong is said in it."""
    address = _bare(text)
    if len(address) <= _LONGEST and (usual := _COMMON.fullmatch(address)):
        domain = usual["domain"].lower()
        if len(usual["local"]) <= 64 and len(domain) <= 253 and not _RESERVED.search(domain):
            return _found(f"{usual['local']}@{domain}")
    return _plain_mistake(address) or _validated(address)


@lru_cache(maxsize=_CACHE)
def email_key(text: str) -> str:
    """The canonical form that says whether two spellings are one address; works on any text.

    Compatibility forms, invisible characters, blanks at the ends and letter case do not count, and an
    international domain is the same in letters and in its xn-- form.
    """
    local, at, domain = _bare(text).rpartition("@")
    return unicodedata.normalize("NFKC", local.casefold()) + at + _ascii_domain(domain)


def masked(address: str) -> str:
    """An address that only its owner knows again: m•••@example.org; "" for any other text."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}•••{at}{domain}" if at else ""


@lru_cache(maxsize=_CACHE)
def suppression_key(text: str) -> str:
    """The form a restriction is kept under: `email_key` without "+tag", and without dots at Gmail.

    All spellings that reach one inbox share it, so nobody is written to again under a variant.
    """
    local, at, domain = email_key(text).rpartition("@")
    plain = local.split("+", 1)[0] or local
    if domain in _GMAIL:
        return (plain.replace(".", "") or plain) + "@gmail.com"
    return plain + at + domain


def _bare(text: str) -> str:
    address = visible(text if text.isascii() else unicodedata.normalize("NFKC", text))
    if named := _WITH_NAME.fullmatch(address):
        address = named[1]
    return _MAILTO.sub("", address)


def _found(address: str) -> EmailAddress:
    return EmailAddress(address, email_key(address))


def _ascii_domain(domain: str) -> str:
    if domain.isascii() and "xn--" not in (lowered := domain.lower()):
        return lowered
    import idna

    try:
        return idna.encode(domain, uts46=True).decode()
    except idna.IDNAError:
        return domain.casefold()


def _plain_mistake(address: str) -> Problem | None:
    """The mistakes people make, each with its remedy; None when only the standard knows."""
    local, at, domain = address.partition("@")
    checks = (
        (not address, _("Email is blank."), _("Type the address, or skip the row.")),
        (not at, _("Email is missing the “@”."), _("Add the “@” and the part after it.")),
        (
            address.count("@") > 1,
            _("Email has more than one “@”."),
            _("Keep one address; put others in another column."),
        ),
        (" " in address, _("Email has a blank inside."), _("Take the blank out.")),
        (not local, _("Email has nothing before the “@”."), _("Add the name before the “@”.")),
        (not domain, _("Email has nothing after the “@”."), _("Add the domain, like example.org.")),
        (
            "," in address or ";" in address,
            _("Email has a comma in it."),
            _("Put a dot there, or keep one address."),
        ),
        (".." in address, _("Email has two dots in a row."), _("Take one of the dots out.")),
        (address.endswith("."), _("Email ends with a dot."), _("Take the last dot out.")),
        (
            local.startswith(".") or local.endswith("."),
            _("Email has a dot next to the “@”."),
            _("Take that dot out."),
        ),
        (
            "." not in domain,
            _("“{domain}” is not a complete domain.", domain=domain),
            _("Add the ending, like .org or .com."),
        ),
        (
            len(address) > _LONGEST,
            _("Email is too long."),
            _("Shorten it to {longest} characters.", longest=_LONGEST),
        ),
    )
    found = next(((what, fix) for wrong, what, fix in checks if wrong), None)
    return found and Problem(found[0], _EXPECTED, found[1])


def _validated(address: str) -> EmailAddress | Problem:
    from email_validator import EmailNotValidError, validate_email

    try:
        return _found(validate_email(address, check_deliverability=False).normalized)
    except EmailNotValidError as error:
        domain = _ascii_domain(address.rpartition("@")[2])
        if _RESERVED.search(domain):
            return Problem(
                _("Nobody can receive mail at “{domain}”.", domain=domain),
                _EXPECTED,
                _("Ask for the real address."),
            )
        return Problem(_("Email is written in a way that mail cannot use."), _EXPECTED, str(error))
