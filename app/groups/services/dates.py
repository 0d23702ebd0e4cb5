"""When time alone may change who is in a group: at the next midnight of the workspace."""

from datetime import datetime

from app.accounts.models import Workspace
from app.groups.domain.midnights import next_midnight
from app.groups.domain.reads import moves
from app.groups.models import Group
from app.groups.queries.members import rule_of
from app.groups.queries.scope import rules_within, scope_of


def next_due(workspace: Workspace, group: Group, *, at: datetime) -> datetime | None:
    """The first midnight after `at`, or None for a rule in which nothing moves."""
    rule = rule_of(group)
    scope = scope_of(workspace, None, at=at)
    return next_midnight(at, scope.zone) if moves(rules_within(rule, scope.groups)) else None
