"""A worker that writes permission person by person: restrictions, a lift, consent, a topic, all at once."""

from collections.abc import Callable

from sqlalchemy import func, select

from app import jobs
from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import services
from app.consent.domain.facts import Basis, EventKind, Party
from app.consent.models import ConsentEvent
from app.consent.services import Line, Written
from app.constituents.models import Constituent
from app.db import db, now
from app.work.domain.lease import Lease, Progress
from app.work.running import Handler
from tests.faults import imports

KIND = "wishing"
STAFF = Actor("Command line", Via.COMMAND)
LINES = 5
"""So many lines are written about everybody, in one transaction."""


def begin(lease: Lease) -> Callable[[int], Progress]:
    """One step for each person of whom nothing is written yet."""
    people = sorted(_people(lease.workspace_id) - told(lease.workspace_id).keys())
    done = 0

    def step(_size: int) -> Progress:
        nonlocal done
        _tell(db.session.get_one(Workspace, lease.workspace_id), people[done])
        done += 1
        return Progress(done, finished=done == len(people))

    return step


def register() -> None:
    """What a worker of the nursery can do; it does not wait long for those who died before it."""
    imports.register()
    jobs.HANDLERS[KIND] = Handler(begin)


def told(workspace_id: int) -> dict[int, int]:
    """How many lines there are about everybody."""
    query = select(ConsentEvent.subject_id, func.count()).where(ConsentEvent.workspace_id == workspace_id)
    rows = db.session.execute(query.group_by(ConsentEvent.subject_id))
    return {who: number for who, number in rows if who}


def _people(workspace_id: int) -> set[int]:
    return set(db.session.scalars(select(Constituent.id).where(Constituent.workspace_id == workspace_id)))


def _tell(workspace: Workspace, person: int) -> None:
    def line(kind: EventKind, **more: object) -> Line:
        return Line(kind=kind, at=now(), subject=person, evidence="a letter", **more)  # type: ignore[arg-type]

    staffs = services.restrict(
        workspace, [line(EventKind.DO_NOT_CONTACT_SET)], party=Party.STAFF, actor=STAFF
    )
    services.permit(
        workspace, [line(EventKind.CONSENT_GIVEN, basis=Basis.EXPRESS)], party=Party.STAFF, actor=STAFF
    )
    services.restrict(workspace, [line(EventKind.UNSUBSCRIBED)], party=Party.SUPPORTER, actor=STAFF)
    services.restrict(workspace, [line(EventKind.COMPLAINED)], party=Party.PROVIDER, actor=STAFF)
    lifted = services.lift(workspace, staffs.ids[0], party=Party.STAFF, actor=STAFF, reason="a letter")
    assert isinstance(lifted, Written)
