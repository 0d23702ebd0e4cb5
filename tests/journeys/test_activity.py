"""A treasurer's file of payments: from the upload through review and tray to the record, and back again."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import factories
from tests.activity.rolled import assert_in_step
from tests.activity_imports.corpus import FOLDER
from tests.activity_imports.makers import gifts
from tests.batches.makers import add, person
from tests.journeys.live import Live
from tests.journeys.test_accessible import faults

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def test_payments_are_reviewed_settled_recorded_and_taken_back(browser: Browser, kith: Live) -> None:
    with kith.app.app_context():
        staff = factories.world()
    with factories.inside(kith.app, staff.ours):
        add(
            staff.ours,
            person("María", "López", "maria.lopez@example.org"),
            person("Jonathan", "Smith", "jonathan@example.net"),
        )
    context = kith.signed_in(browser, staff.alice)
    page = kith.watched(context)

    page.goto(f"{kith.address}/activity/imports/new")
    page.locator("main input[type=file]").set_input_files(FOLDER / "stripe_payments.csv")
    page.locator("main form:has(input[type=file]) button[type=submit]").click()
    page.wait_for_url("**/columns")
    press(page, "Check the file")
    page.wait_for_url("**/review")
    expect(page.locator("#counts")).to_contain_text("= 13 rows")
    expect(page.get_by_role("main")).to_contain_text("nothing has been changed yet")
    expect(page.locator("#figures")).to_contain_text("JPY: amounts before fees")
    assert faults(page) == []

    page.get_by_role("link", name="Settle the tray").click()
    page.locator("section", has_text="jon.smith@example.com").get_by_role("link", name="…").first.click()
    page.get_by_label("Name, email or lookup ID").fill("Jonathan")
    page.get_by_role("radio").first.check()
    press(page, "It is this person")
    expect(page.locator(".toasts")).to_contain_text("a person now")
    page.locator("#tray").get_by_role("link", name="Create").click()
    expect(page.get_by_role("dialog")).to_contain_text("Nobody may be emailed because of it.")
    assert faults(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Create").click()
    expect(page.locator(".toasts")).to_contain_text("will be created")
    with factories.inside(kith.app, staff.ours):
        assert gifts() == {}

    page.goto(f"{kith.address}/activity/imports/1/review")
    page.get_by_role("link", name="Commit").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("never count as consent")
    page.get_by_role("dialog").get_by_role("button", name="Commit").click()
    page.wait_for_url("**/result")
    expect(page.locator("#result")).to_contain_text("rows are recorded")
    assert faults(page) == []
    with factories.inside(kith.app, staff.ours):
        assert gifts()["ch_01"] == (5_000, "settled")
        assert gifts()["ch_09"] == (1_250, "settled")
        assert_in_step(staff.ours)

    page.get_by_role("link", name="Undo import…").click()
    expect(page.locator("#undo-counts")).to_contain_text("gifts go")
    press(page, "Undo import")
    page.wait_for_url("**/result")
    expect(page.locator("#result")).to_contain_text("This import was undone")
    context.close()
    with factories.inside(kith.app, staff.ours):
        assert gifts() == {}
        assert_in_step(staff.ours)
