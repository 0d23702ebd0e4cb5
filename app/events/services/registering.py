"""One registration typed by hand: added, changed, and removed again where it was a mistake."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.arrivals import NewRegistration
from app.activity.domain.kinds import RegistrationStatus
from app.activity.models import Registration
from app.audit.services import Actor, record
from app.constituents.locking import hold
from app.events.domain.drafts import RegistrationDraft
from app.events.queries import events, registrations
from app.events.services.writing import Meanwhile, meanwhile, tell, whole, write


@dataclass(frozen=True, slots=True)
class Registered:
    """The registration as it is now, and the change set that undoes it; 0 where nothing was changed."""

    registration_id: int
    change_set: int


@dataclass(frozen=True, slots=True)
class Ask:
    """What somebody has to say yes to first; nothing was written.

    `needs` places are wanted where `left` are free, 0 where there are enough; `twice`: she is registered.
    """

    needs: int = 0
    left: int = 0
    twice: bool = False

    @property
    def questions(self) -> frozenset[str]:
        """What is asked, as the answer names it."""
        return frozenset(name for name, asked in (("over", self.needs), ("twice", self.twice)) if asked)


@dataclass(frozen=True, slots=True)
class FromElsewhere:
    """It stays: another system or an import brought it, and would bring it again."""

    source: str


def register(
    workspace: Workspace,
    event_id: int,
    constituent_id: int,
    draft: RegistrationDraft,
    *,
    actor: Actor,
    checked_in_at: datetime | None = None,
    agreed: frozenset[str] = frozenset(),
) -> Registered | Ask | None:
    """Add a place for one person. None where there is no such event; raises `Gone` for who is not here."""
    event = events.held(workspace.id, event_id)
    if event is None:
        return None
    hold(workspace.id, constituent_id)
    before = registrations.of_person(workspace, event_id, constituent_id)
    twice = any(each.status is not RegistrationStatus.CANCELLED for each in before)
    places = events.places(workspace, event)
    asked = Ask(0 if places.fits(draft.needs) else draft.needs, places.left or 0, twice)
    if asked.questions - agreed:
        return asked
    is_here = draft.status is RegistrationStatus.ATTENDED
    new = NewRegistration(
        constituent_id=constituent_id,
        event_id=event_id,
        checked_in_at=checked_in_at if is_here else None,
        **draft.values,
    )
    [made] = activity.record_registrations(workspace.id, [new]).ids
    added = whole(constituent_id, made, event_id, draft.status, removed=False)
    return Registered(made, record(workspace.id, actor, [added]))


def edit_registration(
    workspace: Workspace,
    event_id: int,
    registration_id: int,
    draft: RegistrationDraft,
    *,
    version: int,
    actor: Actor,
    agreed: frozenset[str] = frozenset(),
) -> Registered | Ask | Meanwhile | None:
    """Write what was typed; an import leaves it from now on. None where there is no such registration."""
    event = events.held(workspace.id, event_id)
    found = registrations.held(workspace.id, event_id, [registration_id])
    if event is None or not found:
        return None
    if changed := meanwhile(found[0], version):
        return changed
    places = events.places(workspace, event)
    more = draft.needs - needs_of(found[0])
    asked = Ask(0 if places.fits(more) else more, places.left or 0)
    if asked.questions - agreed:
        return asked
    values = {registration_id: _with_arrival(found[0], draft)}
    return Registered(registration_id, write(workspace, found, values, actor=actor))


def needs_of(registration: Registration) -> int:
    """How many places a registration takes as it is."""
    draft = RegistrationDraft(
        registered_at=registration.registered_at,
        currency=registration.currency,
        status=registration.status,
        guests=registration.guests,
    )
    return draft.needs


def _with_arrival(found: Registration, draft: RegistrationDraft) -> dict[str, Any]:
    """Who did not attend was not checked in."""
    is_here = draft.status is RegistrationStatus.ATTENDED
    return {**draft.values, "checked_in_at": found.checked_in_at if is_here else None}


def remove_registration(
    workspace: Workspace, event_id: int, registration_id: int, *, actor: Actor
) -> Registered | FromElsewhere | None:
    """Delete a registration that was typed here; one from elsewhere can be cancelled instead."""
    found = registrations.held(workspace.id, event_id, [registration_id])
    if not found:
        return None
    if is_from_elsewhere(found[0]):
        return FromElsewhere(found[0].source)
    told = tell(workspace, found, actor=actor, removed=True)
    activity.remove(workspace.id, Registration, [registration_id])
    return Registered(registration_id, told)


def is_from_elsewhere(registration: Registration) -> bool:
    """Whether an import or another system brought it."""
    return bool(registration.external_key or registration.source or registration.batch_id)
