"""Interest groups: who belongs to one and since when, who can be emailed about it, and what changes that."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.models import JournalEntry
from app.consent import queries, services
from app.consent.domain.barrier import Barrier
from app.consent.domain.facts import EventKind, Party
from app.consent.models import InterestGroup
from app.consent.queries import Counted
from app.consent.services import InterestDraft, Line, WouldLoosen
from app.db import db
from tests import factories
from tests.consent.makers import AT, OPT_IN, OPT_OUT, STAFF, ago, person, restricted, workspace
from tests.factories import World
from tests.groups.pages import text_of, words
from tests.statements import count_statements

TRIPS = {"name": "Trips", "is_public": "y"}
JOINED, LEFT = EventKind.TOPIC_JOINED, EventKind.TOPIC_LEFT


@pytest.fixture
def here(app: Flask, world: World) -> Iterator[Workspace]:
    """The workspace, in which one may write."""
    with factories.inside(app, world.ours):
        yield workspace(world.ours)


def joined(workspace: Workspace, who: int, topic: int = OPT_IN, *, days: int = 10) -> None:
    line = Line(kind=JOINED, at=ago(days), subject=who, topic=topic, source="on the preference page")
    services.permit(workspace, [line], party=Party.SUPPORTER, actor=STAFF)


def somebody(workspace: Workspace, first: str, *, joins: int = 0, leaves: int = 0) -> int:
    """Somebody who joined and left the trips so many days ago, where a number is given."""
    who = person(workspace, f"{first.lower()}@example.org", first=first).id
    if joins:
        joined(workspace, who, days=joins)
    if leaves:
        restricted(workspace, LEFT, who, topic=OPT_IN, days=leaves)
    return who


@pytest.mark.both
def test_members_are_those_who_joined_or_all_who_did_not_leave(here: Workspace) -> None:
    ann, bea = somebody(here, "Ann", joins=20), somebody(here, "Bea", joins=20, leaves=10)
    cara = somebody(here, "Cara")
    restricted(here, LEFT, cara, topic=OPT_OUT)
    trips, news = (queries.topic(here, each) for each in (OPT_IN, OPT_OUT))
    assert trips
    assert news

    def ids(topic: object, **how: object) -> list[int]:
        return [who.id for who in queries.people_of(here, topic, **how).rows]  # type: ignore[arg-type]

    assert ids(trips) == [ann]
    assert ids(trips, left=True) == [bea]
    assert ids(news) == [ann, bea]
    assert ids(news, left=True, text="cara") == [cara]
    assert ids(news, text="cara") == []
    found = {each.interest.id: (each.members, each.joined, each.left) for each in queries.interests(here)}
    assert found == {OPT_IN: (1, 1, 1), OPT_OUT: (2, 0, 1)}


@pytest.mark.both
def test_each_member_who_cannot_be_emailed_is_counted_by_the_first_reason(here: Workspace) -> None:
    for name in ("Ann", "Bea", "Cara"):
        somebody(here, name, joins=20)
    dora, outside = somebody(here, "Dora", joins=20), somebody(here, "Eve")
    for who in (dora, outside):
        restricted(here, EventKind.UNSUBSCRIBED, who)
    trips = queries.topic(here, OPT_IN)
    assert trips

    with count_statements() as seen:
        reach = queries.reach(here, trips, at=AT)

    assert (reach.members, reach.eligible, reach.reasons) == (4, 3, ((Barrier.UNSUBSCRIBED, 1),))
    assert len(seen) == 1


@pytest.mark.both
def test_joins_and_leaves_are_counted_in_people_by_span(here: Workspace) -> None:
    ann, bea = somebody(here, "Ann", joins=40, leaves=5), somebody(here, "Bea", joins=12)
    joined(here, ann, days=3)
    joined(here, ann, days=2)
    joined(here, bea, OPT_OUT, days=1)

    with count_statements() as seen:
        found = queries.comings_and_goings(here, [OPT_IN, OPT_OUT], [ago(30), ago(7)])

    assert found == {OPT_IN: [Counted(1, 0), Counted(1, 1)], OPT_OUT: [Counted(), Counted(1, 0)]}
    assert len(seen) == 1


def test_a_page_of_members_takes_as_many_statements_for_many_as_for_one(here: Workspace) -> None:
    def asked() -> int:
        trips = queries.topic(here, OPT_IN)
        assert trips
        with count_statements() as seen:
            page = queries.people_of(here, trips)
            queries.stands(here, [who.id for who in page.rows], OPT_IN)
        return len(seen)

    somebody(here, "Ann", joins=20)
    one = asked()
    for number in range(5):
        somebody(here, f"Bea{number}", joins=20)

    assert asked() == one


def test_the_numbers_are_on_a_page_of_their_own_which_the_page_asks_for(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        somebody(here, "Ann", joins=20)
        restricted(here, EventKind.UNSUBSCRIBED, somebody(here, "Bea", joins=20))
        db.session.commit()

    assert 'hx-get="/interests/1/reach"' in as_vera.get("/interests/1").text
    found = text_of(as_vera, "/interests/1/reach")
    assert "1 can be emailed 1 unsubscribed = 2 members" in found
    assert "everybody on record who did not leave" in text_of(as_vera, "/interests/2/reach")


# --- opt-in and opt-out


def turn(here: Workspace, opt_in: bool, confirmed: int | None = None) -> object:
    found = db.session.get_one(InterestGroup, (here.id, OPT_OUT if opt_in else OPT_IN))
    draft = InterestDraft(name=found.name, is_opt_in=opt_in)
    return services.update_interest(here, found, draft, actor=STAFF, at=AT, confirmed=confirmed)


@pytest.mark.both
def test_opt_in_turns_opt_out_only_for_as_many_people_as_somebody_said_yes_to(here: Workspace) -> None:
    somebody(here, "Ann", joins=20)
    somebody(here, "Bea", leaves=20)
    somebody(here, "Cara")

    for confirmed in (None, 1, 3):
        outcome = turn(here, False, confirmed)
        assert isinstance(outcome, WouldLoosen)
        assert (outcome.effect.before, outcome.effect.after) == (1, 2)
        assert db.session.get_one(InterestGroup, (here.id, OPT_IN)).is_opt_in

    assert isinstance(turn(here, False, 2), InterestGroup)
    noted = db.session.scalars(select(JournalEntry).where(JournalEntry.subject == Subject.INTEREST)).all()
    assert ("reach", 1, 2) in [(each.field, each.before, each.after) for each in noted]


def test_opt_out_turns_opt_in_without_a_question_as_fewer_people_get_it(here: Workspace) -> None:
    somebody(here, "Ann")

    assert isinstance(turn(here, True), InterestGroup)
    assert db.session.get_one(InterestGroup, (here.id, OPT_OUT)).is_opt_in


def test_an_editor_sees_whom_it_would_reach_and_only_an_admin_says_yes(
    app: Flask, as_bob: FlaskClient, as_alice: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        somebody(workspace(world.ours), "Cara")
        db.session.commit()

    shown = words(as_bob.post("/interests/1/edit", data=TRIPS | {"do": "preview"}).text)
    assert "can reach 0 people now, and 1 after this change" in shown
    assert "1 person who never joined would get it" in shown
    refused = as_bob.post("/interests/1/edit", data=TRIPS | {"confirmed": "1"})
    assert refused.status_code == 422
    assert "Only an admin can" in words(refused.text)

    asked = as_alice.post("/interests/1/edit", data=TRIPS)
    assert asked.status_code == 422
    assert 'name="confirmed" value="1"' in asked.text
    assert as_alice.post("/interests/1/edit", data=TRIPS | {"confirmed": "1"}).status_code == 303
    assert "Opt-out: everybody who may be emailed" in text_of(as_alice, "/interests/1")


# --- the archive


@pytest.mark.both
def test_an_archived_interest_group_is_offered_nowhere_and_comes_back_as_it_was(
    app: Flask, as_bob: FlaskClient, client: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        who = somebody(here, "Ann", joins=20)
        links = services.links_for(here, "", who, "ann@example.org", OPT_IN)
        db.session.commit()
    assert "Trips" in client.get(links.preferences_url).text

    assert as_bob.post("/interests/1/archive").status_code == 303

    page = as_bob.get("/interests").text
    assert re.search(r'action="/interests/1/restore".*Undo', page), "one press too many can be taken back"
    listed = text_of(as_bob, "/interests")  # says once that it is archived
    for url in ("/eligibility", "/audiences/new", f"/constituents/{who}/restrictions/new"):
        assert "Trips" not in as_bob.get(url).text, url
    assert "Trips" not in client.get(links.preferences_url).text
    assert listed.index("Newsletter") < listed.index("Archived Offered to nobody") < listed.index("Trips")
    archived = text_of(as_bob, "/interests/1")
    assert "Archived on" in archived
    assert "Who can be emailed about it now" not in archived
    assert "Ann" in text_of(as_bob, "/interests/1")
    said = {"how": "phone", "note": "called", "said_on": "2026-01-05"}
    assert client.post(links.unsubscribe_url, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    refused = as_bob.post(f"/interests/1/constituents/{who}/join", data=said)
    assert "offered to nobody. Take it out of the archive first" in words(refused.text)

    assert as_bob.post("/interests/1/restore").status_code == 303
    assert "Trips" in as_bob.get("/eligibility").text
    with factories.inside(app, world.ours):
        stand = queries.stands(db.session.get_one(Workspace, world.ours), [who], OPT_IN)[who]
        assert stand
        assert stand.has_left, "links in mail that was sent are heard all the while"


def test_an_interest_group_is_made_and_changed_and_no_two_have_one_name(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        workspace(world.ours)
        db.session.commit()
    form = {"name": "Suppers", "description": "Monthly suppers", "frequency": "", "is_public": "y"}

    assert as_bob.post("/interests/new", data=form).status_code == 303
    assert as_bob.post("/interests/new", data=form | {"name": "SUPPERS"}).status_code == 422
    assert as_bob.post("/interests/new", data=form | {"name": ""}).status_code == 422
    assert as_bob.post("/interests/2/edit", data=form | {"name": "News", "is_opt_in": "y"}).status_code == 303

    page = text_of(as_bob, "/interests")
    assert page.index("News") < page.index("Suppers") < page.index("Trips")


def test_without_any_the_page_tells_them_from_groups(as_vera: FlaskClient) -> None:
    page = as_vera.get("/interests").text

    assert "An audience group is a list that you make" in words(page)
    assert 'see <a href="/groups">' in page
