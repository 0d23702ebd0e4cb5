"""Which groups would break if something that rules refer to were gone."""

from collections.abc import Callable
from datetime import datetime

from app.accounts.models import Workspace
from app.groups.domain.references import References
from app.groups.queries.scope import closure, scope_of


def asking_about(workspace: Workspace, interest_id: int, *, at: datetime) -> dict[int, str]:
    """Names of the groups in use whose rules ask about an interest group, by id and in their order."""
    return _asking(workspace, lambda asked: interest_id in asked.interests, at)


def asking_about_import(workspace: Workspace, number: int, *, at: datetime) -> dict[int, str]:
    """The same about an import, by its number."""
    return _asking(workspace, lambda asked: number in asked.imports, at)


def _asking(workspace: Workspace, about: Callable[[References], bool], at: datetime) -> dict[int, str]:
    """The groups whose rules ask about it.

    Those that refer to such a group ask about it too: they break with it.
    """
    known = scope_of(workspace, None, at=at).groups
    return {key: each.name for key, each in known.items() if each.rule and about(closure(each.rule, known))}
