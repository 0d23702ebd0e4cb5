"""Every page of accounts, asked by every role and by nobody."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.access import permission_of
from app.accounts.domain.roles import Permission, Role
from tests import factories
from tests.factories import World

VERA = 104
EVERYBODY = (200, 200, 200, 200)
MANAGERS = (200, 200, 403, 403)
PAGES = {
    "/settings": EVERYBODY,
    "/settings/you": EVERYBODY,
    "/settings/you/password": EVERYBODY,
    "/settings/you/sessions": EVERYBODY,
    "/workspaces": EVERYBODY,
    "/settings/organization": MANAGERS,
    "/settings/consent": MANAGERS,
    "/settings/people": MANAGERS,
    "/settings/people/invitations/new": MANAGERS,
    f"/settings/people/{VERA}": MANAGERS,
    "/settings/people/105": (404, 404, 403, 403),
    "/settings/people/1": (404, 404, 403, 403),
    "/settings/people/99999999999999999999": (404, 404, 404, 404),
}
ACTS = {
    "/settings/you": (422,) * 4,
    "/settings/you/password": (422,) * 4,
    "/settings/you/sessions/1/end": (404,) * 4,
    "/workspaces/visit": (404,) * 4,
    "/settings/organization": (422, 422, 403, 403),
    "/settings/consent": (422, 422, 403, 403),
    "/settings/people/invitations/new": (422, 422, 403, 403),
    "/settings/people/invitations/1/revocation": (404, 404, 403, 403),
    f"/settings/people/{VERA}": (422, 422, 403, 403),
    "/settings/people/105": (404, 404, 403, 403),
    "/settings/people/105/reset-links": (404, 404, 403, 403),
    "/settings/people/105/removal": (404, 404, 403, 403),
    f"/settings/people/{VERA}/reset-links": (200, 200, 403, 403),
    f"/settings/people/{VERA}/removal": (303, 303, 403, 403),
}


@pytest.fixture(params=["alice", "adam", "bob", "vera"])
def who(request: pytest.FixtureRequest, app: Flask, world: World) -> tuple[int, FlaskClient]:
    """The column of the tables above, and that person's browser."""
    column = ["alice", "adam", "bob", "vera"].index(request.param)
    return column, factories.signed_in(app, getattr(world, request.param))


def test_pages_open_for_whom_they_are_meant(who: tuple[int, FlaskClient]) -> None:
    column, browser = who

    answers = {path: browser.get(path).status_code for path in PAGES}

    assert answers == {path: statuses[column] for path, statuses in PAGES.items()}


@pytest.mark.parametrize("path", ACTS)
def test_acts_are_refused_to_lower_roles_and_unknown_or_foreign_things_are_not_found(
    who: tuple[int, FlaskClient], path: str
) -> None:
    column, browser = who

    assert browser.post(path).status_code == ACTS[path][column]


@pytest.mark.parametrize("path", [path for path in PAGES if len(path) < 35])
def test_nobody_gets_in_without_signing_in(world: World, client: FlaskClient, path: str) -> None:
    page = client.get(path)

    assert page.status_code == 401
    assert "<h1>Sign in</h1>" in page.text


@pytest.mark.parametrize("path", ACTS)
def test_nobody_acts_without_signing_in(world: World, client: FlaskClient, path: str) -> None:
    assert client.post(path).status_code == 401


def test_every_route_of_accounts_says_whom_it_is_for(app: Flask) -> None:
    endpoints = [name for name in app.view_functions if name.startswith("accounts.")]

    assert endpoints
    assert all(isinstance(permission_of(app, name), Permission) for name in endpoints)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.OWNER, {"view", "edit", "export", "commit_large", "lift", "manage", "own"}),
        (Role.ADMIN, {"view", "edit", "export", "commit_large", "lift", "manage"}),
        (Role.EDITOR, {"view", "edit", "export"}),
        (Role.VIEWER, {"view"}),
    ],
)
def test_a_role_grants_what_the_table_of_roles_says(role: Role, may: set[str]) -> None:
    asked_of_all = {"signed_in", "public"}

    assert {permission.value for permission in Permission if role.may(permission)} == may | asked_of_all
