"""Erasing what is left of a record that was taken back: values in the journal, and rows of imports."""

from sqlalchemy import delete

from app.accounts.models import Workspace
from app.audit.domain.source import Subject
from app.audit.forgetting import forget_person as forget_journal
from app.audit.services import Actor, Change, record
from app.batches.services.distinctions import forget_identities
from app.batches.services.forgetting import forget_rows
from app.consent.services.forgetting import forget_person as forget_permission
from app.constituents.domain.emails import email_key
from app.constituents.recent_models import RecentWrite
from app.db import db
from app.inbound.services.forgetting import forget_reports
from app.lifecycle.queries import identities as known
from app.lifecycle.queries.remains import remains
from app.lifecycle.services.erasing import Erased, NotHere, depart
from app.matching.services import count_no_more
from app.updates.services import one_bulk_writer


def erase_remains(workspace: Workspace, constituent_id: int, *, actor: Actor) -> Erased | NotHere:
    """Erase what still tells of somebody whose addition was undone. Flushes; the caller commits.

    The record is gone already, so this is an erasure without it: afterwards she counts as erased. What stays
    is what an erasure leaves, the lookup number and the keyed hashes of her addresses among it.
    """
    one_bulk_writer(workspace.id)
    who = remains(workspace, constituent_id)
    if who is None:
        return NotHere()
    addresses = known.addresses(workspace.id, who)
    forget_identities(workspace.id, known.identities(workspace.id, who))
    count_no_more(workspace.id, known.states(workspace.id, who))
    rows = forget_rows(workspace.id, who.id, {email_key(address) for address in addresses})
    mine = RecentWrite.workspace_id == workspace.id, RecentWrite.constituent_id == who.id
    db.session.execute(delete(RecentWrite).where(*mine))
    forget_reports(workspace, addresses)
    depart(workspace.id, who, actor)
    forget_permission(workspace, who.id, addresses, actor=actor)
    forget_journal(workspace.id, who.id)
    record(workspace.id, actor, [Change(Subject.CONSTITUENT, who.id, "erased", after=True)])
    return Erased(who.lookup_id, rows)
