"""Home's figures and first steps: what is there, what is done, and what can be put away."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.accounts.models import Workspace
from app.batches.domain.status import BatchKind, BatchStatus
from app.batches.models import Batch
from app.consent.services.catching_up import rebuild
from app.db import db, now
from app.profiles.domain.home import Step, greeting, to_do
from app.profiles.queries.first_steps import done
from app.profiles.services import totals
from tests.factories import World, inside
from tests.profiles.makers import maria
from tests.profiles.pages import check, words

DISMISSAL = "/first-steps/dismissal"
FRAGMENT = {"HX-Request": "true", "HX-Request-Type": "partial"}
HOW = re.compile(r'<a href="(/docs/[^"]+)"[^>]* hx-get="([^"]+)"[^>]*>How\?</a>')


def steps(app: Flask, workspace_id: int) -> set[Step]:
    """The steps that are done."""
    with inside(app, workspace_id):
        found = done(db.session.get_one(Workspace, workspace_id))
        return {step for step, is_done in found.items() if is_done}


def imported(app: Flask, workspace_id: int, status: BatchStatus) -> None:
    with inside(app, workspace_id):
        undone = now() if status is BatchStatus.UNDONE else None
        made = Batch(
            workspace_id=workspace_id, number=3, kind=BatchKind.IMPORT, status=status, name="spring.csv"
        )
        made.undone_at, made.committed_at = undone, now()
        db.session.add(made)
        db.session.commit()


@pytest.mark.parametrize(
    ("hour", "said"), [(4, "morning"), (11, "morning"), (12, "afternoon"), (18, "evening"), (2, "evening")]
)
def test_one_is_greeted_by_the_time_of_day(hour: int, said: str) -> None:
    assert greeting(hour, "Ana") == f"Good {said}, Ana"


def test_the_list_is_gone_once_all_is_done() -> None:
    assert to_do(dict.fromkeys(Step, True), manages=True) == []
    assert len(to_do({**dict.fromkeys(Step, True), Step.UNDO: False}, manages=True)) == len(Step)


def test_whoever_cannot_manage_is_not_asked_to() -> None:
    asked = {each.step for each in to_do(dict.fromkeys(Step, False), manages=False)}

    assert asked == set(Step) - {Step.ADDRESS, Step.INVITE}


@pytest.mark.both
def test_steps_are_done_by_what_is_there(app: Flask, as_alice: FlaskClient, world: World) -> None:
    before = steps(app, world.theirs), steps(app, world.ours)
    imported(app, world.ours, BatchStatus.IN_REVIEW)
    waiting = steps(app, world.ours)
    with inside(app, world.ours):
        db.session.scalars(select(Batch)).one().status = BatchStatus.COMMITTED
        db.session.get_one(Workspace, world.ours).public_email = "hello@example.org"
        db.session.commit()
    as_alice.post("/groups/new", data={"name": "Donors", "type": "static", "version": "0"})

    after = steps(app, world.ours)

    assert before == (set(), {Step.INVITE})
    assert waiting == {Step.INVITE}
    assert after == {Step.INVITE, Step.IMPORT, Step.RESOLVE, Step.GROUP, Step.ADDRESS}


def test_an_import_that_was_undone_is_a_step(app: Flask, world: World) -> None:
    imported(app, world.ours, BatchStatus.UNDONE)

    assert Step.UNDO in steps(app, world.ours)


def test_how_a_step_is_done_opens_beside_it_and_as_a_page(as_mallory: FlaskClient) -> None:
    links = HOW.findall(as_mallory.get("/").text)

    assert len({page for page, _ in links}) == len(Step)
    for page, section in links:
        check(as_mallory.get(page))
        beside = as_mallory.get(section.replace("&amp;", "&"), headers=FRAGMENT)
        check(beside)
        assert f'href="{page}"' in beside.text


def test_the_first_steps_are_put_away_for_everybody(
    app: Flask, as_alice: FlaskClient, as_bob: FlaskClient, world: World
) -> None:
    before = as_bob.get("/")

    answer = as_bob.post(DISMISSAL)

    check(before)
    assert "First steps" in words(before)
    assert answer.status_code == 303
    assert "Put this list away" not in words(as_alice.get("/"))


def test_a_viewer_sees_no_first_steps_and_puts_nothing_away(
    app: Flask, as_vera: FlaskClient, as_mallory: FlaskClient, as_alice: FlaskClient, world: World
) -> None:
    assert "First steps" not in words(as_vera.get("/"))
    assert as_vera.post(DISMISSAL).status_code == 403

    as_mallory.post(DISMISSAL)

    assert "First steps" in words(as_alice.get("/"))


def test_home_tells_how_many_people_there_are_and_why_some_cannot_be_emailed(
    app: Flask, as_vera: FlaskClient, world: World
) -> None:
    maria(app, world.ours)
    counting = as_vera.get("/").text
    uncounted = words(as_vera.get("/"))
    with inside(app, world.ours):
        rebuild(world.ours)
        totals.keep_figures(world.ours)
        db.session.commit()

    response = as_vera.get("/")

    check(response)
    assert "Your people are being counted." in uncounted
    assert 'hx-select="#home-numbers"' in counting
    assert 'hx-select="#home-numbers"' not in response.text
    assert "1 person +1 this month 0 can be emailed 1 cannot be emailed" in words(response)
    assert "1 no consent on record" in words(response)
    assert "Counted just now" in words(response)
