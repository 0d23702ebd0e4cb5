"""People of whom there is one in every sample: each shows something that is easily got wrong.

The page *Sample people* of the guide lists them for staff who try things out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from app.constituents.domain.partial import PartialDate
from app.constituents.domain.points import PointType
from app.constituents.domain.record import (
    Address,
    Email,
    ExternalId,
    FormerName,
    Incoming,
    Kind,
    Name,
    Phone,
)
from app.sample.domain.person import Person, Story

WEEKS = 408


def notable(today: date) -> list[Person]:
    """One of each, in the order of the guide after the three whom the sample files meet."""
    years = timedelta(days=365.25)
    return [
        *_in_the_sample_files(today),
        _patron(today, today - 24 * years),
        _organization(today - 9 * years),
        Person(
            _known("Piet", "van der Berg", phone="(503) 555-0146"), today - 5 * years, 0.5, 0.0, Story.PLAIN
        ),
        _departed(today, today - 7 * years),
        Person(_known("ليلى", "حداد", "layla.haddad@example.org"), today - 5 * years, 0.6, 0.7, Story.PLAIN),
        Person(
            _known("Marguerite", "Aldous", "marguerite.aldous@example.org", birth=PartialDate(None, 9, 3)),
            today - timedelta(weeks=WEEKS),
            0.8,
            0.8,
            Story.WEEKLY,
        ),
        _wanderer(today),
        Person(
            _known("Newton", "Brandt", "newton.brandt@example.com"),
            today - timedelta(days=1),
            0.0,
            0.0,
            Story.NEW,
        ),
        _joined(today),
        *_other_names(today - 4 * years),
    ]


def _in_the_sample_files(today: date) -> list[Person]:
    long_ago = today - timedelta(days=1_800)
    maria = _known("María", "López", "maria.lopez@example.org", "(503) 555-0144")
    return [
        Person(maria, long_ago, 0.9, 0.9, Story.UNSUBSCRIBED),
        Person(_known("John", "Smith", "john.smith@example.com", "(503) 555-0145"), long_ago, 0.4, 0.5),
        Person(_known("Aisha", "Khan", "a.khan@example.net"), long_ago, 0.5, 0.8),
    ]


def _known(
    first: str, last: str, email: str = "", phone: str = "", birth: PartialDate | None = None
) -> Incoming:
    digits = re.sub(r"\D", "", phone)
    mobile = Phone(number=phone, e164=f"+1{digits}", type=PointType.MOBILE, primary=True)
    return Incoming(
        kind=Kind.INDIVIDUAL,
        name=Name(first=first, last=last),
        emails=(Email(address=email, type=PointType.HOME, primary=True),) if email else (),
        phones=(mobile,) if phone else (),
        birth=birth,
    )


def _patron(today: date, since: date) -> Person:
    record = _known(
        "Eleanor",
        "Whitcombe",
        "eleanor.whitcombe@example.org",
        "(503) 555-0147",
        PartialDate(today.year - 71, 2, 17),
    )
    name = Name(title="Dr.", first="Eleanor", middle="J.", last="Whitcombe", nickname="Nell", maiden="Harker")
    house = Address(("4 Orchard Way",), "Portland", "OR", "97201", "US", PointType.HOME, primary=True)
    married = FormerName("Eleanor Harker", end=since + timedelta(days=900), source="letter")
    record = replace(record, name=name, addresses=(house,))
    return Person(record, since, 0.9, 1.0, Story.PATRON, (married,))


def _organization(since: date) -> Person:
    record = Incoming(
        kind=Kind.ORGANIZATION,
        name=Name(organization="The Harborlight Community Foundation"),
        emails=(Email("grants@harborlight.example.org", PointType.WORK, primary=True),),
        phones=(Phone("(503) 555-0148 ext. 12", "+15035550148", PointType.WORK, primary=True),),
        addresses=(
            Address(
                ("Suite 300", "12 Bridge Street"), "Salem", "OR", "97301", "US", PointType.WORK, primary=True
            ),
        ),
        external_ids=(ExternalId("Grant portal", "HCF-0092"),),
    )
    return Person(record, since, 0.9, 0.4, Story.PLAIN)


def _departed(today: date, since: date) -> Person:
    record = _known("Harold", "Fenwick", "harold.fenwick@example.org", birth=PartialDate(1938, 11, 5))
    died = PartialDate(today.year - 1, 5, 22)
    return Person(record, since, 0.7, 0.6, Story.PLAIN, died=died)


def _wanderer(today: date) -> Person:
    """Somebody who moved eleven times in eleven years, and winters elsewhere."""
    moves = [date(today.year - 12 + number, 3, 1) for number in range(11)]
    homes = [
        _home(number + 1, start, moves[number + 1] if number < 10 else None)
        for number, start in enumerate(moves)
    ]
    winter = Address(("Box 7, Juniper Court",), "Bend", "OR", "97701", "US", PointType.SEASONAL, active=True)
    record = replace(_known("Wanda", "Merriweather", "wanda@example.org"), addresses=(homes[-1], winter))
    return Person(record, moves[0], 0.4, 0.4, Story.PLAIN, homes=tuple(homes[:-1]))


def _home(number: int, start: date, end: date | None) -> Address:
    return Address(
        lines=(f"{number} Harbor View",),
        city="Portland",
        region="OR",
        postcode="97201",
        country="US",
        type=PointType.HOME,
        primary=end is None,
        active=end is None,
        start=start,
        end=end,
    )


def _joined(today: date) -> Person:
    """Somebody who was in two databases under two names before they became one record."""
    record = replace(
        _known("Katherine", "Sorensen", "kate.sorensen@example.org", "(503) 555-0149"),
        name=Name(first="Katherine", last="Sorensen", nickname="Kate"),
        external_ids=(ExternalId("Old database", "4417"), ExternalId("Ticket office", "K-20931")),
    )
    names = (
        FormerName("Katherine Doyle", end=date(today.year - 3, 6, 30), source="old database"),
        FormerName("Kate Doyle", alias=True, source="ticket office"),
    )
    return Person(record, today - timedelta(days=2_200), 0.6, 0.7, Story.JOINED, names)


def _other_names(since: date) -> Sequence[Person]:
    """Names that are not "first last" in Latin letters."""
    records = (
        _known("晓雯", "陈", "chen.xiaowen@example.com"),
        _known("Ирина", "Лебедева", "irina.lebedeva@example.net"),
        _known("", "Wirawati", "wirawati@example.net"),
        _known("Inés", "Ortega Villanueva", "ines.ortega@example.com"),
        _known("Mai Lan", "Trần Thị", "mailan.tran@example.com"),
    )
    return [Person(record, since, 0.5, 0.6, Story.PLAIN) for record in records]
