"""Uploads that nobody went on with are forgotten, and so are the files of imports that are long over."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.audit.models import JournalEntry
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch, BatchRow
from app.config import Settings
from app.db import db, now
from app.imports import queries, services
from app.imports.models import UploadPart
from app.imports.services.retention import forget_abandoned, forget_files
from app.jobs import chores
from tests.batches import makers
from tests.batches.makers import check, upload
from tests.factories import World
from tests.statements import count_statements

pytestmark = pytest.mark.both

LIST = "Email\nann@example.org\n"


def days_ago(days: float) -> datetime:
    return now() - timedelta(days=days)


def files() -> int:
    return db.session.scalar(select(func.count()).select_from(UploadPart)) or 0


def committed(app: Flask, workspace_id: int, *, days: float) -> Batch:
    batch = makers.commit(app, check(app, workspace_id, LIST))
    batch.committed_at = days_ago(days)
    db.session.commit()
    return batch


def test_an_upload_is_forgotten_when_nobody_touched_it_for_so_long(inside: World) -> None:
    old, touched, fresh = (upload(inside.ours, LIST) for _ in range(3))
    for batch in (old, touched):
        batch.created_at = days_ago(20)
    old.settings = {**old.settings, "touched": days_ago(15).isoformat()}
    touched.settings = {**touched.settings, "touched": days_ago(13).isoformat()}
    db.session.commit()

    assert forget_abandoned(inside.ours, before=days_ago(14)) == 1
    db.session.commit()

    assert set(db.session.scalars(select(Batch.number))) == {touched.number, fresh.number}
    assert files() == 2
    (line,) = db.session.scalars(select(JournalEntry).where(JournalEntry.field == "discarded"))
    assert line.actor == "Kith"


def test_an_import_in_review_is_somebodys_work_and_stays(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, LIST)
    batch.created_at = days_ago(400)
    batch.settings = {**batch.settings, "touched": days_ago(300).isoformat()}
    db.session.commit()

    assert forget_abandoned(inside.ours, before=days_ago(14)) == 0
    assert batch.status is BatchStatus.IN_REVIEW


def test_the_file_of_an_import_goes_and_its_rows_stay(app: Flask, inside: World) -> None:
    old, fresh = (committed(app, inside.ours, days=days) for days in (31, 29))

    forget_files(inside.ours, before=days_ago(30))
    db.session.commit()

    assert [b"".join(queries.pieces(batch)) for batch in (old, fresh)] == [b"", LIST.encode()]
    assert db.session.scalar(select(func.count()).select_from(BatchRow)) == 2


def test_the_file_of_an_import_that_was_undone_before_it_came_to_an_end_goes_too(
    app: Flask, inside: World
) -> None:
    batch = committed(app, inside.ours, days=0)
    batch.status, batch.committed_at, batch.undone_at = BatchStatus.UNDONE, None, days_ago(31)
    db.session.commit()

    forget_files(inside.ours, before=days_ago(30))

    assert b"".join(queries.pieces(batch)) == b""


def test_where_nothing_is_due_two_statements_say_so(app: Flask, inside: World) -> None:
    for _ in range(3):
        upload(inside.ours, LIST)
    committed(app, inside.ours, days=1)

    with count_statements() as statements:
        services.forgetting(Settings(data=Path("unused")))(inside.ours)

    assert len(statements) == 2


def test_the_settings_of_the_deployment_say_when(app: Flask, inside: World, tmp_path: Path) -> None:
    committed(app, inside.ours, days=3)
    upload(inside.ours, LIST).created_at = days_ago(3)
    db.session.commit()

    services.forgetting(Settings(data=tmp_path, upload_days=2, file_days=2))(inside.ours)

    assert files() == 0


def test_it_is_a_chore_of_every_deployment(app: Flask) -> None:
    assert any(chore.__qualname__.startswith("forgetting") for chore in chores.CHORES)
