"""`kith doctor --repair`: what is in force follows from the ledger, which is never written."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from app.consent import services as consent
from app.consent.domain.facts import EventKind, Party
from app.consent.models import AddressHash, RestrictionInForce
from app.consent.services import Line, examining
from app.consent.services.projections import whole_ledger
from app.db import db, reading
from app.operations import doctor
from tests import factories
from tests.consent.makers import OPT_IN, STAFF, ago, person, restricted, workspace
from tests.factories import World

pytestmark = pytest.mark.both


@pytest.fixture(autouse=True)
def histories(app: Flask, world: World) -> None:
    """People with restrictions, one at an address of nobody, and one that another's return ended."""
    with factories.inside(app, world.ours):
        here = workspace(world.ours)
        ann, ben = person(here, "ann@example.org").id, person(here, "ann@example.org", first="Ben").id
        restricted(here, EventKind.DO_NOT_CONTACT_SET, ann, party=Party.STAFF)
        own = restricted(here, EventKind.UNSUBSCRIBED, ann, days=8)
        back = Line(
            kind=EventKind.RESUBSCRIBED, at=ago(3), subject=ben, address="ann@example.org", closes=(own,)
        )
        consent.permit(here, [back], party=Party.SUPPORTER, actor=STAFF)
        join = Line(kind=EventKind.TOPIC_JOINED, at=ago(2), subject=ben, topic=OPT_IN)
        consent.permit(here, [join], party=Party.SUPPORTER, actor=STAFF)
        restricted(here, EventKind.BOUNCED, address="gone@example.org", party=Party.PROVIDER)
        db.session.commit()


def spoil(app: Flask, world: World, *statements: Any) -> list[Any]:
    with factories.inside(app, world.ours):
        for statement in statements:
            db.session.execute(statement, execution_options={"synchronize_session": False})
        db.session.commit()
        return whole_ledger(world.ours)


def run(app: Flask, *options: str) -> dict[str, Any]:
    result = app.test_cli_runner().invoke(args=["kith", "doctor", "--json", *options])
    return {"exit": result.exit_code, **json.loads(result.stdout)}


SPOILED = {
    "nothing is in force any more": delete(RestrictionInForce),
    "a restriction became another's": update(RestrictionInForce).values(address_key="0" * 64),
    "a date moved": update(RestrictionInForce).values(since=ago(1)),
    "an address lost its hash": delete(AddressHash),
    "an address has the hash of another": update(AddressHash).values(address_key="0" * 64),
}


@pytest.mark.parametrize("spoiling", SPOILED.values(), ids=SPOILED.keys())
def test_what_was_spoiled_is_told_and_repaired_and_the_ledger_stays(
    app: Flask, world: World, spoiling: Any
) -> None:
    before = spoil(app, world, spoiling)

    told, repaired, again = run(app), run(app, "--repair"), run(app)

    assert (told["exit"], told["sound"]) == (1, False)
    assert {finding["workspace"] for finding in told["findings"]} == {"green-valley"}
    assert (repaired["exit"], repaired["findings"], again["exit"]) == (0, [], 0)
    assert spoil(app, world) == before


@pytest.mark.parametrize("size", [1, 2, 1_000])
def test_in_whatever_chunks_it_is_folded_it_is_the_same(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(examining, "AT_ONCE", size)

    with factories.inside(app, world.ours):
        assert consent.differences(world.ours) == []
        kept = db.session.execute(select(RestrictionInForce.event_id)).scalars().all()
        consent.rebuild(world.ours)
        assert db.session.execute(select(RestrictionInForce.event_id)).scalars().all() == kept
        db.session.execute(delete(RestrictionInForce))
        assert len(consent.differences(world.ours)) == len(kept) == 2


def test_a_restriction_that_no_line_made_is_found(app: Flask, world: World) -> None:
    spoil(app, world)
    with factories.inside(app, world.ours):
        [row] = db.session.scalars(
            select(RestrictionInForce).where(RestrictionInForce.subject_id.is_(None))
        ).all()
        values = {column.name: getattr(row, column.name) for column in RestrictionInForce.__table__.columns}
        db.session.add(RestrictionInForce(**values | {"event_id": 77}))
        db.session.flush()

        assert consent.differences(world.ours) == ["restrictions: line 77 should not be in force"]


def test_a_repair_that_fails_in_the_middle_changes_nothing(
    app: Flask, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(app, world, update(RestrictionInForce).values(since=ago(1)))
    with reading():
        report = doctor.examine(app)

    def broken(_workspace_id: int) -> None:
        raise OSError("no space left on the disk")

    both = doctor.Report(
        report.checks, [*report.findings, doctor.Finding("green-valley", "address keys", "")]
    )
    monkeypatch.setitem(doctor.REPAIRS, "address keys", broken)
    with pytest.raises(OSError, match="no space"):
        doctor.repair(app, both)

    with factories.inside(app, world.ours):
        assert {row.since for row in db.session.scalars(select(RestrictionInForce))} == {ago(1)}
