"""The counts that a group remembers, with the instant they are of."""

from app.db import db
from app.groups.models import Group
from app.groups.queries.counts import summary_of_list
from app.groups.queries.scope import Scope


def count_members(scope: Scope, group: Group) -> None:
    """Store how many stand in the group's list, and how many of them can be emailed, as of the scope."""
    db.session.flush()
    found = summary_of_list(scope, group.id)
    group.member_count, group.eligible_count = found.count, found.eligible
    group.calculated_at = scope.at
    db.session.flush()
