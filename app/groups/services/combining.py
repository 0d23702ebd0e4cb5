"""A new static group out of others: everybody in any of them, in all, or in the first alone."""

from collections.abc import Sequence

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.db import now
from app.groups.domain.combination import LONGEST_TOLD, MOST, Act, told
from app.groups.models import Group
from app.groups.queries.sets import combined, together
from app.groups.services.editing import Refused, Saved
from app.groups.services.filling import save_people
from app.words import _


def combine(
    workspace: Workspace, name: str, act: Act, groups: Sequence[Group], *, actor: Actor
) -> Saved | Refused:
    """Make a static group of whom the combination means now; the groups may change later as they will.

    A broken group is refused: it means nobody, so what it should leave out would stay in. So is one that is
    archived, whose list is not kept up any more.
    """
    if not 2 <= len(groups) <= MOST:
        return Refused(None, _("Choose at least two and at most {most} groups.", most=MOST))
    if away := [group.name for group in groups if group.archived_at]:
        return Refused(None, _("“{group}” is archived. Bring it back first, or choose again.", group=away[0]))
    found = together(workspace, groups, at=now())
    if found.broken:
        return Refused(None, found.broken)
    origin = {
        "act": act.value,
        "groups": [group.id for group in groups],
        "names": [group.name for group in groups],
    }
    said = told(act, [group.name for group in groups])[:LONGEST_TOLD]
    return save_people(workspace, name, combined(act, found.whos), told=said, actor=actor, origin=origin)
