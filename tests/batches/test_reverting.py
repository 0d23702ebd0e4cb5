"""Undo of an import: the database is as it was before, and nobody loses what came since."""

from dataclasses import replace

import pytest
from flask import Flask

from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.batches.services.reverting import NotUndone, Undoing, undo
from app.constituents.domain.record import Existing
from app.db import db
from tests.batches import makers
from tests.batches.makers import ALICE, add, drain, everybody, fresh, person, record_of, run, states, table, upload
from tests.batches.tables import everything
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

HEADER = ("Email", "First name", "Last name", "Mobile", "Street", "City", "State", "ZIP", "Donor ID")
LIST = table(
    HEADER,
    ("ann@example.org", "Ann", "Lee", "(503) 555-0101", "1 Elm St", "Portland", "OR", "97210", "A-1"),
    ("noa@example.org", "Noa", "Park", "(503) 555-0102", "2 Elm St", "Portland", "OR", "97210", "A-2"),
    ("eve@example.org", "Eve", "Stone", "", "", "", "", "", "A-3"),
    ("cy@example.org", "Cy", "Hart", "", "3 Elm St", "Portland", "OR", "97210", ""),
)


def take_back(app: Flask, batch: Batch) -> Batch:
    """Undo the import, and see it through."""
    answer = undo(batch, actor=ALICE)
    assert isinstance(answer, Undoing), answer
    db.session.commit()
    drain(app)
    return fresh(batch)


@pytest.fixture
def ann(inside: World) -> Existing:
    return add(inside.ours, person("Ann", "Lee", "ann@example.org", street="9 Oak St"))[0]


def test_an_import_that_was_undone_leaves_the_database_equal(
    app: Flask, inside: World, ann: Existing
) -> None:
    before = everything()

    batch = upload(inside.ours, LIST)
    batch.settings = {**batch.settings, "external_system": "Donor list"}
    makers.start_check(batch)
    drain(app)
    batch = makers.commit(app, fresh(batch))
    assert states(batch) == {2: "applied", 3: "applied", 4: "applied", 5: "applied"}
    during = everything()
    batch = take_back(app, batch)

    assert during != before
    after = everything()
    for name in before:
        assert after[name] == before[name], name
    assert batch.status is BatchStatus.UNDONE
    assert states(batch) == {2: "reverted", 3: "reverted", 4: "reverted", 5: "reverted"}
