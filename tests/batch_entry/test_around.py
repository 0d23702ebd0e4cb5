"""Where else a batch is told of: home, the sidebar, the list of imports, a profile, and a person's group."""

import re

from flask import Flask
from flask.testing import FlaskClient

from app.activity_imports.queries import waiting_counts
from app.batches.domain.status import BatchKind
from app.batches.queries.grouping import offered
from app.batches.queries.sampling import open_batches
from app.db import db
from tests import factories
from tests.batch_entry import makers, seen_through
from tests.batches.makers import add, person, workspace
from tests.factories import World
from tests.profiles.pages import words


def opened(app: Flask, world: World) -> int:
    """The number of a batch that is being typed."""
    with factories.inside(app, world.ours):
        batch = makers.opened(world.ours, BatchKind.UPDATE)
        db.session.commit()
        return batch.number


def test_an_open_batch_waits_on_home_and_beside_its_link(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    number = opened(app, world)

    home = as_bob.get("/")

    assert "UPDATE-0001 Constituent updates batch This batch is open" in words(home)
    assert f'href="/batches/{number}"' in home.text
    with factories.inside(app, world.ours):
        assert waiting_counts(world.ours) == (0, 1, 0)


def test_a_batch_is_no_import(app: Flask, as_alice: FlaskClient, world: World) -> None:
    number = opened(app, world)

    paths = ("map", "check", "discard")
    found = {path: as_alice.get(f"/imports/{number}/{path}").status_code for path in paths}

    assert set(found.values()) == {404}
    assert "UPDATE-0001" not in words(as_alice.get("/imports"))
    assert "UPDATE-0001" in words(as_alice.get("/batches"))
    with factories.inside(app, world.ours):
        assert list(open_batches(world.ours)) == []  # settings are tried on imports alone


def test_pages_that_both_share_stand_below_batches_in_the_sidebar(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    number = opened(app, world)

    page = as_alice.get(f"/batches/{number}/review").text

    current = re.findall(r'<a [^>]*aria-current="page"[^>]*>.*?</a>', page, re.DOTALL)
    assert any('href="/batches"' in link for link in current)
    assert not any('href="/imports"' in link for link in current)


def test_what_a_batch_wrote_is_told_by_its_name_with_a_way_back(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    with factories.inside(app, world.ours):
        [ann] = add(world.ours, person("Ann", "Lee", "ann@example.org"))
        rows = [("", "Ann", "Lee", "ann@example.org", "(503) 555-0142")]
        batch = seen_through.typed(world.ours, rows)
        batch = seen_through.committed(app, seen_through.validated(app, batch))
        number, code = batch.number, batch.source

    history = as_alice.get(f"/constituents/{ann.id}/history").text

    assert f'href="/batches/{number}"' in history
    assert f'href="/batches/{number}/rows/1"' in history
    assert code in history
    with factories.inside(app, world.ours):
        assert [each.number for each in offered(workspace(world.ours))] == [number]
