"""A no as a line of text outside the database: ids, kinds and instants, no name and no address."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.consent.domain.facts import EventKind, LedgerEvent, Party, SuppressionReason

ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A restricting line of a workspace's ledger, and when it was recorded."""

    workspace: int
    event: LedgerEvent
    recorded_at: datetime

    @property
    def id(self) -> int:
        return self.event.id


@dataclass(frozen=True, slots=True)
class Erasure:
    """Somebody was erased; `id` is hers."""

    workspace: int
    id: int
    at: datetime


Kept = Refusal | Erasure


def to_line(kept: Kept) -> str:
    """The text of one line, without its end."""
    return json.dumps({"workspace": kept.workspace, **_values(kept)}, separators=(",", ":"))


def _values(kept: Kept) -> dict[str, Any]:
    if isinstance(kept, Erasure):
        return {"kind": ERASED, "at": kept.at.isoformat(), "subject": kept.id}
    event = kept.event
    return {
        "id": event.id,
        "sequence": event.sequence,
        "kind": event.kind,
        "at": event.at.isoformat(),
        "recorded_at": kept.recorded_at.isoformat(),
        "party": event.party,
        "subject": event.subject,
        "address_key": event.address_key,
        "topic": event.topic,
        "reason": event.reason,
        "until": event.until.isoformat() if event.until else None,
    }


def from_line(text: bytes) -> Kept | None:
    """What a line says; None for one that was cut off or spoiled, and for what does not restrict."""
    try:
        told = json.loads(text)
        if told["kind"] == ERASED:
            return Erasure(int(told["workspace"]), int(told["subject"]), _instant(told["at"]))
        event = _event(told)
        recorded_at = _instant(told["recorded_at"])
        return Refusal(int(told["workspace"]), event, recorded_at) if event.kind.restricts else None
    except (ValueError, KeyError, TypeError):
        return None


def _event(told: dict[str, Any]) -> LedgerEvent:
    return LedgerEvent(
        id=int(told["id"]),
        sequence=int(told["sequence"]),
        kind=EventKind(told["kind"]),
        at=_instant(told["at"]),
        party=Party(told["party"]),
        subject=_number(told["subject"]),
        address_key=told["address_key"],
        topic=_number(told["topic"]),
        reason=SuppressionReason(told["reason"]) if told["reason"] else None,
        until=_instant(told["until"]) if told["until"] else None,
    )


def _number(told: Any) -> int | None:
    return None if told is None else int(told)


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return found
