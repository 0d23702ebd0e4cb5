"""How a file was filled in is kept, under a name that staff can read and change."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.status import BatchKind
from app.db import db
from app.imports import queries as imports
from app.imports.services.saved import rename
from tests import factories
from tests.batch_entry.filling import GIFTS, HEADER, fill, gifts, open_for_gifts
from tests.batch_entry.makers import opened
from tests.batches.makers import fresh
from tests.factories import World
from tests.profiles.pages import check, words

PEOPLE = "Name,E-mail\nAnn Lee,ann@example.org\n"


def names(workspace_id: int) -> list[str]:
    return sorted(saved.name for saved in imports.saved_mappings(workspace_id))


@pytest.mark.both
def test_what_is_kept_is_called_by_what_it_fills_and_its_file(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    people = opened(inside.ours, BatchKind.UPDATE)
    db.session.commit()

    fill(app, batch, gifts("a@example.org,A,2,USD,2026-11-01,g1"))
    fill(app, fresh(batch), gifts("b@example.org,2026-11-01,USD,5", header="Email,Date,Currency,Amount"))
    fill(app, people, PEOPLE, name="members.csv")

    assert names(inside.ours) == [
        "Batch of gifts: gifts.csv",
        "Batch of gifts: gifts.csv (2)",
        "Batch of people: members.csv",
    ]


@pytest.mark.both
def test_the_next_file_with_its_columns_keeps_the_name_that_staff_gave(app: Flask, inside: World) -> None:
    batch = open_for_gifts(inside.ours)
    fill(app, batch, gifts("a@example.org,A,2,USD,2026-11-01,g1"))
    (saved,) = imports.saved_mappings(inside.ours)
    assert rename(saved, "Gifts of the parish") is None
    db.session.commit()

    fill(app, fresh(batch), gifts("b@example.org,B,2,USD,2026-11-01,g2"))

    assert names(inside.ours) == ["Gifts of the parish"]


def test_it_is_listed_with_its_columns(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        batch = opened(world.ours, columns=GIFTS)
        db.session.commit()
        fill(app, batch, gifts("a@example.org,A,2,USD,2026-11-01,g1"))

    page = as_bob.get("/imports/mappings")

    check(page)
    assert "Name of the mapping Batch of gifts: gifts.csv" in page.text
    assert f" {len(HEADER.split(','))} " in words(page).split("Used last")[1]
