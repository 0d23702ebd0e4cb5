"""What is expected of a batch holds for each of its commits, not for the first alone."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batch_entry.queries import sums
from app.batch_entry.services import blocking, totals
from app.batches import services
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.db import db
from tests import factories
from tests.batch_entry.makers import ALICE
from tests.batch_entry.seen_through import committed, entry, gifts, row, validated
from tests.batches.makers import fresh
from tests.factories import World

pytestmark = pytest.mark.both

ANN = ("", "Ann", "Lee", "ann@example.org", "100.00", "USD", "2026-11-02")
MUCH = ("", "Bo", "Fox", "bo@example.org", "1000000.00", "USD", "2026-11-02")
BAD = ("", "Noa", "Park", "bad", "7.50", "USD", "2026-11-02")


def restored(app: Flask, world: World) -> Batch:
    """A batch that came to what was expected, until a row that was left out was taken in again."""
    batch = gifts(world.ours, [ANN, MUCH])
    services.skip_row(batch, row(batch, 2), actor=ALICE)
    totals.expect(batch, rows=1, amounts={"USD": 10000}, actor=ALICE)
    db.session.commit()
    batch = committed(app, validated(app, fresh(batch)))
    services.restore_row(batch, row(batch, 2), actor=ALICE)
    db.session.commit()
    return validated(app, fresh(batch))


def test_a_row_taken_in_after_the_commit_is_confirmed_first(app: Flask, inside: World) -> None:
    batch = restored(app, inside)

    before = services.commit(batch, actor=ALICE)
    seen = totals.fingerprint(totals.expected_of(entry(batch)), sums.entered(batch))
    totals.confirm_difference(batch, seen=seen, actor=ALICE)

    assert batch.status is BatchStatus.COMMITTED
    assert before == services.NotCommitted(blocking.DIFFERS)
    assert isinstance(services.commit(batch, actor=ALICE), services.Committing)


def test_the_page_of_the_second_commit_asks_for_it(app: Flask, as_alice: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        number = restored(app, world).number

    page = as_alice.get(f"/batches/{number}/commit").text

    assert "The batch differs from what is expected: 1 row more, $1,000,000 more." in page
    assert "Confirm this difference" in page
    assert "Change the expected totals" not in page


def test_rows_that_moved_to_exceptions_are_not_missing(app: Flask, inside: World) -> None:
    batch = gifts(inside.ours, [ANN, BAD])
    totals.expect(batch, rows=2, amounts={"USD": 10750}, actor=ALICE)
    db.session.commit()

    batch = committed(app, validated(app, batch))

    assert blocking.unready(batch, entry(batch)) != blocking.DIFFERS
    assert not totals.unconfirmed(entry(batch), sums.entered(batch))
