"""Somebody of whom everything is known."""

import pytest
from flask import Flask

from app.db import db
from tests import factories
from tests.cultivation.makers import ann, cultivated
from tests.cultivation.pages import There
from tests.factories import World


@pytest.fixture
def there(app: Flask, world: World) -> There:
    with factories.inside(app, world.ours):
        person = ann(world.ours)
        note, role, _ = cultivated(world.ours, person)
        db.session.commit()
    return There(person, note, role)
