"""What stands beside rows that are emptied, as the person in them is erased."""

from collections.abc import Collection

from app.activity_imports.models import ActivityRow
from app.batches.services.forgetting import Place
from app.db import update_all


def forget_beside(workspace_id: int, rows: Collection[Place]) -> None:
    """Forget by which numbers a tool knows these facts, as they may be made of an email. The sums stay."""
    blank = {"workspace_id": workspace_id, "fact_key": "", "refund_of": ""}
    update_all(ActivityRow, [blank | {"batch_id": batch, "number": number} for batch, number in rows])
