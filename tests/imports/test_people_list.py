"""A file that names who joins a static group."""

from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Workspace
from app.batches.models import Batch
from app.db import db
from app.groups.queries.lists import get
from app.imports.domain.limits import DEFAULT_LIMITS
from app.imports.services import as_text, people_named
from app.imports.services.opening import Opened
from app.web.workbook import write_workbook
from tests import factories
from tests.factories import World
from tests.groups.makers import members_of
from tests.groups.pages import some_groups, words


def named(data: bytes, name: str = "list.csv") -> list[str]:
    opened = as_text(BytesIO(data), filename=name, largest=1_000_000, limits=DEFAULT_LIMITS)
    assert isinstance(opened, Opened)
    with opened:
        found = people_named(opened, filename=name, limits=DEFAULT_LIMITS)
    assert isinstance(found, list), found
    return found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lookup ID,Name,Email\nC-7,Ann,ann@example.org\n,Bo,bo@example.org\n", ["C-7", "bo@example.org"]),
        ("ann@example.org\nbo@example.org\n", ["ann@example.org", "bo@example.org"]),
        ("Lookup ID\n7\n8\n", ["7", "8"]),
        ("Name;Zip;E-mail\nAnn;94110;ann@example.org\nBo;94110;\n", ["ann@example.org", "Bo · 94110 (row)"]),
    ],
)
def test_each_row_names_one_person_and_a_postcode_names_nobody(text: str, found: list[str]) -> None:
    assert named(text.encode()) == found


def test_a_workbook_is_read_as_well() -> None:
    file = BytesIO()
    write_workbook(file, [("Name", "Email"), ("Ann", "ann@example.org")], sheet="People")

    assert named(file.getvalue(), "people.xlsx") == ["ann@example.org"]


def test_a_file_adds_whom_it_names_shows_the_others_first_and_is_not_kept(
    app: Flask, as_bob: FlaskClient, world: World
) -> None:
    _, board, givers = some_groups(app, world.ours)
    url = f"/groups/{board}/members/file"

    def send(text: str) -> str:
        file = (BytesIO(text.encode()), "list.csv")
        return words(as_bob.post(url, data={"file": file}, follow_redirects=True).text)

    nothing = as_bob.post(url)
    asked = send("Email\ngiver0@example.org\nwho@example.org\n")
    added = send("Email\ngiver0@example.org\nGIVER1@example.org\n")

    assert nothing.status_code == 422
    assert "Nobody has been added yet 1 would be added 0 in it already 1 not found" in asked
    assert "2 people added." in added
    with factories.inside(app, world.ours):
        found = get(db.session.get_one(Workspace, world.ours), board)
        assert found
        assert set(members_of(found)) == set(givers[:2])
        assert db.session.query(Batch).count() == 0
