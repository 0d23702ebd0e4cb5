"""Going back to what a group's rule once was."""

from app.accounts.models import Workspace
from app.audit.services import Actor
from app.groups.domain.rule_json import parse_rule
from app.groups.domain.rules import Rule
from app.groups.models import Group, GroupVersion
from app.groups.services.editing import Draft, Refused, Saved, update
from app.words import _


def go_back(
    workspace: Workspace, group: Group, kept: GroupVersion, *, version: int, actor: Actor
) -> Saved | Refused:
    """Let the group have this rule again, as its newest version; the ones between stay where they are.

    `version` is that of the group as it was looked at. Flushes; the caller commits.
    """
    rule = parse_rule(kept.rule)
    if not isinstance(rule, Rule):
        return Refused(None, _("This version cannot be read any more."))
    draft = Draft(
        name=group.name,
        purpose=group.purpose,
        rule=rule,
        note=_("Back to version {version}", version=kept.version),
    )
    return update(workspace, group, draft, version=version, actor=actor)
