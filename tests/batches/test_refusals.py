"""What a file says of who must not be written to is told before its people are added."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.batches.services import examining
from app.batches.services.refusals import Refusals, open_refusals, say_recorded
from app.db import db
from tests import factories
from tests.batches.makers import check, commit, fresh
from tests.factories import World
from tests.profiles.pages import check as linted
from tests.profiles.pages import words

FILE = "Email,Do not email\nann@example.org,x\nbo@example.org,\ncy@example.org,yes\n"
SAYS = "2 rows of this file say no to email"


def test_rows_that_say_no_stand_above_the_review_and_the_commit(
    app: Flask, world: World, as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        check(app, world.ours, FILE)

    review, question = as_bob.get("/imports/1"), as_bob.get("/imports/1/commit")

    linted(review)
    linted(question)
    assert SAYS in words(review)
    assert SAYS in words(question)
    assert 'action="/imports/1/restrictions"' in question.text
    assert "Record who said no" not in as_vera.get("/imports/1").text


def test_they_are_told_until_they_are_recorded_after_the_commit_too(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    with factories.inside(app, world.ours):
        commit(app, check(app, world.ours, FILE))

    review, result = as_bob.get("/imports/1"), as_bob.get("/imports/1/result")

    linted(review)
    linted(result)
    for page in (review, result):
        assert SAYS in words(page)
        assert "whom this import added may be written to until then" in words(page)


def test_noes_that_are_recorded_are_not_told_again(app: Flask, inside: World) -> None:
    batch = check(app, inside.ours, FILE)
    number = batch.number
    assert open_refusals(batch) is not None

    restrictions = check(app, inside.ours, FILE)
    restrictions.kind, restrictions.status = BatchKind.RESTRICTION, BatchStatus.COMMITTED
    restrictions.settings = {**restrictions.settings, "taken_from": number}
    db.session.commit()

    assert open_refusals(fresh(batch)) is None


def test_noes_that_staff_call_recorded_are_not_told_again(app: Flask, inside: World) -> None:
    batch: Batch = check(app, inside.ours, FILE)

    say_recorded(batch)

    assert open_refusals(batch) is None


def test_a_long_file_is_looked_at_in_part_and_says_so(
    app: Flask, inside: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examining, "STRETCH", 2)
    monkeypatch.setattr(examining, "MOST_STRETCHES", 1)

    batch = check(app, inside.ours, FILE)

    assert open_refusals(batch) == Refusals(1, at_least=True)


def test_a_file_without_noes_says_nothing_of_them(app: Flask, inside: World) -> None:
    assert open_refusals(check(app, inside.ours, FILE.replace("x", "").replace("yes", "no"))) is None
