"""A template that somebody deletes at the instant in which another uses or changes it: a sentence is told."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from app.batch_entry.models import BatchTemplate
from app.batch_entry.routes import starting
from app.batch_entry.services import templates
from app.batches.models import Batch
from app.db import db
from tests import factories
from tests.batch_entry.typed import gifts as gifts
from tests.factories import World

pytestmark = pytest.mark.both


def deleted_before(monkeypatch: pytest.MonkeyPatch, where: Any, name: str) -> None:
    """Between finding the template and this step of the service somebody else deletes it."""
    step: Callable[..., Any] = getattr(where, name)

    def late(*given: Any, **named: Any) -> Any:
        everything = delete(BatchTemplate).execution_options(synchronize_session=False)
        db.session.execute(everything)
        return step(*given, **named)

    monkeypatch.setattr(where, name, late)


def test_a_batch_that_starts_with_it_is_refused_in_words(
    app: Flask, world: World, as_bob: FlaskClient, gifts: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    deleted_before(monkeypatch, starting, "open_batch")

    answer = as_bob.post("/batches/new", data={"template": str(gifts)})

    assert (answer.status_code, answer.location) == (303, "/batches/new")
    assert "deleted this template a moment ago. Nothing was started." in as_bob.get("/batches/new").text
    with factories.inside(app, world.ours):
        assert db.session.scalar(select(func.count()).select_from(Batch)) == 0


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("delete", "delete"),
        ("retirement", "retire"),
        ("return", "bring_back"),
        ("matching", "write_thresholds"),
    ],
)
def test_whoever_changes_it_is_told(
    as_alice: FlaskClient, gifts: int, monkeypatch: pytest.MonkeyPatch, path: str, service: str
) -> None:
    deleted_before(monkeypatch, templates, service)

    answer = as_alice.post(f"/batches/templates/{gifts}/{path}", data={"own": "inherited", "version": "1"})

    assert (answer.status_code, answer.location) == (303, "/batches/templates")
    assert "deleted this template a moment ago. Nothing was saved." in as_alice.get("/batches/templates").text
