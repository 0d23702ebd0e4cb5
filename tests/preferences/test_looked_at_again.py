"""A page lets mail through only as it was looked at, for its own person, at an address of hers."""

from dataclasses import replace

import pytest

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.services import Line, links_for, restrict
from app.constituents import queries
from app.constituents.services import Rewrite, write
from app.db import db, now
from tests import factories
from tests.consent.makers import STAFF, person, restricted
from tests.preferences.makers import (
    ADDRESS,
    BOTH,
    ONE_CLICK,
    OPT_OUT,
    ann,
    mistake_in,
    post,
    reached,
    said,
    seen,
)


def here(world):
    return db.session.get_one(Workspace, world.ours)


def test_a_page_from_before_a_one_click_joins_nothing_again(app, world, client):
    who = ann(app, world)
    page = {"do": "save", "shown": BOTH, "topic": [str(OPT_OUT)], **seen(client, who)}
    with factories.inside(app, world.ours):
        link = links_for(here(world), "", who.id, ADDRESS, OPT_OUT).unsubscribe_url
    client.post(link, data=ONE_CLICK)

    answer = client.post(who.page, data=page)

    assert answer.status_code == 409
    assert "look once more" in said(answer.text)
    assert reached(app, world, who.id) == {"all"}


def test_a_page_from_before_still_leaves_what_has_no_tick(app, world, client):
    who = ann(app, world)
    page = {"do": "save", "shown": BOTH, **seen(client, who)}
    post(client, who, "pause")

    client.post(who.page, data=page)
    post(client, who, "end_pause", OPT_OUT)

    assert reached(app, world, who.id) == {"all"}


@pytest.mark.parametrize("wish", ["start", "end_pause"])
def test_a_page_from_before_starts_nothing(app, world, client, wish):
    who = ann(app, world)
    page = {"do": wish, "shown": BOTH, "topic": BOTH, **seen(client, who)}
    client.post(who.stop)

    answer = client.post(who.page, data=page)

    assert answer.status_code == 409
    assert reached(app, world, who.id) == set()


def test_a_link_of_an_address_given_up_starts_nothing_but_still_stops(app, world, client):
    who = ann(app, world)
    with factories.inside(app, world.ours):
        [record] = queries.existing(world.ours, [who.id]).values()
        moved = record.emails[0].__class__("new@example.org", record.emails[0].type, primary=True)
        write(world.ours, [Rewrite(record, _with_email(record, moved))])
        restricted(here(world), EventKind.COMPLAINED, who.id, address="new@example.org")
        db.session.commit()

    text = post(client, who, "start", OPT_OUT)

    assert "not yours here any more" in said(text)
    assert "Start email again" not in text
    assert reached(app, world, who.id) == set()
    assert client.post(who.page, data={"do": "stop"}).status_code == 200


def _with_email(record, email):

    return replace(record, emails=(email,))


def test_one_reader_of_an_inbox_does_not_start_mail_for_another(app, world, client):
    who = ann(app, world)
    with factories.inside(app, world.ours):
        bob = person(here(world), ADDRESS, first="Bob").id
        line = Line(
            kind=EventKind.SUPPRESSED,
            at=now(),
            address=ADDRESS,
            reason=SuppressionReason.COMPLAINT,
            evidence="a report",
        )
        restrict(here(world), [line], party=Party.PROVIDER, actor=STAFF)
        db.session.commit()

    post(client, who, "start", OPT_OUT)

    assert [reached(app, world, each) for each in (who.id, bob)] == [set(), set()]


def test_a_no_of_ones_own_stays_when_another_reader_takes_hers_back(app, world, client):
    who = ann(app, world)
    with factories.inside(app, world.ours):
        bob = person(here(world), ADDRESS, first="Bob").id
        links = [links_for(here(world), "", each, ADDRESS, OPT_OUT).unsubscribe_url for each in (who.id, bob)]
        db.session.commit()
    page, _ = [client.post(link, data=ONE_CLICK).text for link in links]

    client.post(who.page, data={"do": "undo", "mistake": mistake_in(page)})

    assert reached(app, world, bob) == {"all"}
