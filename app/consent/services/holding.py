"""A new address in the place of a blocked one is held: changing an address makes nobody mailable."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.models import RestrictionInForce
from app.consent.services.ledger import Line, restrict
from app.constituents.domain.record import Email, Existing
from app.db import db, now

_OF_MAILBOX = tuple(reason for reason in SuppressionReason if not reason.follows_person)


def hold_successors(workspace_id: int, records: Sequence[Existing], known: Mapping[int, str]) -> None:
    """Suppress each primary address that is new on a record on which a mailbox is blocked already.

    `known` are the keyed hashes of addresses as they were before this write, by id. Staff may release a held
    address, with a reason; nothing else does.
    """
    newcomers = [(record, new, _earlier(record, known)) for record in records if (new := _new(record, known))]
    blocked = _blocked(workspace_id, {key for *_, keys in newcomers for key in keys})
    lines = [_line(record, new) for record, new, keys in newcomers if keys & blocked]
    if lines:
        workspace = db.session.get_one(Workspace, workspace_id)
        restrict(workspace, lines, party=Party.SYSTEM, actor=Actor("Kith", Via.RULE))


def _new(record: Existing, known: Mapping[int, str]) -> Email | None:
    """The primary address, when it was not on record before."""
    return next((email for email in record.emails if email.primary and email.id not in known), None)


def _earlier(record: Existing, known: Mapping[int, str]) -> set[str]:
    return {known[email.id] for email in record.emails if email.id is not None and email.id in known}


def _blocked(workspace_id: int, keys: set[str]) -> set[str]:
    """Those of the addresses that a restriction of the mailbox stops."""
    query = select(RestrictionInForce.address_key).where(
        RestrictionInForce.workspace_id == workspace_id,
        RestrictionInForce.address_key.in_(sorted(keys)),
        RestrictionInForce.reason.in_(_OF_MAILBOX),
    )
    return {key for key in db.session.scalars(query) if key} if keys else set()


def _line(record: Existing, new: Email) -> Line:
    return Line(
        kind=EventKind.SUPPRESSED,
        at=now(),
        subject=record.id,
        address=new.address,
        reason=SuppressionReason.HELD,
        source="the address it replaces is blocked",
    )
