"""The sample files: in step with the sample workspace, each showing what it promises."""

import re
from collections import Counter
from datetime import date
from functools import cache
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.constituents.domain.dates import DateFormat
from app.db import db
from app.imports import services as imports
from app.imports.routes.samples import FOLDER, NAMES
from app.sample.domain.people import people
from app.sample.services import SIZE
from scripts.samples import files, people_files
from tests import factories
from tests.batches import makers
from tests.factories import World
from tests.profiles.makers import create
from tests.profiles.pages import words

written = cache(files)
PEOPLE, ACTIVITY, RESTRICTIONS = "/imports/new", "/activity/imports/new", "/imports/restrictions/new"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_sample_is_what_its_script_writes(name: str) -> None:
    assert (FOLDER / name).read_bytes() == written()[name]


def test_every_sample_is_offered_and_can_be_taken(as_vera: FlaskClient, as_bob: FlaskClient) -> None:
    pages = "".join(as_bob.get(url).text for url in (PEOPLE, ACTIVITY, RESTRICTIONS))
    offered = re.findall(r'href="(/imports/samples/[^"]+)"', pages)

    assert [url.rpartition("/")[2] for url in offered] == list(written())
    for url in offered:
        file = as_vera.get(url)
        assert file.data == written()[url.rpartition("/")[2]]
        assert file.headers["Content-Disposition"].startswith("attachment")
        file.close()


def test_the_samples_say_that_the_sample_people_come_first_where_there_are_none(
    app: Flask, as_alice: FlaskClient, world: World
) -> None:
    without = [words(as_alice.get(url)) for url in ("/", PEOPLE, ACTIVITY, RESTRICTIONS)]
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).has_sample = True
        db.session.commit()
    beside = [words(as_alice.get(url)) for url in ("/", PEOPLE, ACTIVITY, RESTRICTIONS)]

    assert all("Load the sample people first, under Settings › Sample people" in page for page in without)
    assert not any("Load the sample people first" in page for page in beside)


@pytest.mark.parametrize("name", ["README.md", "..%2fREADME.md", "none.csv"])
def test_nothing_else_is_given_away(as_bob: FlaskClient, client: FlaskClient, name: str) -> None:
    assert as_bob.get(f"/imports/samples/{name}").status_code == 404
    assert client.get(f"/imports/samples/{sorted(NAMES)[0]}").status_code == 401


def test_each_sample_meets_the_people_of_the_sample_workspace(app: Flask, world: World) -> None:
    with factories.inside(app, world.ours):
        everybody = [person.record for person in people(Random(7), date(2026, 1, 1), SIZE)]
        for start in range(0, SIZE, 500):
            create(world.ours, *everybody[start : start + 500])
        db.session.commit()

        found = {name: outcomes(app, world, name) for name in people_files()}

    assert found["newsletter-signups.csv"] == {"ready create": 32, "ready no_change": 8}
    assert found["spring-gala.csv"] == {
        "ready create": 15,
        "ready update": 12,
        "possible_duplicate none": 9,
        "error none": 1,
        "skipped none": 1,
    }
    assert found["messy-list.csv"] == {
        "ready create": 8,
        "ready update": 3,
        "ready no_change": 2,
        "possible_duplicate none": 29,
        "error none": 8,
    }


def outcomes(app: Flask, world: World, name: str) -> Counter[str]:
    """How many rows of a sample stand where, after dates were said to be month first."""
    batch = makers.upload(world.ours, written()[name], name=name)
    imports.map_columns(batch, imports.mapping_of(batch).settling_dates(DateFormat.MDY))
    makers.start_check(batch)
    makers.drain(app)
    return Counter(makers.said(makers.fresh(batch)).values())
