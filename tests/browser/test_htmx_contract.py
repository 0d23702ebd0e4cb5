"""What we rely on htmx and our script for. After an update of htmx these decide whether we may keep it."""

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser import trial

pytestmark = pytest.mark.browser


def _open_dialog(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog", name="Organization")).to_be_visible()


def test_a_search_keeps_the_cursor_and_writes_the_address(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    box = page.get_by_role("searchbox", name="Search these rows")

    box.press_sequentially("jon", delay=20)
    expect(page.locator("[data-rows] tr")).to_have_count(1)

    expect(box).to_be_focused()
    expect(box).to_have_value("jon")
    expect(page).to_have_url(f"{site}/design?q=jon")
    box.fill("zzz")
    expect(page.get_by_role("heading", name="Nothing matches")).to_be_visible()


def test_back_brings_the_whole_page_not_half_of_it(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.get_by_role("searchbox", name="Search these rows").fill("jon")
    expect(page.locator("[data-rows] tr")).to_have_count(1)

    page.go_back()

    expect(page.locator("[data-rows] tr")).to_have_count(6)
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.get_by_role("link", name="Open a dialog").click()
    expect(page.get_by_role("dialog", name="Organization")).to_be_visible()


def test_tabs_write_the_address_and_the_title_and_back_undoes_both(page: Page, site: str) -> None:
    page.goto(f"{site}/trial/tabs/first")

    page.get_by_role("link", name="second").click()
    expect(page.locator("#tab")).to_have_text("second")
    expect(page).to_have_title("second · Kith")
    assert page.url == f"{site}/trial/tabs/second"

    page.go_back()
    expect(page.locator("#tab")).to_have_text("first")
    expect(page.get_by_role("heading", name="Trial")).to_be_visible()
    expect(page).to_have_title("first · Kith")


def test_a_refused_form_stays_in_the_dialog_with_its_errors_first(page: Page, site: str) -> None:
    _open_dialog(page, site)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("People").check()

    dialog.get_by_role("button", name="Save").click()

    expect(dialog.get_by_role("alert")).to_be_focused()
    expect(dialog.get_by_role("alert")).to_contain_text("Enter the name of your organization.")
    expect(dialog.get_by_label("People")).to_be_checked()
    expect(page).to_have_title("Error: Organization · Kith")
    dialog.get_by_role("link", name="Enter the name of your organization.").click()
    expect(dialog.get_by_label("Organization name")).to_be_focused()


def test_one_post_changes_the_page_closes_the_dialog_and_tells_so(page: Page, site: str) -> None:
    _open_dialog(page, site)
    page.get_by_role("dialog").get_by_label("Organization name").fill("Blue Hills Aid")
    page.get_by_role("dialog").get_by_label("People").check()

    page.get_by_role("dialog").get_by_role("button", name="Save").click()

    expect(page.locator("#saved")).to_have_text("The last form was saved for Blue Hills Aid.")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("link", name="Open a dialog")).to_be_focused()
    toast = page.locator("[data-toast]", has_text="Saved “Blue Hills Aid”.")
    toast.get_by_role("button", name="Undo", exact=True).click()
    expect(toast).to_have_count(0)
    expect(page.locator("[data-toast]")).to_contain_text("Taken back.")
    expect(page.locator("#saved")).to_have_text("Nothing has been saved yet.")


def test_the_token_of_the_page_protects_forms_that_lost_theirs(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.evaluate("document.querySelectorAll('input[name=csrf_token]').forEach(each => each.remove())")

    page.get_by_role("button", name="Show a toast").click()

    expect(page.locator("[data-toast]")).to_contain_text("Taken back.")


def test_a_request_without_any_token_is_refused_visibly(page: Page, site: str) -> None:
    page.goto(f"{site}/design")
    page.evaluate("document.querySelectorAll('input[name=csrf_token]').forEach(each => each.remove())")
    page.evaluate("document.body.removeAttribute('hx-headers:inherited')")

    page.get_by_role("button", name="Show a toast").click()

    expect(page.locator("#flash").get_by_role("alert")).to_contain_text("Nothing was saved")


def test_two_fast_clicks_are_one_request(page: Page, site: str) -> None:
    page.goto(f"{site}/trial/tabs/first")
    trial.calls.clear()

    page.get_by_role("button", name="Send").dblclick()

    expect(page.locator("#target")).to_have_text("done")
    assert trial.calls == ["slow"]


def test_our_own_fault_leaves_the_page_and_says_its_number(page: Page, site: str) -> None:
    page.goto(f"{site}/trial/tabs/first")

    page.locator("#own-crash").click()

    expect(page.locator("#flash").get_by_role("alert")).to_contain_text("Something went wrong on our side")
    expect(page.locator("#target")).to_have_text("before")
    expect(page.locator("[data-toast]")).to_have_count(0)


def test_what_one_may_not_do_is_said_and_leaves_the_page(page: Page, site: str) -> None:
    page.goto(f"{site}/trial/tabs/first")

    page.locator("#refused").click()

    expect(page.locator("#flash").get_by_role("alert")).to_contain_text("Your role does not allow this")
    expect(page.locator("#target")).to_have_text("before")


@pytest.mark.parametrize("away", ["a proxy answers", "nobody answers"])
def test_when_kith_is_away_one_may_try_again(page: Page, site: str, away: str) -> None:
    page.goto(f"{site}/trial/tabs/first")
    if away == "nobody answers":
        page.route("**/trial/gateway", lambda route: route.abort())

    page.locator("#plain-crash").click()
    toast = page.locator("[data-toast]", has_text="No answer from Kith")
    expect(toast).to_be_visible()
    expect(page.locator("#target")).to_have_text("before")

    page.unroute("**/trial/gateway")
    page.route("**/trial/gateway", lambda route: route.fulfill(body="back", content_type="text/html"))
    toast.get_by_role("button", name="Try again").click()
    expect(page.locator("#target")).to_have_text("back")
    expect(toast).to_have_count(0)


def test_script_that_slips_into_an_answer_does_not_run(page: Page, site: str, complaints: list[str]) -> None:
    page.goto(f"{site}/trial/tabs/first")

    page.locator("#hostile").click()

    expect(page.locator("#slipped")).to_be_attached()
    page.wait_for_timeout(200)
    expect(page).to_have_title("first · Kith")
    assert sum("Content Security Policy" in text for text in complaints) == 3


def test_a_session_that_ended_leads_to_the_sign_in(page: Page, site: str) -> None:
    page.goto(f"{site}/trial/tabs/first")

    page.locator("#signed-out").click()

    page.wait_for_url(f"{site}/trial/tabs/third")


def test_a_progress_counts_and_stops_asking_when_it_is_done(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}/design/progress")

    expect(page.get_by_text("1,204 of 1,204")).to_be_visible(timeout=8000)

    asked.clear()
    page.wait_for_timeout(1500)
    assert asked == []


def test_everything_works_without_script(browser: Browser, site: str, bare_site: Flask) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/design")
    page.get_by_role("searchbox", name="Search these rows").fill("jon")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("[data-rows] tr")).to_have_count(1)

    page.get_by_role("link", name="Open a dialog").click()
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_title("Error: Organization · Kith")
    expect(page.get_by_role("alert")).to_contain_text("2 things need your attention")

    page.get_by_label("Organization name").fill("Blue Hills Aid")
    page.get_by_role("radio", name="People").check()
    page.get_by_role("button", name="Save").click()
    expect(page).to_have_url(f"{site}/design")
    expect(page.locator("[data-toast]")).to_contain_text("Saved “Blue Hills Aid”.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("[data-toast]")).to_contain_text("Taken back.")
    page.context.close()
