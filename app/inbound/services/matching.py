"""Reports about nobody, when somebody with the address comes: by an import, a form, or a changed address."""

from collections.abc import Sequence

from sqlalchemy import select

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.constituents.domain.record import Existing
from app.constituents.queries import MOST_VALUES
from app.db import db
from app.inbound import queries
from app.inbound.models import WAITING, EmailReport
from app.inbound.services.applying import apply, restrict_for


def match_new(workspace_id: int, records: Sequence[Existing]) -> None:
    """Let people leave at once, in the transaction that brings them, what their address left before.

    All else that was told of the address holds by the address; who did what is put on record later. Where
    nothing waits it is one statement, which reads no table that is being written.
    """
    waiting = select(EmailReport.address_key).where(EmailReport.workspace_id == workspace_id, WAITING)
    addresses = {email.address for record in records for email in record.emails}
    if not addresses or db.session.scalar(waiting.limit(1)) is None:
        return
    workspace = db.session.get_one(Workspace, workspace_id)
    keys = sorted({address_key(each, workspace.address_secret) for each in addresses})
    here = {
        key
        for start in range(0, len(keys), MOST_VALUES)
        for key in db.session.scalars(
            waiting.where(EmailReport.address_key.in_(keys[start : start + MOST_VALUES]))
        )
    }
    if here:
        query = queries.reports(workspace_id, WAITING, EmailReport.address_key.in_(sorted(here)))
        rows = db.session.execute(query).all()
        restrict_for(workspace, rows, queries.holders(workspace_id, here))


def match_some(workspace: Workspace, limit: int) -> int:
    """Put on record what was told of people who came since; answers of how many reports."""
    waiting = queries.reports(workspace.id, queries.matchable(workspace.id))
    rows = db.session.execute(waiting.order_by(EmailReport.id).limit(limit)).all()
    apply(workspace, rows)
    return len(rows)
