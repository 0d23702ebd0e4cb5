"""Who sees templates and who changes them, and that no other workspace does."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.batch_entry.typed import gifts as gifts
from tests.batch_entry.typed import saved
from tests.factories import World

SEEN = ("", "/edit", "/columns", "/matching", "/rules", "/delete")
DONE = ("/edit", "/columns", "/matching", "/rules", "/delete", "/retirement", "/return")


@pytest.mark.parametrize("path", SEEN)
def test_another_workspace_finds_no_page_of_it(as_mallory: FlaskClient, gifts: int, path: str) -> None:
    assert as_mallory.get(f"/batches/templates/{gifts}{path}").status_code == 404


@pytest.mark.parametrize("path", DONE)
def test_another_workspace_changes_nothing(
    app: Flask, world: World, as_mallory: FlaskClient, gifts: int, path: str
) -> None:
    assert as_mallory.post(f"/batches/templates/{gifts}{path}").status_code == 404
    assert saved(app, world)[0].version == 1


def test_another_workspace_neither_copies_it_nor_starts_with_it(as_mallory: FlaskClient, gifts: int) -> None:
    assert as_mallory.get(f"/batches/templates/new?like={gifts}").status_code == 404
    assert as_mallory.post("/batches/new", data={"template": str(gifts)}).status_code == 404


@pytest.mark.parametrize("path", SEEN[1:])
def test_editors_look_at_templates_and_change_none(as_bob: FlaskClient, gifts: int, path: str) -> None:
    assert as_bob.get(f"/batches/templates/{gifts}").status_code == 200
    assert "Choose columns" not in as_bob.get(f"/batches/templates/{gifts}").text

    assert as_bob.get(f"/batches/templates/{gifts}{path}").status_code == 403


@pytest.mark.parametrize("path", ["/edit", "/columns", "/matching", "/rules", "/delete", "/retirement"])
def test_what_an_editor_posts_is_refused(
    app: Flask, world: World, as_bob: FlaskClient, gifts: int, path: str
) -> None:
    assert as_bob.post(f"/batches/templates/{gifts}{path}").status_code == 403
    assert saved(app, world)[0].retired_at is None


def test_viewers_start_no_batch(as_vera: FlaskClient, gifts: int) -> None:
    assert as_vera.get("/batches").status_code == 200
    assert "Start a batch" not in as_vera.get("/batches").text

    assert as_vera.get("/batches/new").status_code == 403
    assert as_vera.post("/batches/new", data={"template": str(gifts)}).status_code == 403
