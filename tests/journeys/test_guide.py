"""Help from anywhere: found with the keyboard, opened beside the work, and read without a script."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests import factories
from tests.journeys.keyboard import Keyboard
from tests.journeys.live import Live
from tests.journeys.test_accessible import faults

pytestmark = pytest.mark.browser
PHONE = ViewportSize(width=390, height=844)
FIRST = "/docs/import/undo"


def reader(kith: Live) -> int:
    with kith.app.app_context():
        return factories.world().vera


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')"))


def test_a_section_is_found_and_opened_with_the_keyboard(browser: Browser, kith: Live) -> None:
    page = kith.watched(context := kith.signed_in(browser, reader(kith)))
    keyboard = Keyboard(page)

    page.goto(f"{kith.address}/docs/groups/groups")
    keyboard.press("/").type("undo an import")
    expect(page).to_have_url(re.compile(r"/docs\?q=undo\+an\+import$"))
    expect(page.locator("#results .hits a").first).to_have_attribute("href", FIRST)
    expect(page).to_have_title("Help: undo an import · Kith")
    assert focused(page) == "help-search"
    assert faults(page) == []

    keyboard.press("ArrowDown")
    assert focused(page) == FIRST
    keyboard.press("ArrowDown", "ArrowUp", "Escape")
    assert focused(page) == "help-search"
    keyboard.press("ArrowDown", "Enter")
    expect(page).to_have_url(f"{kith.address}{FIRST}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Undo an import")
    assert faults(page) == []

    page.go_back()
    expect(page.locator("#results .hits a").first).to_have_attribute("href", FIRST)
    page.locator("#help-search").focus()
    keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Most used")).to_be_visible()
    context.close()


def test_a_screen_s_help_opens_beside_the_work(browser: Browser, kith: Live) -> None:
    page = kith.watched(context := kith.signed_in(browser, reader(kith)))
    keyboard = Keyboard(page)

    page.goto(f"{kith.address}/constituents")
    page.get_by_role("link", name="Help with this page").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=2)).to_be_visible()
    expect(page).to_have_title("Constituents · Kith")
    assert faults(page) == []
    dialog.get_by_role("link", name="Filters").click()
    expect(dialog.get_by_role("heading", level=2)).to_have_text("Filters")
    expect(dialog.get_by_role("link", name="Open the whole page")).to_have_attribute(
        "href", "/docs/constituents/finding-people#filters"
    )
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert focused(page) == "help-link"

    keyboard.press("?")
    expect(dialog.get_by_role("heading", name="Keys on this page")).to_be_visible()
    keyboard.press("Escape").press("/").type("undo an import")
    expect(
        page.locator("#search-results").get_by_role("link", name="Undo an import", exact=True)
    ).to_be_visible()
    context.close()


def test_help_is_there_without_a_script_on_a_phone(browser: Browser, kith: Live) -> None:
    context = kith.signed_in(browser, reader(kith), viewport=PHONE, java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{kith.address}/constituents")
    page.get_by_role("link", name="Help with this page").click()
    expect(page).to_have_url(f"{kith.address}/docs/constituents/finding-people")
    page.locator("#help-search").fill("undo an import")
    page.get_by_role("button", name="Search").last.click()
    page.get_by_role("link", name="Undo an import").first.click()
    expect(page).to_have_url(f"{kith.address}{FIRST}")
    context.close()
