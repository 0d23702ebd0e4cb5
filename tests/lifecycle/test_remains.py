"""Whoever was removed by an undo can be erased afterwards: nothing is left of her but hashes."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.db import db
from app.lifecycle.services.erasing import Erased, NotHere
from app.lifecycle.services.remains import erase_remains
from app.operations import doctor
from tests import factories
from tests.batches import makers
from tests.batches.makers import check, row, said
from tests.batches.reverting import committed, undone
from tests.factories import World
from tests.lifecycle.canary import FILE, LOWER, WORD, found_in, tables_about
from tests.lifecycle.people import ALICE, is_mailable, workspace
from tests.profiles.pages import check as sound
from tests.profiles.pages import words


def taken_back(app: Flask, workspace_id: int) -> int:
    """The former id of somebody whom an import added and its undo removed."""
    with factories.inside(app, workspace_id):
        batch = committed(app, workspace_id, FILE)
        person = row(batch, 2).constituent_id
        assert person
        undone(app, batch)
        db.session.commit()
    return person


@pytest.mark.both
def test_no_word_of_hers_is_left_but_in_the_uploaded_files(app: Flask, world: World) -> None:
    person = taken_back(app, world.ours)
    with factories.inside(app, world.ours):
        again = check(app, world.ours, FILE.replace("Ann", "Anne"))
        db.session.commit()
        assert {"journal", "batch_rows"} <= found_in(WORD).keys()

        outcome = erase_remains(workspace(world.ours), person, actor=ALICE)
        db.session.commit()

        assert outcome == Erased("C-1001", 2)
        assert found_in(WORD) == {"upload_parts": 2}
        assert tables_about(person) == {"departures": 1, "removals": 1}
        assert said(again) == {2: "skipped none", 3: "ready create"}
        assert erase_remains(workspace(world.ours), person, actor=ALICE) == NotHere()
    assert list(doctor.examine(app).findings) == []


def test_her_address_cannot_be_written_to_whoever_brings_it_again(app: Flask, world: World) -> None:
    person = taken_back(app, world.ours)
    with factories.inside(app, world.ours):
        workspace(world.ours).consent_policy = "opt_out"
        erase_remains(workspace(world.ours), person, actor=ALICE)
        db.session.commit()

        people = (
            makers.person("Ann", "New", f"ann@{LOWER}.example.org"),
            makers.person("Bo", "Old", "b@example.org"),
        )
        ann, bo = makers.add(world.ours, *people)

        assert [is_mailable(world.ours, each.id) for each in (ann, bo)] == [False, True]


def test_the_page_of_a_removed_record_leads_there_for_owners_alone(
    app: Flask, world: World, as_alice: FlaskClient, as_bob: FlaskClient
) -> None:
    person = taken_back(app, world.ours)
    url = f"/constituents/{person}"

    listed = as_alice.get("/imports/1/result/reverted")
    gone, editors = as_alice.get(url), as_bob.get(url)
    page = as_alice.get(f"{url}/remains")
    refused = as_alice.post(f"{url}/remains", data={"lookup_id": "C-7"})
    done = as_alice.post(f"{url}/remains", data={"lookup_id": " C-1001 "})

    assert f'href="{url}"' in listed.text
    assert (gone.status_code, editors.status_code) == (410, 410)
    assert f"{url}/remains" in gone.text
    assert "remains" not in editors.text
    assert as_bob.get(f"{url}/remains").status_code == 403
    for each in (gone, page, refused):
        sound(each)
    assert "Rows of imports and batches, emptied 1" in words(page)
    assert WORD not in page.text
    assert refused.status_code == 422
    assert "Nothing was erased" in words(refused)
    assert done.location == "/constituents"
    after = as_alice.get(f"{url}/remains")
    assert after.status_code == 410
    assert "was erased on" in words(after)
    assert WORD not in as_alice.get("/imports/1/result/reverted").text


def test_there_is_nothing_left_of_who_is_here_or_never_was(
    as_alice: FlaskClient, app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        (ann,) = makers.add(world.ours, makers.person("Ann", "Lee", "ann@example.org"))

    assert as_alice.get(f"/constituents/{ann.id}/remains").status_code == 404
    assert as_alice.post("/constituents/4001/remains", data={"lookup_id": "C-1"}).status_code == 404
