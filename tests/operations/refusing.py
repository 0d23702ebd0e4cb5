"""People who say no, backups, and what is left of both."""

from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent import queries
from app.consent import services as permission
from app.consent.domain.facts import EventKind, Party
from app.consent.models import ConsentEvent
from app.db import db, now
from app.operations import backups, doctor
from tests import factories
from tests.consent.makers import STAFF, restricted
from tests.factories import World

NAMES = ("ann", "ben", "cy", "dee", "eve", "fay", "gus", "hal")
ANN, BEN, CY, DEE, EVE, FAY, GUS, HAL = NAMES
People = dict[str, int]


def refuse(app: Flask, world: World, kind: EventKind, person: int | None = None, **more: object) -> int:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        line = restricted(here, kind, person, days=0, **more)  # type: ignore[arg-type]
        db.session.commit()
    return line


def let_go_of(app: Flask, world: World, person: int) -> None:
    """Staff end what stops her."""
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        query = select(ConsentEvent.id).where(ConsentEvent.subject_id == person)
        for event in db.session.scalars(query).all():
            permission.lift(here, event, party=Party.STAFF, actor=STAFF, reason="she called")
        db.session.commit()


def mailable(app: Flask, world: World, people: People, topic: int | None = None) -> set[str]:
    with factories.inside(app, world.ours):
        here = db.session.get_one(Workspace, world.ours)
        about = queries.topic(here, topic) if topic else None
        verdicts = queries.verdicts(here, list(people.values()), at=now(), topic=about)
    return {name for name, who in people.items() if who in verdicts and verdicts[who].eligible}


def let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def backup(app: Flask) -> Path:
    made = backups.make(app.config["SETTINGS"])
    let_go(app)
    return made.path


def put(app: Flask, path: Path) -> None:
    """In the place of the database, by whoever knows nothing of refusals."""
    let_go(app)
    backups.restore(app.config["SETTINGS"], path)


def restore(app: Flask, path: Path) -> str:
    """By the command; answers what it says of the refusals."""
    let_go(app)
    result = app.test_cli_runner().invoke(args=["restore", str(path), "--yes"])
    assert result.exit_code == 0, result.output
    return result.stdout.partition(f"Restored {path.name}.\n")[2]


def sound(app: Flask, world: World) -> list[str]:
    """What the doctor says of the refusals and of what is in force."""
    with factories.inside(app, world.ours):
        checks = (doctor.EXAMINATIONS[name] for name in ("refusals", "consent"))
        return [what for check in checks for what in check(world.ours)]


def lines(app: Flask, world: World) -> dict[int, tuple[object, ...]]:
    with factories.inside(app, world.ours):
        query = select(ConsentEvent).order_by(ConsentEvent.sequence)
        return {
            row.id: (row.kind, row.at, row.recorded_at, row.party, row.subject_id, row.address_key)
            for row in db.session.scalars(query)
        }
