"""Alarms of a batch: kept by its check, shown above its rows, and in the way of its commit.

They stand until somebody says that the file is right as it is; a new check begins without that.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record
from app.batches.domain.alarms import Alarm
from app.batches.domain.status import NotPossible
from app.batches.models import Batch
from app.batches.services.holding import hold
from app.batches.services.tally import touch_counted
from app.db import now
from app.words import _


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """Somebody has looked and says that the file is right."""

    by: str
    at: datetime


def raised(batch: Batch) -> tuple[Alarm, ...]:
    """What the check found suspicious, whether somebody has said that it is right or not."""
    return tuple(Alarm.from_json(alarm) for alarm in _kept(batch).get("found", ()))


def acknowledged(batch: Batch) -> Acknowledged | None:
    """Who said that it is right, and when; None while nobody did."""
    said = _kept(batch).get("acknowledged")
    return Acknowledged(said["by"], datetime.fromisoformat(said["at"])) if said else None


def unacknowledged(batch: Batch) -> tuple[Alarm, ...]:
    """The alarms that are in the way of the commit."""
    return () if acknowledged(batch) else raised(batch)


def blocked(batch: Batch) -> str:
    """Why the batch is not committed, as a sentence for staff; "" where no alarm is in the way."""
    waiting = unacknowledged(batch)
    return (
        _("Look at this first, and say that it is right or mend the file. {alarm}", alarm=waiting[0])
        if waiting
        else ""
    )


def drop(batch: Batch) -> None:
    """Forget the alarms of an earlier check, and that somebody said they are right."""
    if "alarms" in batch.settings:
        batch.settings = {key: value for key, value in batch.settings.items() if key != "alarms"}


def keep(batch: Batch, alarms: Iterable[Alarm]) -> None:
    """Store what the check found; nothing where it found nothing."""
    drop(batch)
    if found := [alarm.to_json() for alarm in alarms]:
        batch.settings = {**batch.settings, "alarms": {"found": found}}


def acknowledge(batch: Batch, *, revision: int | None = None, actor: Actor) -> NotPossible | None:
    """Say that the file is right as it is; it is written down who said so. Flushes; the caller commits.

    `revision` is the state of the review that staff have seen; when it moved on, nothing is said.
    """
    hold(batch)
    if not unacknowledged(batch):
        return None
    if revision is not None and revision != batch.revision:
        return NotPossible(
            batch.kind.say(
                _("Somebody changed this import in the meantime. Look at it again."),
                _("Somebody changed this batch in the meantime. Look at it again."),
            )
        )
    _say(batch, {"by": actor.label, "at": now().isoformat()})
    kinds = [alarm.kind.value for alarm in raised(batch)]
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "alarms acknowledged", after=kinds)])
    return None


def withdraw(batch: Batch, *, actor: Actor) -> None:
    """Take it back that the file is right: the alarms are in the way of the commit again. Flushes."""
    hold(batch)
    if acknowledged(batch) is None:
        return
    _say(batch, None)
    record(batch.workspace_id, actor, [Change(Subject.BATCH, batch.id, "alarms acknowledged", after=None)])


def _say(batch: Batch, said: dict[str, str] | None) -> None:
    batch.settings = {**batch.settings, "alarms": {**_kept(batch), "acknowledged": said}}
    touch_counted(batch)


def _kept(batch: Batch) -> dict[str, Any]:
    kept: dict[str, Any] = batch.settings.get("alarms", {})
    return kept
