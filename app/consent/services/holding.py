"""A new address in the place of a blocked one is held: changing an address makes nobody mailable."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.standing import Restriction
from app.consent.models import RestrictionInForce
from app.consent.services.ledger import Line, restrict
from app.constituents.domain.record import Email, Existing
from app.db import db, now


def hold_successors(workspace_id: int, records: Sequence[Existing], known: Mapping[int, str]) -> None:
    """Suppress each primary address that is new on a record and would escape what stopped an earlier one.

    `known` are the keyed hashes of addresses as they were before this write, by id. Staff may release a held
    address, with a reason; nothing else does.
    """
    newcomers = [(record, new, _earlier(record, known)) for record in records if (new := _new(record, known))]
    stopping = _stopping(workspace_id, {key for *_, keys in newcomers for key in keys})
    lines = [_line(record, new) for record, new, keys in newcomers if _escapes(record.id, keys, stopping)]
    if lines:
        workspace = db.session.get_one(Workspace, workspace_id)
        restrict(workspace, lines, party=Party.SYSTEM, actor=Actor("Kith", Via.RULE))


def _new(record: Existing, known: Mapping[int, str]) -> Email | None:
    """The primary address, when it was not on record before."""
    return next((email for email in record.emails if email.primary and email.id not in known), None)


def _earlier(record: Existing, known: Mapping[int, str]) -> set[str]:
    return {known[email.id] for email in record.emails if email.id is not None and email.id in known}


def _stopping(workspace_id: int, keys: set[str]) -> list[Restriction]:
    """What is in force at these addresses."""
    if not keys:
        return []
    query = select(*RestrictionInForce.__table__.columns).where(
        RestrictionInForce.workspace_id == workspace_id, RestrictionInForce.address_key.in_(sorted(keys))
    )
    return [queries.restriction(row) for row in db.session.execute(query)]


def _escapes(person: int, earlier: set[str], stopping: Sequence[Restriction]) -> bool:
    """Whether something stops this person at an earlier address and would not stop her at another one."""
    who = frozenset({person})
    return any(
        each.address_key in earlier and each.concerns(who, each.address_key) and not each.concerns(who, None)
        for each in stopping
    )


def _line(record: Existing, new: Email) -> Line:
    return Line(
        kind=EventKind.SUPPRESSED,
        at=now(),
        subject=record.id,
        address=new.address,
        reason=SuppressionReason.HELD,
        source="the address it replaces is blocked",
    )
