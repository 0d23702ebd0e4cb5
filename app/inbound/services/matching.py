"""Reports about nobody, when somebody with the address comes: by an import, a form, or a changed address."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent.models import AddressHash
from app.constituents.domain.record import Existing
from app.constituents.queries import in_parts
from app.db import db
from app.inbound import queries
from app.inbound.domain.vocabulary import Stop
from app.inbound.models import EmailReport
from app.inbound.services.applying import apply, restrict_for


def match_new(workspace_id: int, records: Sequence[Existing]) -> None:
    """Let people leave at once, in the transaction that brings them, what their address left before.

    All else that was told of the address holds by the address; who did what is put on record later. One
    statement where nothing waits.
    """
    ids = [email.id for record in records for email in record.emails if email.id]
    for part in in_parts(ids):
        of_these = select(AddressHash.address_key).where(
            AddressHash.workspace_id == workspace_id, AddressHash.email_id.in_(part)
        )
        waiting = (EmailReport.matched_at.is_(None), EmailReport.stop == Stop.TOPIC)
        found = queries.reports(workspace_id, *waiting, EmailReport.address_key.in_(of_these))
        if rows := db.session.execute(found).all():
            workspace = db.session.get_one(Workspace, workspace_id)
            holders = queries.holders(workspace_id, {row.address_key for row in rows})
            restrict_for(workspace, rows, holders)


def match_some(workspace: Workspace, limit: int) -> int:
    """Put on record what was told of people who came since; answers of how many reports."""
    waiting = queries.reports(workspace.id, queries.matchable(workspace.id))
    rows = db.session.execute(waiting.order_by(EmailReport.id).limit(limit)).all()
    apply(workspace, rows)
    return len(rows)
