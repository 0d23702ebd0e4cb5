"""The pages of groups, asked by every role, by strangers and by nobody."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests import factories
from tests.factories import World
from tests.groups.pages import FRAGMENT, some_groups, text_of, words

UNKNOWN = 9_223_372_036_854_775_806
PAGES = {
    "/groups": 200,
    "/groups/{g}": 200,
    "/groups/{g}/status": 303,
    "/groups/{g}/eligibility": 200,
    "/groups/{g}/uses": 200,
    "/groups/{g}/columns": 200,
    "/groups/{g}/people/{p}": 200,
    "/groups/{g}/copies": 403,
    "/groups/new": 403,
    "/groups/new?type=static": 403,
    "/groups/combine": 403,
    "/groups/{b}/members/new": 403,
    "/groups/{b}/members/copy": 403,
    "/groups/{b}/members/file": 403,
    "/groups/{b}/members/import": 403,
    "/groups/{b}/removals": 403,
    "/groups/{g}/edit": 403,
    "/groups/{b}/edit": 403,
    "/groups/{g}/deletion": 403,
    "/groups/{g}/export": 403,
}
"""Every page, and what a viewer gets; whoever may edit gets 200 where a viewer gets 403."""

ACTS = [
    "/groups/new",
    "/groups/preview",
    "/groups/{g}/edit",
    "/groups/{g}/calculations",
    "/groups/{g}/deletion",
    "/groups/{g}/archive",
    "/groups/{g}/return",
    "/groups/{g}/duplicates",
    "/groups/{g}/copies",
    "/groups/combine",
    "/groups/{b}/members",
    "/groups/{b}/members/1/note",
    "/groups/{b}/members/copy",
    "/groups/{b}/members/file",
    "/groups/{b}/members/import",
    "/groups/{b}/removals",
    "/groups/{b}/changes/1/undo",
    "/groups/{b}/export",
]


@pytest.fixture
def ids(app: Flask, world: World) -> dict[str, int]:
    donors, board, givers = some_groups(app, world.ours)
    return {"g": donors, "b": board, "p": givers[0]}


def test_editors_open_every_page_and_viewers_those_that_change_nothing(
    as_bob: FlaskClient, as_vera: FlaskClient, ids: dict[str, int]
) -> None:
    for path, viewers in PAGES.items():
        assert as_bob.get(path.format(**ids)).status_code == (303 if viewers == 303 else 200), path
        assert as_vera.get(path.format(**ids)).status_code == viewers, path


def test_a_part_of_a_page_has_one_root_and_no_layout(as_bob: FlaskClient, ids: dict[str, int]) -> None:
    for path, viewers in PAGES.items():
        if viewers != 303:
            part = as_bob.get(path.format(**ids), headers=FRAGMENT).text
            assert "<html" not in part, path
            assert 'id="' in part, path


def test_another_workspace_sees_nothing_and_changes_nothing(
    as_mallory: FlaskClient, ids: dict[str, int]
) -> None:
    for path in PAGES:
        if "{" in path:
            assert as_mallory.get(path.format(**ids)).status_code == 404, path
    for path in ACTS:
        if "{" in path:
            assert as_mallory.post(path.format(**ids)).status_code == 404, path
    assert "Donors" not in text_of(as_mallory, "/groups").split("Your groups")[1]


def test_ids_that_nobody_has_are_not_found(as_bob: FlaskClient) -> None:
    for number in (0, UNKNOWN, 2**63, 10**40):
        assert as_bob.get(f"/groups/{number}").status_code == 404


def test_viewers_change_nothing(as_vera: FlaskClient, ids: dict[str, int]) -> None:
    for path in ACTS:
        assert as_vera.post(path.format(**ids)).status_code == 403, path


def test_nobody_gets_in_without_signing_in(client: FlaskClient, ids: dict[str, int]) -> None:
    for path in PAGES:
        assert client.get(path.format(**ids)).status_code == 401, path
    for path in ACTS:
        assert client.post(path.format(**ids)).status_code == 401, path


def test_the_area_says_so_when_the_email_module_is_off(
    app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]
) -> None:
    from app.accounts.models import Workspace
    from app.db import db

    with factories.inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).modules = ["donations"]
        db.session.commit()

    answer = as_bob.get(f"/groups/{ids['g']}")

    assert answer.status_code == 403
    assert "email module is off" in words(answer.text)


def test_looking_writes_nothing(app: Flask, as_bob: FlaskClient, world: World, ids: dict[str, int]) -> None:
    from app.audit.queries import recent

    def entries() -> int:
        with factories.inside(app, world.ours):
            return len(recent(world.ours, limit=100).entries)

    before = entries()
    for path in PAGES:
        as_bob.get(path.format(**ids))

    assert entries() == before
