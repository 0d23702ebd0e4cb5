"""Which mailing a report belongs to: by its number, or by its name and its day."""

from dataclasses import replace
from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.activity.models import Campaign, EmailEvent
from app.activity_imports import services
from app.activity_imports.domain.reading import Stated
from app.activity_imports.presets import by_id
from app.activity_imports.services import receiving
from app.db import db
from app.imports.domain.limits import DEFAULT_LIMITS
from tests.activity_imports.makers import commit, upload, workspace
from tests.batches.makers import ALICE, drain, fresh
from tests.factories import World, inside


def bounced(app: Flask, workspace_id: int, email: str, sent: datetime) -> None:
    """A report of one bounce, without a time, of the newsletter that staff say was sent then; recorded."""
    batch = upload(workspace_id, f"Email Address,First Name,Last Name,Bounce Type\n{email},,,soft\n")
    preset = by_id("mailchimp_bounces")
    assert preset is not None
    reading = receiving.as_preset(batch, preset, receiving.sample_of(batch, DEFAULT_LIMITS))
    assert receiving.keep_reading(batch, replace(reading, about=Stated("Newsletter", sent))) is None
    services.check(workspace(workspace_id), batch, actor=ALICE)
    drain(app)
    commit(app, fresh(batch))


def test_of_one_name_every_day_is_a_mailing_of_its_own(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        for email, month in (("ann@example.org", 5), ("ann@example.org", 6), ("bob@example.org", 6)):
            bounced(app, world.ours, email, datetime(2026, month, 1, 9, tzinfo=UTC))

        sent = db.session.scalars(select(Campaign.sent_at).order_by(Campaign.sent_at)).all()
        assert [each.month for each in sent] == [5, 6]
        assert len(db.session.scalars(select(EmailEvent)).all()) == 3


def test_the_day_of_a_mailing_is_that_of_the_workspace(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).timezone = "Pacific/Auckland"
        db.session.commit()
        morning, afternoon = datetime(2026, 5, 3, 20, tzinfo=UTC), datetime(2026, 5, 4, 2, tzinfo=UTC)

        bounced(app, world.ours, "ann@example.org", morning)
        bounced(app, world.ours, "bob@example.org", afternoon)

        assert len(db.session.scalars(select(Campaign)).all()) == 1
