"""Two rows of one batch about one person, undone at once: she is as she was before the batch."""

import pytest
from flask import Flask

from app.batches.domain.rows import RowState
from app.batches.services.reverting import undo
from app.db import db
from tests import factories
from tests.batch_entry.makers import ALICE
from tests.batch_entry.seen_through import committed, typed, validated
from tests.batches import makers
from tests.factories import World

pytestmark = pytest.mark.both


def test_values_that_two_rows_brought_in_turn_go_both(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        [bob] = makers.add(world.ours, makers.person("Bob", "Fox", "bob@example.org"))
        rows = [[bob.lookup_id, "", "", "", phone] for phone in ("503-555-0102", "503-555-0101")]
        batch = typed(world.ours, rows, by_hand=False)
        before = makers.record_of(world.ours, bob.id)
        batch = committed(app, validated(app, batch))
        assert len(makers.record_of(world.ours, bob.id).phones) == 2

        undo(batch, actor=ALICE)
        db.session.commit()
        makers.drain(app)

        assert makers.record_of(world.ours, bob.id).phones == before.phones
        assert {row.state for row in makers.rows(makers.fresh(batch))} == {RowState.REVERTED}
