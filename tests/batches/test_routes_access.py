"""Who may do what with an import: every route of batches and imports, for everybody who may not."""

import re
from collections.abc import Iterable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.roles import Module
from app.accounts.models import Workspace
from app.batches.models import Batch
from app.db import db
from tests import factories
from tests.batches import makers, scenes
from tests.batches.scenes import in_review
from tests.factories import World
from tests.profiles.pages import PART

READS = (
    "/imports",
    "/imports/1",
    "/imports/1/rows/4",
    "/imports/1/rows/next",
    "/imports/1/check",
    "/imports/1/map",
    "/imports/1/progress",
    "/batches/1/review",
    "/imports/1/result",
    "/imports/1/result/created",
    "/imports/mappings",
)
EDITS = (
    "/imports/1/rows/4/edit",
    "/imports/1/rows/4/merge",
    "/imports/1/rows/4/addition",
    "/imports/1/decisions",
    "/imports/1/undo",
    "/imports/1/commit",
    "/imports/1/discard",
    "/imports/new",
)
WRITES = (
    "/imports",
    "/imports/1/map",
    "/imports/1/map/saved",
    "/imports/1/map/tool",
    "/imports/1/group",
    "/imports/1/result/file",
    "/imports/1/reading",
    "/imports/1/check",
    "/imports/1/check/stop",
    "/imports/1/acknowledgement",
    "/imports/1/acknowledgement/undo",
    "/imports/1/rows/4/edit",
    "/imports/1/rows/4/distinction",
    "/imports/1/rows/4/return",
    "/imports/1/rows/4/skip",
    "/imports/1/rows/4/restoration",
    "/imports/1/rows/4/joining",
    "/imports/1/rows/4/keeping",
    "/imports/1/acts/4/undo",
    "/imports/1/rows/4/undo",
    "/imports/1/rows/4/merge",
    "/imports/1/rows/4/merge/plan",
    "/imports/1/rows/4/addition",
    "/imports/1/decisions",
    "/imports/1/undo",
    "/imports/1/commit",
    "/imports/1/progress/stop",
    "/imports/1/problems",
    "/imports/1/discard",
)
OF_ONE = tuple(url for url in (*READS, *EDITS) if "/1" in url)


@pytest.fixture
def state(app: Flask, world: World) -> object:
    """Everything that a forbidden request could change."""
    in_review(app, world.ours)
    return snapshot(app, world)


def snapshot(app: Flask, world: World) -> object:
    with factories.inside(app, world.ours):
        batch = scenes.batch(world.ours, 1)
        people = makers.people_count(world.ours)
        batches = db.session.query(Batch).count()
        return (
            batch.revision,
            batch.status,
            batch.mapping,
            makers.said(batch),
            makers.states(batch),
            people,
            batches,
        )


def test_every_route_is_listed_here(app: Flask) -> None:
    rules = {
        (
            re.sub("<int:number>", "1", re.sub(r"<int:\w+_\w+>", "4", rule.rule))
            .replace("<which>", "created")
            .replace("<door:door>", "imports"),
            method,
        )
        for rule in app.url_map.iter_rules()
        if rule.endpoint.startswith(("imports.", "batches."))
        and not {"filename", "name", "mapping_id"} & rule.arguments
        and "samples" not in rule.rule
        and not rule.rule.startswith("/groups/")  # whom an import brings into a group: with the groups
        for method in (rule.methods or set()) & {"GET", "POST"}
    }

    assert rules == {(url, "GET") for url in (*READS, *EDITS)} | {(url, "POST") for url in WRITES}


def answers(client: FlaskClient, method: str, urls: Iterable[str], **more: Any) -> dict[str, int]:
    """The status of the answer to each of these."""
    return {url: client.open(url, method=method, **more).status_code for url in urls}


def test_who_is_not_signed_in_sees_and_changes_nothing(
    app: Flask, client: FlaskClient, world: World, state: object
) -> None:
    assert set(answers(client, "GET", [*READS, *EDITS]).values()) == {401}
    assert set(answers(client, "GET", [*READS, *EDITS], headers=PART).values()) == {401}
    assert set(answers(client, "POST", WRITES).values()) == {401}
    assert snapshot(app, world) == state


def test_a_viewer_looks_and_changes_nothing(
    app: Flask, as_vera: FlaskClient, world: World, state: object
) -> None:
    assert set(answers(as_vera, "GET", READS).values()) <= {200, 303}
    assert set(answers(as_vera, "GET", EDITS).values()) == {403}
    assert set(answers(as_vera, "POST", WRITES).values()) == {403}
    assert snapshot(app, world) == state


def test_an_import_of_another_workspace_is_not_there(
    app: Flask, as_mallory: FlaskClient, world: World, state: object
) -> None:
    assert set(answers(as_mallory, "GET", OF_ONE).values()) == {404}
    assert set(answers(as_mallory, "GET", OF_ONE, headers=PART).values()) == {404}
    assert set(answers(as_mallory, "POST", WRITES[1:]).values()) == {404}
    assert "No imports yet" in as_mallory.get("/imports").text
    assert snapshot(app, world) == state


def test_looking_changes_nothing(app: Flask, as_alice: FlaskClient, world: World, state: object) -> None:
    assert set(answers(as_alice, "GET", [*READS, *EDITS]).values()) <= {200, 303}
    assert snapshot(app, world) == state


def test_what_does_not_exist_is_not_found(as_alice: FlaskClient, state: object) -> None:
    nowhere = ("/imports/1/rows/99", "/imports/1/rows/99/edit", "/imports/99", "/imports/0")

    assert set(answers(as_alice, "GET", nowhere).values()) == {404}


def test_without_the_email_module_the_area_says_so(
    app: Flask, as_alice: FlaskClient, world: World, state: object
) -> None:
    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).modules = [
            each.value for each in Module if each is not Module.EMAIL
        ]
        db.session.commit()

    assert set(answers(as_alice, "GET", [*READS, *EDITS]).values()) == {403}
    assert set(answers(as_alice, "POST", WRITES).values()) == {403}
    assert "module" in as_alice.get("/imports").text
