"""Who has a restriction already, as a condition on constituents: so that it is not written twice."""

from typing import Any

from sqlalchemy import ColumnElement, exists

from app.consent.domain.acts import StaffAct, What, entry_of
from app.consent.models import RestrictionInForce
from app.constituents.models import Constituent


def has_already(what: What, *, until: Any = None) -> ColumnElement[bool]:
    """Whether this act would write nothing new about the person: the same holds for her, and as long.

    What reaches her from somebody else by an address they share is none of her own, and does not count.
    """
    entry = entry_of(what.act)
    conditions: list[ColumnElement[bool]] = [
        RestrictionInForce.workspace_id == Constituent.workspace_id,
        RestrictionInForce.subject_id == Constituent.id,
        RestrictionInForce.kind == entry.kind,
    ]
    if entry.reason:
        conditions.append(RestrictionInForce.reason == entry.reason)
    if what.act is StaffAct.LEAVE_TOPIC:
        conditions.append(RestrictionInForce.topic_id == what.topic)
    if what.act is StaffAct.PAUSE:
        conditions.append(RestrictionInForce.until >= until)
    return exists().where(*conditions).correlate(Constituent)
