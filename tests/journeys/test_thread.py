"""From the first start to a profile: without a script, and by keyboard alone. With one: test_messy.py."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy import select

from app.accounts.models import Workspace
from app.db import db
from tests import factories
from tests.batches import scenes
from tests.journeys.keyboard import Keyboard
from tests.journeys.live import Live, settled

pytestmark = pytest.mark.browser

EMAIL, PASSWORD = "ana@example.org", "a long walk by the river"
FILE = (
    "First name,Last name,Email,Mobile,Street,City,State,ZIP,Subscribed\r\n"
    "Ann,Newcomer,ann@example.org,,,,,,yes\r\n"
    "John,Smith,john.smith@example.com,(503) 555-0199,,,,,yes\r\n"
    "Ruth,Becker,m.becker@example.org,,12 Elm Street,Portland,OR,97210,yes\r\n"
    "Pat,Doe,not-an-email,,,,,,no\r\n"
    "Annie,Newcomer,ann@example.org,,,,,,no\r\n"
)
REVIEW = re.compile(r"/imports/\d+$")


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    """A small file of a volunteer's own."""
    path = tmp_path / "gala guests.csv"
    path.write_bytes(FILE.encode("cp1252"))
    return path


def set_up(page: Page, kith: Live) -> None:
    """Through the one-time link to the first page."""
    page.goto(kith.set_up_link())
    page.get_by_label("Organization").fill("Green Valley Trust")
    page.get_by_label("Your name").fill("Ana Ruiz")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Set up Kith").click()
    expect(page.get_by_role("link", name="Import a file")).to_be_visible()


def sign_in_again(page: Page, kith: Live) -> None:
    page.locator("summary", has_text="Ana").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{kith.address}/sign-in")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url(f"{kith.address}/")


def know(kith: Live) -> None:
    """Two people are on record already, one of them a guest by another name."""
    with kith.app.app_context():
        workspace_id = db.session.scalars(select(Workspace.id)).one()
    with factories.inside(kith.app, workspace_id):
        scenes.know(workspace_id)


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("row", name=name)


def test_a_newcomer_gets_from_the_first_page_to_a_committed_import_without_a_script(
    browser: Browser, kith: Live, csv: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce")
    page = kith.watched(context)
    set_up(page, kith)
    sign_in_again(page, kith)
    know(kith)
    page.reload()

    page.get_by_role("link", name="Imports").first.click()
    page.get_by_role("link", name="Import people").first.click()
    page.get_by_label("File").set_input_files(csv)
    page.get_by_role("button", name="Upload and look at the columns").click()
    expect(page.locator("#mapping")).to_contain_text("8 of 9 columns will be imported.")
    expect(page.locator("#mapping")).to_contain_text("Never imported here.")

    page.get_by_role("button", name="Check the file").click()
    page.wait_for_url(REVIEW)
    expect(page.locator("#counts")).to_contain_text("= 5 rows")
    expect(page.get_by_role("main")).to_contain_text("nothing has been changed yet")

    row(page, "Pat Doe").get_by_role("link", name="Edit").click()
    expect(page.locator("#cell-2")).to_have_value("not-an-email")
    page.locator("#cell-2").fill("pat.doe@example.org")
    page.get_by_role("button", name="Save and check row").click()
    expect(page.locator(".toasts")).to_contain_text("Row 5 was saved and checked again.")
    expect(page.locator("#counts")).to_contain_text("0 Errors")

    row(page, "Ruth Becker").get_by_role("button", name="Not a duplicate").click()
    expect(page.locator(".toasts")).to_contain_text("Row 4 is not a duplicate")
    expect(page.locator("#counts")).to_contain_text("4 Ready")
    expect(page.locator("#views")).to_contain_text("Needs a decision 0")
    expect(page.locator("dialog")).to_be_hidden()

    page.get_by_role("link", name="Commit 4 ready rows").first.click()
    expect(page.get_by_text("Add 3 people. Update 1 person.")).to_be_visible()
    page.get_by_role("button", name="Commit 4 rows").click()
    page.wait_for_url("**/result")
    expect(page.get_by_role("main")).to_contain_text("3 people added, 1 updated.")

    page.locator("#counts").get_by_role("link").first.click()
    page.get_by_role("link", name="Ruth Becker").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ruth Becker")
    expect(page.locator(".tabs [aria-current]")).to_contain_text("Overview")
    expect(page.get_by_role("main")).to_contain_text("m.becker@example.org")
    context.close()


def test_the_same_by_keyboard_alone(browser: Browser, kith: Live, csv: Path) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = kith.watched(context)
    set_up(page, kith)
    know(kith)
    keys = Keyboard(page)

    keys.press("g", "i")
    page.wait_for_url("**/imports")
    keys.to("Import people").press("Enter")
    page.wait_for_url("**/imports/new")
    with page.expect_file_chooser() as chooser:
        keys.to("File").press("Enter")
    chooser.value.set_files(csv)
    keys.to("Upload and look at the columns").press("Enter")
    page.wait_for_url("**/map")
    keys.to("Check the file").press("Enter")
    page.wait_for_url(REVIEW)
    settled(page)

    keys.press("j", "n")
    expect(page.locator(".toasts")).to_contain_text("Row 4 is not a duplicate")
    settled(page)
    keys.press("j", "k", "j")
    expect(page.get_by_role("link", name="Pat Doe")).to_be_focused()
    keys.press("e")
    expect(page.locator("#cell-2")).to_be_focused()
    settled(page)
    keys.press("Control+a").type("pat.doe@example.org").press("Control+Enter")
    expect(page.locator(".toasts")).to_contain_text("Row 5 was saved and checked again.")
    expect(page.locator("dialog")).to_be_hidden()
    settled(page)
    keys.press("u")
    expect(page.locator("#counts")).to_contain_text("1 Error")

    keys.to("Commit 3 ready rows").press("Enter")
    expect(page.get_by_role("button", name="Commit 3 rows")).to_be_focused()
    keys.press("Enter")
    page.wait_for_url("**/result")
    expect(page.get_by_role("main")).to_contain_text("2 people added, 1 updated.")
    settled(page)
    keys.to("2\nAdded").press("Enter")
    expect(page.get_by_role("link", name="Ann Newcomer")).to_be_visible()
    settled(page)
    keys.to("Ann Newcomer").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ann Newcomer")
    context.close()
