"""The pages about people in a real browser: what moves without a new page, and all of it without a script."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.consent.domain.facts import EventKind
from app.db import db
from tests import factories
from tests.browser.serving import serving
from tests.factories import PASSWORD, World
from tests.profiles.makers import Page as Profile
from tests.profiles.makers import create, maria, organization, somebody
from tests.profiles.test_overview import opt_out, restrict

pytestmark = pytest.mark.browser


@pytest.fixture
def her(app: Flask, world: World) -> Profile:
    """María with a long history, unsubscribed, among sixty others."""
    page = maria(app, world.ours, gifts=60, mailings=30)
    opt_out(app, world)
    restrict(app, world, page, EventKind.UNSUBSCRIBED)
    with factories.inside(app, world.ours):
        others = (somebody("Ann", f"Row{n:02}", email=f"ann{n}@example.org") for n in range(60))
        create(world.ours, *others, organization(), somebody("عائشة", "الخطيب"))
        db.session.commit()
    return page


@pytest.fixture
def address(app: Flask, her: Profile) -> Iterator[str]:
    with serving(app) as url:
        yield url


def enter(page: Page, address: str, who: str = "alice") -> None:
    page.goto(f"{address}/sign-in")
    page.get_by_label("Email").fill(f"{who}@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{address}/")


def test_typing_narrows_the_list_and_keeps_the_place(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/constituents")
    box = page.get_by_label("Search name, email, phone or ID")

    box.press_sequentially("lop")

    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(box).to_be_focused()
    assert page.url.endswith("?q=lop")
    box.fill("")
    expect(page.locator("#list tbody tr")).to_have_count(50)
    page.get_by_role("link", name="Next").click()
    expect(page.get_by_role("link", name="Previous")).to_be_visible()
    assert "after=" in page.url


def test_the_arrows_walk_through_what_a_search_offers(page: Page, address: str, her: Profile) -> None:
    enter(page, address)
    page.wait_for_function("document.querySelector('#search').matches('[data-key]')")
    page.locator("#search").click()

    page.keyboard.type("lopez")
    first = page.locator("#search-results").get_by_role("link", name="María López")
    first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="All results for “lopez”")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url(address + her())


def test_tabs_have_addresses_and_back_leads_back(page: Page, address: str, her: Profile) -> None:
    enter(page, address)
    page.goto(address + her())

    page.locator(".tabs").get_by_role("link", name="Donations").click()

    expect(page.locator("#donations")).to_be_visible()
    expect(page).to_have_url(address + her("donations"))
    expect(page).to_have_title("María López: Donations · Kith")
    page.keyboard.press("7")
    expect(page.locator("#history")).to_be_visible()
    page.go_back()
    expect(page.locator("#donations")).to_be_visible()
    expect(page.locator("h1")).to_have_count(1)


def test_older_goes_back_to_the_first_fact(page: Page, address: str, her: Profile) -> None:
    enter(page, address)
    page.goto(address + her())
    lines = page.locator("#timeline li")
    expect(lines).to_have_count(25)

    for count in (50, 75, 95):
        page.get_by_role("link", name="Older").click()
        expect(lines).to_have_count(count)

    expect(page.get_by_role("link", name="Older")).to_have_count(0)


def test_everything_works_without_a_script(browser: Browser, address: str, her: Profile) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, address)

    page.goto(f"{address}/constituents")
    page.get_by_label("Search name, email, phone or ID").fill("lopez")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="López, María").click()
    for name in ("Email preferences", "Donations", "Registrations", "Email activity", "History", "Overview"):
        page.locator(".tabs").get_by_role("link", name=name).click()
        expect(page.locator(".tabs [aria-current]")).to_contain_text(name)
    page.get_by_role("link", name="Older").click()
    assert "/timeline?" in page.url
    page.get_by_label("Search people").fill("larch")
    page.get_by_label("Search people").press("Enter")

    expect(page.locator("main")).to_contain_text("Larch Street Kitchen")
    context.close()
