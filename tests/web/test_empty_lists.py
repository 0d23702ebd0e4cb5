"""Every list of an empty workspace says what will stand there, why, how to begin, and where to read on."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.constituents.domain.record import Incoming, Kind, Name
from app.db import db
from tests.factories import World, inside
from tests.profiles.makers import create
from tests.profiles.pages import check

LISTS = {
    "/constituents": "/imports/new",
    "/imports": "/imports/new",
    "/imports/mappings": "/imports/new",
    "/batches": "/batches/new",
    "/activity/unmatched": "/activity/imports/new",
    "/donations": "/donations/new",
    "/events": "/events/new",
    "/campaigns": "/settings/email-events",
    "/reports/giving": "/activity/imports/new",
    "/reports/events": "/events/new",
    "/groups": "/groups/new?type=dynamic",
    "/interests": "/interests/new",
    "/audiences": "/audiences/new",
    "/audiences/new": "/groups",
}


def box(page: str) -> str:
    """What stands in the box of an empty list."""
    found = re.search(r'<div class="empty">(.*?)</div></div>', page, re.DOTALL)
    assert found, "there is no such box"
    return found[1]


@pytest.mark.parametrize(("url", "begin"), LISTS.items())
def test_an_empty_list_teaches_and_offers_how_to_begin(
    as_alice: FlaskClient, as_vera: FlaskClient, url: str, begin: str
) -> None:
    page, seen = as_alice.get(url), as_vera.get(url)

    check(page)
    assert f'href="{begin}"' in box(page.text)
    assert re.search(r"<p>[^<]{30,}", box(page.text))
    guide = re.search(r'<a href="(/docs/[^"]+)"[^>]*>How it works</a>', box(page.text))
    assert guide
    assert as_alice.get(guide[1]).status_code == 200
    assert seen.status_code in (200, 403)


def test_the_tabs_of_a_record_with_nothing_in_it_teach_too(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    with inside(app, world.ours):
        (who,) = create(world.ours, Incoming(Kind.INDIVIDUAL, Name(first="Ann", last="Lee")))
        db.session.commit()

    for tab in ("donations", "registrations", "email-activity", "groups"):
        assert ">How it works</a>" in as_alice.get(f"/constituents/{who}/{tab}").text
