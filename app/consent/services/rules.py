"""Choosing what a workspace asks for before somebody may be emailed. No restriction is touched by that."""

from collections.abc import Mapping
from typing import Any

from app.accounts.models import Workspace
from app.accounts.services.settings import change_settings
from app.audit.domain.meanwhile import Meanwhile
from app.audit.services import Actor, Change
from app.consent.domain.policy import Rules
from app.consent.domain.rules_json import rules_to_json
from app.consent.queries import rules_of


def change_rules(
    workspace: Workspace, after: Rules, *, shown: Rules, actor: Actor
) -> list[Change] | Meanwhile:
    """Keep these rules and journal what differs, unless somebody else changed any since they were `shown`."""

    def write(held: Workspace) -> None:
        held.consent_policy = after.policy.value
        held.consent_rules = rules_to_json(after)

    return change_settings(
        workspace,
        saved=lambda held: _named(rules_of(held)),
        shown=_named(shown),
        after=_named(after),
        write=write,
        actor=actor,
    )


def _named(rules: Rules) -> Mapping[str, Any]:
    told = rules_to_json(rules)
    names = ("implied_months", "implied_by", "soft_opt_in_since", "soft_opt_in_by", "cap")
    return {
        "consent_policy": rules.policy.value,
        **{f"consent_rules.{name}": told.get(name) for name in names},
    }
