"""Taking back what was just done: she stands as before, never better, and it is done once."""

from datetime import timedelta

import pytest

from app.accounts.models import Workspace
from app.consent.domain.acts import StaffAct, What
from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.services import Line, Told, add_restriction, links_for, permit
from app.db import db, now
from tests import factories
from tests.consent.makers import STAFF, restricted
from tests.preferences.makers import ADDRESS, ONE_CLICK, OPT_OUT, ann, mistake_in, person, reached, said


def here(world):
    return db.session.get_one(Workspace, world.ours)


def consented(app, world, who, *, basis, days):
    line = Line(
        kind=EventKind.CONSENT_GIVEN,
        at=now() - timedelta(days=days),
        subject=who.id,
        basis=basis,
        evidence="a form",
    )
    with factories.inside(app, world.ours):
        permit(here(world), [line], party=Party.STAFF, actor=STAFF)
        db.session.commit()


def take_back(client, who, page):
    return client.post(who.page, data={"do": "undo", "mistake": mistake_in(page)})


@pytest.mark.parametrize(
    ("basis", "rules", "days"),
    [
        (Basis.SOFT_OPT_IN, {"soft_opt_in_by": ["gift"]}, 30),
        (Basis.IMPLIED, {"implied_months": 6}, 400),
    ],
    ids=["a soft opt-in that does not count", "an implied consent that has lapsed"],
)
def test_a_stop_and_its_undo_make_no_better_consent(app, world, client, basis, rules, days):
    who = ann(app, world, policy="opt_in")
    with factories.inside(app, world.ours):
        here(world).consent_rules = rules
        db.session.commit()
    consented(app, world, who, basis=basis, days=days)

    answer = take_back(client, who, client.post(who.stop).text)

    assert answer.status_code == 200
    assert reached(app, world, who.id) == set()


def test_a_consent_holds_again_once_its_stop_was_a_mistake(app, world, client):
    who = ann(app, world, policy="opt_in")
    consented(app, world, who, basis=Basis.EXPRESS, days=30)
    before = reached(app, world, who.id)

    take_back(client, who, client.post(who.stop).text)

    assert before
    assert reached(app, world, who.id) == before


def test_the_same_undo_does_nothing_after_something_else_was_recorded(app, world, client):
    who = ann(app, world, policy="opt_in")
    consented(app, world, who, basis=Basis.EXPRESS, days=30)
    page = client.post(who.stop).text
    take_back(client, who, page)
    told = Told(what=What(StaffAct.WITHDRAW, topic=None), at=now(), evidence="a phone call")
    with factories.inside(app, world.ours):
        add_restriction(here(world), [who.id], told, actor=STAFF)
        db.session.commit()

    answer = take_back(client, who, page)

    assert answer.status_code == 422
    assert "nothing was taken back" in said(answer.text)
    assert reached(app, world, who.id) == set()


def test_who_was_stopped_long_ago_is_offered_no_undo_of_it(app, world, client):
    who = ann(app, world, policy="opt_out")
    with factories.inside(app, world.ours):
        restricted(here(world), EventKind.UNSUBSCRIBED, who.id, address=ADDRESS, days=700)
        db.session.commit()

    pages = [client.post(who.stop), client.post(who.page, data={"do": "stop"})]

    assert [page.status_code for page in pages] == [200, 200]
    assert not any('name="mistake"' in page.text for page in pages)


def test_one_click_for_a_topic_stops_it_for_the_inbox_and_is_taken_back_for_all(app, world, client):
    who = ann(app, world)
    with factories.inside(app, world.ours):
        bob = person(here(world), ADDRESS, first="Bob").id
        link = links_for(here(world), "", who.id, ADDRESS, OPT_OUT).unsubscribe_url
        db.session.commit()

    page = client.post(link, data=ONE_CLICK).text

    assert [reached(app, world, each) for each in (who.id, bob)] == [{"all"}, {"all"}]
    take_back(client, who, page)
    assert reached(app, world, bob) == {"Newsletter", "all"}
