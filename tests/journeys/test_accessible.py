"""Nobody is kept out: axe finds nothing on any page or dialog, in light, in dark, and on a phone."""

from collections.abc import Iterator
from typing import Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.updates.domain.rules import DifferentRule, UpdateRules
from app.updates.forms import filled
from tests.browser.axe import ON_A_PHONE, bring_along, violations
from tests.journeys.batch_pages import batch_pages, more_of_batches
from tests.journeys.group_pages import group_pages
from tests.journeys.live import Live, running
from tests.journeys.world import GONE, Furnished, furnish

pytestmark = pytest.mark.browser

WIDE, PHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
LOOKS: tuple[tuple[Literal["light", "dark"], ViewportSize, tuple[str, ...]], ...] = (
    ("light", WIDE, ()),
    ("dark", PHONE, ON_A_PHONE),
)
"""A page is asked everything once; small and dark, what that can change."""
NOT_PAGES = {
    "activity_imports.progress",
    "activity_imports.show",
    "asset",
    "audiences.status",
    "batch_entry.meanwhile",
    "batch_entry.show",
    "batches.next_row",
    "batches.progress",
    "design.form",
    "design.page",
    "design.progress",
    "groups.status",
    "imports.sample",
    "operations.livez",
    "operations.readyz",
    "preferences.colors",
    "profiles.start_again",
    "reports.index",
    "restrictions.progress",
    "restrictions.show",
}


@pytest.fixture(scope="module")
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Without a worker, so that waiting pages wait."""
    with running(tmp_path_factory.mktemp("accessible"), works=False) as live:
        yield live
    assert live.complaints == []


@pytest.fixture(scope="module")
def there(kith: Live) -> Furnished:
    return furnish(kith)


def pages(there: Furnished) -> dict[str, str]:
    """The address of every page by its endpoint."""
    person = f"/constituents/{there.person}"
    tabs = ("donations", "email-activity", "email-preferences", "groups", "history", "registrations")
    return group_pages(there) | {
        **batch_pages(there.batches),
        "profiles.home": "/",
        "profiles.index": "/constituents",
        "profiles.filters": "/constituents/filters?status=active",
        "profiles.view": "/constituents/view",
        "profiles.choose_group": f"/constituents/members?selected={there.person}",
        "profiles.choose_export": "/constituents/export?gave=ever",
        "profiles.choose_restriction": "/constituents/restriction?gave=ever",
        "profiles.permission": f"{person}/permission",
        "profiles.search": "/search?q=smith",
        "profiles.pick": "/constituents/pick?who=smith",
        "profiles.overview": person,
        **{f"profiles.{tab.replace('-', '_')}": f"{person}/{tab}" for tab in tabs},
        "profiles.new_individual": "/constituents/new/individual",
        "profiles.new_organization": "/constituents/new/organization",
        "profiles.edit": f"{person}/edit",
        "profiles.edit_part": f"{person}/edit/addresses",
        "profiles.older": f"{person}/timeline",
        "profiles.similar": f"{person}/alike",
        "cultivation.notes_of": f"{person}/notes",
        "cultivation.note_new": f"{person}/notes/new",
        "cultivation.note_edit": f"{person}/notes/{there.note}/edit",
        "cultivation.constituency_new": f"{person}/constituencies/new",
        "cultivation.constituency_edit": f"{person}/constituencies/{there.role}/edit",
        "cultivation.prospect_edit": f"{person}/prospect",
        "cultivation.roll_back": f"{person}/history/{there.change}/reversal",
        "lifecycle.activity": f"{person}/activity-state",
        "lifecycle.death": f"{person}/death",
        "lifecycle.export": f"{person}/export",
        "lifecycle.erase": f"{person}/erasure",
        "lifecycle.left": f"/constituents/{GONE}/remains",
        "lifecycle.roll_back": f"{person}/history/{there.entry}/rollback",
        "lifecycle.undo": f"{person}/changes/{there.act}/undo",
        "consent.record_consent": f"{person}/consents/new",
        "consent.add_restriction": f"{person}/restrictions/new",
        "consent.lift_restriction": f"{person}/restrictions/{there.lifted}/lift",
        "consent.eligibility": "/eligibility",
        "consent.interests": "/interests",
        "consent.interest": (interest := f"/interests/{there.interest}"),
        "consent.interest_add": f"{interest}/add?q=smith",
        "consent.interest_edit": f"{interest}/edit",
        "consent.interest_reach": f"{interest}/reach",
        "consent.interest_joining": f"{interest}{person}/join",
        "consent.interest_leaving": f"{interest}{person}/leave",
        "consent.interest_new": "/interests/new",
        "audiences.index": "/audiences",
        "audiences.new": "/audiences/new",
        "audiences.show": f"/audiences/{there.audience}",
        "audiences.choose_export": f"/audiences/{there.audience}/export",
        "audiences.confirm_deletion": f"/audiences/{there.audience}/deletion",
        "giving.index": "/donations?status=settled",
        "giving.filters": "/donations/filters",
        "giving.new": "/donations/new?who=smith",
        "giving.new_of": f"{person}/donations/new",
        "giving.show": (gift := f"/donations/{there.gift}"),
        "giving.edit": f"{gift}/edit",
        "giving.refund": f"{gift}/refund",
        "giving.confirm_removal": f"{gift}/removal",
        "giving.choose_donor": f"{gift}/donor?who=smith",
        "giving.credit": f"{gift}/credits/new?who=smith",
        "reports.giving": "/reports/giving",
        "reports.events": "/reports/events",
        "reports.engagement": "/reports/engagement",
        "reports.people": "/reports/giving/people?who=gave",
        "reports.choose_group": "/reports/giving/people/group?who=gave",
        "campaigns.index": "/campaigns",
        "campaigns.show": (campaign := f"/campaigns/{there.campaign}"),
        "campaigns.reach": f"{campaign}/reach?show=not_opened",
        "campaigns.over_days": f"{campaign}/times",
        "campaigns.edit": f"{campaign}/edit",
        "campaigns.choose_group": f"{campaign}/group?show=opened",
        "events.index": "/events?view=past",
        "events.new": "/events/new",
        "events.show": (event := f"/events/{there.event}"),
        "events.edit": f"{event}/edit",
        "events.confirm_deletion": f"{event}/deletion",
        "events.confirm_no_shows": f"{event}/no-shows",
        "events.choose_group": f"{event}/group",
        "events.paper": f"{event}/list",
        "events.door": f"{event}/check-in",
        "events.door_counts": f"{event}/check-in/counts",
        "events.add": f"{event}/registrations/new?who=smith",
        "events.edit_registration": f"{event}/registrations/{there.registration}",
        "events.choose_event": f"{person}/registrations/new",
        "guide.index": "/docs?q=gift",
        "guide.show": "/docs/constituents/the-profile",
        "inbound.index": "/settings/email-events",
        "inbound.door": "/settings/email-events/sendgrid",
        "inbound.calls": "/settings/email-events/calls",
        "imports.index": "/imports",
        "imports.new": "/imports/new",
        "imports.columns": "/imports/2/map",
        "imports.confirm_discard": "/imports/2/discard",
        "imports.checking": "/imports/5/check",
        "imports.mappings": "/imports/mappings",
        "imports.confirm_forget": f"/imports/mappings/{there.mapping}/delete",
        "restrictions.new": "/imports/restrictions/new",
        "restrictions.columns": "/imports/restrictions/6/columns",
        "restrictions.checking": "/imports/restrictions/7/check",
        "restrictions.review": "/imports/restrictions/6/review?show=all",
        "restrictions.confirm": "/imports/restrictions/6/commit",
        "restrictions.confirm_discard": "/imports/restrictions/6/discard",
        "activity_imports.new": "/activity/imports/new",
        "activity_imports.columns": "/activity/imports/9/columns",
        "activity_imports.confirm_discard": "/activity/imports/9/discard",
        "activity_imports.checking": "/activity/imports/11/check",
        "activity_imports.review": (payments := "/activity/imports/8") + "/review?show=all",
        "activity_imports.figures": f"{payments}/figures",
        "activity_imports.row": f"{payments}/rows/4",
        "activity_imports.edit": f"{payments}/rows/5/edit",
        "activity_imports.decisions": f"{payments}/decisions?outcome=possible_duplicate&cause=nobody",
        "activity_imports.confirm": f"{payments}/commit",
        "activity_imports.result": "/activity/imports/10/result",
        "activity_imports.undo_import": "/activity/imports/10/undo",
        "activity_imports.unmatched": "/activity/unmatched",
        "activity_imports.confirm_creation": "/activity/unmatched/creation",
        "batches.review": "/imports/1?show=all",
        "batches.confirm": "/imports/1/commit",
        "batches.result": "/imports/3/result",
        "batches.result_people": "/imports/3/result/created",
        "batches.undo_import": "/imports/3/undo",
        "batches.decisions": "/imports/1/decisions?outcome=possible_duplicate&cause=alike:emails",
        "batches.row": "/imports/1/rows/4",
        "batches.edit": "/imports/1/rows/5/edit",
        "batches.resolve": "/imports/1/rows/4/merge?q=smith",
        "batches.addition": "/imports/1/rows/4/addition",
        "accounts.settings": "/settings",
        "accounts.organization": "/settings/organization",
        "appearance.settings": "/settings/preference-page",
        "matching.settings": "/settings/matching",
        "consent.rules": "/settings/consent",
        "updates.settings": f"/settings/update-rules?{RULES}",
        "accounts.people": "/settings/people",
        "accounts.person": f"/settings/people/{there.staff.bob}",
        "accounts.new_invitation": "/settings/people/invitations/new",
        "accounts.you": "/settings/you",
        "accounts.password": "/settings/you/password",
        "accounts.sessions": "/settings/you/sessions",
        "accounts.workspaces": "/workspaces",
    }


RULES = urlencode(filled(UpdateRules(email=DifferentRule.REVIEW))) + "&do=replay"
OPEN = (
    *("accounts.invitation", "accounts.password_reset", "accounts.set_up", "accounts.sign_in"),
    *("preferences.page", "preferences.unsubscribe"),
)


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it stands, wide and light, and dark at 390 pixels."""
    found = []
    for scheme, size, rules in LOOKS:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        found += [f"{scheme} {size['width']}: {each}" for each in violations(page, only=rules)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("scrolls sideways on a phone")
    page.set_viewport_size(WIDE)
    return found


def test_every_page_is_looked_at(kith: Live, there: Furnished) -> None:
    served = {rule.endpoint for rule in kith.app.url_map.iter_rules() if "GET" in (rule.methods or set())}

    assert served - NOT_PAGES == {*pages(there), *OPEN}


def test_no_page_keeps_anybody_out(browser: Browser, kith: Live, there: Furnished) -> None:
    context = kith.signed_in(browser, there.staff.alice)
    page = kith.watched(context)
    bring_along(page)
    more = (
        *more_of_batches(there.batches),
        "/imports/3",
        "/imports/4/progress",
        "/imports/1?q=zzz",
        "/constituents?q=zzz",
        f"{pages(there)['profiles.overview']}?in=sort%3Dname",
    )
    found = {}

    for path in (*pages(there).values(), *more):
        page.goto(kith.address + path)
        assert page.locator("h1").count() == 1, path
        found[path] = faults(page)

    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_no_dialog_of_the_review_keeps_anybody_out(browser: Browser, kith: Live, there: Furnished) -> None:
    context = kith.signed_in(browser, there.staff.alice)
    page = kith.watched(context)
    page.goto(f"{kith.address}/imports/1?show=all")
    found = {}

    for row, link in ((4, "Ruth Becker"), (3, "John Smith")):
        page.get_by_role("link", name=link).first.click()
        expect(page.locator(f"#row-{row}-detail")).to_contain_text("In the file")
        found[link] = faults(page)
    for link in ("Edit", "Decide once…", "Commit 2 ready rows"):
        page.get_by_role("link", name=link).first.click()
        expect(page.get_by_role("dialog")).to_be_visible()
        found[link] = faults(page)
        page.keyboard.press("Escape")

    page.get_by_role("button", name="Skip", exact=True).first.click()
    expect(page.locator("[data-toast]")).to_be_visible()
    found["toast"] = faults(page)
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_no_page_for_strangers_keeps_anybody_out(browser: Browser, kith: Live, there: Furnished) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    found = {}

    own = (there.stop, there.choose, "/u/no-such-link")
    for path in ("/sign-in", "/setup", there.invitation, there.reset, "/imports", "/no-such-page", *own):
        page.goto(kith.address + path)
        found[path] = faults(page)

    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}
