"""What of reports goes when somebody is erased: every report about her, and every call that names her."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import delete, select, update

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.constituents.queries import in_parts
from app.db import db
from app.inbound.domain.calls import CallState
from app.inbound.domain.naming import IsHers, names, without
from app.inbound.models import EmailReport, WebhookCall


def forget_reports(workspace: Workspace, addresses: Collection[str]) -> None:
    """Delete what was reported about these addresses, in any spelling, and blank the calls that told it.

    A call that waits to be read loses only what names her, as it may tell of others.
    """
    keys = {address_key(each, workspace.address_secret) for each in addresses}
    mine = (EmailReport.workspace_id == workspace.id, EmailReport.address_key.in_(sorted(keys)))
    _blank(workspace.id, db.session.scalars(select(EmailReport.call_id).where(*mine)).all())
    _write(delete(EmailReport).where(*mine))
    _blank(workspace.id, _naming(workspace, keys))


def _naming(workspace: Workspace, keys: Collection[str]) -> Collection[int]:
    """Calls that name her in a text that nobody took a report from, such as a copy or a link."""

    @cache
    def is_hers(address: str) -> bool:
        return address_key(address, workspace.address_secret) in keys

    kept = select(WebhookCall.id, WebhookCall.state, WebhookCall.body).where(
        WebhookCall.workspace_id == workspace.id, WebhookCall.body.is_not(None)
    )
    found = []
    for row in db.session.execute(kept.execution_options(yield_per=200)):
        if names(row.body, is_hers):
            found.append(row.id) if row.state is not CallState.NEW else _narrow(workspace.id, row, is_hers)
    return found


def _narrow(workspace_id: int, row: Any, is_hers: IsHers) -> None:
    mine = (WebhookCall.workspace_id == workspace_id, WebhookCall.id == row.id)
    _write(update(WebhookCall).where(*mine).values(body=without(row.body, is_hers) or b"{}"))


def _blank(workspace_id: int, calls: Collection[int]) -> None:
    for some in in_parts(calls):
        mine = (WebhookCall.workspace_id == workspace_id, WebhookCall.id.in_(some))
        _write(update(WebhookCall).where(*mine).values(body=None, headers={}))


def _write(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
