"""Templates as they are stored, for tests of their pages."""

import pytest
from flask import Flask
from sqlalchemy import select

from app.batch_entry.models import BatchTemplate
from app.db import db
from tests import factories
from tests.batch_entry.makers import template
from tests.factories import World


@pytest.fixture
def gifts(app: Flask, world: World) -> int:
    """The id of a template for gifts."""
    with factories.inside(app, world.ours):
        made = template(world.ours, name="Gifts by mail").id
        db.session.commit()
    return made


def saved(app: Flask, world: World) -> list[BatchTemplate]:
    """All templates, by name."""
    with factories.inside(app, world.ours):
        found = db.session.scalars(select(BatchTemplate).order_by(BatchTemplate.name)).all()
        db.session.expunge_all()
    return list(found)
