"""Events and registrations as staff change them: what is stored, kept, told, and asked first."""

from datetime import timedelta

import pytest

from app.activity import services as activity
from app.activity.models import Event, Registration
from app.audit import queries as journal
from app.audit.domain.source import Subject
from app.db import db, now
from app.events import services
from app.events.domain.acts import Act
from app.events.domain.drafts import EventDraft, RegistrationDraft
from app.events.domain.when import Span
from app.events.queries import events
from app.events.services import Acted, Already, Ask, Full, InUse, Meanwhile, Registered, Removed, Saved
from tests.activity.rolled import assert_in_step
from tests.events.makers import (
    ALICE,
    ATTENDED,
    BOB,
    CANCELLED,
    NO_SHOW,
    REGISTERED,
    START,
    WAITLISTED,
    an_event,
    people,
    registered,
    statuses,
    workspace,
)
from tests.factories import World
from tests.statements import count_statements


def draft(name: str = "Spring Gala", capacity: int | None = None) -> EventDraft:
    return EventDraft(name=name, span=Span(START, START + timedelta(hours=3)), capacity=capacity)


def place(**more: object) -> RegistrationDraft:
    return RegistrationDraft(registered_at=now(), currency="USD", **more)  # type: ignore[arg-type]


@pytest.mark.both
def test_an_event_is_made_changed_and_deleted(inside: World) -> None:
    ours = workspace(inside.ours)
    made = services.add_event(ours, draft(), actor=ALICE)

    changed = services.edit_event(ours, made.event_id, draft("Autumn Gala", 5), version=1, actor=BOB)
    late = services.edit_event(ours, made.event_id, draft("Mine"), version=1, actor=ALICE)

    assert changed == Saved(made.event_id)
    assert late == Meanwhile("Bob")
    assert db.session.get_one(Event, (ours.id, made.event_id)).name == "Autumn Gala"
    told = journal.history(ours.id, Subject.EVENT, made.event_id).entries
    assert {each.field for each in told} == {"added", "name", "capacity"}
    assert services.remove_event(ours, made.event_id, actor=ALICE) == Removed("Autumn Gala")
    assert events.get(ours, made.event_id) is None


def test_an_event_with_a_registration_stays_even_a_cancelled_one(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours)
    registered(ours.id, event, *people(ours.id, "Ann"), status=CANCELLED)

    assert services.remove_event(ours, event, actor=ALICE) == InUse(1, ())
    assert events.get(ours, event) is not None


def test_what_staff_change_of_an_imported_event_is_kept_from_imports(inside: World) -> None:
    ours = workspace(inside.ours)
    theirs = an_event(ours.id, source="eventbrite", external_key="8")

    services.edit_event(ours, theirs, draft("Our name"), version=1, actor=ALICE)

    assert "name" in db.session.get_one(Event, (ours.id, theirs)).kept
    assert "place" not in db.session.get_one(Event, (ours.id, theirs)).kept


@pytest.mark.both
def test_a_full_event_is_asked_about_before_it_takes_one_more(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours, capacity=3)
    ann, bea = people(ours.id, "Ann", "Bea")
    services.register(ours, event, ann, place(guests=1), actor=ALICE)

    asked = services.register(ours, event, bea, place(guests=1), actor=ALICE)
    waits = services.register(ours, event, bea, place(guests=1, status=WAITLISTED), actor=ALICE)

    assert asked == Ask(needs=2, left=1)
    assert isinstance(waits, Registered)
    assert statuses(ours.id, event) == [REGISTERED, WAITLISTED]
    up = services.act(ours, event, [waits.registration_id], Act.MOVE_UP, actor=ALICE, at=now())
    assert up == Full(2, 1)
    agreed = services.act(
        ours, event, [waits.registration_id], Act.MOVE_UP, actor=ALICE, at=now(), agreed=True
    )
    assert isinstance(agreed, Acted)
    assert statuses(ours.id, event) == [REGISTERED, REGISTERED]
    assert_in_step(ours.id)


def test_somebody_who_is_registered_is_asked_about_and_who_cancelled_is_not(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours)
    ann, bea = people(ours.id, "Ann", "Bea")
    registered(ours.id, event, ann)
    registered(ours.id, event, bea, status=CANCELLED)

    assert services.register(ours, event, ann, place(), actor=ALICE) == Ask(twice=True)
    assert isinstance(services.register(ours, event, bea, place(), actor=ALICE), Registered)
    twice = services.register(ours, event, ann, place(), actor=ALICE, agreed=frozenset({"twice"}))
    assert isinstance(twice, Registered)


def test_a_registration_is_edited_under_its_version_and_told_to_the_person_s_history(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours)
    [ann] = people(ours.id, "Ann")
    [own] = registered(ours.id, event, ann, source="eventbrite", external_key="77")

    changed = place(guests=2, fee=2_500, note="Vegan")
    edited = services.edit_registration(ours, event, own, changed, version=1, actor=ALICE)
    late = services.edit_registration(ours, event, own, place(), version=1, actor=BOB)

    assert isinstance(edited, Registered)
    assert late == Meanwhile("Alice")
    told = journal.history(ours.id, Subject.CONSTITUENT, ann, item_id=own).entries
    words = {each.field: each.after for each in told}
    assert words["registration.fee"] == "25 USD"
    assert (words["registration.guests"], words["registration.note"]) == (2, "Vegan")
    assert {"fee", "guests", "note"} <= set(db.session.get_one(Registration, (ours.id, own)).kept)


def test_what_was_typed_here_can_be_removed_and_what_came_from_elsewhere_cannot(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours)
    [ann] = people(ours.id, "Ann")
    mine = services.register(ours, event, ann, place(), actor=ALICE)
    [theirs] = registered(ours.id, event, ann, source="eventbrite", external_key="1")
    assert isinstance(mine, Registered)

    removed = services.remove_registration(ours, event, mine.registration_id, actor=ALICE)
    stays = services.remove_registration(ours, event, theirs, actor=ALICE)

    assert isinstance(removed, Registered)
    assert stays == services.FromElsewhere("eventbrite")
    assert statuses(ours.id, event) == [REGISTERED]
    assert_in_step(ours.id)


@pytest.mark.both
def test_the_first_of_two_check_ins_counts_and_undo_puts_back_what_was(inside: World) -> None:
    ours, event, first = workspace(inside.ours), an_event(inside.ours), now()
    [own] = registered(ours.id, event, *people(ours.id, "Ann"), status=WAITLISTED, guests=3)

    done = services.check_in(ours, event, own, guests=2, actor=ALICE, at=first)
    again = services.check_in(ours, event, own, guests=9, actor=BOB, at=first + timedelta(minutes=1))

    assert isinstance(done, Acted)
    assert isinstance(again, Already)
    assert (again.registration.checked_in_at, again.registration.guests) == (first, 2)
    assert_in_step(ours.id)
    services.undo_check_in(ours, event, own, actor=BOB)
    row = db.session.get_one(Registration, (ours.id, own), populate_existing=True)
    assert (row.status, row.checked_in_at) == (WAITLISTED, None)


@pytest.mark.both
def test_no_shows_are_those_who_were_not_checked_in_and_undo_leaves_who_came_since(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours)
    ids = registered(ours.id, event, *people(ours.id, "Ann", "Bea", "Cleo", "Dora"))
    services.check_in(ours, event, ids[0], actor=ALICE, at=now())
    services.act(ours, event, [ids[1]], Act.CANCEL, actor=ALICE, at=now())

    marked = services.mark_no_shows(ours, event, actor=ALICE, at=now())
    assert statuses(ours.id, event) == [ATTENDED, CANCELLED, NO_SHOW, NO_SHOW]
    services.check_in(ours, event, ids[3], actor=BOB, at=now())
    undone = services.undo(ours, event, marked.change_set, actor=ALICE)

    assert undone == services.Undone(count=1, stayed=1)
    assert statuses(ours.id, event) == [ATTENDED, CANCELLED, REGISTERED, ATTENDED]
    assert_in_step(ours.id)


def test_many_no_shows_take_as_many_statements_as_few(inside: World) -> None:
    ours = workspace(inside.ours)
    few, many = an_event(ours.id), an_event(ours.id)
    registered(ours.id, few, *people(ours.id, "Ann", "Bea"))
    registered(ours.id, many, *people(ours.id, *(f"Person{number}" for number in range(60))))

    def price(event: int) -> int:
        with count_statements() as seen:
            marked = services.mark_no_shows(ours, event, actor=ALICE, at=now())
            services.undo(ours, event, marked.change_set, actor=ALICE)
        return len(seen)

    assert price(many) == price(few)


def test_an_added_registration_is_undone_until_somebody_changes_it(inside: World) -> None:
    ours, event = workspace(inside.ours), an_event(inside.ours)
    ann, bea = people(ours.id, "Ann", "Bea")
    one = services.register(ours, event, ann, place(), actor=ALICE)
    two = services.register(ours, event, bea, place(), actor=ALICE)
    assert isinstance(one, Registered)
    assert isinstance(two, Registered)
    services.check_in(ours, event, two.registration_id, actor=BOB, at=now())

    assert services.undo(ours, event, one.change_set, actor=ALICE) == services.Undone(1, 0)
    assert services.undo(ours, event, two.change_set, actor=ALICE) == services.Undone(0, 1)
    assert statuses(ours.id, event) == [ATTENDED]


def test_a_change_set_of_another_event_undoes_nothing(inside: World) -> None:
    ours, event, other = workspace(inside.ours), an_event(inside.ours), an_event(inside.ours)
    [own] = registered(ours.id, event, *people(ours.id, "Ann"))
    done = services.check_in(ours, event, own, actor=ALICE, at=now())
    assert isinstance(done, Acted)

    assert services.undo(ours, other, done.change_set, actor=ALICE) is None
    assert statuses(ours.id, event) == [ATTENDED]
    assert activity.remove(ours.id, Event, [event]) == frozenset()
