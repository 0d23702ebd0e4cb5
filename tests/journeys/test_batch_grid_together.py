"""Two people type in one batch: each sees what the other types, and nothing of either is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests import factories
from tests.batch_entry import grids
from tests.journeys.grid_pages import Grid, expect_at, started
from tests.journeys.live import Live, running

pytestmark = pytest.mark.browser


@pytest.fixture
def kith(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Without a worker: rows are decided about as they are typed."""
    with running(tmp_path_factory.mktemp("together"), works=False) as live:
        yield live
    assert live.complaints == []


def test_two_people_in_one_batch_see_each_other_and_lose_nothing(browser: Browser, kith: Live) -> None:
    with kith.app.app_context():
        staff = factories.world()
    number = started(kith.app, staff.ours)
    contexts = [kith.signed_in(browser, who) for who in (staff.alice, staff.bob)]
    alice, bob = (
        Grid(kith.watched(context), f"{kith.address}/batches/{number}/grid").open() for context in contexts
    )

    alice.begin("Last name").type("Lee").press("Tab").type("Ann").press("Enter").type("Half a na")
    bob.begin("Last name").type("Diaz").press("Tab").type("Bo").press("Enter")
    expect(alice.cell("First name", 2)).to_have_value("Bo", timeout=12_000)
    expect(bob.cell("First name", 1)).to_have_value("Ann", timeout=12_000)
    expect_at(alice, "Last name")
    expect(alice.cell("Last name")).to_have_value("Half a na")

    alice.keys.press("Escape")
    alice.begin("First name", 2).type("Beau")
    bob.begin("First name", 2).type("Bonnie").press("Enter")
    bob.kept()
    alice.keys.press("Enter")
    clash = alice.row(2).get_by_role("alert")
    expect(clash).to_contain_text("typed “Bonnie” here meanwhile.")
    assert grids.cells(kith.app, staff, number)[2][2] == "Bonnie"
    clash.get_by_role("button", name="Use “Beau”").click()
    expect(clash).to_have_count(0)
    expect(bob.cell("First name", 2)).to_have_value("Beau", timeout=12_000)

    bob.page.get_by_role("button", name="Remove row 1").click()
    expect(alice.row(1)).to_be_hidden(timeout=12_000)
    for context in contexts:
        context.close()
    assert [row[1:3] for row in grids.cells(kith.app, staff, number).values()] == [["Diaz", "Beau"]]
