"""Twenty rows of the old sample list that may be somebody known, resolved in Chromium by keyboard alone."""

from datetime import date
from itertools import cycle, islice
from random import Random

import pytest
from playwright.sync_api import Browser, Page, expect

from app.batches.models import Batch
from app.constituents.domain.dates import DateFormat
from app.db import db
from app.imports import services as imports
from app.imports.routes.samples import FOLDER
from app.sample.domain.people import people
from app.sample.services import SIZE
from tests import factories
from tests.batches import makers, scenes
from tests.journeys.keyboard import FAR, Keyboard
from tests.journeys.live import Live, settled
from tests.profiles.makers import create

pytestmark = pytest.mark.browser

TWENTY = 20
SLOW = 15_000
"""Milliseconds that an answer may take on a busy machine."""


@pytest.fixture
def waiting(kith: Live) -> list[int]:
    """The rows of the old list that wait, by their numbers; import 1 of Green Valley Trust."""
    with kith.app.app_context():
        ours = factories.world().ours
    with factories.inside(kith.app, ours):
        everybody = people(Random(7), date(2026, 1, 1), SIZE)
        for start in range(0, SIZE, 500):
            create(ours, *(person.record for person in everybody[start : start + 500]))
        db.session.commit()
        batch = makers.upload(ours, (FOLDER / "messy-list.csv").read_bytes(), name="messy-list.csv")
        imports.map_columns(batch, imports.mapping_of(batch).settling_dates(DateFormat.MDY))
        makers.start_check(batch)
        makers.drain(kith.app)
        said = makers.said(makers.fresh(batch))
        return [number for number, outcome in said.items() if outcome.startswith("possible_duplicate")]


def open_row(page: Page, number: int) -> None:
    """The screen of this row has opened, and htmx has taken charge of it."""
    expect(page.locator(".page-head")).to_contain_text(f"Row {number} ·", timeout=SLOW)
    settled(page)


def decided(page: Page) -> None:
    """Nothing is open anymore."""
    answered(page, 0)


def answered(page: Page, still_open: int) -> None:
    """The answer to what was pressed has come, is settled, and so many lines are open.

    A key that is pressed while an answer is on its way waits for it: where it goes then is not known yet.
    """
    expect(page.locator("tr[data-state=open]")).to_have_count(still_open, timeout=SLOW)
    expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=SLOW)
    settled(page)


def use_the_rules(page: Page, keys: Keyboard) -> None:
    keys.press("r")
    decided(page)
    keys.press("m")


def take_line_by_line(page: Page, keys: Keyboard) -> None:
    """Every open line in turn: the one below, and take what comes in; none is open where nothing differs."""
    left = page.locator("tr[data-state=open]").count()
    for before in range(left, 0, -1):
        to_an_open_line(page, keys)
        keys.press("1")
        answered(page, before - 1)
    if left:
        keys.press("Control+Enter")
    else:
        page.wait_for_timeout(1200)  # a key that decides is not heard before somebody can have seen the row
        keys.press("m")


def to_an_open_line(page: Page, keys: Keyboard) -> None:
    for _ in range(FAR):
        keys.press("j")
        if page.evaluate("document.activeElement.closest('tr')?.dataset.state === 'open'"):
            return
    raise AssertionError("no open line can be reached with j")


def discard_everything(page: Page, keys: Keyboard) -> None:
    keys.press("d")
    decided(page)
    keys.press("m")


def add_as_new(page: Page, keys: Keyboard) -> None:
    keys.press("n")
    expect(page.locator("h1")).to_have_text("Add this as a new record?", timeout=SLOW)
    settled(page)
    keys.press("n")


def skip(_page: Page, keys: Keyboard) -> None:
    """Pressed twice at once, it skips no second row, which nobody has seen yet."""
    keys.press("s")
    keys.press("s")


WAYS = {
    discard_everything: ("ready", "no_change", "merge"),
    use_the_rules: ("ready", "update", "merge"),
    take_line_by_line: ("ready", "update", "merge"),
    add_as_new: ("ready", "create", "add"),
    skip: ("skipped", "none", "skip"),
}


def test_twenty_rows_are_resolved_without_a_mouse(browser: Browser, kith: Live, waiting: list[int]) -> None:
    page = kith.watched(kith.signed_in(browser, 103))
    keys, twenty = Keyboard(page), waiting[:TWENTY]
    ways = list(islice(cycle(WAYS), TWENTY))
    assert len(waiting) > TWENTY
    page.goto(f"{kith.address}/imports/1")
    settled(page)

    keys.press("]")
    for number, way in zip(twenty, ways, strict=True):
        open_row(page, number)
        way(page, keys)
    open_row(page, waiting[TWENTY])

    with factories.inside(kith.app, 11):
        batch = scenes.batch(11, 1)
        stand = {number: _stands(batch, number) for number in twenty}
        chosen = {way: _chosen(batch, at) for at, way in zip(twenty[5:], ways[5:], strict=True)}
        assert makers.people_count(11) == SIZE
    assert chosen[use_the_rules] == set()
    assert chosen[discard_everything] == {"ignore"}
    assert chosen[take_line_by_line]
    assert chosen[take_line_by_line] <= {"add", "update"}
    assert stand == {number: WAYS[way] for number, way in zip(twenty, ways, strict=True)}


def _stands(batch: Batch, number: int) -> tuple[str, str, str]:
    row = makers.row(batch, number)
    return row.outcome.value, row.action.value, (row.decision or {}).get("do", "")


def _chosen(batch: Batch, number: int) -> set[str]:
    """What was chosen for the values of a row, over the rules."""
    return set(((makers.row(batch, number).decision or {}).get("choices") or {}).values())
