"""The cells of a list of people: on a phone, cells that hold nothing take no room."""

import re
from types import SimpleNamespace

from flask import Flask


def test_what_is_not_known_leaves_its_cell_empty(app: Flask) -> None:
    line = SimpleNamespace(email=None, phone="", place="Oslo")

    with app.test_request_context():
        people = app.jinja_env.get_template("components/people.html").module
        cells = str(people.line_cells(line, ["email", "phone", "place"], {}))  # type: ignore[attr-defined]

    assert len(re.findall(r"<td[^>]*></td>", cells)) == 2
    assert "<td><bdi>Oslo</bdi></td>" in cells
