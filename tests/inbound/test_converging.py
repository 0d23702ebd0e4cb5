"""Reports that are replayed, reordered and doubled come to the same state."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app import jobs
from app.activity.models import Campaign, Delivery, EmailEvent
from app.db import db
from app.inbound import services
from app.inbound.models import EmailReport
from tests.consent import makers
from tests.factories import World, inside
from tests.inbound import payloads
from tests.inbound.makers import in_force, opened, sent
from tests.inbound.payloads import ANN, AT

BEN, CLEO, NOBODY = "ben@example.org", "cleo@example.org", "nobody@example.org"
HISTORY = [
    payloads.sendgrid("processed", 1),
    payloads.sendgrid("delivered", 2),
    payloads.sendgrid("open", 3),
    *(payloads.sendgrid("bounce", number, BEN, type="blocked") for number in range(10, 15)),
    *(payloads.sendgrid("bounce", number, CLEO, type="blocked") for number in (30, 31, 32, 34, 35, 36)),
    payloads.sendgrid("delivered", 33, CLEO),
    payloads.sendgrid("bounce", 20, NOBODY, type="bounce"),
    payloads.sendgrid("group_unsubscribe", 21, asm_group_id=10),
    payloads.sendgrid("group_resubscribe", 22, asm_group_id=10),
    payloads.sendgrid("dropped", 23, BEN, reason="Spam Content"),
]
"""What was reported, without an order. Cleo takes a message between six that she does not take."""
EXAMPLES = int(os.environ.get("KITH_CONVERGING", "4"))
ORDERED = [HISTORY[:3], HISTORY[3:8], HISTORY[8:]]


@st.composite
def deliveries(draw: st.DrawFn) -> list[list[dict[str, Any]]]:
    """Calls that hold each report at least once, in any order, some more than once."""
    doubled = draw(st.lists(st.sampled_from(HISTORY), max_size=4))
    told = draw(st.permutations([*HISTORY, *doubled]))
    cuts = sorted(draw(st.sets(st.integers(1, len(told) - 1), max_size=3)))
    return [told[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(told)], strict=True)]


def state(world: World) -> dict[str, Any]:
    """All that came of the reports."""
    events = select(EmailEvent.constituent_id, EmailEvent.kind, EmailEvent.at, EmailEvent.external_key)
    reports = select(EmailReport.key, EmailReport.what, EmailReport.matched_at.is_(None))
    columns = [column for column in Delivery.__table__.columns if column.name != "campaign_id"]
    return {
        "in force": in_force(world),
        "events": set(db.session.execute(events).all()),
        "reports": set(db.session.execute(reports).all()),
        "campaigns": set(db.session.execute(select(Campaign.name, Campaign.sent_at)).all()),
        "deliveries": set(db.session.execute(select(*columns)).all()),
    }


@pytest.fixture
def path(app: Flask, world: World) -> str:
    """Where reports come in; Ann, Ben and Cleo are here."""
    found = opened(app, world, **{"10": makers.OPT_OUT})
    with inside(app, world.ours):
        workspace = makers.workspace(world.ours)
        makers.person(workspace, ANN)
        makers.person(workspace, BEN, first="Ben")
        makers.person(workspace, CLEO, first="Cleo")
        db.session.commit()
    return found


class Beginning:
    """The database as it was before any report, to begin from again: no ledger can be emptied."""

    def __init__(self, app: Flask) -> None:
        self.app, self.file = app, Path(app.config["SETTINGS"].data) / "kith.db"
        self._close()
        self.kept = self.file.read_bytes()

    def again(self) -> None:
        self._close()
        for ending in ("-wal", "-shm"):
            Path(f"{self.file}{ending}").unlink(missing_ok=True)
        self.file.write_bytes(self.kept)

    def _close(self) -> None:
        with self.app.app_context():
            db.engine.dispose()  # the last one out empties the write-ahead log


def after(app: Flask, world: World, path: str, calls: list[list[dict[str, Any]]]) -> dict[str, Any]:
    """The state after these calls, each read before the next comes, and some waiting."""
    with time_machine.travel(AT + timedelta(minutes=1), tick=False) as clock:
        for told in calls:
            assert sent(app, path, told) == 200
            jobs.drain(app)
        clock.shift(timedelta(hours=2))
        with inside(app, world.ours):
            services.care(world.ours)
            db.session.commit()
        jobs.drain(app)
        with inside(app, world.ours):
            return state(world)


def test_reports_replayed_reordered_and_doubled_come_to_the_same_state(
    app: Flask, world: World, path: str
) -> None:
    beginning = Beginning(app)
    expected = after(app, world, path, ORDERED)
    assert len(expected["in force"]) == 3, "a topic left, a hard bounce and five soft ones"

    @settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow], database=None)
    @given(calls=deliveries())
    def converges(calls: list[list[dict[str, Any]]]) -> None:
        beginning.again()
        assert after(app, world, path, calls) == expected

    converges()
