"""Sample files of known tools, seen through: recorded, imported again, and taken back without a trace."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.activity.models import Campaign, Delivery, Donation, EmailEvent, Event, Registration
from app.activity.rollup_models import Rollup
from app.activity_imports import services
from app.activity_imports.domain.choices import Create
from app.activity_imports.domain.reading import Stated
from app.activity_imports.presets import by_id
from app.activity_imports.services import receiving
from app.batches.domain.rows import Outcome
from app.batches.models import Batch
from app.constituents.models import Constituent
from app.db import db
from app.imports.domain.limits import DEFAULT_LIMITS
from tests.activity_imports.makers import commit, decide, rows, undo, upload, workspace
from tests.batches.makers import ALICE, drain, fresh
from tests.factories import World, inside

CORPUS = Path(__file__).parent / "corpus"
FILES = ("paypal_activity", "civicrm_participants", "mailchimp_unsubscribed")
"""One each of gifts, registrations and email; the files of all tools are read in other tests."""
ABOUT = Stated("Spring gala", datetime(2026, 4, 18, 18, tzinfo=UTC))
MADE = (Donation, Registration, EmailEvent, Event, Campaign, Delivery, Constituent)


def checked(app: Flask, workspace_id: int, name: str) -> Batch:
    """The sample of a tool, checked; what its file does not say is said."""
    batch = upload(workspace_id, (CORPUS / f"{name}.csv").read_text(), name=f"{name}.csv")
    preset = by_id(name)
    assert preset is not None
    reading = receiving.as_preset(batch, preset, receiving.sample_of(batch, DEFAULT_LIMITS))
    tells = any(reading.has(field) for field in ("event_name", "campaign_name"))
    reading = replace(reading, currency=reading.currency or "USD", about=None if tells else ABOUT)
    assert receiving.keep_reading(batch, reading) is None
    assert isinstance(services.check(workspace(workspace_id), batch, actor=ALICE), services.Checking)
    drain(app)
    return fresh(batch)


def stored() -> dict[str, int]:
    """How many of everything an import can make there are, and of rollups that say something."""
    found = {each.__tablename__: db.session.scalar(select(func.count()).select_from(each)) for each in MADE}
    rolled = db.session.scalars(select(Rollup)).all()
    told = sum(bool(each.any_gifts or each.registrations or each.sent) for each in rolled)
    return {name: number for name, number in {**found, "rollups": told}.items() if number}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recorded_known_again_and_taken_back(app: Flask, world: World, name: str) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, name)
        waiting = [number for number, row in rows(batch).items() if row.outcome is Outcome.POSSIBLE_DUPLICATE]
        decide(batch, Create(), *waiting)
        batch = commit(app, fresh(batch))
        assert stored()

        again = checked(app, world.ours, name)
        ready = {row.action.value for row in rows(again).values() if row.outcome is Outcome.READY}
        undo(app, fresh(batch))

        assert ready == {"no_change"}
        assert set(stored()) <= {"constituents"} if name.startswith("mailchimp") else not stored()
