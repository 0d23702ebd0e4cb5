"""The line above the grid: what the gifts of a batch come to, and how much of it is not ready."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.batch_entry.seen_through import gifts
from tests.factories import World

pytestmark = pytest.mark.both


def test_sums_say_what_of_them_is_in_rows_with_errors(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        good = ("", "Ann", "Lee", "ann@example.org", "45", "USD", "2026-10-01")
        bad = ("", "Bea", "Lee", "not an email", "55", "USD", "2026-10-01")
        yen = ("", "Cy", "Lee", "cy@example.org", "900", "JPY", "2026-10-01")
        number = gifts(world.ours, [good, bad, yen]).number

    page = as_alice.get(f"/batches/{number}/grid").text

    line = page[page.index('id="batch-facts"') :]
    assert '<strong>$100</strong> <span class="muted">of which $55 in rows with errors</span>' in line
    assert line.count("in rows with errors") == 1
