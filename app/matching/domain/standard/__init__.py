"""A record made comparable. Pure, and the same for what comes in and what is on record."""

from app.constituents.domain.names import generation
from app.constituents.domain.record import Existing, Incoming, Kind
from app.matching.domain.identity import Identity
from app.matching.domain.standard.names import among, gender_of, given_of, listed, surname_of
from app.matching.domain.standard.organizations import organization_of
from app.matching.domain.standard.points import birth_of, emails_of, phones_of, places_of
from app.matching.domain.standard.whole import apart, former_of

__all__ = ["standardize"]


def standardize(record: Incoming | Existing) -> Identity:
    """The record as it is compared."""
    name = record.name
    first, last = name.first, name.last
    if not (first and last) or "," in last:
        first, last = apart(first, last)
    given, surname = given_of(first, name.middle), surname_of(last)
    nicknames, former = (
        former_of(record) if isinstance(record, Existing) and record.former_names else ((), ())
    )
    maiden = surname_of(name.maiden).parts if name.maiden else ""
    emails, ended_emails = emails_of(record.emails)
    phones, ended_phones = phones_of(record.phones)
    places, ended_places = places_of(record.addresses)
    return Identity(
        kind="o" if record.kind is Kind.ORGANIZATION else "i",
        first=given.first,
        middle=given.middle,
        nicknames=among((*listed(name.nickname), *given.others, *nicknames), given.first),
        last=surname.parts,
        former=among((maiden, surname.former, *former), surname.parts),
        generation=generation(name.suffix) or surname.generation or given.generation,
        gender=gender_of(name.title) or given.gender,
        organization=organization_of(name.organization),
        emails=emails,
        ended_emails=ended_emails,
        phones=phones,
        ended_phones=ended_phones,
        places=places,
        ended_places=ended_places,
        birth=birth_of(record.birth),
    )
