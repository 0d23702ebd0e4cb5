"""Deciding about rows in Chromium: dialogs close, rows and counts follow, everything can be taken back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.batches import scenes
from tests.journeys.keyboard import Keyboard
from tests.journeys.live import Live, settled

pytestmark = pytest.mark.browser


@pytest.fixture
def review(browser: Browser, kith: Live) -> Page:
    """The review of an import with a row of every kind, all of them shown."""
    with kith.app.app_context():
        staff = factories.world()
    number = scenes.in_review(kith.app, staff.ours)
    page = kith.watched(kith.signed_in(browser, staff.bob))
    page.goto(f"{kith.address}/imports/{number}?show=all")
    settled(page)
    return page


def opened(page: Page, words: str) -> None:
    """The dialog shows this, and htmx has taken charge of its forms."""
    expect(page.locator("#dialog")).to_contain_text(words)
    settled(page)


def test_rows_are_decided_one_by_one_without_leaving_the_review(review: Page) -> None:
    page, keys, dialog = review, Keyboard(review), review.locator("#dialog")

    page.get_by_role("link", name="Ruth Becker").focus()
    keys.press("o")
    expect(page.locator("#row-4-detail")).to_contain_text("Possibly the same")
    keys.press("j", "o")
    expect(page.locator("#row-5-detail")).to_contain_text("Expected: ")
    keys.press("k", "o")
    expect(page.locator("#row-4-detail")).to_be_hidden()
    settled(page)
    keys.press("n")
    expect(page.locator("#row-4")).to_contain_text("Ready · new")
    expect(page.locator("#views")).to_contain_text("Needs a decision 1")
    expect(page.locator("#causes")).not_to_contain_text("somebody you know")
    expect(page.get_by_role("link", name="Ruth Becker")).to_be_focused()

    page.get_by_role("link", name="Pat Doe").focus()
    keys.press("e")
    expect(page.locator("#cell-2")).to_be_focused()
    keys.press("Control+a").type("still wrong").press("Control+Enter")
    opened(page, "In the file: not-an-email")
    expect(page.locator("#cell-2")).to_be_focused()
    expect(page.locator("#row-5")).to_contain_text("still wrong")
    keys.press("Control+a").type("pat.doe@example.org").press("Control+Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#row-5")).to_contain_text("Ready · new")
    expect(page.locator("#row-5-detail")).to_be_hidden()


def test_a_row_is_resolved_beside_somebody_found_by_search(review: Page) -> None:
    page = review

    page.locator("#row-4").get_by_role("link", name="Resolve…").click()
    expect(page.locator("h1")).to_have_text("Is Ruth Becker the same as María Becker?")
    page.get_by_label("Name, email or ID").press_sequentially("john", delay=20)
    expect(page.locator("#found")).to_contain_text("John Smith")
    page.locator("#found").get_by_role("link", name="Compare with this one").click()
    expect(page.locator("h1")).to_have_text("Is Ruth Becker the same as John Smith?")
    settled(page)
    page.get_by_role("button", name="Use my organization's rules").click()
    expect(page.locator("[data-state=open]")).to_have_count(0)
    settled(page)
    page.get_by_role("button", name="Confirm as match").click()

    expect(page.locator(".toasts")).to_contain_text("1 row has an error to mend.")
    page.goto(f"{page.url.partition('?')[0]}?show=all")
    expect(page.locator("#row-4")).to_contain_text(re.compile(r"Ready · \d+ change"))


def test_a_decision_is_taken_back_in_the_toast(review: Page) -> None:
    page = review

    page.locator("#row-4").get_by_role("link", name="Resolve…").click()
    page.get_by_role("button", name="Skip this row").click()
    page.locator(".toasts").get_by_role("button", name="Undo").click()

    expect(page.locator("h1")).to_have_text("Is Ruth Becker the same as María Becker?")
    expect(page.locator(".toasts")).to_contain_text("Row 4 stands again as it did before.")


def test_rows_are_searched_selected_and_skipped_together(review: Page) -> None:
    page, rows = review, review.locator("#rows tbody tr:not([data-detail])")
    expect(rows).to_have_count(5)

    page.get_by_label("Search name, email or reason").press_sequentially("becker", delay=20)
    expect(rows).to_have_count(1)
    expect(page.get_by_label("Search name, email or reason")).to_be_focused()
    page.get_by_label("Search name, email or reason").fill("")
    expect(rows).to_have_count(5)

    expect(page.get_by_role("button", name="Skip selected rows")).to_be_hidden()
    page.get_by_role("checkbox", name="Select row 3").check()
    page.get_by_role("checkbox", name="Select row 4").check()
    page.get_by_role("button", name="Skip selected rows").click()
    expect(page.locator("#counts")).to_contain_text("1 Ready")
    page.locator(".toasts").get_by_role("button", name="Undo").click()
    expect(page.locator("#counts")).to_contain_text("2 Ready")
    expect(page.locator("#counts")).to_contain_text("1 Possible duplicate")


def test_columns_are_mapped_with_a_preview_that_keeps_the_place(review: Page, kith: Live) -> None:
    page = review
    page.goto(f"{kith.address}/imports/new")
    page.get_by_label("File").set_input_files(
        {
            "name": "list.csv",
            "mimeType": "text/csv",
            "buffer": b"Email,First,Born\nann@example.org,Ann,4/2/1971\n",
        }
    )
    page.get_by_role("button", name="Upload and look at the columns").click()
    expect(page.locator("#mapping")).to_contain_text("of 3 columns will be imported.")
    settled(page)

    page.get_by_label("First", exact=True).focus()
    with page.expect_response("**/map"):
        page.get_by_label("First", exact=True).select_option("last_name")

    expect(page.get_by_label("First", exact=True)).to_be_focused()
    expect(page.get_by_label("First", exact=True)).to_have_value("last_name")
    page.get_by_label("Born: how dates are written").select_option("dmy")
    expect(page.locator("#people")).to_contain_text("born Feb 4, 1971")
