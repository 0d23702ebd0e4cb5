"""The keys of the grid, as the list of keys on a page tells them."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.batch_entry.grids import open_number
from tests.factories import World

pytestmark = pytest.mark.both


def test_the_new_row_is_no_key_and_the_keys_of_the_grid_are_listed(
    app: Flask, world: World, as_alice: FlaskClient
) -> None:
    number = open_number(app, world)

    page = as_alice.get(f"/batches/{number}/grid").text

    keys = re.findall(r'data-key="([^"]*)"', page)
    assert [key for key in keys if len(key) > len("g h")] == []
    also = re.search(r"<p [^>]*data-keys-also>(.*?)</p>", page)
    assert also
    assert "<kbd>F2</kbd>" in also[1]
