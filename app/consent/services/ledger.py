"""Lines for the ledger: restrictions by any door, permissions and lifts within their rules."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.consent import queries
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import Basis, EventKind, Occasion, Party, SuppressionReason
from app.consent.domain.permissions import Refused, may_add, may_lift
from app.consent.models import ConsentEvent, RestrictionInForce
from app.consent.services.keeping import keep_when_committed
from app.consent.services.projections import reproject
from app.constituents.models import EmailAddress
from app.constituents.services import next_numbers
from app.db import db, insert_all, new_ids, now
from app.words import _

_AT_ADDRESS = frozenset(
    {EventKind.UNSUBSCRIBED, EventKind.BOUNCED, EventKind.COMPLAINED, EventKind.SUPPRESSED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line to be written to the ledger.

    `address` is plain text; only its keyed hash is stored. `address_key` is that hash, where only it is
    known. A line that is put back as it was has its `id` and when it was recorded.
    """

    kind: EventKind
    at: datetime
    subject: int | None = None
    address: str = ""
    address_key: str = ""
    topic: int | None = None
    reason: SuppressionReason | None = None
    basis: Basis | None = None
    occasion: Occasion | None = None
    statement: str = ""
    evidence: str = ""
    expires_at: datetime | None = None
    until: datetime | None = None
    closes: tuple[int, ...] = ()
    source: str = ""
    batch_id: int | None = None
    row_number: int | None = None
    id: int | None = None
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """The lines are in the ledger and in force; `ids` are theirs, in order."""

    ids: tuple[int, ...]


def restrict(workspace: Workspace, lines: Sequence[Line], *, party: Party, actor: Actor) -> Written:
    """Add restrictions: the one door that bulk paths have. Raises ValueError for a line that permits."""
    if loose := [line.kind for line in lines if not line.kind.restricts]:
        raise ValueError(f"{loose[0]} does not restrict")
    return _write(workspace, _with_addresses(workspace, lines), party=party, actor=actor)


def permit(workspace: Workspace, lines: Sequence[Line], *, party: Party, actor: Actor) -> Written | Refused:
    """Record consents, topics joined or a supporter's return; refused as a whole when one is not allowed.

    Raises ValueError for a lift, which has a door of its own, for what staff permit of several people at
    once: nobody's permission is loosened in bulk, and for a line that would end what concerns neither its
    person nor its address.
    """
    if any(line.kind is EventKind.RESTRICTION_LIFTED for line in lines):
        raise ValueError("a restriction is lifted by itself, not among permissions")
    if party is Party.STAFF and len({line.subject for line in lines}) > 1:
        raise ValueError("staff record permission for one person at a time")
    for line in lines:
        answer = may_add(line.kind, party, evidence=line.evidence or line.statement)
        if isinstance(answer, Refused):
            return answer
    if closing := [line for line in lines if line.closes]:
        _end_their_own(workspace, closing)
    return _write(workspace, lines, party=party, actor=actor)


def _end_their_own(workspace: Workspace, lines: Sequence[Line]) -> None:
    """A projection of some people and addresses can only be told by lines about these."""
    named = {event for line in lines for event in line.closes}
    query = select(ConsentEvent.id, ConsentEvent.subject_id, ConsentEvent.address_key).where(
        ConsentEvent.workspace_id == workspace.id, ConsentEvent.id.in_(named)
    )
    about = {event: (subject, key) for event, subject, key in db.session.execute(query)}
    for line in lines:
        own = line.subject, line.address_key or _key(workspace, line.address)
        for subject, key in (about[event] for event in line.closes if event in about):
            if subject != own[0] and (key is None or key != own[1]):
                raise ValueError("a line can end only what is about its person or its address")


def lift(
    workspace: Workspace, event_id: int, *, party: Party, actor: Actor, reason: str
) -> Written | Refused:
    """End one restriction, when this party may: staff only what staff added, and with a reason."""
    row = db.session.execute(
        select(*RestrictionInForce.__table__.columns).where(
            RestrictionInForce.workspace_id == workspace.id, RestrictionInForce.event_id == event_id
        )
    ).one_or_none()
    if row is None:
        return Refused(_("This restriction is no longer in force."))
    found = queries.restriction(row)
    answer = may_lift(found, party, reason=reason)
    if isinstance(answer, Refused):
        return answer
    line = Line(
        kind=EventKind.RESTRICTION_LIFTED,
        at=now(),
        subject=found.subject,
        evidence=reason,
        closes=(event_id,),
    )
    return _write(workspace, [line], party=party, actor=actor, address_keys=(found.address_key,))


def _with_addresses(workspace: Workspace, lines: Sequence[Line]) -> list[Line]:
    """The same lines; one about a mailbox names the person's primary address where none was given."""
    wanting = {line.subject for line in lines if _lacks_address(line) and line.subject}
    query = select(EmailAddress.constituent_id, EmailAddress.address).where(
        EmailAddress.workspace_id == workspace.id,
        EmailAddress.constituent_id.in_(wanting),
        EmailAddress.is_primary,
    )
    known = dict(db.session.execute(query).all()) if wanting else {}
    return [
        replace(line, address=known.get(line.subject, ""))
        if line.subject in wanting and _lacks_address(line)
        else line
        for line in lines
    ]


def _lacks_address(line: Line) -> bool:
    return line.kind in _AT_ADDRESS and not (line.address or line.address_key or line.id)


def _write(
    workspace: Workspace,
    lines: Sequence[Line],
    *,
    party: Party,
    actor: Actor,
    address_keys: Sequence[str | None] = (),
) -> Written:
    if not lines:
        return Written(())
    sequences = next_numbers(workspace.id, "consent", len(lines))
    keys = address_keys or [line.address_key or _key(workspace, line.address) for line in lines]
    rows = [
        _row(workspace.id, line, key, event_id, sequence) | _whom(party, actor)
        for line, key, event_id, sequence in zip(lines, keys, new_ids(len(lines)), sequences, strict=True)
    ]
    for row in rows:
        _check(row)
    insert_all(ConsentEvent, rows)
    reproject(
        workspace.id,
        people={line.subject for line in lines if line.subject},
        address_keys={key for key in keys if key},
    )
    if any(line.kind.restricts for line in lines):
        keep_when_committed(workspace.id)
    return Written(tuple(row["id"] for row in rows))


def _check(row: dict[str, Any]) -> None:
    """Raises ValueError for what could not be read again: no line is ever changed or taken out."""
    queries.ledger_event(SimpleNamespace(**row))


def _key(workspace: Workspace, address: str) -> str | None:
    return address_key(address, workspace.address_secret) if address else None


def _whom(party: Party, actor: Actor) -> dict[str, Any]:
    return {"party": party, "actor_id": actor.id, "actor": actor.label}


def _row(workspace_id: int, line: Line, key: str | None, event_id: int, sequence: int) -> dict[str, Any]:
    return {
        "workspace_id": workspace_id,
        "id": line.id or event_id,
        "sequence": sequence,
        "kind": line.kind,
        "at": line.at,
        "recorded_at": line.recorded_at or now(),
        "source": line.source,
        "subject_id": line.subject,
        "address_key": key,
        "topic_id": line.topic,
        "reason": line.reason,
        "basis": line.basis,
        "occasion": line.occasion,
        "statement": line.statement,
        "evidence": line.evidence,
        "expires_at": line.expires_at,
        "until": line.until,
        "closes": list(line.closes),
        "batch_id": line.batch_id,
        "row_number": line.row_number,
    }
