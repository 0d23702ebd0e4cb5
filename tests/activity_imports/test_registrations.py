"""Registrations of a file, and the events that they are for."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.activity import services as activity
from app.activity.domain.arrivals import NewEvent
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Event, Registration
from app.activity_imports import services
from app.activity_imports.domain.reading import Stated
from app.activity_imports.services import receiving
from app.batches.models import Batch
from app.db import db
from tests.activity_imports.makers import beside, commit, said, undo, upload, workspace
from tests.batches.makers import ALICE, drain, fresh
from tests.factories import World, inside
from tests.profiles.pages import words

HEAD = (
    "Order #,Order Date,First Name,Last Name,Email,Quantity,Ticket Type,Attendee #,Order Type,Currency,"
    "Total Paid,Fees Paid,Eventbrite Fees,Attendee Status"
)
GALA = Stated("Spring gala", datetime(2026, 4, 18, 18, tzinfo=UTC))


def attendees(*rows: str) -> str:
    """Rows: number, first name, email, status."""
    lines = []
    for row in rows:
        key, first, email, status = row.split(",")
        lines.append(f"1,11/29/24 22:28,{first},Lee,{email},1,General,{key},Free,USD,35.00,0,0,{status}")
    return "\n".join([HEAD, *lines]) + "\n"


def checked(app: Flask, workspace_id: int, text: str) -> Batch:
    """A file of the gala, checked."""
    batch = upload(workspace_id, text)
    assert receiving.keep_reading(batch, replace(receiving.reading_of(batch), about=GALA)) is None
    answer = services.check(workspace(workspace_id), batch, actor=ALICE)
    assert isinstance(answer, services.Checking), answer
    drain(app)
    return fresh(batch)


def test_an_event_is_made_once_and_its_registrations_with_it(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(
            app, world.ours, attendees("1,Ann,ann@example.org,Attending", "2,Bob,bob@example.org,Attending")
        )
        assert {each.about_id for each in beside(batch).values()} == {None}

        commit(app, batch)

        event = db.session.scalars(select(Event)).one()
        assert (event.name, event.batch_id) == ("Spring gala", batch.id)
        stored = db.session.scalars(select(Registration)).all()
        assert {each.event_id for each in stored} == {event.id}
        assert {(each.fee, each.currency, each.implies_consent) for each in stored} == {(3500, "USD", False)}


def test_the_review_tells_the_day_of_the_registration_as_such(
    app: Flask, as_bob: FlaskClient, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        checked(app, world.ours, attendees("1,Ann,ann@example.org,Attending"))

    assert "Spring gala registered Nov 29, 2024" in words(as_bob.get("/activity/imports/1/review?show=all"))


def test_an_event_that_staff_made_is_found_by_name_and_start(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        [known] = activity.record_events(world.ours, [NewEvent(name=GALA.name, starts_at=GALA.at)]).ids
        db.session.commit()

        batch = commit(app, checked(app, world.ours, attendees("1,Ann,ann@example.org,Attending")))

        assert db.session.scalars(select(Registration.event_id)).one() == known
        undo(app, batch)
        assert db.session.scalars(select(Event.id)).one() == known


def test_a_file_takes_no_check_in_back(app: Flask, world: World, people: dict[str, int]) -> None:
    with inside(app, world.ours):
        text = attendees("1,Ann,ann@example.org,Attending")
        commit(app, checked(app, world.ours, text))
        place = db.session.scalars(select(Registration)).one()
        activity.change(world.ours, Registration, {place.id: {"status": RegistrationStatus.ATTENDED}})
        db.session.commit()

        batch = checked(app, world.ours, text)

        assert said(batch) == {2: "ready no_change"}


def test_undo_takes_the_event_too_but_not_under_somebody_elses_feet(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        text = attendees("1,Ann,ann@example.org,Attending", "2,Bob,bob@example.org,Attending")
        batch = commit(app, checked(app, world.ours, text))
        place = db.session.scalars(select(Registration).where(Registration.external_key == "1")).one()
        activity.change(world.ours, Registration, {place.id: {"status": RegistrationStatus.ATTENDED}})
        db.session.commit()

        undo(app, batch)

        assert db.session.scalars(select(Registration.external_key)).all() == ["1"]
        assert db.session.scalars(select(Event.name)).all() == ["Spring gala"]
