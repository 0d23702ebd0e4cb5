"""Records for property tests, made of few parts, so that values often meet."""

from dataclasses import replace
from datetime import date
from typing import TypeVar

from hypothesis import strategies as st

from app.constituents.domain.record import (
    Address,
    Email,
    Existing,
    ExternalId,
    FormerName,
    Incoming,
    Kind,
    Name,
    PartialDate,
    Phone,
    PointType,
)

T = TypeVar("T")

types = st.sampled_from([PointType.HOME, PointType.WORK, PointType.OTHER])
flags = st.booleans()
births = st.sampled_from(
    [
        None,
        PartialDate(1971),
        PartialDate(1972),
        PartialDate(None, 2, 29),
        PartialDate(1971, 4, 2),
        PartialDate(1972, 2, 29),
    ]
)
given_names = st.sampled_from(["", "Ann", "Anne", "A.", "Mary Ann", "José", "Jose", "Bill", "William", "王"])
last_names = st.sampled_from(["", "Lee", "LEE", "Miller", "Miller-Lee", "van der Berg", "O'Brien"])
names = st.builds(
    Name,
    title=st.sampled_from(["", "Mr.", "Mrs", "Dr."]),
    first=given_names,
    middle=given_names,
    last=last_names,
    suffix=st.sampled_from(["", "Jr.", "Sr", "MD"]),
    nickname=given_names,
    maiden=last_names,
    organization=st.sampled_from(["", "Elm Foundation", "The Elm Fdn"]),
)
emails = st.builds(
    Email,
    address=st.sampled_from(["ann@example.org", "ANN@example.org", "ann+x@example.org", "b@example.com", ""]),
    type=types,
    primary=flags,
    active=flags,
)
phones = st.builds(
    Phone,
    number=st.sampled_from(["1", "01", "2", "3 x4", ""]),
    e164=st.sampled_from(["", "+1", "+2"]),
    type=types,
    primary=flags,
    active=flags,
)
addresses = st.builds(
    Address,
    lines=st.sampled_from(
        [
            *[(), ("12 Elm St",), ("12 Elm Street",), ("12 Elm Steet",), ("Elm St",), ("12 N Elm St",)],
            *[
                ("12 Elm St Apt 3",),
                ("12 Elm St", "#4"),
                ("Apt 3",),
                ("Unit B",),
                ("PO Box 12",),
                ("14 Oak Rd",),
            ],
            *[("Elmweg 12",), ("c/o Ann", "12 Elm Ave")],
        ]
    ),
    city=st.sampled_from(["", "Portland", "Salem"]),
    region=st.sampled_from(["", "OR", "ME"]),
    postcode=st.sampled_from(["", "97201", "97201-1234", "97301"]),
    country=st.sampled_from(["", "US", "CA"]),
    type=types,
    primary=flags,
    active=flags,
    do_not_mail=flags,
    do_not_mail_reason=st.sampled_from(["", "mail came back"]),
)
external_ids = st.builds(ExternalId, st.sampled_from(["mailchimp", "crm"]), st.sampled_from(["1", "2"]))
kinds = st.sampled_from(Kind)
former_names = st.builds(
    FormerName,
    st.sampled_from(["Ann Miller", "Lee"]),
    flags,
    st.none() | st.just(date(2020, 1, 1)),
    st.none() | st.just(date(2021, 1, 1)),
    st.sampled_from(["", "import"]),
)


def few(values: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=3).map(tuple)


incoming = st.builds(
    Incoming,
    kind=kinds,
    name=names,
    emails=few(emails),
    phones=few(phones),
    addresses=few(addresses),
    birth=births,
    external_ids=few(external_ids),
    lookup_id=st.sampled_from(["", "C-1"]),
)
loose_existing = st.builds(
    Existing,
    kind=kinds,
    name=names,
    emails=few(emails),
    phones=few(phones),
    addresses=few(addresses),
    birth=births,
    external_ids=few(external_ids),
    lookup_id=st.sampled_from(["", "C-1", "C-2"]),
    id=st.integers(1, 9),
    version=st.integers(0, 3),
    former_names=few(former_names),
    deceased=flags,
    active=flags,
    display_override=st.sampled_from(["", "The cellist"]),
    died=births,
    inactive_reason=st.sampled_from(["", "moved away"]),
    source=st.sampled_from(["", "a letter"]),
)


def tidy(record: Existing) -> Existing:
    """The record as the workspace keeps it: values with ids, one primary per channel with an active value."""
    channels = {}
    for place, channel in enumerate(("emails", "phones", "addresses")):
        values = [value for value in getattr(record, channel) if value.key]
        active = [at for at, value in enumerate(values) if value.active]
        chosen = next((at for at in active if values[at].primary), next(iter(active), None))
        channels[channel] = tuple(
            replace(value, id=10 * place + at + 1, primary=at == chosen) for at, value in enumerate(values)
        )
    return replace(record, **channels)


def numbered(record: Existing) -> Existing:
    """The record with an id for each of its values, and no ID of another system twice."""
    names = enumerate(record.former_names, 90)
    return replace(
        record,
        former_names=tuple(replace(each, id=number) for number, each in names),
        external_ids=tuple(dict.fromkeys(record.external_ids)),
    )


existing = loose_existing.map(tidy)
stored = existing.map(numbered)
