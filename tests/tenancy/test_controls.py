"""Nobody sees a link or button that would be refused: every control of every page, role by role."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import html5lib
import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from app.accounts.access import permission_of
from app.accounts.domain.roles import Permission, Role
from tests import factories
from tests.factories import World
from tests.tenancy.estate import build
from tests.tenancy.test_crawler import address, rules

LINKS = {"href": "GET", "hx-get": "GET", "hx-post": "POST", "formaction": "POST"}


def controls(html: str) -> Iterator[tuple[str, str]]:
    """Method and path of everything on a page that can be pressed."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if element.tag == "form" and element.get("action"):
            yield element.get("method", "get").upper(), str(element.get("action"))
        for name, method in LINKS.items():
            if element.tag != "link" and (url := element.get(name)):
                yield method, url


def refused(app: Flask, role: Role, method: str, url: str) -> str | None:
    """The endpoint behind a control, when this role may not use it."""
    parts = urlsplit(url)
    if parts.scheme or parts.netloc or not parts.path:
        return None
    try:
        endpoint, _ = app.url_map.bind("localhost").match(parts.path, method=method)
    except RequestRedirect:
        return None
    except HTTPException:
        return f"{method} {url}: no such page"
    permission = permission_of(app, str(endpoint))
    return None if permission and role.may(permission) else f"{method} {endpoint}"


@pytest.mark.parametrize("role", list(Role))
def test_nobody_sees_a_control_that_would_be_refused(app: Flask, world: World, role: Role) -> None:
    staff = {
        Role.OWNER: world.alice,
        Role.ADMIN: world.adam,
        Role.EDITOR: world.bob,
        Role.VIEWER: world.vera,
    }
    estate = build(app, world)
    client = factories.signed_in(app, staff[role])
    found: dict[str, set[str]] = {}
    looked = 0

    for rule, method in rules(app):
        permission = permission_of(app, rule.endpoint)
        if method != "GET" or permission is Permission.PUBLIC or not (permission and role.may(permission)):
            continue
        response = client.get(address(rule, estate.ids), buffered=True)
        if response.status_code == 200 and response.mimetype == "text/html":
            looked += 1
            wrong = {refused(app, role, *control) for control in controls(response.text)} - {None}
            if wrong:
                found[rule.rule] = {str(each) for each in wrong}

    assert found == {}
    assert looked > 20
