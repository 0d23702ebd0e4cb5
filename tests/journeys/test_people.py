"""Ten different people of the sample in Chromium: every tab, every look, on paper, without a script."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from app.accounts.models import Workspace
from app.constituents import directory
from app.constituents.models import Departure
from app.db import db
from app.sample import services as sample
from tests import factories
from tests.browser.axe import COLORS, bring_along, violations
from tests.journeys.keyboard import Keyboard
from tests.journeys.live import Live, running, settled
from tests.journeys.test_accessible import faults
from tests.profiles.makers import Page as Profile

pytestmark = pytest.mark.browser
TEN = (
    *("whitcombe", "harborlight", "van der berg", "fenwick", "حداد"),
    *("aldous", "merriweather", "brandt", "maria lopez", "sorensen"),
)
SEVERAL = ("whitcombe", "harborlight", "حداد")
TABS = ("", "email-preferences", "donations", "registrations", "email-activity", "groups", "history")
NAMES = (
    *("Overview", "Email preferences", "Donations", "Registrations", "Email activity", "Groups"),
    "History",
)
A_FEW = 150


@pytest.fixture(scope="module")
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A small sample, without a worker."""
    with running(tmp_path_factory.mktemp("people"), works=False) as live:
        yield live
    assert live.complaints == []


@pytest.fixture(scope="module")
def ten(kith: Live) -> dict[str, Profile]:
    """The profiles of the ten, by what one types to find them."""
    with kith.app.app_context():
        staff = factories.world()
    with factories.inside(kith.app, staff.ours), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample, "SIZE", A_FEW)
        workspace = db.session.get_one(Workspace, staff.ours)
        sample.fill_workspace(workspace, today=datetime.now(UTC).date())
        db.session.commit()
        return {text: Profile(directory.find(workspace, text)[0].id) for text in TEN}


@pytest.fixture(scope="module")
def bob(browser: Browser, kith: Live, ten: dict[str, Profile]) -> Iterator[BrowserContext]:
    """An editor's browser, for all of these tests."""
    context = kith.signed_in(browser, 103)
    yield context
    context.close()


@pytest.fixture
def page(kith: Live, bob: BrowserContext) -> Iterator[Page]:
    page = kith.watched(bob)
    yield page
    page.close()


def wrong(page: Page, *, asking: bool) -> list[str]:
    """What scrolls sideways on a phone and, `asking` for it, what is wrong with the page, colors apart."""
    found = violations(page, but=COLORS) if asking else []
    page.set_viewport_size({"width": 390, "height": 844})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways on a phone")
    page.set_viewport_size({"width": 1280, "height": 900})
    return found


def test_every_tab_of_the_ten_keeps_nobody_out(kith: Live, page: Page, ten: dict[str, Profile]) -> None:
    bring_along(page)
    found = {}

    for text, profile in ten.items():
        for tab in TABS:
            page.goto(kith.address + profile(tab))
            whole = text == "whitcombe" or (text, tab) == ("حداد", "")
            found[text, tab] = faults(page) if whole else wrong(page, asking=not tab or text in SEVERAL)

    assert {place: faulty for place, faulty in found.items() if faulty} == {}


def test_on_paper_there_is_the_person_and_no_control(kith: Live, page: Page, ten: dict[str, Profile]) -> None:
    page.emulate_media(media="print")

    for text, profile in ten.items():
        page.goto(kith.address + profile())
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("heading", name="At a glance")).to_be_visible()
        for control in (".button:visible", "nav:visible", "input:visible"):
            expect(page.locator(control), f"{text}: {control}").to_have_count(0)
    page.goto(f"{kith.address}/constituents")
    expect(page.locator("tbody tr").first, "rows that can be ticked are for paper too").to_be_visible()
    expect(page.locator(":is(.button, input):visible")).to_have_count(0)
    page.emulate_media(media="screen")


def test_every_tab_is_whole_without_a_script(browser: Browser, kith: Live, ten: dict[str, Profile]) -> None:
    context = kith.signed_in(browser, 104, java_script_enabled=False)
    page = kith.watched(context)

    for profile in (ten[text] for text in SEVERAL):
        page.goto(kith.address + profile())
        for name, tab in zip(NAMES[1:], TABS[1:], strict=True):
            page.locator(".tabs").get_by_role("link", name=name).click()
            expect(page).to_have_url(kith.address + profile(tab))
            expect(page.locator(".tabs [aria-current]")).to_contain_text(name)
    context.close()


def test_numbers_open_the_tabs(kith: Live, page: Page, ten: dict[str, Profile]) -> None:
    profile = ten["aldous"]
    page.goto(kith.address + profile())

    for number, name in (*enumerate(NAMES[1:], 2), (1, NAMES[0])):
        settled(page)
        page.keyboard.press(str(number))
        expect(page).to_have_url(kith.address + profile(TABS[number - 1]))
        expect(page.locator(".tabs [aria-current]")).to_contain_text(name)


def test_the_current_tab_is_in_sight_on_a_phone(kith: Live, page: Page, ten: dict[str, Profile]) -> None:
    page.set_viewport_size({"width": 390, "height": 844})

    page.goto(kith.address + ten["whitcombe"]("history"))

    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.9)


def test_the_number_of_a_merged_record_leads_to_whom_it_became(
    kith: Live, page: Page, ten: dict[str, Profile]
) -> None:
    with factories.inside(kith.app, 11):
        former = db.session.scalar(select(Departure.constituent_id))

    page.goto(f"{kith.address}/constituents/{former}")

    expect(page).to_have_url(kith.address + ten["sorensen"]())


def test_the_keys_lead_through_a_list_and_into_the_form_and_back(kith: Live, page: Page) -> None:
    page.goto(f"{kith.address}/constituents?q=ma")
    settled(page)
    names = page.locator("[data-rows] [data-cell=main] a").all_inner_texts()
    assert len(names) > 1

    page.keyboard.press("j")
    page.keyboard.press("o")
    heading = page.get_by_role("heading", level=1)
    expect(page.locator("#neighbors")).to_contain_text(f"1 of {len(names)}")
    first = heading.inner_text()
    settled(page)
    page.keyboard.press("]")
    expect(heading).not_to_have_text(first)
    settled(page)
    page.keyboard.press("[")
    expect(heading).to_have_text(first)

    settled(page)
    page.keyboard.press("e")
    expect(heading).to_have_text(f"Edit {first}")
    settled(page)
    page.keyboard.press("Escape")
    expect(heading).to_have_text(first)


def test_a_person_is_added_by_keyboard_after_a_look_at_who_is_known(kith: Live, page: Page) -> None:
    page.goto(f"{kith.address}/constituents")
    settled(page)
    keys = Keyboard(page)

    keys.to("Add person").press("Enter")
    expect(page.get_by_role("heading", name="Add a person")).to_be_visible()
    settled(page)
    keys.to("First name").type("Eleanor").to("Last name").type("Whitcomb").press("Tab")
    expect(page.locator("#maybe")).to_contain_text("Possibly the same")
    expect(page.locator("#maybe").get_by_role("link")).to_contain_text("Eleanor J. Whitcombe")
    keys.press("Shift+Tab", "End").type("e")
    keys.to("Email address").type("eleanor.whitcombe@example.org").press("Tab")
    expect(page.locator("#maybe")).to_contain_text("The same email, first name and last name.")
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", name="Is Eleanor Whitcombe on record already?")).to_be_focused()
    assert faults(page) == []
    settled(page)
    keys.press("n")
    expect(page.get_by_role("button", name="Add this as a new record")).to_be_focused()
    assert faults(page) == []
    keys.press("n")

    expect(page.get_by_role("heading", level=1)).to_have_text("Eleanor Whitcombe")


def test_a_person_who_is_known_is_matched_by_keyboard_and_it_is_undone(kith: Live, page: Page) -> None:
    page.goto(f"{kith.address}/constituents/new/individual")
    settled(page)
    keys = Keyboard(page)

    keys.to("First name").type("Marguerite").to("Last name").type("Aldous").to("Nickname").type("Daisy")
    keys.to("Email address").type("marguerite.aldous@example.org").press("Tab")
    expect(page.locator("#maybe")).to_contain_text("The same email")
    settled(page)
    keys.to("This is the same person: compare").press("Enter")
    expect(page.get_by_role("heading", name="Is Marguerite Aldous on record already?")).to_be_focused()
    settled(page)
    keys.press("m")
    expect(page.locator("[data-toast]")).to_contain_text("was updated.")
    expect(page.locator("#details-names")).to_contain_text("Daisy")
    settled(page)
    keys.to("Undo").press("Enter")

    expect(page.locator("[data-toast]")).to_contain_text("Undone: nickname")
