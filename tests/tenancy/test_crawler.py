"""Every route, with every object of ours, asked by those who may not: nothing but 404, 401 and 403.

Who is signed in and what a role may do is no matter of the database: those are asked on SQLite alone.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.accounts.access import permission_of
from app.accounts.domain.roles import Permission, Role
from app.db import db
from app.schema import metadata
from tests import factories
from tests.factories import World, inside
from tests.tenancy.estate import CANARY, Estate, build, build_theirs
from tests.tenancy.test_schema import INSTALLATION

NOT_OURS = {
    "door": "imports",
    "act": "7",
    "name": "spring-gala.csv",
    "slug": "nobody",
    "token": "x" * 43,
    "version": "0",
    "filename": "css/app.css",
    "area": "constituents",
    "page": "the-profile",
    "part": "emails",
    "kind": "individual",
    "which": "created",
    "deed": "cancellation",
    "provider": "mailgun",
    "report": "giving",
    "color": "7a2b5f",
}
"""Parts of URLs that name no object of a workspace."""
FAR = 1_000_003
"""From an id to one that does not exist."""
OPEN = {Permission.PUBLIC, Permission.SIGNED_IN}


@pytest.fixture
def estate(app: Flask, world: World) -> Estate:
    return build(app, world)


def rules(app: Flask) -> list[tuple[Rule, str]]:
    """Every route with every method that it answers."""
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint != "asset"
    ]


def address(rule: Rule, values: dict[str, int | str], *, shift: int = 0) -> str:
    """The URL of a route for these objects, or for ones that do not exist, `shift` further on."""
    chosen = {**NOT_OURS, **values} if "door" in values else {**values, **NOT_OURS}
    if rule.endpoint.startswith("activity_imports."):
        chosen["number"] = values["activity"]
    if rule.endpoint.startswith("batch_entry."):
        chosen["number"] = values["entered"]

    def fill(match: re.Match[str]) -> str:
        value = chosen[match[1]]  # a name that is not known here fails the test: register it in the estate
        return str(value + shift if isinstance(value, int) else value)

    return re.sub(r"<(?:\w+:)?(\w+)>", fill, rule.rule)


def ask(
    app: Flask, staff: int | None, method: str, url: str, body: dict[str, object]
) -> Iterator[TestResponse]:
    """The answers to a browser and to htmx; who may change something does so in a fresh session each."""
    client = None
    for headers in ({}, {"HX-Request": "true", "HX-Request-Type": "partial"}):
        if client is None or method != "GET":
            client = factories.signed_in(app, staff) if staff else app.test_client()
        send = {"query_string": body} if method == "GET" else {"data": body}
        yield client.open(url, method=method, headers=headers, buffered=True, **send)


def read(response: TestResponse) -> str:
    """What an answer says, a packed file unpacked."""
    if response.mimetype != "application/zip":
        return response.text
    with ZipFile(BytesIO(response.data)) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


def ours(app: Flask, world: World) -> dict[str, list[tuple[object, ...]]]:
    """Every row of our workspace."""
    with inside(app, world.ours):
        return {
            table.name: [
                tuple(row)
                for row in db.session.execute(
                    select(table).where(table.c.workspace_id == world.ours).order_by(*table.primary_key)
                )
            ]
            for table in metadata.sorted_tables
            if table.name not in INSTALLATION
        }


def steady(response: TestResponse) -> tuple[int, str]:
    """Status and body without what differs from one answer to the next."""
    return response.status_code, re.sub(
        r"[0-9a-f]{16}|value=\"[\w.-]{40,}\"|X-CSRFToken[^}]*", "", response.text
    )


@pytest.mark.both
def test_nobody_of_another_workspace_reads_changes_or_even_notices_what_we_own(
    app: Flask, world: World, estate: Estate
) -> None:
    before = ours(app, world)
    body: dict[str, object] = {
        **estate.ids,
        "target": estate.ids["constituent_id"],
        "selected": 2,
        "q": CANARY,
        "who": "gave",
    }

    for rule, method in rules(app):
        owned = rule.arguments - NOT_OURS.keys()
        found = list(ask(app, world.mallory, method, address(rule, estate.ids), body if not owned else {}))
        absent = (
            list(ask(app, world.mallory, method, address(rule, estate.ids, shift=FAR), {})) if owned else []
        )

        for response in found:
            unanswered = CANARY not in response.text.replace(f'value="{CANARY}"', "").replace(
                f"“{CANARY}”", ""
            )
            assert unanswered or not owned, f"{method} {rule.rule} tells what we own"
            assert response.status_code < 500, f"{method} {rule.rule}"
            if owned:
                assert response.status_code == 404, f"{method} {rule.rule} answered {response.status_code}"
        for response, nothing in zip(found, absent, strict=False):
            assert steady(response) == steady(nothing), f"{method} {rule.rule} tells existing from absent"

    assert ours(app, world) == before


@pytest.mark.both
def test_ids_of_ours_beside_ids_of_one_s_own_open_nothing(app: Flask, world: World, estate: Estate) -> None:
    own = build_theirs(app, world)
    before = ours(app, world)
    body: dict[str, object] = {**estate.ids, "target": estate.ids["constituent_id"], "q": CANARY}

    tried = 0
    for rule, method in rules(app):
        names = sorted(rule.arguments - NOT_OURS.keys() - {"row_number"})
        for foreign in names if len(names) > 1 else []:
            mixed = {**own.ids, foreign: estate.ids[foreign]}
            for response in ask(app, world.mallory, method, address(rule, mixed), {}):
                assert response.status_code in (404, 422), f"{method} {rule.rule} with a foreign {foreign}"
                assert CANARY not in response.text
                tried += 1
        if names:
            for response in ask(app, world.mallory, method, address(rule, own.ids), body):
                said = read(response).replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
                assert CANARY not in said
                assert response.status_code < 500, f"{method} {rule.rule}"

    assert tried > 0
    assert ours(app, world) == before


def test_signed_out_every_private_route_answers_401(app: Flask, world: World, estate: Estate) -> None:
    before = ours(app, world)

    for rule, method in rules(app):
        if permission_of(app, rule.endpoint) is not Permission.PUBLIC:
            for response in ask(app, None, method, address(rule, estate.ids), {}):
                assert response.status_code == 401, f"{method} {rule.rule}"
                assert CANARY not in response.text

    assert ours(app, world) == before


@pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
def test_a_role_that_is_too_low_gets_403_and_changes_nothing(
    app: Flask, world: World, estate: Estate, role: Role
) -> None:
    staff = {Role.VIEWER: world.vera, Role.EDITOR: world.bob}[role]
    before = ours(app, world)

    refused = 0
    for rule, method in rules(app):
        permission = permission_of(app, rule.endpoint)
        if permission and permission not in OPEN and not role.may(permission):
            for response in ask(app, staff, method, address(rule, estate.ids), {}):
                assert response.status_code == 403, f"{method} {rule.rule}"
                refused += 1

    assert ours(app, world) == before
    assert refused


@pytest.mark.both
def test_a_viewer_may_look_at_everything_there_is_to_look_at(
    app: Flask, world: World, estate: Estate
) -> None:
    for rule, method in rules(app):
        if method == "GET" and permission_of(app, rule.endpoint) is Permission.VIEW:
            for response in ask(app, world.vera, method, address(rule, estate.ids), {}):
                assert response.status_code in (200, 303), f"{rule.rule} answered {response.status_code}"


@pytest.mark.both
def test_no_route_changes_anything_on_get(app: Flask, world: World, estate: Estate) -> None:
    before = ours(app, world)

    for rule, method in rules(app):
        if method == "GET":
            for response in ask(app, world.alice, method, address(rule, estate.ids), {}):
                assert response.status_code < 500, f"{rule.rule}"

    assert ours(app, world) == before


@pytest.mark.both
def test_what_staff_entered_is_kept_behind_its_own_door_as_well(
    app: Flask, world: World, estate: Estate
) -> None:
    before = ours(app, world)
    entered = {**estate.ids, "door": "batches", "number": estate.ids["entered"], "row_number": 1}

    shared = [(rule, method) for rule, method in rules(app) if "door" in rule.arguments]
    for rule, method in shared:
        for response in ask(app, world.mallory, method, address(rule, entered), {}):
            assert response.status_code == 404, f"{method} {rule.rule} answered {response.status_code}"
            assert CANARY not in response.text
        # Some of these have a page of batches in front.
        answers = app.url_map.bind("").match(address(rule, entered), method=method)[0]
        may = permission_of(app, answers) is Permission.VIEW
        expected = (200, 303) if may else (403,)
        for response in ask(app, world.vera, method, address(rule, entered), {}):
            assert method != "GET" or response.status_code in expected, f"GET {rule.rule}"
            assert method == "GET" or may or response.status_code == 403, f"{method} {rule.rule}"

    assert shared
    assert ours(app, world) == before


def test_every_route_says_whom_it_is_for(app: Flask) -> None:
    silent = {rule.rule for rule, _ in rules(app) if permission_of(app, rule.endpoint) is None}

    assert silent == set()
