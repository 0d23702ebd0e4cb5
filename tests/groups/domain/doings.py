"""Registrations, messages and records, and conditions about them: strategies that make any of them."""

from hypothesis import strategies as st

from app.activity.domain.kinds import BounceKind, EventKind, RegistrationStatus
from app.consent.domain.facts import MarketingStatus, SuppressionReason
from app.constituents.domain.partial import PartialDate
from app.constituents.domain.record import Kind
from app.groups.domain.facts import Delivery, Place, Registration
from app.groups.domain.rules import (
    AddedWithin,
    Age,
    Became,
    BirthMonth,
    Bounced,
    CanBeEmailed,
    Choice,
    Count,
    DoNotContact,
    Emails,
    FromImport,
    HasAddress,
    HasEmail,
    HasPhone,
    InGroup,
    InterestIn,
    KindIs,
    MarketingStatusIs,
    MovingMonth,
    PlaceIs,
    RegisteredFor,
    Registrations,
    SourceIs,
    Status,
    StatusIs,
    SuppressedFor,
    TextSearch,
    UpdatedWithin,
)
from tests.groups.domain.givers import days, periods

ids = st.integers(1, 3)
words = st.sampled_from(["ann", "Portland", "Köln", "o'neill", "US"])
categories = st.sampled_from(["", "Gala", "gala", "Köln", "koln "])
sources = st.sampled_from(["", "Website", "WEBSITE", "Büro"])
codes = st.sampled_from(["", "9", "97 2", "sw1a", "SW1A 1"])
statuses = st.sets(st.sampled_from(RegistrationStatus), max_size=3).map(
    lambda some: tuple(each for each in RegistrationStatus if each in some)
)


def numbered(build: object, **more: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Conditions that count: at least none of something is no question."""
    return st.sampled_from(Count).flatmap(
        lambda op: st.builds(build, op=st.just(op), n=st.integers(int(op is Count.AT_LEAST), 3), **more)
    )


registrations = numbered(
    Registrations,
    event=st.none() | ids,
    category=st.sampled_from(["", "", "GALA", "koln"]),
    event_kind=st.none() | st.sampled_from(EventKind),
    statuses=statuses,
    period=periods,
    event_period=periods,
)
campaigns = st.sampled_from(
    [{}, {}, {"campaign": 1}, {"campaign": 2}, {"last_campaigns": 1}, {"last_campaigns": 3}]
)
bounces = st.sampled_from(
    [*({"what": what} for what in Became), *({"what": Became.BOUNCED, "bounce": each} for each in Bounced)]
)
emails = st.tuples(campaigns, bounces).flatmap(
    lambda fixed: numbered(
        Emails, period=periods, **{name: st.just(value) for part in fixed for name, value in part.items()}
    )
)
permissions = st.one_of(
    st.builds(CanBeEmailed, st.none() | ids),
    st.builds(MarketingStatusIs, st.sampled_from(MarketingStatus)),
    st.builds(SuppressedFor, st.none() | st.sampled_from(SuppressionReason)),
    st.just(DoNotContact()),
    st.builds(InterestIn, ids, st.sampled_from(Choice)),
)
records = st.one_of(
    st.builds(KindIs, st.sampled_from(Kind)),
    st.builds(StatusIs, st.sampled_from(Status)),
    st.builds(BirthMonth, st.integers(1, 12) | st.sampled_from(MovingMonth)),
    st.builds(Age, st.sampled_from(Count), st.sampled_from([0, 1, 17, 18, 25, 26, 150])),
    st.builds(AddedWithin, periods),
    st.builds(UpdatedWithin, periods),
    st.builds(SourceIs, st.sampled_from(["website", "Buro", "nowhere"])),
    st.builds(FromImport, ids),
    st.builds(TextSearch, words),
)
contacts = st.one_of(
    st.tuples(words, st.sampled_from(["", "US"]), codes).map(lambda made: PlaceIs(made[0], "", *made[1:])),
    st.builds(PlaceIs, country=st.just("DE"), postal_code=codes),
    st.sampled_from([HasEmail(), HasPhone(), HasAddress()]),
)
conditions = st.one_of(
    registrations,
    st.builds(RegisteredFor, ids),
    emails,
    permissions,
    records,
    contacts,
    st.builds(InGroup, ids),
)

# --- what people did and who they are

optional_days = st.none() | days
places_at_events = st.builds(
    Registration,
    ids,
    days,
    st.sampled_from(RegistrationStatus),
    days,
    categories,
    st.sampled_from(EventKind),
)
messages = st.builds(
    Delivery,
    days,
    optional_days,
    optional_days,
    optional_days,
    st.none() | st.sampled_from(BounceKind),
    optional_days,
    optional_days,
    optional_days,
    ids,
)
addresses = st.builds(Place, words, st.just("OR"), st.sampled_from(["US", "DE"]), codes)
births = st.none() | st.sampled_from(
    [
        PartialDate(2000, 2, 29),
        PartialDate(2008, 11, 21),
        PartialDate(2008, 11, 22),
        PartialDate(1971),
        PartialDate(month=12, day=1),
        PartialDate(2030, 1, 1),
    ]
)
