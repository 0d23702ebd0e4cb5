"""The figures of home: counted in the background, when something was written."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.accounts.models import Workspace
from app.consent.domain.barrier import Barrier
from app.consent.services.catching_up import rebuild
from app.consent.services.standings import follow
from app.constituents.models import Constituent
from app.db import db, now
from app.profiles.queries import totals as queries
from app.profiles.services import totals
from tests.factories import World, inside
from tests.profiles.makers import maria
from tests.statements import count_statements

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def _restless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "_resting", {})
    monkeypatch.setattr(totals, "_REST", 0)


def keep(workspace_id: int) -> None:
    """The chores that wait for nobody, one after the other."""
    rebuild(workspace_id)
    totals.keep_figures(workspace_id)
    db.session.commit()


def test_people_are_counted_with_who_came_and_why_some_cannot_be_emailed(app: Flask, world: World) -> None:
    for gifts in (1, 2, 3):
        maria(app, world.ours, gifts=gifts)
    with inside(app, world.ours):
        old = db.session.scalars(select(Constituent.id).order_by(Constituent.id)).first()
        long_ago = now() - timedelta(days=100)
        db.session.execute(update(Constituent).where(Constituent.id == old).values(created_at=long_ago))
        keep(world.ours)

        found = queries.figures(db.session.get_one(Workspace, world.ours))

        assert found is not None
        assert (found.people, found.joined) == (3, 2)
        assert (found.months[0], found.months[-2:]) == (0, [1, 3])
        assert queries.reasons(found) == [queries.Reason(Barrier.NO_CONSENT, 3)]


def test_nobody_is_said_to_be_mailable_before_it_is_known(app: Flask, world: World) -> None:
    maria(app, world.ours)
    with inside(app, world.ours):
        totals.keep_figures(world.ours)
        db.session.commit()
        early = queries.figures(db.session.get_one(Workspace, world.ours))
        assert early is not None
        told = early.barred
        while follow(db.session.get_one(Workspace, world.ours)):
            db.session.commit()

        totals.keep_figures(world.ours)

        assert told is None
        assert early.barred == {"no_consent": 1}


def test_nothing_is_counted_again_before_something_is_written(app: Flask, world: World) -> None:
    maria(app, world.ours)
    with inside(app, world.ours):
        keep(world.ours)
        with count_statements() as asked:
            totals.keep_figures(world.ours)
        idle = len(asked)
    maria(app, world.ours, gifts=1)
    with inside(app, world.ours):
        keep(world.ours)

        found = queries.figures(db.session.get_one(Workspace, world.ours))

        assert idle <= 3
        assert found is not None
        assert found.people == 2


def test_other_workspaces_count_for_themselves(app: Flask, world: World) -> None:
    maria(app, world.ours)
    with inside(app, world.ours):
        keep(world.ours)
    with inside(app, world.theirs):
        assert queries.figures(db.session.get_one(Workspace, world.theirs)) is None
        keep(world.theirs)

        found = queries.figures(db.session.get_one(Workspace, world.theirs))

        assert found is not None
        assert found.people == 0
