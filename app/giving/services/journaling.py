"""Lines of the journal about gifts: under the donor, so that they go when she is erased."""

from collections.abc import Mapping
from typing import Any

from app.activity.domain.gift_words import FIELD, journal_value
from app.activity.models import Donation
from app.audit.domain.source import Subject
from app.audit.services import Actor, Change, record


def note(row: Donation, actor: Actor, field: str = "", before: Any = None, after: Any = None) -> None:
    """Write one line about this gift; `field` tells what about it, "" the gift as a whole."""
    line = Change(
        Subject.CONSTITUENT, row.constituent_id, _field(field), before=before, after=after, item_id=row.id
    )
    record(row.workspace_id, actor, [line])


def note_changes(row: Donation, before: Mapping[str, Any], after: Mapping[str, Any], actor: Actor) -> None:
    """One line for each column that is not as it was; an amount is told with its currency."""
    was, now = before.get("currency", row.currency), after.get("currency", row.currency)
    lines = [
        Change(
            Subject.CONSTITUENT,
            row.constituent_id,
            _field(name),
            before=journal_value(name, before[name], was),
            after=journal_value(name, value, now),
            item_id=row.id,
        )
        for name, value in after.items()
    ]
    record(row.workspace_id, actor, lines)


def _field(name: str) -> str:
    return f"{FIELD}.{name}" if name else FIELD
