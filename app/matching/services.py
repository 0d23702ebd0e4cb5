"""Keeping blocking keys in step with the constituents they find."""

from collections.abc import Sequence

from sqlalchemy import delete

from app.constituents.domain.record import Existing
from app.db import db, insert_all
from app.matching.domain.keys import hashed_keys
from app.matching.models import MatchKey


def refresh_keys(workspace_id: int, records: Sequence[Existing]) -> None:
    """Replace the keys of these constituents, in two statements for any number of them."""
    changed = [record.id for record in records if record.version > 1]
    if changed:
        db.session.execute(
            delete(MatchKey).where(
                MatchKey.workspace_id == workspace_id, MatchKey.constituent_id.in_(changed)
            )
        )
    rows = [
        {"workspace_id": workspace_id, "key": key, "constituent_id": record.id}
        for record in records
        for key in sorted(hashed_keys(record))
    ]
    insert_all(MatchKey, rows)
