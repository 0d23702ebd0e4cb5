"""Acts by one press on one registration or on many: checking in, cancelling, moving up, no-shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts.models import Workspace
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.events.domain.acts import Act
from app.events.domain.places import HOLDING
from app.events.queries import events, registrations
from app.events.services.writing import before_check_in, write


@dataclass(frozen=True, slots=True)
class Acted:
    """How many registrations it was done to, and the change set that undoes it; 0 for none."""

    count: int
    change_set: int


@dataclass(frozen=True, slots=True)
class Full:
    """So many places are wanted where only `left` are free; nothing was written."""

    needs: int
    left: int


@dataclass(frozen=True, slots=True)
class Already:
    """Somebody else was faster: the registration as it is by now."""

    registration: Registration


def act(
    workspace: Workspace,
    event_id: int,
    ids: Collection[int],
    act: Act,
    *,
    actor: Actor,
    at: datetime,
    agreed: bool = False,
) -> Acted | Full | None:
    """Do it to those of these whose status allows it; None where there is no such event.

    More than there are places for is written only when that was `agreed` to.
    """
    event = events.held(workspace.id, event_id)
    if event is None:
        return None
    found = _allowed(registrations.held(workspace.id, event_id, ids), act)
    needs = sum(1 + each.guests for each in found if act.to in HOLDING and each.status not in HOLDING)
    places = events.places(workspace, event)
    if not agreed and not places.fits(needs):
        return Full(needs, places.left or 0)
    return _done(workspace, found, act, actor=actor, at=at)


def check_in(
    workspace: Workspace,
    event_id: int,
    registration_id: int,
    *,
    guests: int | None = None,
    actor: Actor,
    at: datetime,
) -> Acted | Already | None:
    """Somebody is at the door, with so many guests where that is said; None for no such registration.

    It waits for nobody but who checks in the same person, and the first of two counts.
    """
    found = registrations.held(workspace.id, event_id, [registration_id])
    if not found:
        return None
    if not _allowed(found, Act.CHECK_IN):
        return Already(found[0])
    return _done(workspace, found, Act.CHECK_IN, actor=actor, at=at, guests=guests)


def undo_check_in(workspace: Workspace, event_id: int, registration_id: int, *, actor: Actor) -> Acted | None:
    """It was somebody else at the door: she is expected as before; None for no such registration."""
    found = registrations.held(workspace.id, event_id, [registration_id])
    if not found:
        return None
    here = [each for each in found if each.status is RegistrationStatus.ATTENDED]
    before = {each.id: {"status": before_check_in(each), "checked_in_at": None} for each in here}
    return Acted(len(here), write(workspace, here, before, actor=actor.with_via(Via.UNDO)))


def mark_no_shows(workspace: Workspace, event_id: int, *, actor: Actor, at: datetime) -> Acted:
    """Everybody who is registered and was not checked in did not come; in a few statements for any number."""
    found = registrations.held(workspace.id, event_id, statuses=[RegistrationStatus.REGISTERED])
    return _done(workspace, found, Act.NO_SHOW, actor=actor, at=at)


def _allowed(found: Sequence[Registration], act: Act) -> list[Registration]:
    return [each for each in found if each.status in act.origins]


def _done(
    workspace: Workspace,
    found: Sequence[Registration],
    act: Act,
    *,
    actor: Actor,
    at: datetime,
    guests: int | None = None,
) -> Acted:
    came = at if act is Act.CHECK_IN else None
    values = {
        each.id: {
            "status": act.to,
            "checked_in_at": came,
            "guests": each.guests if guests is None else guests,
        }
        for each in found
    }
    return Acted(len(found), write(workspace, found, values, actor=actor))
