"""Two people at one import, and the first start of all."""

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from app.db import db
from app.work.models import Work
from tests import factories
from tests.batches import makers, scenes
from tests.journeys.live import Live
from tests.journeys.test_accessible import faults

pytestmark = pytest.mark.browser


def test_two_people_who_press_commit_at_once_make_one_commit(browser: Browser, kith: Live) -> None:
    with kith.app.app_context():
        staff = factories.world()
    number = scenes.in_review(kith.app, staff.ours)
    contexts = [kith.signed_in(browser, who) for who in (staff.alice, staff.bob)]
    pages = [kith.watched(context) for context in contexts]
    for page in pages:
        page.goto(f"{kith.address}/imports/{number}")
        page.get_by_role("link", name="Commit 2 ready rows").first.click()
        expect(page.get_by_role("dialog")).to_contain_text("Add 1 person. Update 1 person.")

    for page in pages:
        page.get_by_role("button", name="Commit 2 rows").click(no_wait_after=True)

    for page in pages:
        page.wait_for_url(f"{kith.address}/imports/{number}/result")
        expect(page.locator("#result")).to_contain_text("1 person added, 1 updated")
    for context in contexts:
        context.close()
    with factories.inside(kith.app, staff.ours):
        assert makers.people_count(staff.ours) == 3
        commits = select(func.count()).select_from(Work).where(Work.kind == "commit")
        assert db.session.scalar(commits) == 1


def test_the_first_page_of_all_keeps_nobody_out(browser: Browser, kith: Live) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = kith.watched(context)

    page.goto(kith.set_up_link())

    assert page.get_by_label("Organization").is_visible()
    assert faults(page) == []
    context.close()
