"""The settings of matching in a real browser: number and slider follow each other, the figures both."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.batches.scenes import DUPLICATE, in_review
from tests.browser.serving import serving
from tests.browser.test_profiles import enter
from tests.factories import World

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app: Flask, world: World) -> Iterator[str]:
    """An import in review with a row for each end."""
    in_review(app, world.ours)
    with serving(app) as url:
        yield url


def test_a_slider_moves_its_number_and_the_figures(page: Page, address: str, complaints: list[str]) -> None:
    enter(page, address)
    page.goto(f"{address}/settings/matching")
    expect(page.locator("#imports-counts")).to_contain_text("1 automatic")

    slider = page.get_by_role("slider", name="Automatic from")
    slider.focus()
    page.keyboard.press("End")

    expect(page.get_by_role("spinbutton", name="Automatic from")).to_have_value("100")
    expect(page.locator("#imports-counts")).to_contain_text("0 automatic")
    expect(page.locator("#imports-picture")).to_contain_text("1 of these rows would be decided otherwise")
    expect(slider).to_be_focused()
    assert complaints == []


def test_a_number_moves_its_slider_and_is_saved(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/settings/matching")
    expect(page.locator("#imports-counts")).to_be_visible()

    page.get_by_role("spinbutton", name="Shown while you type from").fill("49.5")
    expect(page.get_by_role("slider", name="Shown while you type from")).to_have_value("50")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("[data-toast]")).to_contain_text("Matching is saved")
    expect(page.get_by_role("spinbutton", name="Shown while you type from")).to_have_value("49.5")


def test_a_pair_of_names_comes_and_goes_without_a_new_page(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/settings/matching")
    page.get_by_label("One name").fill("Sándor")
    page.get_by_label("The other name").fill("Alex")

    page.get_by_role("button", name="Add", exact=True).click()
    line = page.get_by_role("listitem").filter(has_text="Alex and Sándor are the same name")
    expect(line).to_be_visible()
    line.get_by_role("button", name="Remove").click()

    expect(line).to_have_count(0)
    expect(page.locator("#imports-counts")).to_be_visible()


def test_reasons_that_were_opened_stay_open_while_one_types_on(page: Page, address: str) -> None:
    enter(page, address)
    page.goto(f"{address}/constituents/new/individual")
    page.locator("[name=first]").fill("John")
    page.locator("[name=last]").fill("Smith")
    page.locator('[name="emails-0-address"]').fill("john.smith@example.com")
    known, reasons = page.locator("#maybe"), page.locator("#maybe details")
    expect(known).to_contain_text("John Smith")
    reasons.locator("summary").click()
    before = reasons.inner_text()

    page.locator("[name=first]").fill("Jon")

    expect(known).to_contain_text("Jon, John")
    assert reasons.inner_text() != before
    expect(reasons).to_have_attribute("open", "")


def test_who_is_found_to_merge_into_comes_into_sight(page: Page, address: str) -> None:
    enter(page, address)
    page.set_viewport_size({"width": 390, "height": 700})
    page.goto(f"{address}/imports/1/rows/{DUPLICATE}")
    page.keyboard.press("m")

    page.locator("#whom").fill("smith")

    expect(page.locator("#found li").first).to_be_in_viewport()
    expect(page.locator("#whom")).to_be_focused()
