"""Which groups would break if something that rules refer to were gone."""

from datetime import datetime

from app.accounts.models import Workspace
from app.groups.queries.scope import closure, scope_of


def asking_about(workspace: Workspace, interest_id: int, *, at: datetime) -> dict[int, str]:
    """Names of the groups in use whose rules ask about an interest group, by id and in their order.

    Those that refer to such a group ask about it too: they break with it.
    """
    known = scope_of(workspace, None, at=at).groups
    return {
        key: each.name
        for key, each in known.items()
        if each.rule and interest_id in closure(each.rule, known).interests
    }
