"""Rollups are exact at once after any write, whoever writes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from time import sleep
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.activity import services
from app.activity.domain.arrivals import (
    NewCampaign,
    NewDonation,
    NewEmailEvent,
    NewEvent,
    NewRegistration,
    NewSoftCredit,
)
from app.activity.domain.kinds import BounceKind, EmailEventKind, GiftStatus, RegistrationStatus
from app.activity.models import Donation, EmailEvent, Event, Registration, SoftCredit
from app.activity.rollup_models import Rollup
from app.activity.services import rebuilding
from app.db import db
from tests import factories
from tests.activity.makers import NOON, day, people, workspace
from tests.activity.rolled import assert_in_step, kept
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

CURRENCIES = ("USD", "EUR", "JPY")
DAYS = tuple(
    map(date.fromisoformat, "2024-02-29 2024-06-30 2024-07-01 2026-03-04 1975-01-01 2050-12-31".split())
)


def gift(person: int, number: int = 0, **more: Any) -> NewDonation:
    values: dict[str, Any] = {
        "amount": (number * 7 % 5) * 250,
        "currency": CURRENCIES[number % 3],
        "received_on": DAYS[number % 6],
        "status": tuple(GiftStatus)[number * 5 % 4 if number % 2 else 0],
    }
    return NewDonation(constituent_id=person, **values | more)


class Scene:
    """Three people, an event and two mailings, to whom anything may happen."""

    def __init__(self, workspace_id: int) -> None:
        self.here = workspace_id
        self.people = people(workspace_id, 3)
        self.events = services.record_events(
            workspace_id, [NewEvent(name="Gala", starts_at=NOON), NewEvent(name="Run", starts_at=NOON)]
        ).ids
        self.mailings = services.record_campaigns(
            workspace_id, [NewCampaign(name="May", sent_at=NOON), NewCampaign(name="June", sent_at=NOON)]
        ).ids

    def act(self, name: str, number: int) -> None:
        getattr(self, name)(number)

    def who(self, number: int) -> int:
        return self.people[number % 3]

    def any(self, table: Any, number: int) -> Any:
        rows = db.session.scalars(
            select(table).where(table.workspace_id == self.here).order_by(table.id)
        ).all()
        return rows[number % len(rows)] if rows else None

    def gives(self, number: int) -> None:
        some = [gift(self.who(each), each) for each in range(number, number + 1 + number % 3)]
        services.record_donations(self.here, some)

    def is_refunded(self, number: int) -> None:
        if (given := self.any(Donation, number)) and given.amount > 0:
            back = gift(
                given.constituent_id, number, amount=-(given.amount // 2 or 1), currency=given.currency
            )
            services.record_donations(self.here, [back])

    def changes_gift(self, number: int) -> None:
        if given := self.any(Donation, number):
            status = tuple(GiftStatus)[number % 4]
            values = [{"status": status}, {"amount": number * 100}, {"received_on": DAYS[number % 6]}][
                number % 3
            ]
            services.change(self.here, Donation, {given.id: values})

    def moves(self, number: int) -> None:
        for table in (Donation, Registration):
            if fact := self.any(table, number):
                services.change(self.here, table, {fact.id: {"constituent_id": self.who(number + 1)}})

    def changes_currency_of_gift(self, number: int) -> None:
        if given := self.any(Donation, number):
            services.change(self.here, Donation, {given.id: {"currency": CURRENCIES[(number + 1) % 3]}})

    def loses(self, number: int) -> None:
        table = (Donation, Registration, EmailEvent, SoftCredit)[number % 4]
        if fact := self.any(table, number):
            services.remove(self.here, table, [fact.id])

    def is_thanked(self, number: int) -> None:
        if given := self.any(Donation, number):
            credit = NewSoftCredit(donation_id=given.id, constituent_id=self.who(number), amount=100)
            services.record_soft_credits(self.here, [credit])

    def registers(self, number: int) -> None:
        place = NewRegistration(
            constituent_id=self.who(number),
            event_id=self.events[number % 2],
            registered_at=NOON + timedelta(days=number % 400),
            status=tuple(RegistrationStatus)[number % 5],
        )
        services.record_registrations(self.here, [place])

    def comes(self, number: int) -> None:
        if place := self.any(Registration, number):
            services.change(
                self.here, Registration, {place.id: {"status": tuple(RegistrationStatus)[number % 5]}}
            )

    def moves_event(self, number: int) -> None:
        starts = NOON + timedelta(days=number)
        services.change(self.here, Event, {self.events[number % 2]: {"starts_at": starts}})

    def is_mailed(self, number: int) -> None:
        reports = [
            NewEmailEvent(
                constituent_id=self.who(each),
                campaign_id=self.mailings[each % 2],
                kind=tuple(EmailEventKind)[each % 8],
                at=NOON + timedelta(hours=each % 90),
                machine=each % 3 == 0,
                bounce=(None, *BounceKind)[each % 3],
            )
            for each in range(number, number + 1 + number % 4)
        ]
        services.record_email_events(self.here, reports)

    def changes_settings(self, number: int) -> None:
        found = workspace(self.here)
        found.currency, found.fiscal_year_start = CURRENCIES[number % 3], (1, 7, 10)[number // 3 % 3]
        db.session.flush()
        rebuilding.rebuild(self.here)


ACTS = [name for name, value in vars(Scene).items() if callable(value) and name[0] != "_"]
ACTS = [name for name in ACTS if name not in ("act", "who", "any")]
STORIES = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 500)), min_size=6, max_size=16)


@settings(
    max_examples=4,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(story=STORIES)
@example(story=[(act, number) for number in (0, 7, 15) for act in ACTS])
def test_whatever_happens_rollups_are_what_the_facts_come_to(
    inside: World, story: list[tuple[str, int]]
) -> None:
    with db.session.begin_nested() as undone:
        scene = Scene(inside.ours)
        for name, number in [("gives", 1), ("registers", 1), ("is_mailed", 5), *story]:
            scene.act(name, number)

        assert_in_step(inside.ours)
        assert list(rebuilding.differences(inside.ours)) == []
        undone.rollback()


def test_years_that_begin_in_july_and_leap_days_have_their_bits(inside: World) -> None:
    (ann,) = people(inside.ours, 1)
    workspace(inside.ours).fiscal_year_start = 7
    db.session.flush()

    days = ("2023-06-30", "2023-07-01", "2024-02-29")
    services.record_donations(
        inside.ours, [gift(ann, received_on=day(each), amount=500, currency="USD") for each in days]
    )

    rolled = kept(inside.ours)[ann]
    assert rolled["calendar_years"] == 1 << 2023 - 1980 | 1 << 2024 - 1980
    assert rolled["fiscal_years"] == 1 << 2023 - 1980 | 1 << 2024 - 1980
    assert (rolled["first_gift_on"], rolled["last_gift_on"]) == (day("2023-06-30"), day("2024-02-29"))


def test_the_number_of_statements_does_not_grow_with_the_people(inside: World) -> None:
    folk = people(inside.ours, 300)

    def statements(some: list[int]) -> int:
        with count_statements() as counted:
            services.rollups.follow(inside.ours, giving=some, registrations=some, email=some)
        return len(counted)

    assert statements(folk[:1]) == statements(folk)
    assert statements(folk) <= 9


def test_the_doctor_finds_what_somebody_wrote_past_the_services_and_mends_it(inside: World) -> None:
    scene = Scene(inside.ours)
    scene.gives(4)
    scene.is_mailed(3)
    db.session.execute(Donation.__table__.update().values(amount=999, status=GiftStatus.SETTLED))
    db.session.execute(Rollup.__table__.update().values(opened=7))

    found = list(rebuilding.differences(inside.ours))
    rebuilding.rebuild(inside.ours)

    assert any("giving" in each for each in found)
    assert any("email" in each for each in found)
    assert any("month" in each for each in found)
    assert list(rebuilding.differences(inside.ours)) == []
    assert_in_step(inside.ours)


def test_two_who_write_facts_of_the_same_people_at_once_lose_nothing(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        folk = people(world.ours, 3)
        event = services.record_events(world.ours, [NewEvent(name="Gala", starts_at=NOON)]).ids[0]
        db.session.commit()
    gate = Barrier(2)

    def write(place: int) -> None:
        for _ in range(TURNS):
            with factories.inside(app, world.ours):
                gate.wait(20)
                places = [
                    NewRegistration(constituent_id=who, event_id=event, registered_at=NOON) for who in folk
                ]
                services.record_registrations(world.ours, places[:: 1 - 2 * place])
                gifts = [gift(who, amount=place + 1, status=GiftStatus.SETTLED) for who in folk]
                services.record_donations(world.ours, gifts)
                sleep(0.01)  # the other adds up its facts before these are committed
                db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, range(2)))

    with factories.inside(app, world.ours):
        assert_in_step(world.ours)
        assert {each["standing"] for each in kept(world.ours).values()} == {2 * TURNS}


TURNS = 5
