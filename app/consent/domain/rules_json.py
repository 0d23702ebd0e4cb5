"""The rules of permission as the workspace keeps them."""

from collections.abc import Mapping
from datetime import date, tzinfo
from typing import Any

from app.consent.domain.facts import Occasion
from app.consent.domain.policy import FrequencyCap, Policy, Rules


def rules_from_json(policy: str, told: Mapping[str, Any], zone: tzinfo) -> Rules:
    """The rules that were kept; what is not there is not limited and nothing is implied."""
    since, cap = told.get("soft_opt_in_since"), told.get("cap")
    return Rules(
        Policy(policy),
        implied_months=told.get("implied_months"),
        implied_by=_occasions(told.get("implied_by", ())),
        soft_opt_in_since=date.fromisoformat(since) if since else None,
        soft_opt_in_by=_occasions(told.get("soft_opt_in_by", ())),
        cap=FrequencyCap(cap["messages"], cap["days"]) if cap else None,
        zone=zone,
    )


def rules_to_json(rules: Rules) -> dict[str, Any]:
    """The rules to be kept, without the policy and the time zone, which have columns of their own."""
    told = {
        "implied_months": rules.implied_months,
        "implied_by": [each.value for each in Occasion if each in rules.implied_by],
        "soft_opt_in_since": rules.soft_opt_in_since.isoformat() if rules.soft_opt_in_since else None,
        "soft_opt_in_by": [each.value for each in Occasion if each in rules.soft_opt_in_by],
        "cap": {"messages": rules.cap.messages, "days": rules.cap.days} if rules.cap else None,
    }
    return {name: value for name, value in told.items() if value}


def _occasions(told: Any) -> frozenset[Occasion]:
    return frozenset(Occasion(each) for each in told)
