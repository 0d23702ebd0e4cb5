"""Numbers of events against the same numbers computed place by place, where the day begins early or late."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity import services
from app.activity.domain.arrivals import NewEvent, NewRegistration
from app.activity.domain.kinds import RegistrationStatus
from app.constituents.domain.departure import Departed
from app.constituents.models import Constituent, Departure
from app.db import db
from app.reports.domain.attendance import Guests, Place, guests
from app.reports.domain.spans import Period
from app.reports.queries import attendance
from app.reports.queries.attendance import Calendar
from tests.activity.makers import people
from tests.factories import World
from tests.reports.makers import TODAY, gift

PERIOD = Period(2027, 7, TODAY)
EDGES = [datetime(2026, 7, 1, tzinfo=UTC) + timedelta(hours=hours) for hours in (-14, -12, 0, 6, 9)]
"""In Kiritimati it was July before midnight of UTC, in Los Angeles still June after it."""


def ids(workspace: Workspace, who: object) -> set[int]:
    query = select(Constituent.id).where(Constituent.workspace_id == workspace.id, who)  # type: ignore[arg-type]
    return set(db.session.scalars(query))


def some_places(workspace: Workspace, chance: Random) -> tuple[list[Place], set[int]]:
    """Registrations of all sorts around the turn of the year, and who gave in it."""
    starts = [*EDGES, *(EDGES[0] + timedelta(days=chance.randrange(-300, 200)) for _ in range(8))]
    events = services.record_events(
        workspace.id, [NewEvent(name=f"Event {number}", starts_at=at) for number, at in enumerate(starts)]
    ).ids
    crowd, zone = people(workspace.id, 30), ZoneInfo(workspace.timezone)
    places = [
        Place(who, event, at.astimezone(zone).date(), chance.choice(list(RegistrationStatus)))
        for who in crowd
        for event, at in zip(events, starts, strict=True)
        if chance.random() < 0.35
    ]
    services.record_registrations(
        workspace.id,
        [
            NewRegistration(
                constituent_id=each.person,
                event_id=each.event,
                registered_at=EDGES[0] - timedelta(days=400),
                status=each.status,
                guests=2,
                fee=1_500,
            )
            for each in places
        ],
    )
    givers = set(crowd[:9])
    services.record_donations(workspace.id, [gift(who, "2026-08-01") for who in givers])
    services.record_donations(workspace.id, [gift(who, "2026-06-30") for who in crowd[9:]])
    return places, givers


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/Los_Angeles"])
def test_every_number_of_events_has_its_people_behind_it(inside: World, zone: str) -> None:
    assert_every_number(inside, zone)


@pytest.mark.postgres
def test_every_number_of_events_is_the_same_on_postgresql(inside: World) -> None:
    assert_every_number(inside, "Pacific/Kiritimati")


def assert_every_number(inside: World, zone: str) -> None:
    ours = db.session.get_one(Workspace, inside.ours)
    ours.timezone = zone
    places, givers = some_places(ours, Random(zone))
    of, expected = Calendar(ours, PERIOD), guests(places, givers, PERIOD)
    assert min(len(found) for found in expected.values()) > 0

    assert attendance.people(of) == {who: len(found) for who, found in expected.items()}
    for who in Guests:
        assert ids(ours, attendance.who_came(of, who)) == expected[who], who
    now = [place for place in places if place.on in PERIOD.this]
    for event in attendance.events(of):
        here = [place for place in now if place.event == event.id]
        for who, count in event.people.items():
            assert (
                count
                == len(guests(here, set(), PERIOD)[who])
                == len(ids(ours, attendance.who_came(of, who, str(event.id))))
            )
    for key, counts in attendance.by_month(of).items():
        for who, count in counts.items():
            assert count == len(ids(ours, attendance.who_came(of, who, key)))
    standing = [place for place in now if place.status is not RegistrationStatus.CANCELLED]
    assert attendance.totals(of) == (2 * len(standing), {"USD": 1_500 * len(standing)})


def test_guests_and_fees_of_who_was_erased_count_wherever_they_are_told(inside: World) -> None:
    ours = db.session.get_one(Workspace, inside.ours)
    gone, here = people(ours.id, 2)
    [event] = services.record_events(ours.id, [NewEvent(name="Gala", starts_at=EDGES[-1])]).ids
    services.record_registrations(
        ours.id,
        [
            NewRegistration(
                constituent_id=who, event_id=event, registered_at=EDGES[0], guests=2, fee=100, currency="USD"
            )
            for who in (gone, here)
        ],
    )
    db.session.add(
        Departure(workspace_id=ours.id, constituent_id=gone, lookup_number=900, kind=Departed.ERASED)
    )
    db.session.flush()
    of = Calendar(ours, PERIOD)

    [gala] = attendance.events(of)

    assert attendance.totals(of) == (4, {"USD": 200})
    assert (gala.guests, gala.people[Guests.REGISTERED]) == (4, 1)


def test_no_event_of_another_year_or_of_nobody_is_behind_a_number(inside: World) -> None:
    ours = db.session.get_one(Workspace, inside.ours)
    some_places(ours, Random(1))
    of = Calendar(ours, PERIOD)

    assert ids(ours, attendance.who_came(of, Guests.REGISTERED, "77")) == set()
    assert ids(ours, attendance.who_came(of, Guests.REGISTERED, "2026-06")) == set()
    assert attendance.name_of(of, "77") == attendance.name_of(of, "nonsense") == ""
