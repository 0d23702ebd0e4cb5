"""A new address in the place of a blocked one is held: changing an address makes nobody mailable."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from app.accounts.models import Workspace
from app.audit.domain.source import Via
from app.audit.services import Actor
from app.consent import queries
from app.consent.domain.address_keys import address_key
from app.consent.domain.facts import EventKind, Party, SuppressionReason
from app.consent.domain.held import Inbox, holds
from app.consent.domain.standing import Restriction
from app.consent.services.ledger import Line, restrict
from app.constituents.domain.emails import suppression_key
from app.constituents.domain.record import Existing
from app.db import db, now
from app.words import _

Key = Callable[[str], str]


def hold_successors(workspace_id: int, before: Sequence[Existing], after: Sequence[Existing]) -> None:
    """Suppress each address of a record that would escape what stops mail to an earlier one.

    It does not matter whether it was added, written over another or became primary later; and a blocked
    address that is deleted is remembered, so that the next one is held. Staff may release a held address,
    with a reason; nothing else does. Statements do not grow with the number of records.
    """
    pairs = [(old, new) for old, new in zip(before, after, strict=True) if _mail_of(old) != _mail_of(new)]
    changed = [(old, new) for old, new in pairs if old.id]
    if not changed:
        return
    workspace = db.session.get_one(Workspace, workspace_id)
    key = partial(address_key, secret=workspace.address_secret)
    left = {key(email.address) for old, __ in changed for email in old.emails}
    people = {new.id for __, new in changed}
    stopping = _Stopping(queries.restrictions_about(workspace_id, people=people, address_keys=left))
    lines = [line for old, new in changed for line in _lines(old, new, stopping, key)]
    if lines:
        restrict(workspace, lines, party=Party.SYSTEM, actor=Actor(_("Kith"), Via.RULE))


def _mail_of(record: Existing) -> set[tuple[str, bool]]:
    """The inboxes of a record, and which of them mail goes to."""
    return {(suppression_key(email.address), email.primary and email.active) for email in record.emails}


class _Stopping:
    """What stops mail, found by the person and by the address."""

    def __init__(self, restrictions: Iterable[Restriction]) -> None:
        self._found: dict[int | str | None, dict[int, Restriction]] = defaultdict(dict)
        for each in restrictions:
            for name in (each.subject, each.address_key):
                self._found[name][each.event] = each

    def about(self, person: int, keys: Iterable[str | None]) -> list[Restriction]:
        """That about this person or at one of these addresses, each once."""
        found: dict[int, Restriction] = {}
        for name in {person, *keys} - {None}:
            found |= self._found.get(name, {})
        return list(found.values())


def _lines(old: Existing, new: Existing, stopping: _Stopping, key: Key) -> Iterator[Line]:
    before, after = _inboxes(old, key), _inboxes(new, key)
    found = stopping.about(new.id, [each.key for each in before])
    for hold in holds(new.id, before, after, found):
        yield _held(new.id, hold.inbox.address, hold.why)


def _inboxes(record: Existing, key: Key) -> list[Inbox]:
    return [Inbox(each.address, key(each.address), each.primary and each.active) for each in record.emails]


def _held(person: int, address: str, source: str) -> Line:
    return Line(
        kind=EventKind.SUPPRESSED,
        at=now(),
        subject=person,
        address=address,
        reason=SuppressionReason.HELD,
        source=source,
    )
