"""A supporter on a phone, without a script, without a mouse: from a message to her choice and back."""

import pytest
from playwright.sync_api import Browser, expect

from tests.factories import World, world
from tests.journeys.live import Live
from tests.preferences.makers import Ann, ann, reached

pytestmark = pytest.mark.browser


@pytest.fixture
def here(kith: Live) -> World:
    with kith.app.app_context():
        return world()


def test_a_supporter_stops_changes_her_mind_and_chooses(browser: Browser, kith: Live, here: World) -> None:
    who: Ann = ann(kith.app, here)
    phone = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}, reduced_motion="reduce"
    )
    page = kith.watched(phone)
    main = page.get_by_role("main")

    page.goto(kith.address + who.stop)
    expect(main).to_contain_text("Stop all email from Green Valley Trust to a•••@example.org?")
    page.get_by_role("button", name="Yes, stop").press("Enter")
    expect(main).to_contain_text("Done. You will get no more marketing email")
    assert reached(kith.app, here, who.id) == set()

    page.get_by_role("button", name="That was a mistake").press("Enter")
    expect(main).to_contain_text(
        "Taken back. As things are, you now get Newsletter, and messages about other"
    )
    page.get_by_label("Trips").press("Space")
    page.get_by_label("Newsletter").press("Space")
    page.get_by_role("button", name="Save").press("Enter")
    expect(main).to_contain_text("Saved: you now get Trips, and messages about other things.")
    assert reached(kith.app, here, who.id) == {"all", "Trips"}

    assert page.locator("body").evaluate("body => body.scrollWidth") <= 390
    assert phone.cookies() == []
    phone.close()
    assert kith.complaints == []
