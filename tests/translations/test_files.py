"""Every file that leaves Kith is the same in every language: whoever takes it, it can come back."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app import words
from app.accounts.access import permission_of
from app.accounts.domain.roles import Permission
from app.accounts.models import Workspace
from app.audit.models import JournalEntry
from app.db import db
from app.lifecycle.routes import takeout
from tests import factories
from tests.factories import World, inside
from tests.tenancy.estate import build
from tests.tenancy.test_crawler import address, rules
from tests.translations.pseudo import Foreign

TIMES = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(\+\d\d:\d\d|Z)?")
"""Instants: of two files, one was made later."""
SENT = {
    "profiles.export": [
        {},
        {"export-whole": "y"},
        {"export-kind": "xlsx"},
        {"can": "no", "q": "a", "added": "2026-01-02"},
    ],
    "groups.export": [{}, {"which": "everybody", "reason": "Letters", "kind": "xlsx"}, {"links": "y"}],
    "consent.interest_export": [{}, {"show": "left"}, {"links": "y"}],
    "events.export": [{}, {"status": "attended"}],
}
"""What a form says beside nothing, where it makes another file."""
REPORTS = ("giving", "events", "engagement")


def test_a_file_is_the_same_whatever_the_workspace_speaks(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # read from right to left, written with figures of its own
    english, foreign = words.translations, Foreign()
    monkeypatch.setattr(words, "translations", lambda name: foreign if name == "ar" else english(name))
    ids = build(app, world).ids
    # who takes the data of a person is noted, and the next file tells of it
    monkeypatch.setattr(takeout, "note_export", lambda *_told, **_known: None)
    alice = factories.signed_in(app, world.alice)

    taken = [
        (name, body, [take(app, world, alice, url, body, locale) for locale in ("en_US", "ar_EG")])
        for name, url, body in files(app, ids)
    ]

    assert [(name, body, found) for name, body, found in taken if found[0] != found[1]] == []
    assert {found[0][0] for _name, _body, found in taken} == {200}
    assert not [each for each in fields(app, world) if not each.isascii()]


def files(app: Flask, ids: dict[str, int | str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every way to take a file: whoever may take one has a right of its own."""
    for rule, method in rules(app):
        if method == "POST" and permission_of(app, rule.endpoint) is Permission.EXPORT:
            for body in SENT.get(rule.endpoint, [{}]):
                for url in addresses(rule, ids):
                    yield rule.endpoint, url, {"trial": "y", **body}


def addresses(rule: Rule, ids: dict[str, int | str]) -> list[str]:
    if "report" in rule.arguments:
        return [address(rule, ids).replace("/giving/", f"/{report}/") for report in REPORTS]
    return [address(rule, ids)]


def take(
    app: Flask, world: World, client: FlaskClient, url: str, body: dict[str, str], locale: str
) -> tuple[int, str, str]:
    """Status, name and text of a file as a workspace of this locale takes it."""
    with inside(app, world.ours):
        db.session.get_one(Workspace, world.ours).locale = locale
        db.session.commit()
    response = client.post(url, data=body, buffered=True)
    return response.status_code, response.headers.get("Content-Disposition", ""), text_of(response)


def text_of(response: TestResponse) -> str:
    """What a file says, a packed one unpacked, without instants."""
    if not response.data.startswith(b"PK"):
        return TIMES.sub("", response.text)
    with ZipFile(BytesIO(response.data)) as archive:
        return TIMES.sub("", "".join(archive.read(name).decode() for name in archive.namelist()))


def fields(app: Flask, world: World) -> set[str]:
    """The keys of all lines of the journal: by them it is told later what was done."""
    with inside(app, world.ours):
        found = select(JournalEntry.field).where(JournalEntry.workspace_id == world.ours)
        return set(db.session.scalars(found))
