"""A record made comparable. Pure, and the same for what comes in and what is on record."""

from app.constituents.domain.blanks import SURNAMES
from app.constituents.domain.organizations import organization_of
from app.constituents.domain.record import Existing, Incoming, Kind
from app.matching.domain.identity import Identity
from app.matching.domain.standard.names import gender_of, generation_of, given_of, surname_of
from app.matching.domain.standard.points import birth_of, emails_of, phones_of, places_of
from app.matching.domain.standard.whole import apart, other_names

__all__ = ["standardize"]


def standardize(record: Incoming | Existing) -> Identity:
    """The record as it is compared."""
    name = record.name
    first, last = name.first.strip(), name.last.strip()
    if not (first and last) or "," in last:
        first, last = apart(first, last)
    given, surname = given_of(first, name.middle), surname_of(last)
    if surname.parts in SURNAMES and not given.first:
        surname = surname_of("")
    nicknames, former = other_names(record, given, surname)
    return Identity(
        "o" if record.kind is Kind.ORGANIZATION else "i",
        given.first,
        given.middle,
        nicknames,
        surname.parts,
        former,
        (generation_of(name.suffix) if name.suffix else "") or surname.generation or given.generation,
        (gender_of(name.title) if name.title else "") or given.gender,
        organization_of(name.organization) if name.organization else "",
        *emails_of(record.emails),
        *phones_of(record.phones),
        *places_of(record.addresses),
        birth_of(record.birth) if record.birth else "",
    )
