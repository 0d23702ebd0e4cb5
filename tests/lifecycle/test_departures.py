"""Where addresses of those who are gone lead: to who lives on, to a word about an erasure, or nowhere."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.constituents import directory
from app.constituents.domain.departure import Departed
from app.constituents.models import Departure
from app.db import db
from tests import factories
from tests.factories import World
from tests.lifecycle.people import made, record_of, workspace
from tests.profiles.pages import PART, words
from tests.statements import count_statements

pytestmark = pytest.mark.both


def merged(app: Flask, workspace_id: int, gone: int, into: int | None, number: int) -> None:
    """Note that somebody lives on in another record, or with no other, that she was erased."""
    with factories.inside(app, workspace_id):
        kind = Departed.MERGED if into else Departed.ERASED
        db.session.add(
            Departure(
                workspace_id=workspace_id,
                constituent_id=gone,
                lookup_number=number,
                kind=kind,
                into_id=into,
                actor="Adam",
            )
        )
        db.session.commit()


@pytest.mark.parametrize("tab", ["", "/donations", "/email-preferences", "/history", "/activity-state"])
def test_every_address_of_a_merged_record_leads_to_the_same_page_of_who_lives_on(
    app: Flask, world: World, as_bob: FlaskClient, tab: str
) -> None:
    living = made(app, world.ours)
    merged(app, world.ours, 4_001, living, 900)

    answer = as_bob.get(f"/constituents/4001{tab}")
    part = as_bob.get(f"/constituents/4001{tab}", headers=PART)

    assert answer.status_code == 303
    assert answer.location == f"/constituents/{living}{tab}"
    assert part.headers["HX-Redirect"] == f"/constituents/{living}{tab}"
    shown = as_bob.get(answer.location)
    assert shown.status_code == 200
    assert "C-900 was merged into this record" in shown.text
    assert "by Adam" in shown.text


def test_the_profile_says_what_was_merged_into_it(app: Flask, world: World, as_vera: FlaskClient) -> None:
    living = made(app, world.ours)
    merged(app, world.ours, 4_001, living, 900)

    shown = words(as_vera.get(f"/constituents/{living}"))

    assert "C-900 merged into this record" in shown


@pytest.mark.parametrize("typed", ["C-900", "c900", "900"])
def test_the_lookup_id_of_a_merged_record_finds_who_lives_on(
    app: Flask, world: World, as_bob: FlaskClient, typed: str
) -> None:
    living = made(app, world.ours)
    made(app, world.ours, email="b@example.org")
    merged(app, world.ours, 4_001, living, 900)

    with factories.inside(app, world.ours):
        assert [who.id for who in directory.find(workspace(world.ours), typed)] == [living]
    listed = as_bob.get("/constituents", query_string={"q": typed})
    assert f"/constituents/{living}" in listed.text


def test_a_trail_of_mergers_is_followed_to_its_end(app: Flask, world: World, as_bob: FlaskClient) -> None:
    last, middle = made(app, world.ours), made(app, world.ours, email="b@example.org")
    merged(app, world.ours, 4_001, middle, 900)
    merged(app, world.ours, middle, last, 901)

    assert as_bob.get("/constituents/4001").location == f"/constituents/{last}"


def test_merged_into_somebody_who_was_erased_says_that(app: Flask, world: World, as_bob: FlaskClient) -> None:
    middle = made(app, world.ours)
    merged(app, world.ours, 4_001, middle, 900)
    merged(app, world.ours, middle, None, 901)

    answer = as_bob.get("/constituents/4001")

    assert answer.status_code == 410
    assert "C-901 was erased" in words(answer)


def test_a_part_of_an_erased_page_says_so_where_it_can_be_seen(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    merged(app, world.ours, 4_001, None, 900)

    answer = as_bob.get("/constituents/4001/donations", headers=PART)

    assert answer.status_code == 410
    assert 'hx-target="#flash' in answer.text
    assert "C-900 was erased" in answer.text


def test_what_was_meant_for_a_merged_record_is_not_written_to_another(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    living = made(app, world.ours)
    merged(app, world.ours, 4_001, living, 900)

    answer = as_bob.post("/constituents/4001/death", data={"version": 2, "died": ""})

    assert answer.status_code == 303
    assert "Nothing was saved" in as_bob.get(answer.location).text
    with factories.inside(app, world.ours):
        assert not record_of(world.ours, living).deceased


def test_strangers_get_the_same_404_as_for_nobody(
    app: Flask, world: World, as_mallory: FlaskClient, client: FlaskClient
) -> None:
    living = made(app, world.ours)
    merged(app, world.ours, 4_001, living, 900)
    merged(app, world.ours, 4_002, None, 901)

    assert [as_mallory.get(f"/constituents/{n}").status_code for n in (4_001, 4_002, 4_003)] == [404] * 3
    assert client.get("/constituents/4001").status_code == 401


def test_only_a_page_that_is_not_there_asks_who_is_gone(
    app: Flask, world: World, as_bob: FlaskClient
) -> None:
    person = made(app, world.ours)

    with count_statements() as seen:
        as_bob.get(f"/constituents/{person}/history")

    assert not [one for one in seen if one.startswith("SELECT departures")]
