"""What is offered above the columns, what is kept beside them, and the page of the saved mappings."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import JournalEntry
from app.batches.domain.status import BatchStatus
from app.batches.models import Batch
from app.constituents import queries as constituents
from app.constituents.models import ExternalSystem
from app.db import db
from app.imports.models import SavedMapping
from tests import factories
from tests.batches import scenes
from tests.batches.scenes import work
from tests.factories import World
from tests.profiles.pages import PART, check, words

FILES = Path(__file__).parent / "presets"
FILE = (
    b"Email,First,Cell,Kind,Member ID\nann@example.org,Ann,020 7946 0123,ind,77\nbo@example.org,Bo,,hh,78\n"
)


def upload(client: FlaskClient, file: bytes = FILE, name: str = "list.csv") -> None:
    data = {"file": (io.BytesIO(file), name), "mode": "both"}
    client.post("/imports", data=data, content_type="multipart/form-data")


def preset(client: FlaskClient, name: str) -> None:
    upload(client, (FILES / f"{name}.csv").read_bytes(), f"{name}.csv")


def kept(app: Flask, world: World, number: int = 1) -> Batch:
    with factories.inside(app, world.ours):
        return scenes.batch(world.ours, number)


def saved(app: Flask, world: World) -> dict[str, int]:
    with factories.inside(app, world.ours):
        found = db.session.scalars(select(SavedMapping).where(SavedMapping.workspace_id == world.ours))
        return {each.name: each.id for each in found}


def test_the_file_of_a_known_tool_is_offered_its_mapping_and_nothing_is_applied_unseen(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    preset(as_bob, "npsp_data_import")
    before = kept(app, world)

    page = as_bob.get("/imports/1/map")

    check(page)
    assert "Looks like a Salesforce NPSP Data Import file." in words(page)
    assert "Use its mapping" in words(page)
    assert not before.shape["second"]


def test_its_mapping_is_used_and_taken_back(app: Flask, as_bob: FlaskClient, world: World) -> None:
    preset(as_bob, "npsp_data_import")

    used = as_bob.post("/imports/1/map/tool", data={"use": "yes"})
    page = as_bob.get("/imports/1/map")

    assert used.location == "/imports/1/map"
    assert "Looks like" not in words(page)
    assert "Mapped as a Salesforce NPSP Data Import file." in words(page)
    assert "read as the second person of the row" in words(page)
    assert "The first 3 people as they would look" in words(page)
    assert kept(app, world).settings["external_system"] == "Salesforce"
    as_bob.post("/imports/1/map/tool", data={"use": "no"})
    again = as_bob.get("/imports/1/map")
    assert "Looks like" not in words(again)
    assert "Mapped as" not in words(again)
    assert not kept(app, world).shape["second"]


def test_both_people_of_a_row_are_checked(app: Flask, as_bob: FlaskClient, world: World) -> None:
    preset(as_bob, "npsp_data_import")
    as_bob.post("/imports/1/map/tool", data={"use": "yes"})

    as_bob.post("/imports/1/map", data={"do": "check"})
    work(app, world.ours)

    assert kept(app, world).rows_read == 3


def test_a_file_of_people_who_said_no_is_not_checked_until_staff_say_that_it_is_recorded(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    preset(as_bob, "mailchimp_unsubscribed")

    page, refused = as_bob.get("/imports/1/map"), as_bob.post("/imports/1/map", data={"do": "check"})

    check(page)
    assert "Everybody in this file has unsubscribed." in words(page)
    assert "Record who said no" in words(page)
    assert 'action="/imports/1/restrictions"' in page.text
    assert refused.status_code == 422
    assert kept(app, world).status is BatchStatus.UPLOADED
    assert as_bob.post("/imports/1/map/tool", data={"use": "yes"}).status_code == 422
    as_bob.post("/imports/1/map/tool", data={"use": "no"})
    assert as_bob.post("/imports/1/map", data={"do": "check"}).location == "/imports/1/check"


@pytest.mark.parametrize("name", ["mailchimp_unsubscribed", "mailchimp_cleaned"])
def test_the_mapping_of_a_file_of_noes_is_offered_once_they_are_recorded(
    app: Flask, as_bob: FlaskClient, world: World, name: str
) -> None:
    preset(as_bob, name)
    as_bob.post("/imports/1/map/tool", data={"use": "recorded"})
    assert "Looks like a Mailchimp audience export" in words(as_bob.get("/imports/1/map"))
    as_bob.post("/imports/1/map/tool", data={"use": "yes"})

    assert kept(app, world).settings["external_system"] == "Mailchimp"
    assert as_bob.post("/imports/1/map", data={"do": "check"}).location == "/imports/1/check"


def test_a_column_in_which_everybody_said_no_is_refused_as_well(as_bob: FlaskClient) -> None:
    upload(as_bob, b"Email,Status\nann@example.org,unsubscribed\nbo@example.org,bounced\n")

    refused = as_bob.post("/imports/1/map", data={"do": "check"})

    assert refused.status_code == 422
    assert "Everybody in this file said no: see its column “Status”." in words(refused)


def test_columns_of_permission_are_named_and_the_file_is_offered_to_the_restrictions(
    as_bob: FlaskClient, as_vera: FlaskClient
) -> None:
    upload(as_bob, b"Email,Newsletter,Opt out\nann@example.org,yes,\nbo@example.org,no,1\n")

    page, viewed = as_bob.get("/imports/1/map"), as_vera.get("/imports/1/map")

    assert "Newsletter, Opt out: never imported here." in words(page)
    assert 'action="/imports/1/restrictions"' in page.text
    assert "Record who said no" not in words(viewed)
    assert "Use its mapping" not in words(viewed)


def test_what_values_mean_and_the_countries_are_kept_and_used_without_a_script(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    upload(as_bob)
    page = as_bob.get("/imports/1/map")
    assert "2 values: say what they mean" in words(page)
    assert 'name="valued-3" value="kind"' in page.text
    means = {"valued-3": "kind", "raw-3": ["ind", "hh"], "meant-3": ["", "organization"]}
    choice: dict[str, Any] = {"field-3": "kind", "field-2": "phone", **means}
    country: dict[str, Any] = {"country": "Ireland", "country-2": "United Kingdom"}

    preview = as_bob.post("/imports/1/map", data={"do": "preview", **choice, **country}, headers=PART)
    as_bob.post("/imports/1/map", data={"do": "check", **choice, **country})

    check(preview)
    assert "2 values, 1 with another meaning" in words(preview)
    assert "numbers of United Kingdom" in words(preview)
    batch = kept(app, world)
    assert batch.mapping["columns"][3]["values"] == {"hh": "organization"}
    assert batch.mapping["columns"][2]["country"] == "GB"
    assert batch.settings["country"] == "IE"
    work(app, world.ours)
    assert "2 Ready (2 new)" in words(as_bob.get("/imports/1"))


def test_meanings_of_a_column_that_goes_elsewhere_now_are_dropped(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    upload(as_bob)
    means = {"valued-3": "kind", "raw-3": ["hh"], "meant-3": ["organization"]}

    as_bob.post("/imports/1/map", data={"do": "check", "field-3": "nickname", **means})

    assert kept(app, world).mapping["columns"][3]["values"] == {}


def test_a_country_that_is_none_is_asked_about(app: Flask, as_bob: FlaskClient, world: World) -> None:
    upload(as_bob)

    refused = as_bob.post("/imports/1/map", data={"do": "check", "country": "Atlantis"})

    assert refused.status_code == 422
    assert "“Atlantis” is no country that is known here." in words(refused)
    assert kept(app, world).settings.get("country", "") == ""


SYSTEM = {"do": "check", "field-4": "external_id", "external_system": "Choir book", "field-3": ""}


def test_a_system_is_made_here_and_only_admins_trust_it(
    app: Flask, as_bob: FlaskClient, as_alice: FlaskClient, world: World
) -> None:
    upload(as_bob)
    asked = as_bob.post("/imports/1/map", data={**SYSTEM, "do": "preview"}, headers=PART)
    as_bob.post("/imports/1/map", data={**SYSTEM, "trusted": "1", "trust_shown": "1"})
    with factories.inside(app, world.ours):
        by_editor = constituents.trusted_systems(world.ours)
    work(app, world.ours)

    as_alice.post(
        "/imports/1/map",
        data={**SYSTEM, "external_system": "choir BOOK", "trusted": "1", "trust_shown": "1"},
    )

    assert "Choir book is new: it is added with the check, not trusted" in words(asked)
    assert "Trust these IDs" not in words(asked)
    assert by_editor == frozenset()
    with factories.inside(app, world.ours):
        assert constituents.trusted_systems(world.ours) == {"Choir book"}
        names = db.session.scalars(select(ExternalSystem.name)).all()
        trust = select(JournalEntry.after).where(JournalEntry.field == "trusted_system")
        assert db.session.scalars(trust).all() == ["Choir book"]
    assert names == ["Choir book"]
    assert kept(app, world).settings["external_system"] == "Choir book"


def test_a_mapping_is_kept_under_the_name_given_and_chosen_by_it_for_another_file(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    upload(as_bob)
    as_bob.post("/imports/1/map", data={**SYSTEM, "field-1": "nickname", "save_as": "Choir"})
    upload(as_bob, b"Mail,First,Other\nann@example.org,Ann,x\n", "second.csv")
    id = saved(app, world)["Choir"]

    page = as_bob.get("/imports/2/map")
    as_bob.post("/imports/2/map/saved", data={"saved": str(id)})

    assert f'<option value="{id}">Choir</option>' in page.text
    batch = kept(app, world, 2)
    assert [column["field"] for column in batch.mapping["columns"]] == ["", "nickname", ""]
    assert batch.settings["external_system"] == "Choir book"
    mapped = as_bob.post("/imports/2/map", data={"do": "check", "field-0": "email"})
    assert mapped.location == "/imports/2/check"
    assert set(saved(app, world)) == {"Choir", "Choir (2)"}


def test_a_saved_mapping_of_somebody_else_is_not_here(
    app: Flask, as_bob: FlaskClient, as_mallory: FlaskClient, world: World
) -> None:
    upload(as_bob)
    as_bob.post("/imports/1/map", data={**SYSTEM, "save_as": "Choir"})
    upload(as_mallory)
    id = saved(app, world)["Choir"]

    assert as_mallory.post("/imports/1/map/saved", data={"saved": str(id)}).status_code == 422
    assert as_mallory.post(f"/imports/mappings/{id}/name", data={"name": "x"}).status_code == 404
    assert as_mallory.post(f"/imports/mappings/{id}/delete").status_code == 404
    assert "Choir" not in words(as_mallory.get("/imports/mappings"))


def test_saved_mappings_are_renamed_and_deleted_on_a_page_of_their_own(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    empty = as_bob.get("/imports/mappings")
    for name in ("Choir", "Gala"):
        upload(as_bob, FILE.replace(b"Cell", name.encode()))
        as_bob.post(f"/imports/{1 if name == 'Choir' else 2}/map", data={**SYSTEM, "save_as": name})
    ids = saved(app, world)

    taken = as_bob.post(f"/imports/mappings/{ids['Choir']}/name", data={"name": "Gala"})
    blank = as_bob.post(f"/imports/mappings/{ids['Choir']}/name", data={"name": " "})
    renamed = as_bob.post(f"/imports/mappings/{ids['Choir']}/name", data={"name": "Singers"})
    asked = as_bob.get(f"/imports/mappings/{ids['Gala']}/delete")
    as_bob.post(f"/imports/mappings/{ids['Gala']}/delete")

    assert "No saved mappings yet" in words(empty)
    assert taken.status_code == blank.status_code == 422
    assert "Another mapping is called “Gala”." in words(taken)
    assert renamed.location == "/imports/mappings"
    check(asked)
    assert "Delete the mapping Gala?" in words(asked)
    assert set(saved(app, world)) == {"Singers"}
    check(as_bob.get("/imports/mappings"))


def test_a_viewer_sees_saved_mappings_and_changes_none(
    app: Flask, as_bob: FlaskClient, as_vera: FlaskClient, world: World
) -> None:
    upload(as_bob)
    as_bob.post("/imports/1/map", data={**SYSTEM, "save_as": "Choir"})

    page = as_vera.get("/imports/mappings")

    assert re.search(r"Choir 5 4", words(page))
    assert "Rename" not in words(page)
    assert as_vera.post(f"/imports/mappings/{saved(app, world)['Choir']}/delete").status_code == 403


@pytest.mark.parametrize("saved_id", ["", "x", "99"])
def test_a_mapping_that_is_gone_is_said_to_be(as_bob: FlaskClient, saved_id: str) -> None:
    upload(as_bob)

    assert as_bob.post("/imports/1/map/saved", data={"saved": saved_id}).status_code == 422
