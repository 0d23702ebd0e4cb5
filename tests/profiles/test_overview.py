"""What the tabs say about a person, held against the facts that were recorded."""

import re
from datetime import timedelta

import pytest
from babel.dates import format_date
from flask import Flask
from flask.testing import FlaskClient

from app.activity import services as activity
from app.activity.domain.arrivals import NewEvent, NewRegistration
from app.activity.domain.kinds import RegistrationStatus
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.consent.services import Line
from app.constituents.domain.record import Address, Email, Incoming, Kind, Name, PartialDate, PointType
from app.db import db, now
from app.groups.domain.kinds import GroupKind, JoinedBy
from app.groups.models import Group, GroupMember
from app.updates.domain.plan import create_plan
from app.updates.services import Task, apply_all
from tests import factories
from tests.activity.makers import workspace
from tests.factories import World
from tests.profiles.makers import ALICE, Page, create, days_ago, maria, organization, somebody
from tests.profiles.pages import words


def on(days: int) -> str:
    return format_date(days_ago(days), "medium", locale="en_US")


def unbroken(days: int) -> str:
    """The day as a table writes it, on one line."""
    return on(days).replace(" ", "\u00a0")


def new(app: Flask, world: World, incoming: Incoming) -> Page:
    with factories.inside(app, world.ours):
        (own,) = create(world.ours, incoming)
        db.session.commit()
    return Page(own)


def restrict(app: Flask, world: World, page: Page, kind: EventKind, topic: int | None = None) -> None:
    with factories.inside(app, world.ours):
        line = Line(
            kind=kind, at=now() - timedelta(days=3), subject=page.id, topic=topic, source="preference page"
        )
        consent.restrict(
            workspace(world.ours), [line], party=Party.SUPPORTER, actor=Actor("María", Via.SUPPORTER)
        )
        db.session.commit()


def opt_out(app: Flask, world: World) -> None:
    with app.app_context():
        workspace(world.ours).consent_policy = "opt_out"
        db.session.commit()


def test_the_glance_answers_with_the_figures(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours)

    shown = words(as_alice.get(page()))

    assert f"Has this person donated before? Yes: 3 gifts, $150 in all, last $50 on {on(10)}" in shown
    assert f"Yes: 1 registration, 1 attended; last Spring Gala on {on(40)}" in shown
    assert f"Yes, in the last 12 months: opened an email on {on(5)}; gave on {on(10)}" in shown
    assert "2 emails sent, 1 opened, 0 clicked; 1 more opened by a machine only" in shown
    assert re.search(r"\$150(, all in| since) \d{4}", shown)


def test_somebody_new_has_only_noes(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = new(app, world, somebody("Ann", "Lee", email="ann@example.org"))

    shown = words(as_alice.get(page()))

    assert "No gift that counts is recorded" in shown
    assert "No registration is recorded" in shown
    assert "No sign yet: no gift, registration, open or click" in shown
    assert "No email was ever sent" in shown
    assert "Giving per year" not in shown


def test_the_head_says_why_she_cannot_be_emailed(app: Flask, as_alice: FlaskClient, world: World) -> None:
    opt_out(app, world)
    page = maria(app, world.ours)
    before = words(as_alice.get(page()))
    restrict(app, world, page, EventKind.UNSUBSCRIBED)

    after = words(as_alice.get(page("donations")))

    assert "Can be emailed Why?" in before
    assert f"Cannot be emailed: unsubscribed since {on(3)}, by the supporter, preference page Why?" in after


def test_email_preferences_list_all_gates_and_topics(app: Flask, as_alice: FlaskClient, world: World) -> None:
    opt_out(app, world)
    page = maria(app, world.ours)
    with factories.inside(app, world.ours):
        news = InterestGroup(workspace_id=world.ours, name="Newsletter", is_opt_in=False)
        db.session.add_all([news, InterestGroup(workspace_id=world.ours, name="Events")])
        db.session.commit()
        topic = news.id
    restrict(app, world, page, EventKind.TOPIC_LEFT, topic)
    only_left = words(as_alice.get(page("email-preferences")))
    restrict(app, world, page, EventKind.UNSUBSCRIBED)

    response = as_alice.get(page("email-preferences"))

    shown = words(response)
    assert "Can be emailed but not about Newsletter Why?" in only_left
    assert "Yes But not about Newsletter : " in only_left
    assert "but not about" not in shown
    assert "No: unsubscribed" in shown
    assert response.text.count("data-verdict") == 1
    for number in range(1, 12):
        assert f" {number}. " in shown
    assert f"Newsletter Left {on(3)} by the supporter, preference page" in shown
    assert "Events opt-in Never chose" in shown


def test_donations_show_what_counts_and_what_does_not(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    page = maria(app, world.ours)

    shown = words(as_alice.get(page("donations")))

    assert "Lifetime $150 in 3 gifts" in shown
    assert f"{on(1)} $999 Pending" in shown
    assert f"Last $50 on {on(10)}" in shown


def test_long_lists_go_on_at_the_next_page(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours, gifts=60)
    first = as_alice.get(page("donations")).text
    following = first.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]

    second = as_alice.get(following.replace("&amp;", "&")).text

    assert first.count('<td data-cell="main">') == 25
    assert unbroken(10 + 30 * 23) in first
    assert unbroken(10 + 30 * 24) not in first
    assert unbroken(10 + 30 * 24) in second


def test_registrations_and_emails_say_what_became_of_them(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    page = maria(app, world.ours)

    events, mail = words(as_alice.get(page("registrations"))), words(as_alice.get(page("email-activity")))

    assert "Quiz Night" in events
    assert "Cancelled" in events
    assert "2 emails sent, 2 delivered, 1 opened, 0 clicked." in mail
    assert f"News 0 {on(5)} Opened {on(5)} {on(5)}" in mail
    assert f"News 1 {on(12)} Delivered {on(12)} by a machine" in mail


def test_history_says_how_it_was_and_by_what(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours)

    shown = words(as_alice.get(page("history")))

    assert "Email maria@example.org (home, primary) added" in shown
    assert "External ID mailchimp 3-2 added" in shown
    assert "Alice by hand" in shown


def test_a_change_that_came_with_an_import_leads_to_its_row(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        batch = Batch(
            workspace_id=world.ours,
            number=3,
            kind=BatchKind.IMPORT,
            status=BatchStatus.COMMITTED,
            name="spring.csv",
        )
        db.session.add(batch)
        db.session.flush()
        incoming = somebody("Ann", "Lee", email="ann@example.org")
        task = Task(plan=create_plan(incoming), kind=incoming.kind, batch_id=batch.id, row_number=12)
        (made,) = apply_all(world.ours, [task], actor=ALICE.with_via(Via.BATCH))
        db.session.commit()
    page = Page(made.record.id)

    history, overview, home = (as_alice.get(url) for url in (page("history"), page(), "/"))

    assert "spring.csv , row 12" in words(history)
    assert "First name, last name and email added Alice, by an import: spring.csv" in words(overview)
    assert "changed people by importing spring.csv" in words(home)
    assert 'href="/imports/3/rows/12"' in history.text
    for response in (history, overview, home):
        assert 'href="/imports/3"' in response.text


@pytest.mark.parametrize(
    ("birth", "shown"),
    [
        (PartialDate(1971, 4, 2), "Apr 2, 1971 born "),
        (PartialDate(year=1971), "1971 born "),
        (PartialDate(month=2, day=29), "February 29 born "),
    ],
)
def test_birth_dates_are_written_as_far_as_they_are_known(
    app: Flask, as_alice: FlaskClient, world: World, birth: PartialDate, shown: str
) -> None:
    page = new(app, world, Incoming(Kind.INDIVIDUAL, Name(first="Ann"), birth=birth))

    assert shown in words(as_alice.get(page()))


def test_names_of_every_shape_head_their_page(app: Flask, as_alice: FlaskClient, world: World) -> None:
    shapes = {
        "عائشة الخطيب": somebody("عائشة", "الخطيب"),
        "Sukarno": somebody("Sukarno"),
        "Okonkwo": somebody(last="Okonkwo"),
        "Larch Street Kitchen": organization(),
        "王 小明": somebody("小明", "王"),
        "nameless@example.org": somebody(email="nameless@example.org"),
    }
    for name, incoming in shapes.items():
        page = as_alice.get(new(app, world, incoming)()).text

        assert f"<h1><bdi>{name}</bdi></h1>" in page


def test_details_keep_what_has_ended_and_write_dates_as_the_workspace_does(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    ended = Email("old@example.org", PointType.WORK, active=False, end=days_ago(400))
    home = Address(("12 Elm St",), "Portland", "OR", "97210", "US", PointType.HOME, primary=True)
    incoming = Incoming(
        Kind.INDIVIDUAL,
        Name(title="Dr.", first="Ann", last="Lee"),
        (Email("ann@example.org", PointType.HOME, primary=True), ended),
        addresses=(home,),
        birth=PartialDate(month=4, day=2),
    )
    page = new(app, world, incoming)

    shown = words(as_alice.get(page()))

    assert "ann@example.org home, primary" in shown
    assert "12 Elm St, Portland, OR 97210 home, primary" in shown
    assert "April 2 born" in shown
    assert "Name Dr. Ann Lee" in shown


def test_groups_she_is_in_are_named(app: Flask, as_alice: FlaskClient, world: World) -> None:
    page = maria(app, world.ours)
    with factories.inside(app, world.ours):
        gala = Group(workspace_id=world.ours, name="Gala list", kind=GroupKind.STATIC)
        other = Group(workspace_id=world.ours, name="Board", kind=GroupKind.STATIC)
        db.session.add_all([gala, other])
        db.session.flush()
        db.session.add(
            GroupMember(workspace_id=world.ours, group_id=gala.id, constituent_id=page.id, by=JoinedBy.HAND)
        )
        db.session.commit()

    shown = words(as_alice.get(page()))

    assert "Gala list Static" in shown
    assert "Board" not in shown


@pytest.mark.parametrize(
    ("count", "said"), [(1, "No: 1 registration, cancelled"), (2, "No: 2 registrations, all cancelled")]
)
def test_cancelled_registrations_are_none(
    app: Flask, as_alice: FlaskClient, world: World, count: int, said: str
) -> None:
    page = new(app, world, somebody("Ann", "Lee"))
    with factories.inside(app, world.ours):
        events = [NewEvent(name=f"Quiz {n}", starts_at=now()) for n in range(count)]
        cancelled = [
            NewRegistration(
                constituent_id=page.id,
                event_id=event,
                status=RegistrationStatus.CANCELLED,
                registered_at=now(),
            )
            for event in activity.record_events(world.ours, events).ids
        ]
        activity.record_registrations(world.ours, cancelled)
        db.session.commit()

    assert said + " " in words(as_alice.get(page()))
