"""A new address in the place of a blocked one is held: changing an address makes nobody mailable."""

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import partial

from sqlalchemy import or_, select

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.standing import Restriction
from app.consent.models import RestrictionInForce
from app.consent.services.ledger import Line, restrict
from app.constituents.domain.emails import suppression_key
from app.constituents.domain.record import Existing
from app.db import db, now

REPLACES = "the address it replaces is blocked"
REMOVED = "removed from the record while it was blocked"

Key = Callable[[str], str]


def hold_successors(workspace_id: int, before: Sequence[Existing], after: Sequence[Existing]) -> None:
    """Suppress each address that is new on a record and would escape what stops mail to an earlier one.

    It does not matter whether it was added, written over another or became primary later; and a blocked
    address that is deleted is remembered, so that the next one is held. Staff may release a held address,
    with a reason; nothing else does.
    """
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if _inboxes(old) != _inboxes(new)]
    changed = [(old, new) for old, new in pairs if old.id]
    if not changed:
        return
    workspace = db.session.get_one(Workspace, workspace_id)
    key = partial(address_key, secret=workspace.address_secret)
    left = {key(email.address) for old, _ in changed for email in old.emails}
    stopping = _stopping(workspace_id, {new.id for _, new in changed}, left)
    lines = [line for old, new in changed for line in _lines(old, new, stopping, key)]
    if lines:
        restrict(workspace, lines, party=Party.SYSTEM, actor=Actor("Kith", Via.RULE))


def _inboxes(record: Existing) -> set[str]:
    return {suppression_key(email.address) for email in record.emails}


def _stopping(workspace_id: int, people: Collection[int], keys: Collection[str]) -> list[Restriction]:
    """What is in force at these addresses, or about these people at addresses that they had once."""
    query = select(*RestrictionInForce.__table__.columns).where(
        RestrictionInForce.workspace_id == workspace_id,
        or_(
            RestrictionInForce.address_key.in_(sorted(keys)),
            RestrictionInForce.subject_id.in_(sorted(people)),
        ),
    )
    return [queries.restriction(row) for row in db.session.execute(query)]


def _lines(old: Existing, new: Existing, stopping: Sequence[Restriction], key: Key) -> Iterator[Line]:
    once = {each.address_key for each in stopping if each.subject == new.id and each.address_key}
    earlier = {key(email.address) for email in old.emails} | once
    if not (blocked := _blocked(new.id, earlier, stopping)):
        return
    current = {key(email.address) for email in new.emails}
    for email in new.emails:
        if key(email.address) not in earlier:
            yield _held(new.id, email.address, REPLACES)
    for email in old.emails:
        if key(email.address) in blocked - once - current:
            yield _held(new.id, email.address, REMOVED)


def _blocked(person: int, earlier: set[str], stopping: Sequence[Restriction]) -> set[str]:
    """The earlier addresses at which something stops this person that would not stop her at another one."""
    who = frozenset({person})
    return {
        each.address_key
        for each in stopping
        if each.address_key in earlier
        and each.concerns(who, each.address_key)
        and not each.concerns(who, None)
    }


def _held(person: int, address: str, source: str) -> Line:
    return Line(
        kind=EventKind.SUPPRESSED,
        at=now(),
        subject=person,
        address=address,
        reason=SuppressionReason.HELD,
        source=source,
    )
