"""The settings of update rules in a real browser: examples follow the choice, the replay is on demand."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests import factories
from tests.batches import makers
from tests.browser.serving import serving
from tests.browser.test_profiles import enter
from tests.factories import World

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask, world: World) -> Iterator[str]:
    """An import in review that brings Ann another number."""
    with factories.inside(app, world.ours):
        makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org", phone="(212) 555-0100"))
        text = "First name,Last name,Email,Mobile\nAnn,Lee,ann@example.org,(503) 555-0142\n"
        makers.check(app, world.ours, text, name="gala.csv")
    with serving(app) as url:
        yield url


def test_an_example_follows_the_keys_and_what_would_change_is_shown_until_the_next_choice(
    page: Page, address: str, complaints: list[str]
) -> None:
    enter(page, address)
    page.goto(f"{address}/settings/update-rules")
    phone = page.get_by_role("group", name="A phone number is not on record")
    expect(phone.get_by_role("radio", name="Add as new")).to_be_checked()

    phone.get_by_role("radio", name="Add as new").focus()
    page.keyboard.press("ArrowUp")

    expect(phone.get_by_label("Example")).to_contain_text("Waits for a person")
    expect(phone.get_by_role("radio", name="Let a person decide")).to_be_focused()
    ask = page.get_by_role("button", name="Show what this would change")
    ask.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#replayed")).to_contain_text("They differ in 1 field.")
    expect(ask).to_be_focused()
    phone.get_by_role("radio", name="Ignore what comes in").check()
    expect(page.locator("#replayed")).to_have_count(0)
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("[data-toast]")).to_contain_text("The update rules are saved")
    expect(page.get_by_role("main")).to_contain_text("gala.csv checked")
    assert complaints == []
