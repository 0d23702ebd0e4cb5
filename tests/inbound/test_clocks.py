"""A service whose clock runs ahead stops mail at once, and does not outlast what the supporter says next."""

from datetime import timedelta

import time_machine
from flask import Flask

from app.accounts.models import Workspace
from app.consent import queries as consent
from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.services import Line, permit
from app.db import db, now
from tests.consent import makers
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.makers import STAFF, come, in_force, kinds, opened
from tests.inbound.payloads import AT


def test_a_report_from_the_future_counts_from_now(app: Flask, world: World) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        with inside(app, world.ours):
            ann = makers.person(makers.workspace(world.ours), "Ann@Example.org").id
            db.session.commit()

        come(app, opened(app, world), [payloads.sendgrid("unsubscribe", timestamp=payloads.at(86_400))])

        with inside(app, world.ours):
            assert kinds(world) == ["unsubscribed"]
        clock.shift(timedelta(hours=1))
        with inside(app, world.ours):
            here = db.session.get_one(Workspace, world.ours)
            yes = Line(kind=EventKind.RESUBSCRIBED, at=now(), subject=ann, basis=Basis.EXPRESS)
            permit(here, [yes], party=Party.SUPPORTER, actor=STAFF)
            assert in_force(world) == set()
            assert consent.verdicts(here, [ann], at=now())[ann].eligible
