"""An evening at the door, on a phone: found by name, checked in, taken back, and told at two doors."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from app.db import db, now
from tests import factories
from tests.events.makers import ATTENDED, an_event, people, registered, statuses
from tests.journeys.live import Live
from tests.journeys.test_accessible import faults

pytestmark = pytest.mark.browser
PHONE = ViewportSize(width=390, height=844)


def test_people_are_checked_in_at_two_doors(browser: Browser, kith: Live) -> None:
    with kith.app.app_context():
        staff = factories.world()
    with factories.inside(kith.app, staff.ours):
        event = an_event(staff.ours, "Gala", starts_at=now() - timedelta(hours=1), capacity=9)
        ann, bea, _ = people(staff.ours, "Ann", "Bea", "Cleo")
        registered(staff.ours, event, ann, bea, guests=1)
        db.session.commit()
    contexts = [kith.signed_in(browser, who, viewport=PHONE) for who in (staff.alice, staff.bob)]
    one, two = pages = [kith.watched(context) for context in contexts]
    for page in pages:
        page.goto(f"{kith.address}/events/{event}/check-in")

    one.get_by_role("searchbox", name="Name, email").last.fill("ann")
    expect(one.get_by_role("button", name="Check in Bea Lee")).to_be_hidden()
    one.get_by_label("Guests with Ann Lee").select_option("2 guests")
    one.get_by_role("button", name="Check in Ann Lee").click()
    expect(one.locator("#door-counts")).to_contain_text("1 of 2 is here with 2 guests")
    assert one.evaluate("document.activeElement.textContent").startswith("Here")

    two.get_by_role("button", name="Check in Ann Lee").click()
    expect(two.locator("#toasts")).to_contain_text("Ann Lee was checked in already, at")
    two.get_by_role("button", name="Check in Bea Lee").click()
    expect(two.locator("#door-counts")).to_contain_text("2 of 2 are here with 3 guests")
    two.get_by_role("button", name="Undo: Bea Lee is not here").click()
    two.get_by_role("button", name="Check in Bea Lee").click()
    expect(two.locator("#door-counts")).to_contain_text("2 of 2 are here")

    one.get_by_role("link", name="Walk-in").click()
    one.get_by_role("searchbox", name="Name, email").last.fill("cleo")
    one.get_by_role("radio", name="Cleo Lee").check()
    one.get_by_role("button", name="Check in").click()
    expect(one.locator("#door-counts")).to_contain_text("3 of 3 are here")

    assert all(page.evaluate("document.documentElement.scrollWidth") <= 390 for page in pages)
    assert faults(one) == []
    for context in contexts:
        context.close()
    with factories.inside(kith.app, staff.ours):
        assert statuses(staff.ours, event) == [ATTENDED, ATTENDED, ATTENDED]
