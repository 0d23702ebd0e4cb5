"""An import in review with a row of every kind, for tests of the screens."""

from dataclasses import replace

from flask import Flask

from app.batches import queries
from app.batches.models import Batch
from app.constituents.domain.record import Existing
from tests import factories
from tests.batches import makers
from tests.batches.makers import add, person

FILE = (
    "First name,Last name,Email,Mobile,Street,City,State,ZIP,Subscribed\n"
    "Ann,New,ann@example.org,,,,,,yes\n"
    "John,Smith,john.smith@example.com,(503) 555-0199,,,,,yes\n"
    "Ruth,Becker,m.becker@example.org,,12 Elm Street,Portland,OR,97210,yes\n"
    "Pat,Doe,not-an-email,,,,,,no\n"
    "Annie,New,ann@example.org,,,,,,no\n"
)
NEW, UPDATE, DUPLICATE, ERROR, TWIN = 2, 3, 4, 5, 6


def in_review(app: Flask, workspace_id: int, *, name: str = "gala.csv") -> int:
    """The number of an import in review: somebody new, an update, a possible duplicate, an error, a twin."""
    with factories.inside(app, workspace_id):
        know(workspace_id)
        return makers.check(app, workspace_id, FILE, name=name).number


def know(workspace_id: int) -> None:
    """Put two people on record: one whom the file updates, and one who may be in it by another name."""
    add(
        workspace_id,
        person("John", "Smith", "john.smith@example.com"),
        also_called("Ruth", person("María", "Becker", "maria@example.net", street="12 Elm Street")),
    )


def also_called(nickname: str, who: Existing) -> Existing:
    """Somebody who goes by another first name too."""
    return replace(who, name=replace(who.name, nickname=nickname))


def many(app: Flask, workspace_id: int, rows: int) -> int:
    """The number of an import of so many new people."""
    lines = "".join(f"Ann,Row{n:04},ann{n}@example.org\n" for n in range(rows))
    with factories.inside(app, workspace_id):
        return makers.check(app, workspace_id, "First name,Last name,Email\n" + lines, name="many.csv").number


def batch(workspace_id: int, number: int) -> Batch:
    """The import with this number."""
    found = queries.by_number(makers.workspace(workspace_id), number)
    assert found is not None
    return found


def work(app: Flask, workspace_id: int) -> None:
    """Let the background work be done."""
    with factories.inside(app, workspace_id):
        makers.drain(app)
