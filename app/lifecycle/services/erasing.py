"""Erasing one person: everything personal goes in one transaction; the books keep their sums."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.activity.services import forget_person as forget_facts
from app.audiences.services import forget_person as forget_checks
from app.audit.domain.source import Subject
from app.audit.forgetting import forget_person as forget_journal
from app.audit.services import Actor, Change, record
from app.batches.models import Distinction
from app.batches.services.distinctions import forget_identities
from app.batches.services.forgetting import forget_rows
from app.consent import queries as consent
from app.consent.services import keep_when_committed
from app.consent.services.forgetting import forget_person as forget_permission
from app.constituents.domain.departure import Departed
from app.constituents.domain.emails import email_key
from app.constituents.domain.names import Name
from app.constituents.domain.record import Existing
from app.constituents.locking import locked
from app.constituents.models import Departure
from app.constituents.recent import note_everybody
from app.constituents.recent_models import RecentWrite
from app.constituents.search_keeping import forget as forget_words
from app.constituents.services import Rewrite, write
from app.cultivation.services.forgetting import forget as forget_notes
from app.db import db, now
from app.groups.services.forgetting import forget_member
from app.inbound.services.forgetting import forget_reports
from app.lifecycle.queries import identities as known
from app.matching.services import count_no_more
from app.matching.services import forget as forget_likeness
from app.updates.services import one_bulk_writer

DELETED: tuple[Any, ...] = (
    Distinction,
    RecentWrite,
)
"""What goes with her, beside what other packages forget by themselves."""


@dataclass(frozen=True, slots=True)
class Erased:
    """She is gone; so many rows of imports were emptied."""

    lookup_id: str
    rows: int


@dataclass(frozen=True, slots=True)
class NotHere:
    """There was nobody to erase: she was erased or merged in the meantime."""


def erase(workspace: Workspace, constituent_id: int, *, actor: Actor) -> Erased | NotHere:
    """Erase one person. Flushes; all or nothing happens, when the caller commits.

    What stays: an empty row that her gifts and registrations count for, the keyed hashes of her addresses,
    which nobody may write to any more, and the journal without what it said. Source of the rule: docs/
    decisions/017.
    """
    one_bulk_writer(workspace.id)
    who = locked(workspace.id, [constituent_id]).get(constituent_id)
    if who is None:
        return NotHere()
    eligible = consent.verdicts(workspace, [who.id], at=now())[who.id].eligible
    addresses = known.addresses(workspace.id, who)
    forget_identities(workspace.id, known.identities(workspace.id, who))
    count_no_more(workspace.id, known.states(workspace.id, who))
    rows = forget_rows(workspace.id, who.id, {email_key(address) for address in addresses})
    forget_member(workspace, who.id, eligible=eligible)
    forget_checks(workspace.id, who.id)
    forget_reports(workspace, addresses)
    _empty(workspace.id, who)
    depart(workspace.id, who, actor)
    forget_permission(workspace, who.id, addresses, actor=actor)
    keep_when_committed(workspace.id)
    note_everybody(workspace.id)  # imports look again at whom they add under her addresses
    forget_journal(workspace.id, who.id)
    record(workspace.id, actor, [Change(Subject.CONSTITUENT, who.id, "erased", after=True)])
    return Erased(who.lookup_id, rows)


def leave_no_copy() -> None:
    """After the commit, on SQLite: empty the write-ahead log, whose pages still hold what was deleted.

    While somebody else reads, that waits for SQLite's own next time.
    """
    if db.engine.dialect.name == "sqlite":
        connection = db.engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()


def _empty(workspace_id: int, who: Existing) -> None:
    """Her row with nothing in it, and nothing that hung on it."""
    shell = Existing(who.kind, Name(), lookup_id=who.lookup_id, id=who.id, version=who.version, active=False)
    forget_words(workspace_id, write(workspace_id, [Rewrite(who, shell)]))
    forget_likeness(workspace_id, [who.id])
    forget_notes(workspace_id, who.id)
    for table in DELETED:
        mine = (table.workspace_id == workspace_id, table.constituent_id == who.id)
        db.session.execute(delete(table).where(*mine), execution_options={"synchronize_session": False})
    forget_facts(workspace_id, who.id)


def depart(workspace_id: int, who: Existing, actor: Actor) -> None:
    """Note that she is erased: from then on the database lets what the ledgers say of her be blanked."""
    db.session.add(
        Departure(
            workspace_id=workspace_id,
            constituent_id=who.id,
            lookup_number=int(who.lookup_id.removeprefix("C-")),
            kind=Departed.ERASED,
            actor_id=actor.id,
            actor=actor.label,
        )
    )
    db.session.flush()
