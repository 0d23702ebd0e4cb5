"""A rule is built in Chromium, from nothing to four nested conditions: by mouse, by keyboard, and plainly."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route, expect

from app import jobs
from app.accounts.models import Workspace
from app.db import db
from tests import factories
from tests.groups.makers import group, people
from tests.journeys.keyboard import Keyboard
from tests.journeys.live import Live, running, settled

pytestmark = pytest.mark.browser
SAID = (
    "People who made at least 2 gifts and (have an active email address or match the search “Giver”), "
    "leaving out people who are in “Board”."
)


@pytest.fixture(scope="module")
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Three who gave twice, two who never did, and a group; without a worker."""
    with running(tmp_path_factory.mktemp("building"), works=False) as live:
        with live.app.app_context():
            staff = factories.world()
        live.app.config["RING"] = False  # the tests do the work in the background themselves
        with factories.inside(live.app, staff.ours):
            workspace = db.session.get_one(Workspace, staff.ours)
            workspace.consent_policy = "opt_out"
            people(workspace, 3, gave=10_000)
            people(workspace, 2)
            group(workspace, "Board")
            db.session.commit()
        yield live
    assert live.complaints == []


@pytest.fixture(scope="module")
def bob(browser: Browser, kith: Live) -> Iterator[BrowserContext]:
    """An editor's browser."""
    context = kith.signed_in(browser, 103)
    yield context
    context.close()


@pytest.fixture
def page(kith: Live, bob: BrowserContext) -> Iterator[Page]:
    page = kith.watched(bob)
    page.goto(f"{kith.address}/groups/new?type=dynamic")
    yield page
    page.close()


def at(page: Page, name: str) -> Locator:
    """The control with this name."""
    return page.locator(f"[name='{name}']")


def test_a_nested_rule_is_built_by_mouse(kith: Live, page: Page) -> None:
    def press(name: str) -> None:
        settled(page)
        page.get_by_role("button", name=name, exact=True).click()

    page.get_by_label("Name").fill("By mouse")
    press("Condition")
    at(page, "c1-type").select_option(label="Number of gifts")
    at(page, "c1-n").fill("2")
    press("Any-of block")
    at(page, "c2.1-type").select_option(label="Has an email address")
    press("Condition in block 2")
    at(page, "c2.2-type").select_option(label="Text search")
    expect(page.locator("#c2\\.2-state")).to_contain_text("type what to look for")
    press("Save")
    expect(page.locator(".error-summary")).to_be_focused()
    assert "422" in kith.complaints.pop()  # Chromium's word for a refusal
    at(page, "c2.2-text").press_sequentially("Giver")
    expect(page.locator("#preview")).to_contain_text("match the search “Giver”")
    expect(at(page, "c2.2-text")).to_be_focused()
    expect(page.locator(".error-summary")).to_have_count(0)  # it is mended
    press("Condition to leave people out")
    at(page, "c0.1-group").select_option(label="Board")

    expect(page.locator("#preview")).to_contain_text(SAID)
    expect(page.locator("#preview")).to_contain_text("0 people")
    expect(page.locator("#rules")).not_to_contain_text("Not finished")
    at(page, "c1-n").fill("1")
    expect(page.locator("#preview")).to_contain_text("3 people of these 3 can be emailed")
    settled(page)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("By mouse")
    expect(page.locator(".toasts")).to_contain_text("The group “By mouse” is saved.")
    jobs.drain(kith.app)
    expect(page.locator("#group-status")).to_contain_text("3 members as of")


def test_the_same_rule_is_built_by_keyboard_alone(page: Page) -> None:
    keys, focused = Keyboard(page), page.locator(":focus")

    def press(name: str, control: str) -> None:
        """The button with this name; the focus is then on that control of what it made."""
        settled(page)
        keys.to(name).press("Enter")
        expect(focused).to_have_attribute("name", control)
        settled(page)

    keys.to("Name").type("By keyboard").to("How the conditions combine").press("a")
    expect(focused).to_have_attribute("name", "c1-type")
    expect(at(page, "match")).to_have_value("all")  # a letter does not turn the rule round
    settled(page)
    keys.type("Number of g")
    expect(at(page, "c1-n")).to_be_visible()
    press("Any-of block", "c2.1-type")
    keys.type("Has an em")
    expect(at(page, "c2.1-topic")).to_have_count(0)
    press("Condition in block 2", "c2.2-type")
    keys.type("Text")
    expect(at(page, "c2.2-text")).to_be_visible()
    keys.to("Search for").type("Giver")
    press("Condition to leave people out", "c0.1-type")
    keys.to("Group").type("Board")
    settled(page)

    keys.to("More about condition left out 1").press("Enter").to("Do not leave out").press("Enter")
    expect(focused).to_have_attribute("id", "c3-menu")
    settled(page)
    keys.press("Enter").to("Leave these people out").press("Enter")
    expect(focused).to_have_attribute("id", "c0.1-menu")

    expect(page.locator("#preview")).to_contain_text(SAID.replace("at least 2 gifts", "at least 1 gift"))
    expect(page.locator("#preview")).to_contain_text("3 people of these 3 can be emailed")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard")


def test_the_old_number_stays_while_kith_counts_and_the_next_change_starts_anew(page: Page) -> None:
    slow: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if slow:
            route.continue_()
        else:
            slow.append(route)

    settled(page)
    page.get_by_role("button", name="Condition", exact=True).click()
    at(page, "c1-type").select_option(label="Can be emailed")
    expect(page.locator("#preview")).to_contain_text("5 people")
    page.route("**/groups/preview", hold_the_first)
    at(page, "c1-type").select_option(label="Number of gifts")
    expect(page.get_by_text("counting…")).to_be_visible()
    expect(page.locator("#preview")).to_contain_text("5 people")
    at(page, "c1-op").select_option(label="none")

    expect(page.locator("#preview")).to_contain_text("2 people")
    expect(page.get_by_text("counting…")).to_be_hidden()
    slow[0].abort()


def test_a_rule_of_one_button_is_not_lost_without_a_question_though_it_was_counted(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    settled(page)
    page.get_by_role("button", name="Condition", exact=True).click()
    expect(page.locator("#preview")).to_contain_text("choose what it asks about")

    page.keyboard.press("Escape")

    expect(at(page, "c1-type")).to_be_visible()
    assert asked == ["beforeunload"]


def test_a_rule_is_built_without_a_script(browser: Browser, kith: Live) -> None:
    context = kith.signed_in(browser, 103, java_script_enabled=False)
    page = kith.watched(context)
    page.goto(f"{kith.address}/groups/new?type=dynamic")

    page.get_by_label("Name").fill("Without a script")
    page.get_by_role("button", name="Any-of block").click()
    expect(at(page, "c1.1-type")).to_be_focused()
    at(page, "c1.1-type").select_option(label="Can be emailed")
    page.get_by_role("button", name="Condition in block 1").click()
    at(page, "c1.2-type").select_option(label="Number of gifts")
    page.get_by_role("button", name="Update the numbers").click()
    at(page, "c1.2-n").press("Enter")  # shows the numbers, saves nothing
    expect(page.get_by_role("heading", level=1)).to_have_text("New dynamic group")
    page.get_by_label("More about condition 1.2").click()
    page.get_by_role("button", name="Leave these people out").last.click()
    expect(page.locator("[id='c0.1-menu']")).to_be_focused()
    expect(page.locator("#preview")).to_contain_text("2 people of these 2 can be emailed")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Without a script")
    context.close()
