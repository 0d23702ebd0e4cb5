"""An address whose owner was erased: a row adds nobody before staff say that they asked to come back."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.batches import queries, services
from app.batches.domain.several import Verb
from app.batches.models import Batch
from app.consent import queries as consent
from app.db import db, now
from app.lifecycle.services import erasing
from tests import factories
from tests.batches import makers
from tests.batches.makers import ALICE, add, check, commit, person, row, said
from tests.batches.resolution import toasts
from tests.factories import World
from tests.profiles.pages import check as linted
from tests.profiles.pages import words

FILE = (
    "First name,Last name,Email,Email 2\n"
    "Eve,Kay,Eve+list@example.org,\nFay,Ray,fay@example.org,eve@example.org\nAnn,Lee,ann@example.org,eve@example.org\n"
    "Gus,Orr,gus@example.org,\n"
)
WAITS = "conflict none"


def erased(workspace_id: int) -> None:
    """Eve was here and is erased; Ann is here."""
    eve, _ = add(
        workspace_id, person("Eve", "Kay", "eve@example.org"), person("Ann", "Lee", "ann@example.org")
    )
    erasing.erase(makers.workspace(workspace_id), eve.id, actor=ALICE)
    db.session.commit()


def evelyn(app: Flask, workspace_id: int) -> Batch:
    """A row that would give somebody else the address."""
    add(workspace_id, person("Evelyn", "Kaye", "kay@example.org", street="12 Elm Street"))
    lines = "First name,Last name,Email,Street,City\nEvelyn,Kaye,eve@example.org,12 Elm Street,Portland\n"
    return check(app, workspace_id, lines)


@pytest.fixture
def batch(app: Flask, inside: World) -> Batch:
    erased(inside.ours)
    return check(app, inside.ours, FILE)


@pytest.mark.both
def test_whoever_was_erased_comes_back_by_a_named_decision_alone(app: Flask, batch: Batch) -> None:
    before = said(batch)

    changed = services.welcome_back(batch, row(batch, 2), actor=ALICE)
    db.session.commit()
    batch = commit(app, batch)

    assert before == {2: WAITS, 3: WAITS, 4: "ready update", 5: "ready create"}
    assert isinstance(changed, services.RowChanged)
    assert makers.states(batch) == {2: "applied", 3: "pending", 4: "applied", 5: "applied"}
    eve = row(batch, 2).constituent_id or 0
    verdict = consent.verdicts(makers.workspace(batch.workspace_id), [eve], at=now())[eve]
    assert not verdict.eligible
    assert "asked to be erased" in str(verdict)


def test_an_undo_takes_back_that_they_asked_to_come_back(batch: Batch) -> None:
    services.welcome_back(batch, row(batch, 2), actor=ALICE)
    last = row(batch, 2).last_act or {}

    services.undo_row(batch, row(batch, 2), last["id"], actor=ALICE)

    assert (last["act"], last["by"]) == ("come_back", "Alice")
    assert said(batch)[2] == WAITS
    assert isinstance(services.welcome_back(batch, row(batch, 5), actor=ALICE), services.NotAllowed)


def test_not_a_duplicate_says_nothing_of_coming_back(app: Flask, inside: World) -> None:
    """The second decision keeps the first, and an undo of it leaves the first."""
    erased(inside.ours)
    batch = evelyn(app, inside.ours)
    before = said(batch)

    services.mark_distinct(batch, row(batch, 2), actor=ALICE)
    new = said(batch)
    services.welcome_back(batch, row(batch, 2), actor=ALICE)
    back = said(batch)
    services.undo_row(batch, row(batch, 2), (row(batch, 2).last_act or {})["id"], actor=ALICE)

    assert (before, new, back) == ({2: "ready update"}, {2: WAITS}, {2: "ready create"})
    assert said(batch) == new
    assert (row(batch, 2).decision or {})["distinct_from"]
    assert queries.distinctions(inside.ours, [(row(batch, 2).decision or {})["identity"]])


def test_nobody_adds_erased_people_in_bulk(batch: Batch) -> None:
    new = services.decide_rows(batch, [2, 3], Verb.DISTINCT, actor=ALICE)
    skipped = services.decide_rows(batch, [2, 3], Verb.SKIP, actor=ALICE)

    assert new.numbers == []
    assert skipped.numbers == [2, 3]


def test_the_pages_say_what_there_is_to_decide(app: Flask, as_bob: FlaskClient, world: World) -> None:
    with factories.inside(app, world.ours):
        erased(world.ours)
        check(app, world.ours, FILE)
        evelyn(app, world.ours)

    review = as_bob.get("/imports/1")
    opened = as_bob.get("/imports/1/rows/2")
    resolving = as_bob.get("/imports/1/rows/3/merge")
    once = as_bob.get("/imports/1/decisions?cause=erased_address&outcome=conflict")
    other = as_bob.get("/imports/2/rows/2")
    reply = as_bob.post("/imports/1/rows/2/return", follow_redirects=True)

    for page in (review, opened, resolving, once, other):
        linted(page)
    assert "Somebody with this address asked to be erased 2 rows" in words(review)
    for page in (review, opened, resolving):
        assert "They asked to come back: add as new" in words(page)
        assert "Not a duplicate" not in words(page).partition("Selected rows")[0]
    assert "they are added as a new person who cannot be emailed" in words(opened)
    assert "asked to be erased: nobody may write there." in words(other)
    assert "Skip them all" in words(once)
    assert "new people" not in words(once)
    assert "Row 2 will add somebody new, who cannot be emailed." in toasts(reply)
    assert "Bob said that the person in this row asked to come back" in words(as_bob.get("/imports/1/rows/2"))
