"""The resolution screen of a row as a client without a script uses it."""

import re
from dataclasses import dataclass, field
from html import unescape

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests import factories
from tests.batches import makers, scenes
from tests.batches.makers import table
from tests.factories import World
from tests.profiles.pages import PART

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_ANSWER = re.compile(r'<input[^>]*name="(choice:[^"]+)"[^>]*>')


@dataclass
class Form:
    """What the form of a screen holds, by name: hidden fields, and the answers that are chosen."""

    fields: dict[str, str]
    lines: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, response: TestResponse) -> "Form":
        html = response.text.partition('id="decide"')[2].partition("</form>")[0]
        hidden = {name: unescape(value) for name, value in _HIDDEN.findall(html)}
        chosen = {}
        for found in _ANSWER.finditer(html):
            value = re.search(r'value="([^"]+)"', found[0])
            if re.search(r"\bchecked\b", found[0]) and value:
                chosen[unescape(found[1])] = value[1]
        lines = list(dict.fromkeys(unescape(found[1]) for found in _ANSWER.finditer(html)))
        return cls(hidden | chosen, lines)

    def saying(self, **answers: str) -> dict[str, str]:
        """The fields with further ones."""
        return self.fields | answers


def opened(client: FlaskClient, number: int, row: int, query: str = "") -> TestResponse:
    """The page of a row."""
    return client.get(f"/imports/{number}/rows/{row}/merge{query}")


def ruled(client: FlaskClient, number: int, row: int, query: str = "") -> Form:
    """The form once somebody has pressed "Use my organization's rules"."""
    form = Form.of(opened(client, number, row, query))
    return Form.of(planned(client, number, row, form.saying(do="rules")))


def planned(client: FlaskClient, number: int, row: int, said: dict[str, str]) -> TestResponse:
    """The fragment with what was said so far."""
    return client.post(f"/imports/{number}/rows/{row}/merge/plan", data=said, headers=PART)


def confirmed(
    client: FlaskClient, number: int, row: int, said: dict[str, str], **how: object
) -> TestResponse:
    """The answer to "Confirm as match"."""
    return client.post(f"/imports/{number}/rows/{row}/merge", data=said, **how)  # type: ignore[arg-type]


def outcome(app: Flask, world: World, number: int, row: int) -> str:
    """The row in two words."""
    with factories.inside(app, world.ours):
        return makers.said(scenes.batch(world.ours, number))[row]


def ids(app: Flask, world: World) -> list[int]:
    """Everybody on record, in the order they were added."""
    with factories.inside(app, world.ours):
        return [each.id for each in makers.everybody(world.ours)]


def toasts(response: TestResponse) -> str:
    """What the page says has happened."""
    return response.text.partition('id="toasts"')[2].partition("<template")[0]


def undo_in(response: TestResponse) -> str:
    """Where the Undo of the latest toast leads."""
    return unescape(toasts(response).rpartition(' action="')[2].partition('"')[0])


def several(app: Flask, world: World, rows: int) -> int:
    """An import of so many rows that may all be one María Becker."""
    head = ("First name", "Last name", "Email", "Street", "City", "State", "ZIP")
    lines = [
        ("Ruth", "Becker", f"r{n}@example.org", "12 Elm Street", "Portland", "OR", "97210")
        for n in range(rows)
    ]
    with factories.inside(app, world.ours):
        scenes.know(world.ours)
        return makers.check(app, world.ours, table(head, *lines)).number
