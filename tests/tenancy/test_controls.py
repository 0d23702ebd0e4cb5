"""Nobody sees a link or button that would be refused: every control of every page, role by role."""

from html.parser import HTMLParser
from urllib.parse import urlsplit

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


class Controls(HTMLParser):
    """Method and path of everything on a page that can be pressed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: set[tuple[str, str]] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        if tag == "form" and (action := has.get("action")):
            self.found.add(((has.get("method") or "get").upper(), action))
        for name, method in LINKS.items():
            if tag != "link" and (url := has.get(name)):
                self.found.add((method, url))


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
            wrong = {refused(app, role, *control) for control in Controls(response.text).found} - {None}
            if wrong:
                found[rule.rule] = {str(each) for each in wrong}

    assert found == {}
    assert looked > 20
