"""Deleting a group."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import World
from tests.groups.pages import some_groups, text_of, words


@pytest.fixture
def ids(app: Flask, world: World) -> tuple[int, int, list[int]]:
    return some_groups(app, world.ours)


def test_deleting_says_what_goes_and_what_stays(as_bob: FlaskClient, ids: tuple[int, int, list[int]]) -> None:
    asked = text_of(as_bob, f"/groups/{ids[1]}/deletion")
    gone = as_bob.post(f"/groups/{ids[1]}/deletion", follow_redirects=True)

    assert "The people themselves stay as they are" in asked
    assert "The group “Board” is deleted." in words(gone.text)
    assert as_bob.get(f"/groups/{ids[1]}").status_code == 404
