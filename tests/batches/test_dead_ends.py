"""The review offers only what can still be done, and says what to do instead."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.mapping import Mapping
from app.batches.domain.status import BatchStatus
from app.constituents.domain.dates import DateFormat
from app.db import db
from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import table
from tests.batches.scenes import NEW, in_review
from tests.batches.test_routes_deciding import ALIKE
from tests.factories import World
from tests.profiles.pages import check, words


@pytest.mark.parametrize(
    ("status", "instead"),
    [
        (BatchStatus.UNDONE, "were never committed, upload the file again. New import"),
        (BatchStatus.UNDO_STOPPED, "let the undo end and upload the file again. New import"),
        (BatchStatus.PAUSED, "The commit has stopped; press Commit to go on."),
    ],
)  # fmt: skip
def test_an_import_whose_rows_cannot_be_decided_offers_no_decision(
    app: Flask, as_bob: FlaskClient, world: World, status: BatchStatus, instead: str
) -> None:
    number = in_review(app, world.ours)
    url = f"/imports/{number}"
    before = as_bob.get(f"{url}?show=all")
    with factories.inside(app, world.ours):
        scenes.batch(world.ours, number).status = status
        db.session.commit()

    page = as_bob.get(f"{url}?show=all")
    decisions = as_bob.get(f"{url}/decisions", query_string=ALIKE)

    check(page)
    assert instead in words(page)
    for offer in ("Decide one by one", "Decide once…", "Mend all…", 'id="selection"', "data-select"):
        assert offer in before.text
        assert offer not in page.text
    assert "Nothing is left to decide here" in words(decisions)
    assert ("nothing has been changed yet" in words(page)) is False


def test_a_row_that_was_carried_out_leads_to_its_person(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = in_review(app, world.ours)
    with factories.inside(app, world.ours):
        batch = makers.commit(app, scenes.batch(world.ours, number))
        added = makers.row(batch, NEW).constituent_id

    row = as_bob.get(f"/imports/{number}/rows/{NEW}")

    check(row)
    assert f'href="/constituents/{added}"' in row.text
    assert "Open profile" in words(row)


def test_dates_are_not_offered_to_be_read_as_they_were(app: Flask, as_bob: FlaskClient, world: World) -> None:
    rows = [("25/12/1960", "Ann"), ("2/13/1958", "Bo"), ("n/a", "Cy")]
    with factories.inside(app, world.ours):
        lines = [(f"{name}@example.org".lower(), name, "Quist", born) for born, name in rows]
        batch = makers.upload(world.ours, table(("Email", "First name", "Last name", "Birth date"), *lines))
        mapping = Mapping.from_json(batch.mapping, batch.shape["columns"]).with_dates(DateFormat.DMY)
        batch.mapping = mapping.to_json()
        makers.start_check(batch)
        makers.drain(app)
        batch = makers.fresh(batch)
        cause, number = makers.row(batch, 3).cause, batch.number

    page = words(as_bob.get(f"/imports/{number}/decisions?outcome=error&cause={cause}"))

    assert "The month comes first" in page
    assert "The day comes first" not in page


def test_a_long_email_breaks_and_leaves_room_for_the_buttons(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    long, short = "info@northcountycommunityfoundation.example.com", "ann@example.org"
    with factories.inside(app, world.ours):
        rows = (("Ann", "Quist", short), ("Bo", "Feld", long))
        number = makers.check(app, world.ours, table(("First name", "Last name", "Email"), *rows)).number

    page = as_bob.get(f"/imports/{number}?show=all").text

    assert f"<bdi>{long}</bdi>" in page
    assert f'<span class="muted">{short}</span>' in page
