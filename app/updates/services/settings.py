"""Changing the update rules of one workspace."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Workspace
from app.accounts.services.settings import change_settings
from app.audit.domain.meanwhile import Meanwhile
from app.audit.services import Actor, Change
from app.updates.domain.rules import UpdateRules
from app.updates.queries.settings import SETTINGS, rules_of


def change(
    workspace: Workspace, after: UpdateRules, *, shown: UpdateRules, actor: Actor
) -> list[Change] | Meanwhile:
    """Write what differs and journal it, unless somebody else changed the rules since they were `shown`."""

    def write(held: Workspace) -> None:
        held.update_rules = after.to_json()

    return change_settings(
        workspace,
        saved=lambda held: _named(rules_of(held)),
        shown=_named(shown),
        after=_named(after),
        write=write,
        actor=actor,
    )


def _named(rules: UpdateRules) -> Mapping[str, Any]:
    return {SETTINGS[rule]: option for rule, option in rules.to_json().items()}
