"""Gifts of a list without numbers, of which two say just the same: none is lost, none recorded twice."""

from dataclasses import replace

from flask import Flask

from app.activity_imports import services
from app.activity_imports.domain.choices import Person
from app.activity_imports.services import receiving
from app.batches.models import Batch
from tests.activity_imports.makers import commit, decide, gifts, said, upload, workspace
from tests.batches.makers import ALICE, drain, fresh
from tests.factories import World, inside

HEAD = "Email,Name,Date,Amount,Currency\n"
ANN = "ann@example.org,Ann Lee,2026-03-01,20.00,USD\n"
BOB = "bob@example.org,Bob Fox,2026-04-01,5.00,USD\n"


def checked(app: Flask, workspace_id: int, *lines: str) -> Batch:
    """A cash book, checked."""
    batch = upload(workspace_id, HEAD + "".join(lines))
    reading = replace(receiving.reading_of(batch), source="book", currency="USD")
    assert receiving.keep_reading(batch, reading) is None
    assert isinstance(services.check(workspace(workspace_id), batch, actor=ALICE), services.Checking)
    drain(app)
    return fresh(batch)


def test_the_second_of_two_waits_and_is_known_wherever_it_stands_in_a_later_file(
    app: Flask, world: World, people: dict[str, int]
) -> None:
    with inside(app, world.ours):
        batch = checked(app, world.ours, ANN, ANN)
        assert said(batch) == {2: "ready create", 3: "possible_duplicate equal"}
        decide(batch, Person(people["Ann"]), 3)
        commit(app, fresh(batch))
        assert len(gifts()) == 2

        grown = checked(app, world.ours, BOB, ANN, ANN, ANN)

        assert said(grown) == {
            2: "ready create",
            3: "ready no_change",
            4: "ready no_change",
            5: "possible_duplicate equal",
        }
