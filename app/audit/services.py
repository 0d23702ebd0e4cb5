"""Writing the journal. Every change that matters goes through `record`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from app.audit.domain.meanwhile import Meanwhile, differing
from app.audit.domain.source import Subject, Via
from app.audit.models import JournalEntry
from app.audit.queries import latest
from app.db import insert_all, new_id, new_ids, now


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a change and through which door; `label` stays readable when the staff account is gone.

    With a `change_set`, all that is done belongs to one act.
    """

    label: str
    via: Via
    id: int | None = None
    request_id: str = ""
    change_set: int | None = None

    def with_via(self, via: Via) -> Self:
        """The same person, acting through another door."""
        return replace(self, via=via)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one thing, before and after. `item_id` tells apart the values of a field that has many."""

    subject: Subject
    subject_id: int
    field: str
    before: Any = None
    after: Any = None
    item_id: int = 0
    rule: str = ""
    batch_id: int | None = None
    row_number: int | None = None
    via: Via | None = None


def record(
    workspace_id: int,
    actor: Actor,
    changes: Iterable[Change],
    *,
    change_set: int | None = None,
    at: datetime | None = None,
) -> int:
    """Write all `changes` in one statement and answer the id of their change set.

    Entries keep the order given. A change's own `via` stands before the actor's. Nothing is written
    when there are no changes; the caller commits.
    """
    change_set = change_set or actor.change_set or new_id()
    listed = list(changes)
    if listed:
        shared = {
            "workspace_id": workspace_id,
            "change_set": change_set,
            "at": at or now(),
            "actor_id": actor.id,
            "actor": actor.label,
            "request_id": actor.request_id,
        }
        ids = new_ids(len(listed))
        rows = [shared | _row(key, change, actor) for key, change in zip(ids, listed, strict=True)]
        insert_all(JournalEntry, rows)
    return change_set


def _row(key: int, change: Change, actor: Actor) -> dict[str, Any]:
    return {
        "id": key,
        "subject": change.subject,
        "subject_id": change.subject_id,
        "field": change.field,
        "item_id": change.item_id,
        "before": plain(change.before),
        "after": plain(change.after),
        "via": change.via or actor.via,
        "rule": change.rule,
        "batch_id": change.batch_id,
        "row_number": change.row_number,
    }


def differences(
    subject: Subject, subject_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[Change]:
    """One change for each field of `after` whose value is not the one in `before`."""
    return [
        Change(subject, subject_id, field, before=before.get(field), after=value)
        for field, value in after.items()
        if plain(before.get(field)) != plain(value)
    ]


def changed_meanwhile(
    workspace_id: int, shown: Mapping[str, Any], saved: Mapping[str, Any]
) -> Meanwhile | None:
    """Who saved other settings of the workspace than were shown; None where they are as they were."""
    names = differing(shown, saved)
    last = latest(workspace_id, Subject.WORKSPACE, workspace_id, names) if names else None
    return Meanwhile(last.actor if last else "", names) if names else None


def plain(value: Any) -> Any:
    """A value as JSON can hold it: dates and instants as ISO text, sets and tuples as lists."""
    match value:
        case None | str() | int():  # nearly all there is
            return value
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): plain(item) for key, item in value.items()}
        case set() | frozenset():
            return sorted(plain(item) for item in value)
        case list() | tuple():
            return [plain(item) for item in value]
        case _:
            return value
