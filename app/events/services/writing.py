"""Writing columns of events and registrations: stored, kept from imports, and told in the journal.

What is told of a registration belongs to the person: it is blanked with her record when she is erased.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.accounts.models import Workspace
from app.activity import services as activity
from app.activity.domain.kinds import RegistrationStatus
from app.activity.domain.money import typed_amount
from app.activity.models import Event, Registration
from app.audit import queries as journal
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, plain, record

Values = Mapping[str, Any]
ADDED = "registration"
"""The field under which a person's history tells that a registration was added or removed."""
_UNTOLD = frozenset({"checked_in_at", "currency"})
"""Columns that follow from others: from the status, and from the fee that is told with its currency."""


@dataclass(frozen=True, slots=True)
class Meanwhile:
    """Somebody else, `who`, saved it after the page was made; nothing was written."""

    who: str


def write_events(workspace: Workspace, event: Event, values: Values, *, actor: Actor) -> int:
    """Write these columns of an event, and answer the change set; 0 where nothing becomes different."""
    changed = _differing(event, values)
    if not changed:
        return 0
    told = [
        Change(Subject.EVENT, event.id, name, before=plain(getattr(event, name)), after=plain(value))
        for name, value in changed.items()
    ]
    activity.change(workspace.id, Event, {event.id: {**changed, **_kept(event, changed)}})
    return record(workspace.id, actor, told)


def write(
    workspace: Workspace, found: Sequence[Registration], values: Mapping[int, Values], *, actor: Actor
) -> int:
    """Write these columns of registrations, and answer the change set; 0 where nothing becomes different."""
    changed = {each.id: _differing(each, values[each.id]) for each in found}
    told = [change for each in found for change in _told(workspace, each, changed[each.id])]
    writes = {
        each.id: {**changed[each.id], **_kept(each, changed[each.id])} for each in found if changed[each.id]
    }
    if not writes:
        return 0
    activity.change(workspace.id, Registration, writes)
    return record(workspace.id, actor, told)


def tell(workspace: Workspace, found: Iterable[Registration], *, actor: Actor, removed: bool = False) -> int:
    """Write into the journal that these registrations were added, or removed."""
    return record(workspace.id, actor, [_whole(each, removed=removed) for each in found])


def whole(
    constituent_id: int, registration_id: int, event_id: int, status: RegistrationStatus, *, removed: bool
) -> Change:
    """The line of the journal about a registration that comes or goes."""
    told = {"value": status.value, "event": str(event_id)}
    before, after = (told, None) if removed else (None, told)
    return Change(
        Subject.CONSTITUENT, constituent_id, ADDED, before=before, after=after, item_id=registration_id
    )


def _whole(each: Registration, *, removed: bool) -> Change:
    return whole(each.constituent_id, each.id, each.event_id, each.status, removed=removed)


def meanwhile(fact: Event | Registration, version: int) -> Meanwhile | None:
    """Who saved it since that version was shown; None where it is as it was."""
    if fact.version == version:
        return None
    last = about(fact, limit=1)
    return Meanwhile(last[0].actor if last else "")


def about(fact: Event | Registration, *, limit: int = 25) -> Sequence[Any]:
    """What the journal tells of an event or a registration, newest first."""
    if isinstance(fact, Event):
        return journal.history(fact.workspace_id, Subject.EVENT, fact.id, limit=limit).entries
    whose = fact.constituent_id
    return journal.history(
        fact.workspace_id, Subject.CONSTITUENT, whose, item_id=fact.id, limit=limit
    ).entries


def before_check_in(registration: Registration) -> RegistrationStatus:
    """The status from which somebody was checked in, as the journal tells it, else registered."""
    for each in about(registration):
        if each.field == f"{ADDED}.status" and each.after == RegistrationStatus.ATTENDED:
            return RegistrationStatus(each.before)
    return RegistrationStatus.REGISTERED


def _kept(fact: Event | Registration, changed: Values) -> dict[str, list[str]]:
    """What staff wrote by hand, an import of the same fact leaves."""
    return {"kept": sorted({*fact.kept, *changed})} if fact.external_key else {}


def _differing(fact: Event | Registration, values: Values) -> dict[str, Any]:
    return {name: value for name, value in values.items() if getattr(fact, name) != value}


def _told(workspace: Workspace, fact: Registration, changed: Values) -> Iterator[Change]:
    for name in changed.keys() - _UNTOLD | ({"fee"} if "currency" in changed and fact.fee else set()):
        before = _words(workspace, name, getattr(fact, name), fact.currency)
        after = _words(workspace, name, changed.get(name, fact.fee), changed.get("currency", fact.currency))
        field = f"{ADDED}.{name}"
        yield Change(
            Subject.CONSTITUENT, fact.constituent_id, field, before=before, after=after, item_id=fact.id
        )


def _words(workspace: Workspace, name: str, value: Any, currency: str) -> Any:
    """A value as the history of a person shows it."""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(workspace.timezone)).date().isoformat()
    if name == "fee" and value:
        return f"{typed_amount(value, currency or workspace.currency, workspace.locale)} {currency}".strip()
    return plain(value)
