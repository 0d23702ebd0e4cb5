"""Who counts, and who withdraws beside it: what was committed before the numbers are asked for is in them."""

import pytest
from flask import Flask

from app.accounts.models import Workspace
from app.consent.domain.facts import EventKind
from app.consent.services import standings
from app.db import db, now
from app.groups.domain.rules import Bracket, CanBeEmailed, Match, Rule
from app.groups.queries import members, terms
from app.groups.queries.scope import scope_of
from tests import factories
from tests.consent.makers import person, restricted, workspace
from tests.factories import World

MAILABLE = Rule(Bracket(Match.ALL, (CanBeEmailed(),)))


@pytest.mark.postgres
def test_who_withdraws_after_the_question_was_put_together_is_not_answered_by_what_was_kept(
    app: Flask, world: World
) -> None:
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        ann, bea = (person(here, f"{name}@example.org").id for name in ("ann", "bea"))
        standings.follow(here)
        db.session.commit()

    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        scope = scope_of(here, MAILABLE, at=now())
        who = members.who_meets(MAILABLE, scope)
        assert members.count(scope, who) == 2

        with factories.inside(app, world.ours):
            restricted(db.session.get_one(Workspace, world.ours), EventKind.UNSUBSCRIBED, ann)
            db.session.commit()

        assert members.count(scope, who) == 1
        assert members.summary(scope, who).eligible == 1
        assert list(db.session.scalars(terms.people(here.id, who))) == [bea]
