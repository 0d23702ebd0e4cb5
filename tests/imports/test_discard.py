"""Giving up an import: only while nothing of it was written."""

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.audit.models import JournalEntry
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch, BatchRow
from app.db import db
from app.imports.models import UploadPart
from tests.factories import World, inside
from tests.tenancy.estate import build


def left(app: Flask, world: World) -> tuple[int, ...]:
    """Imports of people, their rows and their files; the estate also has one of restrictions."""
    here = select(Batch.id).where(Batch.kind == BatchKind.IMPORT)
    with inside(app, world.ours):
        return tuple(
            db.session.scalar(select(func.count()).where(column.in_(here))) or 0
            for column in (Batch.id, BatchRow.batch_id, UploadPart.batch_id)
        )


def test_a_discarded_import_leaves_no_row_and_no_file_but_a_line_in_the_journal(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    estate = build(app, world)
    url = f"/imports/{estate.ids['number']}/discard"
    assert "Nothing of import" in as_alice.get(url).text

    answer = as_alice.post(url)

    assert answer.location == "/imports"
    assert left(app, world) == (0, 0, 0)
    with inside(app, world.ours):
        assert "discarded" in set(db.session.scalars(select(JournalEntry.field)))


def test_an_import_that_was_committed_is_kept(app: Flask, world: World, as_alice: FlaskClient) -> None:
    estate = build(app, world)
    with inside(app, world.ours):
        batch = db.session.scalars(select(Batch).where(Batch.kind == BatchKind.IMPORT)).one()
        batch.status, batch.committed_by = BatchStatus.COMMITTED, world.alice
        db.session.commit()

    answer = as_alice.post(f"/imports/{estate.ids['number']}/discard")

    assert answer.status_code == 422
    assert left(app, world)[0] == 1


def test_a_viewer_may_not_discard(app: Flask, world: World, as_vera: FlaskClient) -> None:
    estate = build(app, world)

    assert as_vera.post(f"/imports/{estate.ids['number']}/discard").status_code == 403
    assert "/discard" not in as_vera.get("/imports").text
