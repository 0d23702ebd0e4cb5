"""The list in a real browser: what is chosen stays chosen, what is filtered stays filtered."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from app.accounts.models import Workspace
from app.db import db
from tests import factories
from tests.browser.serving import serving
from tests.browser.test_profiles import enter
from tests.factories import World
from tests.groups.makers import people

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask, world: World) -> Iterator[str]:
    """Givers who gave a month ago, and as many others."""
    with factories.inside(app, world.ours):
        workspace = db.session.get_one(Workspace, world.ours)
        people(workspace, 12, gave=5_000)
        people(workspace, 12)
        db.session.commit()
    with serving(app) as url:
        yield url


def test_a_choice_stays_with_its_person_and_filters_stay_while_one_types(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/constituents")
    page.locator("#list tbody tr").nth(1).locator("input").check()

    page.get_by_role("link", name="Filter").click()
    page.locator("dialog").get_by_label("Gave").select_option("ever")
    page.locator("dialog").get_by_role("button", name="Show").click()
    page.wait_for_url("**gave=ever**")
    page.locator("#list tbody tr").nth(1).locator("input").check()
    page.get_by_label("Search name, email, phone or ID").press_sequentially("nr011")

    expect(page.locator("#list tbody tr")).to_have_count(1)
    expect(page.locator("#list tbody input:checked")).to_have_count(0)
    assert page.url.endswith("/constituents?q=nr011&gave=ever")


def test_the_bar_says_how_many_rows_are_chosen(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/constituents?gave=ever")
    for row in (0, 3, 4):
        page.locator("#list tbody tr").nth(row).locator("input").check()

    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")

    told = [str(node.get("name", {}).get("value", "")).strip() for node in tree["nodes"]]
    assert told[told.index("Selected:") :].count("3") > 0


def test_rows_chosen_by_keys_go_into_a_new_group_and_back(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/constituents?gave=ever")

    for key in ("j", "x", "j", "j", "X"):
        page.keyboard.press(key)
    page.get_by_role("button", name="Add to a group").click()
    page.get_by_label("Name of the new group").fill("To call")
    page.locator("dialog").get_by_role("button", name="Add").click()

    expect(page.get_by_text("Added 3 people to “To call”.")).to_be_visible()
    assert page.url.endswith("/constituents?gave=ever")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back for 3 people.")).to_be_visible()


def test_without_a_script_one_filters_chooses_and_adds(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    enter(page, address)
    page.goto(f"{address}/constituents")

    page.get_by_role("link", name="Filter").click()
    page.get_by_label("Gave").select_option("never")
    page.get_by_role("button", name="Show").click()
    page.locator("#list tbody tr").nth(0).locator("input").check()
    page.get_by_role("button", name="Add to a group").click()
    page.get_by_label("Name of the new group").fill("To call")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_text("Added 1 person to “To call”.")).to_be_visible()
    assert page.url.endswith("/constituents?gave=never")
    context.close()
