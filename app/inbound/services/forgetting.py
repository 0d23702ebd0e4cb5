"""What of reports goes when somebody is erased: every report about her, and every call that names her."""

import re
from collections.abc import Collection
from functools import partial
from typing import Any

from sqlalchemy import delete, select, update

from app.accounts.models import Workspace
from app.consent.domain.address_keys import address_key
from app.db import db
from app.inbound.domain.calls import CallState
from app.inbound.models import EmailReport, WebhookCall

_ADDRESS = re.compile(rb"[^\s<>\"'\\,;:()\[\]{}]{1,300}@[^\s<>\"'\\,;:()\[\]{}]{1,300}")
_NOBODY = b"erased"


def forget_reports(workspace: Workspace, addresses: Collection[str]) -> None:
    """Delete what was reported about these addresses, in any spelling.

    A call that was read loses its body; one that waits to be read loses these addresses only, as it may tell
    of others.
    """
    key = partial(address_key, secret=workspace.address_secret)
    keys = {key(address) for address in addresses}
    mine = (EmailReport.workspace_id == workspace.id, EmailReport.address_key.in_(sorted(keys)))
    db.session.execute(delete(EmailReport).where(*mine), execution_options={"synchronize_session": False})
    kept = select(WebhookCall.id, WebhookCall.state, WebhookCall.body).where(
        WebhookCall.workspace_id == workspace.id, WebhookCall.body.is_not(None)
    )
    for row in db.session.execute(kept.execution_options(yield_per=200)):
        found = {
            each for each in _ADDRESS.findall(_plain(row.body)) if key(each.decode(errors="replace")) in keys
        }
        if found:
            _forget(workspace.id, row, found)


def _plain(body: bytes) -> bytes:
    return body.replace(b"\\u0040", b"@")


def _forget(workspace_id: int, row: Any, found: Collection[bytes]) -> None:
    body: bytes | None = None
    if row.state is not CallState.READ:
        body = _plain(row.body)
        for each in found:
            body = body.replace(each, _NOBODY)
    mine = (WebhookCall.workspace_id == workspace_id, WebhookCall.id == row.id)
    db.session.execute(
        update(WebhookCall).where(*mine).values(body=body), execution_options={"synchronize_session": False}
    )
