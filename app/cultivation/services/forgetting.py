"""Forgetting one constituent: for an erasure, which leaves nothing that staff wrote."""

from typing import Any

from sqlalchemy import delete

from app.cultivation.models import Constituency, Note, Prospect, ProspectStage
from app.db import db

KINDS: tuple[Any, ...] = (Note, Constituency, ProspectStage, Prospect)


def forget(workspace_id: int, constituent_id: int) -> None:
    """Delete every note, constituency and prospect fact about the person, without a line in the journal.

    The workspace's list of roles stays: it names nobody.
    """
    for kind in KINDS:
        db.session.execute(
            delete(kind).where(kind.workspace_id == workspace_id, kind.constituent_id == constituent_id)
        )
